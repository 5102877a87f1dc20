"""Lists of fairs on the desk: looked through before anything is stored, imported once, and what is no list is said."""

from __future__ import annotations

from datetime import timedelta

import httpx
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from bot.clock import now
from bot.jobs.fairs import Fairs
from bot.staff.audit import AuditLog, Wanted
from bot.staff.colleagues import Role
from tests.front.desk.conftest import SignIn, key_of
from tests.front.desk.pages.openings.test_opening_list_pages import ready

PATH = "/desk/fairs/lists"
HEADER = "活动名称,日期,具体时间,地点,街镇,岗位\n"
SOON = now().date() + timedelta(days=20)
FAIR = f"样例专场,{SOON},9:00-11:30,样例广场,中北镇,保洁20人 电话022-27391234\n"
DAYLESS = "没有日子的,下周三,,,,\n"
OVER = "早就过了的,2020-01-01,,样例广场,,\n"


def send(client: TestClient, text: str) -> httpx.Response:
    form = {"key": key_of(client.get(PATH).text)}
    response: httpx.Response = client.post(PATH, data=form, files={"list": ("招聘会.csv", text.encode("utf-8"))})
    return response


def bring_in(client: TestClient, path: str) -> httpx.Response:
    response: httpx.Response = client.post(f"{path}/import", data={"key": key_of(client.get(path).text)})
    return response


def kept(database: Engine) -> list[str]:
    return [fair.title for fair in Fairs(database).between(SOON - timedelta(days=9999), SOON)]


def test_a_list_is_looked_through_and_nothing_is_stored(sign_in: SignIn, database: Engine) -> None:
    client = sign_in()
    path, page = ready(client, send(client, HEADER + FAIR + DAYLESS + OVER))
    assert "样例专场（招聘会），中北镇，样例广场" in page and "27391234" not in page
    assert "看不出是哪一天" in page and "导入 2 场" in page and "场已经过了" in page
    assert "B3" in client.get(f"{path}/report.csv").text
    assert kept(database) == []


def test_a_list_is_imported_and_again_changes_nothing(sign_in: SignIn, database: Engine) -> None:
    client = sign_in()
    for _ in range(2):
        path, _ = ready(client, send(client, HEADER + FAIR + DAYLESS))
        _, page = ready(client, bring_in(client, path))
        assert "导入好了：1 场" in page and kept(database) == ["样例专场"]
    entries = [entry for entry in AuditLog(database).read(Wanted()) if entry.act == "jobs.fairs_imported"]
    assert [entry.who for entry in entries] == ["lihong", "lihong"]


def test_a_year_of_fairs_is_one_list(sign_in: SignIn) -> None:
    many = "".join(f"第{number}场,{SOON},9:00-11:30,样例广场{number}号,中北镇,保洁20人\n" for number in range(1000))
    _, page = ready(sign_in(), send(sign_in(), HEADER + many))
    assert "导入 1,000 场" in page and "这里列出前 20 场" in page


def test_what_is_no_list_of_fairs_is_said_on_the_page(sign_in: SignIn) -> None:
    client = sign_in()
    for text in ("姓名,电话\n张三,1\n", "", "\x00\x01"):
        response = send(client, text)
        assert response.status_code == 422 and 'role="alert"' in response.text


def test_only_who_enters_fairs_may_send_them_and_sees_their_own(sign_in: SignIn) -> None:
    path, _ = ready(sign_in(), send(sign_in(), HEADER + FAIR))
    assert sign_in("other", Role.EDITOR).get(path).status_code == 404
    assert sign_in("auditor", Role.AUDITOR).get(PATH).status_code == 403
