"""When a policy changes, its run ends, and two are proposed: the difference for those who were told, the notice for those who were not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.kb import Answer, KnowledgeBase
from bot.outreach.control import decisions
from bot.outreach.control.policy_changes import change_text, follow_policies
from bot.outreach.runs.runs import get, propose, runs_of
from bot.outreach.runs.states import NoticeKind, RunState
from bot.outreach.scheduler.outbox import set_due
from tests.outreach.world import AUDIENCE, World, add_office, add_person

pytestmark = pytest.mark.anyio


def with_new_words(kb: KnowledgeBase, policy_id: str) -> KnowledgeBase:
    """Return the knowledge base with another sentence about the policy."""
    policy = kb.policies[policy_id]
    overview = policy.answers["overview"]
    assert isinstance(overview, Answer)
    changed = Answer((replace(overview.sentences[0], template="现在另有规定。"),))
    policy = replace(policy, answers={**policy.answers, "overview": changed})
    return replace(kb, policies={**kb.policies, policy_id: policy})


async def change(world: World) -> None:
    add_person(world.engine, "told", grants=5)
    world.planned()
    await world.outbox().make_pass()
    add_person(world.engine, "new", grants=5)
    world.kb = with_new_words(world.kb, world.campaign.policy)
    world.clock.advance(days=8)
    await world.outbox().make_pass()


def start(world: World, kind: NoticeKind) -> None:
    run = next(
        run for run in runs_of(world.engine, world.campaign.id) if run.kind is kind and run.state is RunState.PROPOSED
    )
    add_office(world.engine)
    run = decisions.mark_rehearsed(
        world.engine, get(world.engine, run.id), world.campaign, "甲", world.clock(), AUDIENCE
    )
    decisions.approve(world.engine, run, world.campaign, "乙", world.clock())
    set_due(world.outreach, run.id, world.clock())


async def test_a_new_version_ends_the_run_and_proposes_what_takes_its_place(world: World) -> None:
    await change(world)
    runs = runs_of(world.engine, world.campaign.id)
    assert [(run.kind, run.state) for run in runs[1:]] == [
        (NoticeKind.POLICY_CHANGE, RunState.PROPOSED),
        (NoticeKind.NOTICE, RunState.PROPOSED),
    ]
    assert runs[0].state is RunState.FINISHED
    assert follow_policies(world.outreach, world.clock()) == []


async def test_the_change_goes_to_those_who_were_told_and_the_notice_to_the_others(world: World) -> None:
    await change(world)
    start(world, NoticeKind.POLICY_CHANGE)
    start(world, NoticeKind.NOTICE)
    await world.outbox().make_pass()
    told = [(row.person, row.kind, row.state) for row in world.rows()[1:]]
    assert sorted(told) == [("new", "notice", "sent"), ("told", "policy_change", "sent")]


async def test_a_change_nobody_was_told_of_is_proposed_as_the_notice_only(world: World) -> None:
    propose(world.engine, world.kb, world.campaign, NoticeKind.NOTICE, world.clock(), world.clock().date())
    world.kb = with_new_words(world.kb, world.campaign.policy)
    proposed = follow_policies(world.outreach, world.clock())
    assert [run.kind for run in proposed] == [NoticeKind.NOTICE]


async def test_the_difference_says_what_was_and_what_is(world: World) -> None:
    before, after = {"金额": "一百元", "材料": "身份证"}, {"金额": "两百元", "材料": "身份证"}
    text = change_text(world.kb, world.campaign.policy, before, after)
    assert "金额：原来是“一百元”，现在是“两百元”。" in text
    assert "材料" not in text
