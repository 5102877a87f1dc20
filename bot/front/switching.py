"""While the assistant is switched off, every message gets one polite sentence; only who wants no more notices is heard. The first listener of a turn."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from unicodedata import normalize

from sqlalchemy.engine import Engine

from bot.people import Subscriptions
from bot.policies import KnowledgeBase
from bot.staff.switches import RememberedSwitches, Switch, Switches
from bot.wording import confirm_stop
from bot.wording.heard import Heard, Spoken
from bot.wording.switches import out_of_service

# The dialogue, which reads such wishes otherwise, is not asked. As data/nlu/stop_notices.yml has them, the plain ones.
STOP = re.compile(
    r"(我要|怎么)?(退订|取消订阅|取消推送)|td|(撤回我的同意|我不同意接收)"
    r"|(我)?(以后)?(别|不要|不用|停止|关闭|关掉|取消|不想|不接收)(再|收到)*(给我)?(发|推送|接收|通知|提醒|消息)+(我|给我)?了?",
    re.IGNORECASE,
)
STOP_WISH = "/stop_notices"
PUNCTUATION = " ,。.!?、~“”\"'！？，"


class ChatSwitch:
    """Listens before everyone else."""

    def __init__(
        self,
        engine: Engine,
        kb: Callable[[], KnowledgeBase],
        today: Callable[[], date],
        switches: RememberedSwitches | None = None,
    ) -> None:
        self._switches = switches or RememberedSwitches(Switches(engine))
        self._subscriptions = Subscriptions(engine)
        self._kb = kb
        self._today = today

    def hear(self, spoken: Spoken, at: datetime) -> Heard | None:
        """Return the sentence for someone who asks while nobody answers; None while the assistant answers."""
        if not self._switches.is_off(Switch.CHAT):
            return None
        if _wants_no_more(spoken):
            stopped = self._subscriptions.stop(spoken.conversation, at)
            return Heard((confirm_stop(self._today(), had_any=stopped > 0),))
        return Heard((out_of_service(self._kb(), self._today()),))


def _wants_no_more(spoken: Spoken) -> bool:
    if spoken.payload is not None:
        return spoken.payload.startswith(STOP_WISH)
    return STOP.fullmatch(normalize("NFKC", spoken.text).strip(PUNCTUATION)) is not None
