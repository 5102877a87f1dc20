"""Makes facts of matched wordings: whose, when, denied or not, told or only asked about. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.kb import NO, YES, ZERO, Fact, Interval
from bot.understanding.situation import polarity
from bot.understanding.situation.amounts import amount_of, count_share, dates_of, less_than
from bot.understanding.situation.assertion import is_told
from bot.understanding.situation.ellipsis import left_out
from bot.understanding.situation.identity import SEX, sexes_in
from bot.understanding.situation.model import ClauseKind, Holds, MessageClause, Owner, Said, StatedFact
from bot.understanding.situation.people import firm_at, owner_at, writer_at
from bot.understanding.situation.reconciliation import corrected_answer, corrected_number, tidied
from bot.understanding.situation.span_values import days_of
from bot.understanding.situation.told_message import ToldMessage
from bot.understanding.situation.wordings.frames import AMOUNT, BARE, PART, START, FrameMatch
from bot.understanding.spans import Span

_NAME_OF_POLICY = re.compile(r"(?:补贴|补助|贷款?|政策|培训|金|优惠|扶持|帮扶|见习|岗位?|返还|免税|减税)$")
_FIRM = re.compile("厂|公司|单位|企业|[饭小]?店|[饭餐]馆|铺|生意|买卖|摊|照|个体|上着?班|工作|经营|法人")
_FIRM_ENDED = re.compile("(?:厂子?|公司|单位|企业|店|馆|铺子?|生意|买卖|摊子?)(?:也|都|就|又)?(?:黄|倒|关|散|转让)")
_HIRING = re.compile(r"(?:招|雇|录用|吸纳|聘|安置|新招|安排了)[^没不]{0,8}$")
_ALL_DENIED = re.compile(
    r"^(?:这些|这几样|这几个|以上|啥的|什么的|统统|全|全部|一样|一个|一次|都|也|我们?家?|家里)*(?:都|也|全)(?:没有?|未|不)[^\ue000]{0,5}$"
)
_NOTHING = re.compile(r"^(?:我)?(?:嘛|啥|什么|全|这些|以下)(?:都|也)?(?:没有?|无)[^\ue000]{0,2}$")
_ALL = re.compile("都|一样|全|一个")
_ONE_OF_THEM = re.compile("有一[个样]没|有[个样]没|忘了哪|其中[有一]")
LONGEST_LIST = 6
AROUND = 40


class FactReader:
    """Makes facts of what was matched.

    Args:
        facts: the facts of the knowledge base.
    """

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self._facts = facts

    def stated(self, told: ToldMessage) -> tuple[StatedFact, ...]:
        """Return the facts that a message states, in order."""
        starts = [clause.start for clause in told.clauses]
        matched = {match.frame.fact for match in told.matches}
        counted = [
            (match, index)
            for match in told.matches
            if (index := bisect_right(starts, match.start) - 1) >= 0
            and self._counts(told, match, told.clauses[index], matched)
        ]
        ousting: dict[str, list[FrameMatch]] = {}
        for match, _ in counted:
            if match.frame.instead_of:
                ousting.setdefault(match.frame.instead_of, []).append(match)
        found: list[StatedFact] = []
        # What counts only of both is read when it is known of whom all else was said.
        for match, index in sorted(counted, key=lambda pair: pair[0].frame.of_both):
            is_ousted = any(_overlaps(other, match) for other in ousting.get(match.frame.fact, ()))
            if not is_ousted and (not match.frame.of_both or _is_of_both(match.frame.beside, found)):
                found += self._of_match(told, match, index)
        found += left_out(found, self._facts, told.plain)
        if SEX in self._facts:
            found += sexes_in(told.text, told.spans, told.clauses, told.speaker)
        return tidied(found, told, {match.frame.fact: match.frame for match in told.matches}, self._facts)

    def _counts(self, told: ToldMessage, match: FrameMatch, clause: MessageClause, matched: set[str]) -> bool:
        """Tell whether a match may state its fact here: not inside a policy's name, and not without what must be beside it."""
        beside = match.frame.beside
        is_alone = bool(beside) and not any(fact in matched for fact in beside if fact != match.frame.fact)
        return match.frame.fact in self._facts and not is_alone and not _is_in_name(told, match, clause)

    def _of_match(self, told: ToldMessage, match: FrameMatch, index: int) -> Iterator[StatedFact]:
        clause, fact = told.clauses[index], self._facts[match.frame.fact]
        before = told.masked[max(clause.start, match.start - AROUND) : match.start]
        after = told.masked[match.end : min(clause.end, match.end + AROUND)]
        value = self._value(told, match, fact, before, index)
        if isinstance(value, bool):
            instead = corrected_answer(told.plain, match.end)
            value = value if instead is None else instead
        if value is None:
            return
        owner, is_couple = self._owner(told, match, fact, index, before, after)
        is_asserted = is_told(
            told.text,
            told.ages.get(index, ()),
            clause,
            match,
            has_person=told.speaker.named[index],
            is_supposed=told.supposed[index],
        ) and not polarity.is_in_doubt(before, told.text[match.start : match.end], after)
        stated = StatedFact(
            fact=fact.id,
            value=value,
            owner=owner,
            holds=Holds.PLANNED if _is_to_come(value, told.today) else _holds(told, match, clause, before, value),
            is_asserted=is_asserted,
            start=match.start,
            end=match.end,
            clause=index,
            unit=fact.unit if match.says == START else "",
            is_implied=match.says == START and _is_only_this_year(told, match),
        )
        is_over = value is True and not match.frame.is_history and _is_over(told, match, stated)
        yield replace(stated, holds=Holds.PAST) if is_over else stated
        if is_over:
            yield replace(stated, value=False, holds=Holds.NOW)
        yield from _of_both(stated, match.frame.owner, is_couple=is_couple)

    def _value(self, told: ToldMessage, match: FrameMatch, fact: Fact, before: str, index: int) -> Said | None:
        """Return what a match says, None where it says nothing."""
        is_denied = polarity.is_denied(before)
        if match.says in (YES, NO):
            if match.says == NO and polarity.is_turned(before):
                return True
            if match.says == NO and is_denied:
                return False if polarity.ends_denying(told.text[match.start : match.end]) else None
            return (match.says == YES) != is_denied
        if match.says == BARE:
            return _of_list(told, index)
        if match.says == ZERO:
            return None if is_denied else 0
        if match.says not in (AMOUNT, START, PART):
            return None if is_denied else match.says
        span = told.spans.get(match.slot)
        if span is None:
            return None
        if match.says == AMOUNT:
            return _amount(told, match, fact, span, is_denied=is_denied)
        if is_denied:
            return None
        return dates_of(span, told.today) if match.says == START else self._share(told, match, span)

    def _share(self, told: ToldMessage, match: FrameMatch, part: Span) -> Said | None:
        """Return a count as a share of the number told elsewhere in the message."""
        frame = match.frame
        wholes = [
            told.spans[each.slot] for each in told.matches if each.frame.fact == frame.whole and each.slot in told.spans
        ]
        return count_share(self._facts[frame.fact], part, wholes[-1], frame.per) if wholes else None

    @staticmethod
    def _owner(
        told: ToldMessage, match: FrameMatch, fact: Fact, index: int, before: str, after: str
    ) -> tuple[Owner, bool]:
        if fact.of == "employer":
            return firm_at(told.speaker, index, match.start), False
        if match.frame.owner == "writer":
            return writer_at(told.speaker, index, match.start), False
        if _HIRING.search(before):
            return Owner.OTHERS, False
        beyond = told.plain[match.end : match.end + AROUND]
        return owner_at(told.speaker, index, match.start, match.end, after, beyond)


