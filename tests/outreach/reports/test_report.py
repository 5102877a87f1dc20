"""The funnel counts each later step among the earlier ones, by town, with the reasons; erased people stay as numbers only."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from sqlalchemy import event

from bot.errors import SituationError
from bot.outreach.ledger.events import FollowUpAnswer, answer, mark_asked, mark_read, report_delivery
from bot.outreach.reports.funnel import draw_funnel
from bot.outreach.reports.report import (
    FUNNEL,
    NO_TOWN,
    TITLES,
    OutreachReport,
    as_json,
    as_table,
    report,
    told_between,
    told_by_town,
)
from bot.people import erase_person
from bot.text.spreadsheets import as_csv
from tests.outreach.world import World, add_person

pytestmark = pytest.mark.anyio


async def came_of(world: World) -> OutreachReport:
    """Tell six people and let something else come of each."""
    for name in ("sent", "delivered", "read", "asked", "applied"):
        add_person(world.engine, name, town="甲镇" if name != "applied" else "乙镇")
    add_person(world.engine, "blocked")
    world.planned()
    world.platform.refuses["wechat-blocked"] = [43019]
    await world.outbox().make_pass()
    rows = {row.person: row for row in world.rows()}
    at = world.clock()
    report_delivery(world.engine, rows["delivered"].message_id, at)
    mark_read(world.engine, rows["read"].id, at)
    mark_asked(world.engine, rows["asked"].id, at)
    mark_asked(world.engine, rows["applied"].id, at)
    answer(world.engine, rows["applied"].id, FollowUpAnswer.APPLIED, at)
    return report(world.engine, world.campaign.id)


async def test_the_funnel_narrows_step_by_step(world: World) -> None:
    total = (await came_of(world)).total.counts
    steps = ("told", "delivered", "read", "asked", "applied", "failed")
    assert [total[name] for name in steps] == [5, 4, 3, 2, 1, 1]


async def test_the_numbers_are_told_by_town_and_the_failures_by_reason(world: World) -> None:
    found = await came_of(world)
    assert {line.town: line.counts["told"] for line in found.towns} == {"甲镇": 4, "乙镇": 1, NO_TOWN: 0}
    assert found.reasons == {"blocked:43019": 1}
    assert as_json(found)["total"]["applied"] == 1


async def test_the_table_has_a_line_for_each_town_and_the_total_last(world: World) -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(as_table(await came_of(world))).decode("utf-8-sig"))))
    assert [row["街镇"] for row in rows][-1] == "合计"
    assert rows[-1]["已申请"] == "1"
    assert len(rows) == 4


async def test_who_is_erased_leaves_the_numbers_as_they_were_and_nothing_else(world: World) -> None:
    before = await came_of(world)
    erase_person(world.engine, "applied", world.clock())
    found = report(world.engine, world.campaign.id)
    stages = {"told": 1, "delivered": 1, "read": 1, "asked": 1, "applied": 1}
    assert (found.total, found.erased) == (before.total, stages)
    assert {line.town: line.counts["applied"] for line in found.towns} == {"甲镇": 0, NO_TOWN: 0, "已删除的人": 1}
    assert "applied" not in {row.person for row in world.rows()}


async def test_the_table_and_the_chart_show_who_was_erased_among_all(world: World, tmp_path: Path) -> None:
    await came_of(world)
    for name in ("applied", "asked"):
        erase_person(world.engine, name, world.clock())
    found = report(world.engine, world.campaign.id)
    rows = list(csv.DictReader(io.StringIO(as_csv(as_table(found)).decode("utf-8-sig"))))
    assert [(row["街镇"], row["已告知"], row["已申请"]) for row in rows[-2:]] == [
        ("已删除的人", "2", "1"),
        ("合计", "5", "1"),
    ]
    draw_funnel(found, "t", tmp_path / "funnel.svg")
    assert "已告知 5（100%）；" in (tmp_path / "funnel.svg").read_text(encoding="utf-8")


async def test_a_letter_that_waits_and_a_follow_up_leave_no_number_behind(world: World) -> None:
    add_person(world.engine, "waits")
    world.planned()
    erase_person(world.engine, "waits", world.clock())
    assert report(world.engine, world.campaign.id).erased == {}


TWO_YEARS = """
INSERT INTO notices (run, campaign, person, policy, version, kind, verdict, key, state, attempts, not_after, planned_at, sent_at)
SELECT 1, 'c', 'p' || n, 'p', '1', 'notice', 'eligible', 'k' || n, 'sent', 1, now(), now(), timestamp '2026-11-25' - n * interval '1 hour'
FROM generate_series(1, 17520) AS n
"""


@pytest.mark.parametrize("ask", [told_between, told_by_town])
async def test_what_was_told_in_a_time_is_found_by_its_index(world: World, ask: Callable[..., object]) -> None:
    asked: list[tuple[str, object]] = []

    def keep(_c: object, _k: object, statement: str, parameters: object, *_more: object) -> None:
        asked.append((statement, parameters))

    event.listen(world.engine, "before_cursor_execute", keep)
    ask(world.engine, world.clock() - timedelta(days=30), world.clock())
    event.remove(world.engine, "before_cursor_execute", keep)
    statement, parameters = asked[-1]
    is_sqlite = world.engine.dialect.name == "sqlite"
    with world.engine.connect() as connection:
        if not is_sqlite:
            # What PostgreSQL does with a table depends on what is in it: two years of letters, for this transaction alone.
            connection.exec_driver_sql(TWO_YEARS)
            connection.exec_driver_sql("ANALYZE notices")
        explain = "EXPLAIN QUERY PLAN" if is_sqlite else "EXPLAIN"
        plan = connection.exec_driver_sql(f"{explain} {statement}", parameters).all()
    assert "ix_notices_sent" in str(plan)


async def test_the_chart_is_a_picture_with_every_number(world: World, tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "funnel.svg"
    found = await came_of(world)
    draw_funnel(found, world.campaign.title, path)
    assert path.read_bytes().startswith(b"<?xml")
    drawn = [each.text for each in fromstring(path.read_bytes()).iter("{http://www.w3.org/2000/svg}text")]
    counts, shares = found.total.counts, ("（100%）", "（80%）", "（60%）", "（40%）", "（20%）")
    rows = [
        text for name, share in zip(FUNNEL, shares, strict=True) for text in (TITLES[name], f"{counts[name]:,}{share}")
    ]
    assert drawn == [world.campaign.title, *rows]


@pytest.mark.parametrize("name", ["funnel.png", "funnel.bmp"])
async def test_another_ending_is_refused_with_the_one_to_write(world: World, tmp_path: Path, name: str) -> None:
    with pytest.raises(SituationError, match=r"funnel\.svg.*\.png"):
        draw_funnel(await came_of(world), "t", tmp_path / name)
    assert not (tmp_path / name).exists()
