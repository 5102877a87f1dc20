"""The funnel counts each later step among the earlier ones, by town, with the reasons; erased people stay as numbers only."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

from bot.errors import SituationError
from bot.outreach.ledger.events import FollowUpAnswer, answer, mark_asked, mark_read, report_delivery
from bot.outreach.reports.funnel import draw_funnel
from bot.outreach.reports.report import FUNNEL, NO_TOWN, TITLES, OutreachReport, as_json, as_table, report
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


async def test_who_is_erased_leaves_a_number_and_nothing_else(world: World) -> None:
    await came_of(world)
    erase_person(world.engine, "applied", world.clock())
    found = report(world.engine, world.campaign.id)
    assert (found.total.counts["told"], found.erased) == (4, {"read": 1})
    assert "applied" not in {row.person for row in world.rows()}


async def test_the_chart_is_a_picture_with_every_number(world: World, tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "funnel.svg"
    found = await came_of(world)
    draw_funnel(found, world.campaign.title, path)
    assert path.read_bytes().startswith(b"<?xml")
    drawn = [each.text for each in fromstring(path.read_bytes()).iter("{http://www.w3.org/2000/svg}text")]
    rows = [text for name in FUNNEL for text in (TITLES[name], f"{found.total.counts[name]:,}")]
    assert drawn == [world.campaign.title, *rows]


@pytest.mark.parametrize("name", ["funnel.png", "funnel.bmp"])
async def test_another_ending_is_refused_with_the_one_to_write(world: World, tmp_path: Path, name: str) -> None:
    with pytest.raises(SituationError, match=r"funnel\.svg.*\.png"):
        draw_funnel(await came_of(world), "t", tmp_path / name)
    assert not (tmp_path / name).exists()
