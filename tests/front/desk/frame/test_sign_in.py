"""Signing in, out, the first password, the second factor, and what a guesser learns: nothing."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import httpx
import pyotp
import pytest
from sqlalchemy import select, update
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from bot.clock import now
from bot.staff.accounts import Accounts
from bot.staff.audit import AuditLog, Wanted
from bot.staff.colleagues import Staff
from bot.staff.sessions import StaffSessions
from bot.storage.tables import staff_accounts, staff_sessions
from tests.front.desk.conftest import PASSWORD, SignIn, key_of, submit, with_password

SIGN_IN = "/desk/sign-in"


def enter(client: TestClient, userid: str, password: str, **more: str) -> httpx.Response:
    return submit(client, SIGN_IN, {"userid": userid, "password": password, **more}, SIGN_IN)


def test_a_colleague_signs_in_and_out(client: TestClient, database: Engine) -> None:
    with_password(database, "lihong")
    entered = enter(client, "LiHong", PASSWORD)
    assert (entered.status_code, entered.headers["location"]) == (303, "/desk")
    assert "李红，您好" in client.get("/desk").text
    assert submit(client, "/desk/sign-out", {}).headers["location"] == SIGN_IN
    assert client.get("/desk").headers["location"].startswith(SIGN_IN)


def test_the_cookie_is_kept_from_scripts_and_other_paths(client: TestClient, database: Engine) -> None:
    with_password(database, "lihong")
    cookie = enter(client, "lihong", PASSWORD).headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Path=/desk" in cookie


def test_a_password_chosen_by_someone_else_opens_only_the_page_where_it_is_changed(
    client: TestClient, database: Engine
) -> None:
    accounts = with_password(database, "lihong")
    first = accounts.reset("lihong", now())
    assert enter(client, "lihong", first).headers["location"] == "/desk/password"
    assert client.get("/desk").headers["location"] == SIGN_IN
    form = {"current": first, "chosen": "另一个很长的密码好记", "again": "另一个很长的密码好记"}
    assert submit(client, "/desk/password", form, "/desk/password").headers["location"] == "/desk"
    assert client.get("/desk").status_code == 200
    assert accounts.open("lihong", first, now()) is None


@pytest.mark.parametrize("chosen", ["short", "1234567890", "aaaaaaaaaaaa", "lihong-lihong", PASSWORD])
def test_weak_passwords_are_refused_with_a_reason(client: TestClient, database: Engine, chosen: str) -> None:
    with_password(database, "lihong")
    enter(client, "lihong", PASSWORD)
    refused = submit(
        client, "/desk/password", {"current": PASSWORD, "chosen": chosen, "again": chosen}, "/desk/password"
    )
    assert refused.status_code == 409 and "密码" in refused.text


def test_a_changed_password_ends_the_sessions_elsewhere(client: TestClient, sign_in: SignIn, database: Engine) -> None:
    with_password(database, "lihong")
    elsewhere = sign_in("lihong")
    assert elsewhere.get("/desk").status_code == 200
    enter(client, "lihong", PASSWORD)
    form = {"current": PASSWORD, "chosen": "another long one", "again": "another long one"}
    submit(client, "/desk/password", form, "/desk/password")
    assert elsewhere.get("/desk").status_code == 303
    assert client.get("/desk").status_code == 200


def test_a_stranger_a_wrong_password_and_a_lock_look_the_same(client: TestClient, database: Engine) -> None:
    with_password(database, "lihong")
    stranger, wrong = enter(client, "nobody", "x"), enter(client, "lihong", "x")

    def without_name(page: str) -> str:
        return re.sub(r'value="(nobody|lihong)"', "", page)

    assert (stranger.status_code, without_name(stranger.text)) == (wrong.status_code, without_name(wrong.text))
    for _ in range(5):
        enter(client, "lihong", "x")
    locked = enter(client, "lihong", PASSWORD)
    assert (locked.status_code, without_name(locked.text)) == (wrong.status_code, without_name(wrong.text))


def test_a_lock_ends_and_grows(database: Engine) -> None:
    accounts, at = with_password(database, "lihong"), now()
    for _ in range(5):
        accounts.open("lihong", "x", at)
    assert accounts.open("lihong", PASSWORD, at + timedelta(minutes=14)) is None
    assert accounts.locked(at) == {"lihong"}
    later = at + timedelta(minutes=16)
    accounts.open("lihong", "x", later)
    assert accounts.open("lihong", PASSWORD, later + timedelta(minutes=20)) is None
    assert accounts.open("lihong", PASSWORD, later + timedelta(minutes=31)) is not None
    assert accounts.open("lihong", PASSWORD, later) is not None


def test_an_admin_unlocks(database: Engine) -> None:
    accounts, at = with_password(database, "lihong"), now()
    for _ in range(5):
        accounts.open("lihong", "x", at)
    accounts.unlock("lihong")
    assert accounts.open("lihong", PASSWORD, at) is not None


def test_the_second_factor_is_asked_for_and_each_code_opens_once(client: TestClient, database: Engine) -> None:
    accounts, key = with_password(database, "lihong"), pyotp.random_base32()
    early = now() - timedelta(minutes=5)
    accounts.turn_on_factor("lihong", key, pyotp.TOTP(key).at(early), early)
    assert enter(client, "lihong", PASSWORD).headers["location"] == "/desk/code"
    assert client.get("/desk").headers["location"] == SIGN_IN
    assert submit(client, "/desk/code", {"code": "000000"}, "/desk/code").status_code == 403
    code = pyotp.TOTP(key).at(now())
    assert submit(client, "/desk/code", {"code": code}, "/desk/code").headers["location"] == "/desk"
    assert client.get("/desk").status_code == 200
    assert not accounts.takes_code("lihong", code, now())


def test_the_page_turns_the_second_factor_on_and_off(client: TestClient, database: Engine) -> None:
    with_password(database, "lihong")
    enter(client, "lihong", PASSWORD)
    page = client.get("/desk/second-factor").text
    key = re.search(r'data-testid="key">([A-Z2-7]+)<', page)
    assert key is not None and "<svg" in page and "style=" not in page
    form = {"key": key_of(page), "factor_key": key[1]}
    assert client.post("/desk/second-factor", data={**form, "code": "123"}).status_code == 409
    code = pyotp.TOTP(key[1]).at(now())
    assert client.post("/desk/second-factor", data={**form, "code": code}).headers["location"] == "/desk"
    assert "关掉" in client.get("/desk/second-factor").text


@pytest.mark.parametrize("broken", ["", "A", "0" * 32, "密" * 32, "A" * 64])
def test_a_form_that_lost_its_key_gets_a_fresh_one(client: TestClient, database: Engine, broken: str) -> None:
    with_password(database, "lihong")
    enter(client, "lihong", PASSWORD)
    form = {"key": key_of(client.get("/desk/second-factor").text), "factor_key": broken, "code": "123456"}
    page = client.post("/desk/second-factor", data=form)
    assert page.status_code == 409 and "请用手机再扫一次" in page.text and "<svg" in page.text


def test_a_wrong_code_counts_like_a_wrong_password(database: Engine) -> None:
    accounts, key, at = with_password(database, "lihong"), pyotp.random_base32(), now()
    accounts.turn_on_factor("lihong", key, pyotp.TOTP(key).at(at), at)
    for _ in range(5):
        assert not accounts.takes_code("lihong", "abcdef", at)
    later = at + timedelta(minutes=1)
    assert not accounts.takes_code("lihong", pyotp.TOTP(key).at(later), later)


def test_a_session_that_someone_planted_is_not_taken_over(
    client: TestClient, sign_in: SignIn, database: Engine
) -> None:
    with_password(database, "lihong")
    planted = sign_in("zhangsan").cookies["leye_desk"]
    client.cookies.set("leye_desk", planted)
    page = client.get("/desk")
    assert page.status_code == 200
    client.cookies.clear()
    key = key_of(client.get(SIGN_IN).text)
    client.cookies.set("leye_desk", planted, path="/desk")
    entered = client.post(SIGN_IN, data={"key": key, "userid": "lihong", "password": PASSWORD})
    assert planted not in entered.headers["set-cookie"]
    assert StaffSessions(database).find(planted, now()) is None


def test_a_page_that_looks_for_news_by_itself_keeps_nobody_signed_in(sign_in: SignIn, database: Engine) -> None:
    away = sign_in("a1")
    before = now() - timedelta(minutes=29)
    with database.begin() as connection:
        connection.execute(update(staff_sessions).values(seen_at=before))
    seen = select(staff_sessions.c.seen_at)
    for headers, has_moved in (({"Leye-By-Itself": "1"}, False), ({}, True)):
        assert away.get("/desk", headers=headers).status_code == 200
        with database.connect() as connection:
            assert (connection.execute(seen).scalar_one() != before) is has_moved


def test_sessions_end_when_idle_when_old_and_with_the_rights(sign_in: SignIn, database: Engine) -> None:
    idle, old, removed = sign_in("a1"), sign_in("b2"), sign_in("c3")
    with database.begin() as connection:
        this = staff_sessions.c.userid
        connection.execute(update(staff_sessions).where(this == "a1").values(seen_at=now() - timedelta(minutes=31)))
        connection.execute(update(staff_sessions).where(this == "b2").values(began_at=now() - timedelta(hours=11)))
    Staff(database).remove("c3", now())
    assert [each.get("/desk").status_code for each in (idle, old, removed)] == [303, 303, 303]


@pytest.mark.parametrize(
    "address", ["https://example.com", "//example.com", "/deskx", "/desk/../me", "/\\example.com", "javascript:x"]
)
def test_after_signing_in_one_stays_on_the_desk(client: TestClient, database: Engine, address: str) -> None:
    with_password(database, "lihong")
    onward = enter(client, "lihong", PASSWORD, next=address).headers["location"]
    assert onward == "/desk" or onward.startswith("/desk/")
    assert ".." not in onward


def test_whoever_was_on_the_way_to_a_page_gets_there(client: TestClient, database: Engine) -> None:
    with_password(database, "lihong")
    sent = client.get("/desk/audit?who=a").headers["location"]
    assert sent.endswith("/desk/sign-in?next=%2Fdesk%2Faudit%3Fwho%3Da")
    assert enter(client, "lihong", PASSWORD, next="/desk/audit?who=a").headers["location"] == "/desk/audit?who=a"


def test_an_old_hash_is_kept_anew(database: Engine) -> None:
    accounts = with_password(database, "lihong")
    from argon2 import PasswordHasher

    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    with database.begin() as connection:
        connection.execute(update(staff_accounts).values(password_hash=weak))
    assert accounts.open("lihong", PASSWORD, now()) is not None
    with database.connect() as connection:
        assert connection.execute(staff_accounts.select()).one().password_hash != weak


def test_the_second_factor_is_sealed(database: Engine) -> None:
    accounts, key, at = with_password(database, "lihong"), pyotp.random_base32(), now()
    accounts.turn_on_factor("lihong", key, pyotp.TOTP(key).at(at), at)
    with database.connect() as connection:
        assert key not in connection.execute(staff_accounts.select()).one().totp_sealed
    assert isinstance(accounts, Accounts)


def test_the_way_to_the_sign_in_stays_on_this_host_whatever_the_request_calls_it(client: TestClient) -> None:
    answer = client.get("/desk/lookup?q=贷款", headers={"Host": "evil.example"})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/desk/sign-in?next=%2Fdesk%2Flookup")


def test_every_try_is_written_down_with_where_it_came_from_and_no_word_that_was_typed(
    client: TestClient, database: Engine
) -> None:
    with_password(database, "lihong")
    enter(client, "nobody-at-all", "x")
    enter(client, "lihong", "wrong")
    enter(client, "lihong", PASSWORD)
    entries = [(each.who, each.act, each.source) for each in AuditLog(database).read(Wanted(act="desk."))]
    assert entries == [
        ("lihong", "desk.signed_in", "testclient"),
        ("lihong", "desk.sign_in_failed", "testclient"),
        ("unknown", "desk.sign_in_failed", "testclient"),
    ]


def test_of_many_guesses_at_once_only_the_first_few_are_compared(database: Engine) -> None:
    accounts, at = with_password(database, "lihong"), now()
    with ThreadPoolExecutor(16) as pool:
        guesses = ["wrong"] * 15 + [PASSWORD]
        opened = list(pool.map(lambda guess: accounts.open("lihong", guess, at, "address:9.9.9.9"), guesses[:15]))
    assert opened == [None] * 15
    # Five were compared, and the wait is the first one, not eight hours.
    assert accounts.open("lihong", PASSWORD, at + timedelta(minutes=14), "address:9.9.9.9") is None
    assert accounts.open("lihong", PASSWORD, at + timedelta(minutes=16), "address:9.9.9.9") is not None


def test_a_guesser_elsewhere_locks_nobody_out(client: TestClient, database: Engine) -> None:
    accounts, at = with_password(database, "lihong"), now()
    for _ in range(30):
        accounts.open("lihong", "wrong", at, "address:9.9.9.9")
    assert accounts.open("lihong", PASSWORD, at, "address:1.1.1.1") is not None
    assert enter(client, "lihong", PASSWORD).status_code == 303


def test_a_device_that_was_signed_in_before_waits_for_no_guesser_of_its_own_address(
    client: TestClient, database: Engine
) -> None:
    accounts = with_password(database, "lihong")
    assert enter(client, "lihong", PASSWORD).status_code == 303
    submit(client, "/desk/sign-out", {})
    for _ in range(6):
        accounts.open("lihong", "wrong", now(), "address:unknown")
    assert accounts.locked(now()) == {"lihong"}
    assert enter(client, "lihong", PASSWORD).status_code == 303
    device = client.cookies.get("leye_device", path="/desk")
    assert device is not None
    # For another account it is a strange device.
    submit(client, "/desk/sign-out", {})
    with_password(database, "wangfang")
    for _ in range(6):
        enter(client, "wangfang", "wrong")
    assert enter(client, "wangfang", PASSWORD).status_code == 403
