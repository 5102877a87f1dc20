"""What a change of the knowledge base would change for people: answers, verdicts on the editors' cases, notices. Pure but for reading the files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.content.found_words import HeardWords, heard_words
from bot.eligibility import Status, check_eligibility_cases, played_case
from bot.errors import Problem
from bot.kb import KnowledgeBase, changes, policy_version, validate_with
from bot.lookup import Searching
from bot.understanding import training_files

# Of these the dialogue model learns besides the names of policies.
LEARNED = ("facets.yml", "glossary.yml", "referrals.yml", "topics.yml")


@dataclass(frozen=True)
class AnswerChange:
    """What is said differently on a day; ``where`` is in words: a policy and a facet, or a figure."""

    on: date
    where: str
    before: str
    after: str


@dataclass(frozen=True)
class VerdictChange:
    """A case of the editors that comes out differently."""

    policy: str
    case: str
    before: Status
    after: Status


@dataclass(frozen=True)
class ContentPreview:
    """What would change; with ``problems`` nothing may be published.

    Args:
        notices: titles of campaigns that tell of a policy whose content changes: they need another rehearsal.
        heard: what is found for the names and questions that come and go.
        needs_training: whether the dialogue model learns from what changes, so that it is heard fully only after ``leye train``.
    """

    problems: tuple[Problem, ...]
    answers: tuple[AnswerChange, ...] = ()
    verdicts: tuple[VerdictChange, ...] = ()
    notices: tuple[str, ...] = ()
    needs_training: bool = False
    heard: tuple[HeardWords, ...] = ()


def preview(
    folder: Path,
    before: KnowledgeBase,
    texts: Mapping[str, str | None],
    today: date,
    days: tuple[date, ...] = (),
    searching: Searching | None = None,
) -> ContentPreview:
    """Return what files would change.

    Args:
        before: what people are told now.
        texts: what the files would hold, by their path below the folder; None for one that would be gone.
        days: further days on which to compare, such as that on which an amount begins.
        searching: finds among what people are told now; without it nothing is said of what is found.
    """
    report = validate_with(folder, texts, today)
    after = report.kb
    problems = [*report.problems, *(check_eligibility_cases(after) if after is not None else ())]
    if after is None or problems:
        return ContentPreview(tuple(sorted(problems)))
    return ContentPreview(
        (),
        tuple(_answers(before, after, sorted({today, *days}))),
        tuple(_verdicts(before, after)),
        tuple(_notices(before, after, today)),
        training_files(before) != training_files(after) or any(name in LEARNED for name in texts),
        heard_words(searching, after, today) if searching is not None else (),
    )


def _answers(before: KnowledgeBase, after: KnowledgeBase, days: list[date]) -> Iterator[AnswerChange]:
    seen: set[tuple[str, str, str]] = set()
    for day in days:
        for change in changes(before, after, day):
            if (change.place, change.before, change.after) not in seen:
                seen.add((change.place, change.before, change.after))
                yield AnswerChange(day, _named(after, change.place), change.before, change.after)


def _named(kb: KnowledgeBase, place: str) -> str:
    """Return a place in the words of the office: titles for ids."""
    kind, _, parameter = place.partition(" ")
    if kind == "数" and parameter in kb.parameters:
        return kb.parameters[parameter].title
    policy, _, facet = place.partition(" · ")
    return f"{kb.policies[policy].short_title} · {facet}" if policy in kb.policies else place


def _verdicts(before: KnowledgeBase, after: KnowledgeBase) -> Iterator[VerdictChange]:
    for case in after.eligibility_cases:
        if case.policy in before.policies:
            was, is_now = played_case(before, case).status, played_case(after, case).status
            if was is not is_now:
                yield VerdictChange(after.policies[case.policy].short_title, case.title, was, is_now)


def _notices(before: KnowledgeBase, after: KnowledgeBase, today: date) -> Iterator[str]:
    for campaign in after.campaigns.values():
        policy = campaign.policy
        if policy in before.policies and policy_version(before, policy, today) != policy_version(after, policy, today):
            yield campaign.title
