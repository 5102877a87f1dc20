"""A fair written into a form: read, or sent back with what is to be mended; added once, changed under its number."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.jobs.fairs import Fair, FairKind, Fairs, read_fair_form
from tests.jobs.conftest import NOW, TODAY

WRITTEN = {
    "title": "冬季专场招聘会",
    "kind": "fair",
    "held_on": "2026-12-05",
    "begins": "09:00",
    "ends": "11:30",
    "town": "中北镇",
    "place": "样例广场",
    "about": "保洁20人，电话022-27391234",
}


def fair(**fields: str) -> Fair:
    read = read_fair_form({**WRITTEN, **fields}, TODAY)
    assert read.fair is not None, read.wrong
    return read.fair


def test_a_form_becomes_a_fair_without_numbers() -> None:
    read = fair()
    assert (read.kind, read.held_on.isoformat(), read.begins, read.ends) == (
        FairKind.FAIR,
        "2026-12-05",
        "09:00",
        "11:30",
    )
    assert read.about is not None and "27391234" not in read.about


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"title": " "}, "title"),
        ({"kind": "party"}, "kind"),
        ({"held_on": "下周三"}, "held_on"),
        ({"held_on": "2020-01-01"}, "held_on"),
        ({"begins": "25:00"}, "begins"),
        ({"ends": "08:00"}, "ends"),
        ({"begins": ""}, "begins"),
        ({"about": "长" * 1001}, "about"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(fields: dict[str, str], at: str) -> None:
    read = read_fair_form({**WRITTEN, **fields}, TODAY)
    assert read.fair is None and list(read.wrong) == [at]


def test_a_fair_is_added_once_and_changed_under_its_number(engine: Engine) -> None:
    fairs, first = Fairs(engine), fair()
    fairs.add(first, "desk", NOW)
    with pytest.raises(SituationError, match="已经有了"):
        fairs.add(fair(begins="10:00"), "desk", NOW)
    fairs.add(fair(held_on="2026-12-06"), "desk", NOW)
    [kept, other] = fairs.between(TODAY, first.held_on.replace(day=31))
    fairs.change(kept.id, fair(held_on="2026-12-07", begins="10:00"), "desk", NOW)
    assert fairs.find(kept.id) == replace(fair(held_on="2026-12-07", begins="10:00"), id=kept.id)
    with pytest.raises(SituationError, match="已经有了"):
        fairs.change(other.id, fair(held_on="2026-12-07"), "desk", NOW)
    assert fairs.drop(other.id) and fairs.find(other.id) is None
    with pytest.raises(SituationError, match="已经取消"):
        fairs.change(other.id, fair(), "desk", NOW)
