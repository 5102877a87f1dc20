"""A rehearsal as it is kept with its run for whoever approves: its numbers and samples, and the id of nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.messaging.api import Letter, Way
from bot.outreach.reports.rehearsal import Rehearsal
from bot.storage.tables import campaign_runs

COUNTED = ("ways", "verdicts", "towns", "reasons")


def as_kept(found: Rehearsal) -> dict[str, Any]:
    """Return what is kept of a rehearsal; people are erased, what was approved stays, so it names nobody."""
    return {
        "at": found.at.isoformat(),
        "begins_at": found.begins_at.isoformat(),
        "per_day": found.per_day,
        "told": found.told,
        "obstacles": list(found.obstacles),
        **{name: dict(getattr(found, name)) for name in COUNTED},
        "not_told": [[reason, town, count] for (reason, town), count in found.not_told.items()],
        "samples": [
            {"way": each.way.value, "text": each.text, "template": each.template, "fields": dict(each.fields)}
            for each in found.samples
        ],
    }


def kept_rehearsal(engine: Engine, run: int) -> Rehearsal | None:
    """Return the rehearsal that was kept with a run; None where an earlier version of the program kept none."""
    with engine.connect() as connection:
        kept = connection.execute(select(campaign_runs.c.rehearsal).where(campaign_runs.c.id == run)).scalar()
    return _from_kept(kept) if kept else None


def _from_kept(kept: Mapping[str, Any]) -> Rehearsal:
    return Rehearsal(
        at=datetime.fromisoformat(kept["at"]),
        begins_at=datetime.fromisoformat(kept["begins_at"]),
        per_day=kept["per_day"],
        obstacles=tuple(kept["obstacles"]),
        told=kept["told"],
        ways=Counter(kept["ways"]),
        verdicts=Counter(kept["verdicts"]),
        towns=Counter(kept["towns"]),
        reasons=Counter(kept["reasons"]),
        not_told=Counter({(reason, town): count for reason, town, count in kept["not_told"]}),
        samples=[_letter(each) for each in kept["samples"]],
    )


def _letter(kept: Mapping[str, Any]) -> Letter:
    return Letter(Way(kept["way"]), "", "", kept["text"], kept["template"], kept["fields"])
