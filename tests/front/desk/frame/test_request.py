"""What a hostile page, a hostile form and a hostile name get from the desk."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import delete, insert, update
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DatabaseError
from starlette.testclient import TestClient

from bot.clock import now
from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.request import DeskRequest
from bot.front.web.middleware import LARGEST_BODY
from bot.staff.audit import AuditLog, Wanted
from bot.staff.colleagues import Colleague, Role, Staff
from bot.staff.permissions import Permission
from bot.storage.tables import audit_log
from tests.front.desk.conftest import SignIn, key_of, submit

PATH = "/desk/colleagues"
NEW = {"userid": "wangwu", "name": "王五", "role": "matchmaker"}
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def admin(sign_in: SignIn) -> TestClient:
    """Give the browser of an admin."""
    return sign_in("boss", Role.ADMIN)


@pytest.mark.parametrize("key", ["", "0" * 64, "登录"])
def test_a_form_without_the_key_changes_nothing(admin: TestClient, database: Engine, key: str) -> None:
    assert admin.post(PATH, data={**NEW, "key": key}).status_code == 403
    assert Staff(database).find("wangwu") is None


def test_the_key_of_another_session_is_worth_nothing(admin: TestClient, sign_in: SignIn, database: Engine) -> None:
    other = sign_in("other", Role.ADMIN)
    assert admin.post(PATH, data={**NEW, "key": key_of(other.get("/desk").text)}).status_code == 403
    assert Staff(database).find("wangwu") is None


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://example.com"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}]
)
def test_a_form_of_another_site_changes_nothing(admin: TestClient, database: Engine, headers: dict[str, str]) -> None:
    key = key_of(admin.get("/desk").text)
    assert admin.post(PATH, data={**NEW, "key": key}, headers=headers).status_code == 403
    assert Staff(database).find("wangwu") is None
    assert admin.post(PATH, data={**NEW, "key": key}).status_code == 200


def test_files_and_json_are_not_taken(admin: TestClient) -> None:
    assert admin.post(PATH, files={"file": ("a.txt", b"x")}).status_code == 415
    assert admin.post(PATH, json=NEW).status_code == 415


def test_too_large_a_form_is_refused(admin: TestClient) -> None:
    assert admin.post(PATH, data={**NEW, "name": "王" * LARGEST_BODY}).status_code == 413


@pytest.mark.parametrize("body", [b"\xff\xfe=1", b"&".join(b"a=1" for _ in range(300))])
def test_an_unreadable_form_is_refused(admin: TestClient, body: bytes) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert admin.post(PATH, content=body, headers=headers).status_code == 400


def test_a_name_is_shown_as_text(admin: TestClient) -> None:
    page = submit(admin, PATH, {**NEW, "name": SCRIPT}).text
    assert SCRIPT not in page and "&lt;script&gt;" in page


def test_pages_are_not_kept_and_load_nothing_from_elsewhere(admin: TestClient) -> None:
    response = admin.get("/desk")
    assert response.headers["cache-control"] == "no-store"
    assert "script-src 'self'" in response.headers["content-security-policy"]
    assert "http://" not in response.text.replace("http://www.w3.org", "") and "style=" not in response.text


def test_a_failure_shows_no_trace(app: FastAPI, sign_in: SignIn) -> None:
    desk: Desk = app.state.desk

    @desk.get("/desk/broken", Permission.LOOK_UP)
    def broken(asked: DeskRequest):  # type: ignore[no-untyped-def]
        raise RuntimeError("a secret of the database")

    app.router.routes.extend(desk.pages)
    response = sign_in().get("/desk/broken")
    assert response.status_code == 500
    assert "secret" not in response.text and "系统出了点问题" in response.text


def test_an_admin_adds_resets_unlocks_and_removes(admin: TestClient, sign_in: SignIn, database: Engine) -> None:
    assert "只显示这一次" in submit(admin, PATH, NEW).text
    working = sign_in("wangwu")
    assert working.get("/desk").status_code == 200
    assert "只显示这一次" in submit(admin, PATH + "/wangwu/password", {}).text
    assert working.get("/desk").status_code == 303
    assert submit(admin, PATH + "/wangwu/unlock", {}).status_code == 303
    assert submit(admin, PATH + "/wangwu/remove", {}).status_code == 303
    assert Staff(database).find("wangwu") is None
    assert submit(admin, PATH + "/wangwu/remove", {}).status_code == 404


def test_nobody_removes_themselves(admin: TestClient, database: Engine) -> None:
    assert submit(admin, PATH + "/boss/remove", {}).status_code == 409
    assert Staff(database).find("boss") is not None


@pytest.mark.parametrize("wrong", [{"userid": "王五"}, {"name": ""}, {"role": "king"}, {"station": "站" * 65}])
def test_a_colleague_that_cannot_be_is_refused(admin: TestClient, wrong: dict[str, str]) -> None:
    assert submit(admin, PATH, {**NEW, **wrong}).status_code == 409


def test_what_was_done_is_in_the_log_and_its_file(admin: TestClient, database: Engine) -> None:
    submit(admin, PATH, NEW)
    page = admin.get("/desk/audit?act=staff").text
    assert "同事：添加同事" in page and "角色：就业红娘" in page and "staff:wangwu" in page and "同事王五" in page
    assert "没有符合的记录" in admin.get("/desk/audit?who=nobody").text
    exported = admin.get("/desk/audit.csv?from=2000-01-01").content.decode("utf-8-sig")
    assert "staff.added,同事：添加同事," in exported and "王五" not in exported
    assert AuditLog(database).read(Wanted(act="audit.exported"))


@pytest.mark.parametrize(
    "query",
    [
        "from=yesterday&to=99",
        "before=x",
        "before=99999999999999",
        "who=%00",
        "act=%25",
        "from=0001-01-01",
        "to=9999-12-31",
    ],
)
def test_odd_filters_show_a_page(admin: TestClient, query: str) -> None:
    assert admin.get(f"/desk/audit?{query}").status_code == 200


def test_the_database_itself_keeps_the_log(engine: Engine) -> None:
    log, at = AuditLog(engine), now()
    log.write("boss", "staff.added", "staff:wangwu", at, role="editor")
    for change in (update(audit_log).values(who="someone"), delete(audit_log)):
        with pytest.raises(DatabaseError, match="only grows"), engine.begin() as connection:
            connection.execute(change)
    assert [entry.who for entry in log.read(Wanted())] == ["boss"]
    with engine.begin() as connection:
        connection.execute(insert(audit_log).values(at=at, who="boss", act="x"))


def test_the_rows_of_sessions_hold_no_token(sign_in: SignIn, settings: object, tmp_path: Path) -> None:
    token = sign_in().cookies["leye_desk"]
    files = [path.read_bytes() for path in tmp_path.iterdir() if path.is_file()]
    assert files and not any(token.encode() in content for content in files)


def test_a_colleague_of_the_old_table_is_unknown_until_a_password_is_given(database: Engine) -> None:
    Staff(database).add(Colleague("lihong", "李红", Role.ADMIN, None), now())
    from bot.staff.accounts import Accounts

    assert Accounts(database, "s" * 32).open("lihong", "", now()) is None
