"""Reads the act of a message from the wordings of the knowledge base. Pure: no model, no state, today is an argument."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.kb import FIRST_WORDS, STARTS, SpokenAct, SpokenActs
from bot.understanding.acts.compiled_act import CompiledWordings, is_found
from bot.understanding.situation.wordings import BREAK, mask, patterns_of
from bot.understanding.spans import SpanKind, read_spans

# People write longer when they tell a story; who stops or starts notices says so shortly.
LONGEST_ABOUT_NOTICES = 60
# Messages that are being answered at a time.
LATEST = 16
NOTICES = (
    SpokenAct.STOP_TOPIC,
    SpokenAct.STOP_ALL,
    SpokenAct.PAUSE,
    SpokenAct.ASK_STATUS,
    SpokenAct.START_AGAIN,
    SpokenAct.START_TOPIC,
)
# In one clause the narrower wording wins: 先别发了 holds 别发了, 退了没有 holds 退了.
NARROWEST_FIRST = (
    SpokenAct.ASK_STATUS,
    SpokenAct.PAUSE,
    SpokenAct.STOP_TOPIC,
    SpokenAct.STOP_ALL,
    SpokenAct.START_AGAIN,
    SpokenAct.START_TOPIC,
)
STOPS = tuple(act for act in NARROWEST_FIRST if act not in STARTS)
# Stickers and signs part clauses as a comma does.
# 出了新文件告诉我一声不: at the end 不 only asks; 不要, 不想, 不用 refuse.
_ASKED = re.compile(r"(?<![要想用])不[?!。,]*$")
_SPACES = re.compile(r"\s+")
_SIGNS = re.compile(r"[^\w\s,。;!?、:()]")


@dataclass(frozen=True)
class HeardAct:
    """An act with what it is about.

    Args:
        topics: topics of notices that are named in the clause of the act.
        is_weak: so short that it means this only of someone who gets notices.
    """

    act: SpokenAct
    topics: tuple[str, ...] = ()
    is_weak: bool = False


def may_refuse(text: str, deny: Sequence[str]) -> bool:
    """Tell whether a text in normal form holds any sign of refusal: then no model may take it for a wish to be told more.

    >>> may_refuse("不想收了", ("不",)), may_refuse("有新政策告诉我", ("不",))
    (True, False)
    """
    return any(sign in text for sign in deny)


class ActReader:
    """Reads acts with the wordings of one knowledge base.

    Args:
        acts: the wordings.
        normalise: brings a message to its normal form.

    ``about_notices(message, today)`` returns what a message does about notices, ``warning(message, today)`` whether it
    tells of fraud, complains, or offers what identifies somebody.
    """

    def __init__(self, acts: SpokenActs, normalise: Callable[[str], str]) -> None:
        parser = acts.parser()
        self._normalise = normalise
        self._wordings = tuple(CompiledWordings(each, parser) for each in acts.wordings)
        self._topics = {topic: patterns_of(templates, parser) for topic, templates in acts.topics.items()}
        self._deny = acts.deny
        # Several handlers of one turn ask of the same message.
        self._clauses = lru_cache(LATEST)(self._read_clauses)
        self.about_notices = lru_cache(LATEST)(self._about_notices)
        self.warning = lru_cache(LATEST)(self._warning)

    def distress(self, message: str, today: date) -> bool:
        """Tell whether someone writes of not wanting to live."""
        return self._says(SpokenAct.DISTRESS, self._clauses(message, today))

    def _warning(self, message: str, today: date) -> SpokenAct | None:
        """Return ``FRAUD`` or another act that is answered by a prepared sentence first, where a message tells of it."""
        clauses = self._clauses(message, today, is_about_money=True)
        return next((act for act in (SpokenAct.FRAUD, *FIRST_WORDS) if self._says(act, clauses)), None)

    def _about_notices(self, message: str, today: date) -> HeardAct | None:
        """Return what a message does about notices. Where it both stops and starts, it stops."""
        found = self._of_clauses(self._clauses(message, today))
        if found is not None and found.act in STARTS:
            # 停了 再订上: whoever types a space for a comma.
            apart = self._of_clauses(self._clauses(_SPACES.sub(",", message), today))
            found = apart if apart is not None and apart.act not in STARTS else found
        is_refused = may_refuse(_ASKED.sub("", self._normalise(message)), self._deny)
        return None if found is not None and found.act is SpokenAct.START_TOPIC and is_refused else found

    def _of_clauses(self, clauses: Sequence[str]) -> HeardAct | None:
        if sum(map(len, clauses)) > LONGEST_ABOUT_NOTICES:
            return None
        heard = [found for clause in clauses if (found := self._of_clause(clause)) is not None]
        heard.sort(key=lambda found: NOTICES.index(found.act))
        if heard and heard[0].act not in STARTS:
            return heard[0]
        # 停了吧,恢复提醒: beside a start even a bare word of stopping counts.
        stopped = self._spread(clauses) or self._weakly(clauses, 1 if not heard else len(clauses), STOPS)
        again = None if heard else self._weakly(clauses, 1, (SpokenAct.START_AGAIN,))
        return stopped or again or next(iter(heard), None)

    def warm_up(self) -> None:
        """Compile all wordings now, so that the first person does not wait for them."""
        for wordings in self._wordings:
            wordings.warm_up()

    def _read_clauses(self, message: str, today: date, is_about_money: bool = False) -> list[str]:
        text = _SIGNS.sub(",", self._normalise(message))
        # A bare number is an answer (0000) or part of a saying (一了百了); a sum without 元 matters where money is asked for.
        spans = [span for span in read_spans(text, today) if is_about_money or span.kind is not SpanKind.NUMBER]
        return [clause for clause in mask(text, spans).split(BREAK) if clause]

    def _of(self, *acts: SpokenAct) -> list[CompiledWordings]:
        return [each for act in acts for each in self._wordings if each.act is act]

    def _says(self, act: SpokenAct, clauses: Sequence[str]) -> bool:
        own = [wordings for wordings in self._of(act) if not wordings.is_ruled_out(clauses)]
        return any(any(map(each.is_in, clauses)) or each.is_spread_over(clauses) for each in own)

    def _of_clause(self, clause: str) -> HeardAct | None:
        act = next((each.act for each in self._of(*NARROWEST_FIRST) if each.is_in(clause)), None)
        if act is None:
            return None
        topics = self._named(clause)
        return HeardAct(_narrowed(act, topics), topics)

    def _spread(self, clauses: Sequence[str]) -> HeardAct | None:
        """Return a stop that only several clauses together say."""
        if not any(each.is_spread_over(clauses) for each in self._of(SpokenAct.STOP_ALL)):
            return None
        topics = tuple(dict.fromkeys(topic for clause in clauses for topic in self._named(clause)))
        return HeardAct(_narrowed(SpokenAct.STOP_ALL, topics), topics)

    def _weakly(self, clauses: Sequence[str], most: int, acts: Sequence[SpokenAct]) -> HeardAct | None:
        """Return a short wording of one of these acts, where the message has at most so many clauses."""
        known = self._of(*acts) if len(clauses) <= most else []
        weak = next((each.act for each in known if any(map(each.is_weakly_in, clauses))), None)
        return None if weak is None else HeardAct(weak, is_weak=True)

    def _named(self, clause: str) -> tuple[str, ...]:
        return tuple(topic for topic, patterns in self._topics.items() if is_found(patterns, clause))


def _narrowed(act: SpokenAct, topics: tuple[str, ...]) -> SpokenAct:
    """Return a stop as what it is: of the topics that are named, or of all."""
    if act not in (SpokenAct.STOP_ALL, SpokenAct.STOP_TOPIC):
        return act
    return SpokenAct.STOP_TOPIC if topics else SpokenAct.STOP_ALL
