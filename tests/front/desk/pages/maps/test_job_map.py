"""The desk shows who hires and who looks for work beside each other, what is missing where, and the same as a file."""

from __future__ import annotations

import csv
import re

from sqlalchemy.engine import Engine

from bot.clock import now
from bot.jobs.search import JobWish
from bot.jobs.seekers import Seekers
from bot.staff.audit import AuditLog, Wanted
from bot.staff.colleagues import Role
from tests.front.desk.conftest import SignIn
from tests.jobs.conftest import NOW
from tests.jobs.matches.conftest import fill_openings, register

PATH = "/desk/job-map"


def test_both_maps_the_gaps_and_the_weeks_are_shown(database: Engine, sign_in: SignIn) -> None:
    fill_openings(database, 30)
    register(database, 36)
    far = now().date().replace(year=now().year + 1)
    for number in range(6):
        Seekers(database).register(f"web:x{number}", JobWish(("cook",), ("王稳庄镇",)), far, NOW)
    client = sign_in(role=Role.APPROVER)
    page = client.get(PATH, params={"town": "中北镇"}).text
    assert page.count('data-testid="town"') == 6
    assert "中北镇：岗位 15 个" in page and "中北镇：求职 18 人" in page
    assert "王稳庄镇，厨师：6" in page and page.count("<tr>") > 8
    assert not re.search(r"<td>[1-4]</td>", page)


def test_the_file_holds_the_same_and_is_noted(database: Engine, sign_in: SignIn) -> None:
    fill_openings(database, 30)
    client = sign_in(role=Role.APPROVER)
    rows = list(csv.reader(client.get(f"{PATH}.csv").content.decode("utf-8-sig").splitlines()))
    assert rows[1][:3] == ["中北镇", "保洁", "5"] and rows[1][6] == "有岗位，没人登记"
    assert AuditLog(database).read(Wanted(act="jobs.figures_exported"))


def test_an_empty_office_says_so_and_who_may_not_is_refused(sign_in: SignIn) -> None:
    assert "没有登记求职的人" in sign_in(role=Role.APPROVER).get(PATH).text
    assert sign_in().get(PATH).status_code == 403
