"""The page on which people say what they want to be told about, see what is held of them, and have it erased. Works on WeChat and in any browser."""

from bot.front.me.me_app import add_me_page

__all__ = ["add_me_page"]
