"""Lists of openings on the desk: looked through before anything is stored, imported once, and only for those who judge openings."""

from __future__ import annotations

import httpx
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from bot.clock import now
from bot.jobs import Openings, OpeningState
from bot.staff.audit import AuditLog, Wanted
from bot.staff.colleagues import Role
from tests.front.desk.conftest import SignIn, key_of

PATH = "/desk/jobs/lists"
HEADER = "单位名称,统一社会信用代码,岗位名称,薪资待遇,街镇,任职要求,联系电话\n"
CLEAN = "样例公司,91350100M000100Y43,保洁员,4000-4500元/月,中北镇,,022-00000000\n"
FLAGGED = "样例公司,91350100M000100Y43,保安,2000元/月,中北镇,限男35岁以下,\n"
NAMELESS = ",,帮厨,3000元/月,中北镇,,\n"


def send(client: TestClient, text: str, name: str = "岗位表.csv") -> httpx.Response:
    form = {"key": key_of(client.get(PATH).text)}
    response: httpx.Response = client.post(PATH, data=form, files={"list": (name, text.encode("utf-8"))})
    return response


def ready(client: TestClient, sent: httpx.Response) -> tuple[str, str]:
    """Wait until a list is read or stored; return its address and page."""
    assert sent.status_code == 303, sent.text
    path = sent.headers["location"]
    for _ in range(2000):
        if 'hx-trigger="every 1s"' not in client.get(f"{path}/part").text:
            return path, client.get(path).text
    raise AssertionError("the list is never read")


def bring_in(client: TestClient, path: str, source: str) -> httpx.Response:
    form = {"key": key_of(client.get(path).text), "source": source}
    response: httpx.Response = client.post(f"{path}/import", data=form)
    return response


def waiting(database: Engine) -> int:
    return Openings(database).counts(now().date())[OpeningState.WAITING]


def test_a_list_is_looked_through_and_nothing_is_stored(sign_in: SignIn, database: Engine) -> None:
    client = sign_in()
    path, page = ready(client, send(client, HEADER + CLEAN + FLAGGED + NAMELESS))
    assert "行可以导入" in page and "限定性别：1 行" in page and "低于最低工资" in page
    assert "没有填，这一行没有导入；请补上" in page and "022-00000000" not in page
    assert "A4" in client.get(f"{path}/report.csv").text
    assert waiting(database) == 0


def test_a_list_is_imported_once_and_waits_for_a_colleague(sign_in: SignIn, database: Engine) -> None:
    client = sign_in()
    path, _ = ready(client, send(client, HEADER + CLEAN + FLAGGED))
    _, page = ready(client, bring_in(client, path, "中北镇-2026-12"))
    assert "新岗位 2 个" in page and waiting(database) == 2
    again, before = ready(client, send(client, HEADER + CLEAN + FLAGGED.replace("35岁", "40岁")))
    assert 'value="中北镇-2026-12"></option>' in before
    _, page = ready(client, bring_in(client, again, "中北镇-2026-12"))
    assert "更新 1 个，没变 1 个" in page and waiting(database) == 2
    entries = [entry for entry in AuditLog(database).read(Wanted()) if entry.act == "jobs.imported"]
    assert [entry.who for entry in entries] == ["lihong", "lihong"]


def test_names_of_other_ways_and_no_name_are_refused_and_the_list_stays(sign_in: SignIn, database: Engine) -> None:
    client = sign_in()
    path, _ = ready(client, send(client, HEADER + CLEAN))
    for name in ("", "desk", "form-1"):
        assert bring_in(client, path, name).status_code == 422
    assert waiting(database) == 0 and "导入 1 行" in client.get(path).text


def test_what_is_no_list_of_openings_is_said_on_the_page(sign_in: SignIn) -> None:
    client = sign_in()
    for text in ("姓名,电话\n张三,1\n", "", "\x00\x01"):
        refused = send(client, text)
        assert refused.status_code == 422 and 'role="alert"' in refused.text
    assert "/leye-lists-" not in send(client, "姓名\n张三\n").text


def test_a_list_is_its_colleagues_alone_and_not_for_every_role(sign_in: SignIn) -> None:
    client = sign_in("wang")
    path, _ = ready(client, send(client, HEADER + CLEAN))
    assert sign_in("zhao").get(path).status_code == 404
    assert sign_in("shen", Role.AUDITOR).get(PATH).status_code == 403
