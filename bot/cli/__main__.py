"""``python -m bot.cli``: the same as ``leye``, for use before the project is installed."""

from bot.cli import main

main()
