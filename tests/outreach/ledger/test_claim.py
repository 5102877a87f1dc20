"""Claiming checks everything in its one statement, and two who claim at once never get the same notice or the same person."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert, update

from bot.kb.model.campaigns import TemplateKind
from bot.outreach.ledger.claim import Batch, claim, release
from bot.outreach.ledger.start import start
from bot.storage.tables import (
    campaign_runs,
    channel_identities,
    consents,
    notices,
    people,
    reply_windows,
    template_grants,
)
from tests.outreach.world import APP, FITS, NOON, World, add_person


def claimed(world: World, limit: int = 100) -> list[str]:
    """Claim and return who is on the way now."""
    run = world.planned()
    claim(world.engine, world.terms(run), world.clock(), limit)
    return [row.person for row in world.rows() if row.state == "claimed"]


def test_the_best_open_way_is_chosen(world: World) -> None:
    add_person(world.engine, "granted")
    add_person(world.engine, "long_term", grants=0, long_term=True)
    add_person(world.engine, "in_window", grants=0)
    add_person(world.engine, "on_the_page", agrees=("web",), wechat=False, web=True, grants=None)
    opened = {"conversation": "wechat:in_window", "interaction": "message", "sent": 4}
    with world.engine.begin() as connection:
        connection.execute(insert(reply_windows).values(**opened, opened_at=NOON - timedelta(hours=47)))
    claimed(world)
    ways = {row.person: (row.way, row.conversation) for row in world.rows()}
    assert ways == {
        "granted": ("subscribe", "wechat:granted"),
        "long_term": ("subscribe", "wechat:long_term"),
        "in_window": ("customer", "wechat:in_window"),
        "on_the_page": ("web", "web:on_the_page"),
    }


def test_a_window_that_is_over_or_used_up_is_no_way(world: World) -> None:
    add_person(world.engine, "over", grants=0)
    add_person(world.engine, "used_up", grants=0)
    with world.engine.begin() as connection:
        for name, sent, hours in (("over", 0, 49), ("used_up", 5, 1)):
            row = {"conversation": f"wechat:{name}", "interaction": "message", "sent": sent}
            connection.execute(insert(reply_windows).values(**row, opened_at=NOON - timedelta(hours=hours)))
    assert claimed(world) == []


def test_a_template_message_needs_no_grant_but_a_consent(world: World) -> None:
    template = world.kb.templates["policy_notice"]
    world.kb = replace(
        world.kb, templates={**world.kb.templates, template.id: replace(template, kind=TemplateKind.TEMPLATE)}
    )
    add_person(world.engine, "agreed", grants=None)
    add_person(world.engine, "never_asked", agrees=(), grants=None)
    assert claimed(world) == ["agreed"]
    assert [row.way for row in world.rows()] == ["template"]


@pytest.mark.parametrize("spoil", ["consent", "address", "grant", "run", "not_after", "not_before", "facts"])
def test_what_changed_since_the_planning_is_seen_by_the_claim(world: World, spoil: str) -> None:
    add_person(world.engine, "p")
    run = world.planned()
    terms = world.terms(run)
    _spoil(world, spoil)
    assert claim(world.engine, terms, NOON, 10) is None
    assert world.states() == {"p": "planned"}


@pytest.mark.parametrize("spoil", ["consent", "address", "grant", "run", "not_after", "facts"])
def test_what_changed_since_the_claim_is_seen_before_the_letter_leaves(world: World, spoil: str) -> None:
    add_person(world.engine, "p")
    run = world.planned()
    terms = world.terms(run)
    batch = claim(world.engine, terms, NOON, 10)
    assert batch is not None
    _spoil(world, spoil)
    assert start(world.engine, terms, batch.holder, batch.ids, NOON) == []
    [row] = world.rows()
    assert (row.state, row.lease_holder, row.started_at) == ("planned", None, None)


def _spoil(world: World, what: str) -> None:
    changes = {
        "consent": update(consents).values(withdrawn_at=NOON, withdrawn_by="chat"),
        "address": update(channel_identities).values(is_reachable=False),
        "grant": update(template_grants).values(remaining=0),
        "run": update(campaign_runs).values(state="paused"),
        "not_after": update(notices).values(not_after=NOON),
        "not_before": update(notices).values(not_before=NOON + timedelta(seconds=1)),
        "facts": update(people).values(facts={**FITS, "on_establishment": True}),
    }
    with world.engine.begin() as connection:
        connection.execute(changes[what])


def test_a_lease_that_is_over_cannot_start(world: World) -> None:
    add_person(world.engine, "p")
    run = world.planned()
    terms = world.terms(run)
    batch = claim(world.engine, terms, NOON, 10, lease=timedelta(minutes=2))
    assert batch is not None
    assert start(world.engine, terms, batch.holder, batch.ids, NOON + timedelta(minutes=2)) == []


def test_the_cap_counts_every_campaign_but_no_notice_that_failed(world: World) -> None:
    for name in ("told_lately", "told_long_ago", "failed_lately"):
        add_person(world.engine, name)
    run = world.planned()
    others = {"told_lately": ("sent", 6), "told_long_ago": ("sent", 8), "failed_lately": ("failed", 1)}
    with world.engine.begin() as connection:
        for number, (person, (state, days)) in enumerate(others.items()):
            row = {
                "run": 99,
                "campaign": "other",
                "person": person,
                "policy": "other",
                "version": "1",
                "kind": "notice",
            }
            more = {"verdict": "eligible", "key": f"other{number}", "state": state, "attempts": 0, "planned_at": NOON}
            at = {"not_after": NOON, "started_at": NOON - timedelta(days=days)}
            connection.execute(insert(notices).values(**row, **more, **at))
    batch = claim(world.engine, world.terms(run), NOON, 10)
    assert batch is not None
    assert {row.person for row in world.rows() if row.state == "claimed"} == {"told_long_ago", "failed_lately"}


def test_nobody_has_two_letters_on_the_way(world: World) -> None:
    add_person(world.engine, "p")
    run = world.planned()
    with world.engine.begin() as connection:
        row = {"run": run.id, "campaign": run.campaign, "person": "p", "policy": run.policy, "version": "other"}
        more = {"kind": "notice", "verdict": "eligible", "key": "k", "state": "planned", "attempts": 0}
        at = {"planned_at": NOON, "not_after": NOON + timedelta(days=1)}
        connection.execute(insert(notices).values(**row, **more, **at))
    batch = claim(world.engine, world.terms(run), NOON, 10)
    assert batch is not None and len(batch.ids) == 1
    assert claim(world.engine, world.terms(run), NOON, 10) is None


def test_two_who_claim_at_once_share_the_notices(world: World) -> None:
    for number in range(60):
        add_person(world.engine, f"p{number:02}")
    run = world.planned()
    terms, found = world.terms(run), []
    begin = threading.Barrier(4)

    def work() -> None:
        begin.wait()
        while (batch := claim(world.engine, terms, NOON, 7)) is not None:
            found.append(batch)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ids = [notice for batch in found for notice in batch.ids]
    assert len(ids) == len(set(ids)) == 60


def test_one_grant_carries_one_letter(world: World) -> None:
    add_person(world.engine, "p", grants=1)
    run = world.planned()
    terms = world.terms(run)
    batch = claim(world.engine, terms, NOON, 10)
    assert isinstance(batch, Batch)
    [started] = start(world.engine, terms, batch.holder, batch.ids, NOON)
    assert (started.address, started.template is not None, APP in started.address) == ("wechat-p", True, False)
    with world.engine.begin() as connection:
        connection.execute(update(notices).values(state="failed"))
        connection.execute(update(notices).values(state="planned", started_at=None))
    assert claim(world.engine, terms, NOON, 10) is None


def test_what_is_released_waits_again(world: World) -> None:
    add_person(world.engine, "p")
    run = world.planned()
    batch = claim(world.engine, world.terms(run), NOON, 10)
    assert batch is not None
    assert release(world.engine, batch.holder) == 1
    assert world.states() == {"p": "planned"}
