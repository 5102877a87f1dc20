"""What is kept of a rehearsal is all that an approver needs, and names nobody."""

from __future__ import annotations

import json

from bot.outreach.control import decisions
from bot.outreach.reports.kept_rehearsal import as_kept, kept_rehearsal
from bot.outreach.reports.rehearsal import rehearse
from bot.outreach.runs.runs import Run
from tests.outreach.world import World, add_person


def approved_one(world: World) -> Run:
    add_person(world.engine, "someone-who-fits", town="甲镇")
    add_person(world.engine, "someone-who-does-not", {}, town="乙镇")
    return world.approved()


def test_numbers_and_samples_come_back_as_they_were_and_nobody_is_named(world: World) -> None:
    run = approved_one(world)
    found = rehearse(world.outreach, run, world.campaign, world.clock())
    decisions.mark_rehearsed(world.engine, run, world.campaign, "甲", world.clock(), found.told, as_kept(found))
    assert "someone" not in json.dumps(as_kept(found))
    kept = kept_rehearsal(world.engine, run.id)
    assert kept is not None
    for name in ("at", "begins_at", "per_day", "told", "obstacles", "ways", "verdicts", "towns", "reasons", "not_told"):
        assert getattr(kept, name) == getattr(found, name), name
    assert [(each.way, each.text, each.fields) for each in kept.samples] == [
        (each.way, each.text, each.fields) for each in found.samples
    ]
    assert (kept.examples, kept.ids_not_told) == ([], {})


def test_of_a_run_rehearsed_without_one_nothing_is_shown(world: World) -> None:
    assert kept_rehearsal(world.engine, approved_one(world).id) is None
