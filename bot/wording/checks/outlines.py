"""The parts of what a check says: each condition with its mark, what was understood beside it. In the words of ``check``. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation import Outline, OutlinePart, OutlinePoint, PointMark
from bot.eligibility import Result, Status, Truth, Verdict
from bot.wording.checks.verdict import verdict_sentence

HEADINGS = {Truth.MET: "够的", Truth.NOT_MET: "不够的", Truth.UNKNOWN: "还不清楚的"}
POINT_MARKS = {Truth.MET: PointMark.MET, Truth.NOT_MET: PointMark.NOT_MET, Truth.UNKNOWN: PointMark.UNKNOWN}
TO_BE_JUDGED = "要由人核定"
# More conditions in one list are a wall; all of them are told to who asks why.
MOST_CONDITIONS = 6
RANKING = "您可能能办的"
# The page that asks on from there.
BENEFITS = "benefits"
LIKELY, PERHAPS, UNFIT = "很可能", "有可能", "不够"


@dataclass(frozen=True)
class ConditionGroup:
    """The conditions of a verdict that came out alike; ``is_cut``: there are more than are shown."""

    truth: Truth
    shown: tuple[str, ...]
    is_cut: bool


def condition_groups(verdict: Verdict) -> list[ConditionGroup]:
    """Return what is met, not met and open; where something that is not met decides, that alone: the rest is under 为什么."""
    groups = []
    is_decided = (verdict.last or verdict).status is Status.NOT_ELIGIBLE
    is_fine = verdict.status in (Status.ELIGIBLE, Status.POSSIBLY)
    for truth in HEADINGS:
        if (is_decided and truth is not Truth.NOT_MET) or (is_fine and truth is not Truth.MET):
            continue
        found = [_short(each) for each in _of(verdict, truth)]
        if found:
            groups.append(ConditionGroup(truth, tuple(found[:MOST_CONDITIONS]), len(found) > MOST_CONDITIONS))
    return groups


def _of(verdict: Verdict, truth: Truth) -> Sequence[Result]:
    """Return the conditions of a kind that say something of this person."""
    if truth is Truth.UNKNOWN:
        return [each for each in verdict.trace if each.truth is truth]
    return verdict.holding if truth is Truth.MET else verdict.unmet


def question_outline(verdict: Verdict, words: str, opening: str, below: Sequence[str]) -> Outline:
    """Return the parts of the next question of a check; ``below`` says why it is asked."""
    title = verdict.rule.policy.short_title
    return Outline(title, words, opening, cautions=tuple(line for line in below if line))


def verdict_outline(
    verdict: Verdict, ways: Sequence[str], judged: Sequence[str], beside: Sequence[str], opening: str
) -> Outline:
    """Return the parts of a verdict.

    Args:
        ways: how each way comes out, and what holds now.
        judged: what a person has to judge.
        beside: what is missed by little, and where to ask.
        opening: what was presumed and understood.
    """
    lists = [
        OutlinePart(
            HEADINGS[group.truth],
            tuple(OutlinePoint(text, POINT_MARKS[group.truth]) for text in group.shown),
        )
        for group in condition_groups(verdict)
    ]
    if judged:
        lists.append(OutlinePart(TO_BE_JUDGED, tuple(OutlinePoint(text, PointMark.UNKNOWN) for text in judged)))
    if ways:
        lists.insert(0, OutlinePart("", tuple(map(OutlinePoint, ways))))
    return Outline(
        verdict.rule.policy.short_title,
        verdict_sentence(verdict),
        parts=tuple(lists),
        cautions=tuple(beside),
        notes=(opening,) if opening else (),
    )


def reasons_outline(verdict: Verdict, rows: Sequence[tuple[Truth, str]]) -> Outline:
    """Return the parts of 为什么: every condition with its mark and the words it rests on."""
    points = tuple(OutlinePoint(text, POINT_MARKS[truth]) for truth, text in rows)
    return Outline(verdict.rule.policy.short_title, verdict_sentence(verdict), parts=(OutlinePart("", points),))


def ranking_outline(
    fitting: Sequence[tuple[bool, str]], unfit: Sequence[str], opening: str, closing: Sequence[str]
) -> Outline:
    """Return the parts of the list of all that may fit.

    Args:
        fitting: whether it is likely already, and its name with what it hangs on.
        unfit: the names of what does not fit, with what decides.
        opening: what was understood.
        closing: what is said below.
    """
    lists = (
        _list(LIKELY, [name for is_likely, name in fitting if is_likely], PointMark.MET),
        _list(PERHAPS, [name for is_likely, name in fitting if not is_likely], PointMark.UNKNOWN),
        _list(UNFIT, unfit, PointMark.NOT_MET),
    )
    shown = tuple(each for each in lists if each.points)
    return Outline(RANKING, opening=opening, parts=shown, cautions=tuple(closing), page=BENEFITS)


def _list(heading: str, texts: Sequence[str], mark: PointMark) -> OutlinePart:
    return OutlinePart(heading, tuple(OutlinePoint(text, mark) for text in texts))


def _short(found: Result) -> str:
    """Return a condition; where it stands is said of what does not hold or is open, and is below for all."""
    if found.truth is Truth.MET:
        return found.leaf.condition.title
    return f"{found.leaf.condition.title}（{found.leaf.citations[-1].clause.label}）"