def _amount(told: ToldMessage, match: FrameMatch, fact: Fact, span: Span, *, is_denied: bool) -> Said | None:
    instead = corrected_number(fact, span, told.spans, told.plain, match.start)
    amount = amount_of(fact, span)
    if instead is not None or not is_denied:
        return amount if instead is None else instead
    return less_than(fact, amount) if amount is not None and not told.text.endswith("是", 0, match.start) else None


def _is_of_both(facts: Sequence[str], found: Sequence[StatedFact]) -> bool:
    """Tell whether one of some facts is denied of the spouse; of the writer the words themselves speak."""
    return any(each.fact in facts and each.owner is Owner.SPOUSE and each.value is False for each in found)


def _overlaps(other: FrameMatch, match: FrameMatch) -> bool:
    return other.start < match.end and match.start < other.end


def _is_over(told: ToldMessage, match: FrameMatch, stated: StatedFact) -> bool:
    """Tell whether what was so is so no longer."""
    after = told.plain[match.end : match.end + AROUND]
    is_past = stated.holds is Holds.PAST
    end = polarity.over_by(after)
    is_over = end is not None and not _is_of_another(told, match, match.end + end)
    return is_over or (is_past and polarity.is_outlived(told.text[match.start : match.end], after))


def _is_of_another(told: ToldMessage, match: FrameMatch, end: int) -> bool:
    """Tell whether the words that end there tell of a firm or a fact of its own (天津户口,去年厂子黄了): no firm ends a household."""
    if _FIRM.search(told.text, match.start, match.end):
        return False
    is_fact = any(
        match.end <= each.start < end <= each.end for each in told.matches if each.frame.fact != match.frame.fact
    )
    return is_fact or _FIRM_ENDED.search(told.text, match.end, end) is not None


