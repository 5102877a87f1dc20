"""What is asked of the platforms' servers: tokens, calls, and how to react to what they answer."""

from bot.messaging.api.access_tokens import AccessTokens, MemoryShelf, TokenShelf
from bot.messaging.api.messenger import Letter, Messenger, Receipt, Way
from bot.messaging.api.reactions import PASSING, PlatformRefusal, Reaction
from bot.messaging.api.token_shelf import DatabaseShelf
from bot.messaging.api.wechat import WechatApi, authorisation_address
from bot.messaging.api.wecom import WecomApi

__all__ = [
    "PASSING",
    "AccessTokens",
    "DatabaseShelf",
    "Letter",
    "MemoryShelf",
    "Messenger",
    "PlatformRefusal",
    "Reaction",
    "Receipt",
    "TokenShelf",
    "Way",
    "WechatApi",
    "WecomApi",
    "authorisation_address",
]
