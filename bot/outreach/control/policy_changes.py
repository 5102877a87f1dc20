"""When what is told of a policy changes: the run of the old version ends, and two new ones are proposed, with the difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from bot.kb import KnowledgeBase, difference, policy_version
from bot.outreach.context import Outreach, day_of
from bot.outreach.control.decisions import finish
from bot.outreach.runs.runs import Run, propose, runs_of
from bot.outreach.runs.states import TOLD, NoticeKind, RunState
from bot.storage.tables import notices
from bot.text import typeset

NEW_VERSION = "policy_changed"
MOST_LINES = 3
LONGEST_PART = 60
LIVE = (RunState.PROPOSED, RunState.REHEARSED, RunState.APPROVED, RunState.RUNNING, RunState.PAUSED)


def follow_policies(outreach: Outreach, at: datetime) -> list[Run]:
    """End the runs whose policy says something else today, and propose what takes their place; return the proposals.

    A change goes to those who were told, the notice itself to those who were not; both need a rehearsal and an approval.
    """
    on = day_of(at)
    proposed: list[Run] = []
    for campaign in outreach.kb.campaigns.values():
        version = policy_version(outreach.kb, campaign.policy, on)
        runs = runs_of(outreach.engine, campaign.id)
        old = [run for run in runs if run.version != version]
        for run in old:
            if run.state in LIVE:
                finish(outreach.engine, run, at, NEW_VERSION)
        kinds = _kinds_to_propose(outreach, old) if on <= campaign.not_after else []
        new = [kind for kind in kinds if not any(run.version == version and run.kind is kind for run in runs)]
        proposed += [propose(outreach.engine, outreach.kb, campaign, kind, at, on, NEW_VERSION) for kind in new]
    return proposed


def _kinds_to_propose(outreach: Outreach, old: Sequence[Run]) -> list[NoticeKind]:
    going = [run.kind for run in old if run.state in LIVE]
    changed = [NoticeKind.POLICY_CHANGE] if any(_told_someone(outreach, run) for run in old) else []
    return list(dict.fromkeys((*changed, *going)))


def _told_someone(outreach: Outreach, run: Run) -> bool:
    told = notices.c.state.in_([state.value for state in TOLD])
    query = select(notices.c.id).where(notices.c.run == run.id, told).limit(1)
    with outreach.engine.connect() as connection:
        return connection.execute(query).first() is not None


def told_before(outreach: Outreach, run: Run) -> Mapping[str, str]:
    """Return what the version before a run said, by facet; empty when there was none."""
    earlier = [
        each for each in runs_of(outreach.engine, run.campaign) if each.id < run.id and each.version != run.version
    ]
    return earlier[-1].told if earlier else {}


def change_text(kb: KnowledgeBase, policy: str, before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """Return what those are told who heard the version before: what was said then, and what holds now."""
    title = kb.policies[policy].short_title
    changes = difference(before, after)
    lines = [f"{change.place}:原来是“{_short(change.before)}”,现在是“{_short(change.after)}”。" for change in changes]
    more = ["还有别的变化,问我就告诉您。"] if len(lines) > MOST_LINES else []
    return typeset("\n".join([f"以前告诉过您{title}的事,现在有变化:", *lines[:MOST_LINES], *more]))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_PART else f"{text[: LONGEST_PART - 1]}…"