def _holds(told: ToldMessage, match: FrameMatch, clause: MessageClause, before: str, value: Said) -> Holds:
    if _is_after_a_day_to_come(told, match, clause) or polarity.is_planned(before):
        return Holds.PLANNED
    after = told.plain[match.end : match.end + AROUND]
    if match.slot >= 0 and polarity.is_less_now(after):
        return Holds.PAST
    if match.frame.is_history and match.says != AMOUNT:
        return Holds.NOW
    words = told.text[match.start : match.end]
    # A word alone (以前低保户) holds the time that stands before it.
    told_before = before + words if match.says == BARE else before
    is_past = (polarity.is_past(told_before) and not match.frame.is_history) or (
        value is not False and polarity.is_left_behind(words, told.text[clause.start : match.start], after)
    )
    return Holds.PAST if is_past else Holds.NOW


def _is_after_a_day_to_come(told: ToldMessage, match: FrameMatch, clause: MessageClause) -> bool:
    """Tell whether a day that is still to come stands before the words in their clause (明年3月就能办退休)."""
    return any(clause.start <= start < match.end and start != match.slot for start in told.days_to_come)


def _is_only_this_year(told: ToldMessage, match: FrameMatch) -> bool:
    """Tell whether no more than this year is named (今年毕业): that says less of a number than it seems."""
    span = told.spans[match.slot]
    days = days_of(span)
    return span.unit == "year" and days is not None and days.low is not None and days.low.year == told.today.year


def _is_to_come(value: Said, today: date) -> bool:
    """Tell whether something is only to begin after today (明年毕业)."""
    first = value.low if isinstance(value, Interval) else value
    return isinstance(first, date) and first > today


def _of_both(stated: StatedFact, owner_rule: str, *, is_couple: bool) -> Iterator[StatedFact]:
    """Yield the same fact of the other one, where it is true of writer and spouse alike."""
    if is_couple and stated.owner is Owner.SELF:
        yield replace(stated, owner=Owner.SPOUSE)
    elif owner_rule == "couple" and stated.owner is Owner.SPOUSE and stated.value is True:
        yield replace(stated, owner=Owner.SELF)


def _of_list(told: ToldMessage, index: int) -> bool | None:
    """Return what an item without a verb says: yes, unless the list begins or ends by denying all (嘛都没有：…, …一样都没办).

    None where one of the list is missing and it is not told which.
    """
    for clause in reversed(told.clauses[max(index - LONGEST_LIST, 0) : index]):
        if _NOTHING.search(told.masked, clause.start, clause.end):
            return False
    for clause in told.clauses[index + 1 : index + LONGEST_LIST]:
        words = told.masked[clause.start : clause.end]
        if _ONE_OF_THEM.search(told.plain, clause.start, clause.end):
            return None
        items = told.matches_in(clause)
        if _ALL_DENIED.match(words) or any(
            match.says == NO and match.frame.about and _ALL.search(told.text, match.start, match.end) for match in items
        ):
            return False
        if told.clauses[index].is_last or not any(match.says == BARE for match in items):
            break
    return True


def _is_in_name(told: ToldMessage, match: FrameMatch, clause: MessageClause) -> bool:
    """Tell whether a match is only part of a policy's name (灵活就业社保补贴)."""
    place = bisect_right(told.name_starts, match.start) - 1
    name = told.names[place] if place >= 0 else None
    if name is None or match.end > name.end or name.end - name.start <= match.length:
        return False
    return clause.kind is not ClauseKind.STORY or _NAME_OF_POLICY.search(name.phrase) is not None
