"""Hears, without asking the dialogue, who wants no more notices: that must work while the dialogue is silent. Pure."""

from __future__ import annotations

import re
from unicodedata import normalize

from bot.conversation.message import IncomingMessage

# The dialogue, which reads such wishes otherwise, is not asked. As data/nlu/stop_notices.yml has them, the plain ones.
STOP = re.compile(
    r"(我要|怎么)?(退订|取消订阅|取消推送)|td|(撤回我的同意|我不同意接收)"
    r"|(我)?(以后)?(别|不要|不用|停止|关闭|关掉|取消|不想|不接收)(再|收到)*(给我)?(发|推送|接收|通知|提醒|消息)+(我|给我)?了?",
    re.IGNORECASE,
)
STOP_WISH = "/stop_notices"
PUNCTUATION = " ,。.!?、~“”\"'！？，"


def wants_no_more(spoken: IncomingMessage) -> bool:
    """Tell whether someone asks for no more notices, in plain words or by a choice.

    >>> wants_no_more(IncomingMessage("web:a", "退订。")), wants_no_more(IncomingMessage("web:a", "怎么办退休"))
    (True, False)
    """
    if spoken.payload is not None:
        return spoken.payload.startswith(STOP_WISH)
    return STOP.fullmatch(normalize("NFKC", spoken.text).strip(PUNCTUATION)) is not None
