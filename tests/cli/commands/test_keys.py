"""``leye keys rotate``: nobody is signed out or unknown, everything sealed opens with the new keys, and it can be broken off."""

from __future__ import annotations

from pathlib import Path

import pyotp
import pytest
from sqlalchemy import insert, select
from sqlalchemy.engine import Engine

from bot.clock import now
from bot.errors import SettingsError
from bot.front.chat.sessions import ChatSessions
from bot.front.web.http_errors import Refusal
from bot.people import Identities, Sealer, conversation_for, sealed_columns
from bot.settings import Settings
from bot.staff import Accounts, Colleague, Role, Staff, fresh_key
from bot.storage import open_for, upgrade
from bot.storage.tables import people, referrals
from tests.cli.conftest import Leye

OLD, NEW = "the secret of before, for tests", "the secret of today, for tests"
OLD_KEY, NEW_KEY = "the people key of before, for tests only", "the people key of today, for tests only"
KEY = fresh_key()
MANY = 1200


@pytest.fixture
def engine(leye: Leye, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Give a database that was filled with the old secret and key; the environment has the new ones besides."""
    monkeypatch.setenv("LEYE_SECRET", NEW)
    monkeypatch.setenv("LEYE_PREVIOUS_SECRET", OLD)
    monkeypatch.setenv("LEYE_PEOPLE_KEY", NEW_KEY)
    monkeypatch.setenv("LEYE_PREVIOUS_PEOPLE_KEY", OLD_KEY)
    settings = Settings.from_environment()
    upgrade(settings.database_url)
    engine, at = open_for(settings), now()
    sealed = Sealer(OLD_KEY).seal("13800000000")
    Staff(engine).add(Colleague("li", "李", Role.ADMIN, None), at)
    accounts = Accounts(engine, OLD)
    accounts.reset("li", at)
    accounts.turn_on_factor("li", KEY, pyotp.TOTP(KEY).at(int(at.timestamp()) - 30), at)
    rows = [
        {"id": f"p{n:04}", "facts": {}, "provenance": {}, "name_sealed": sealed, "created_at": at, "updated_at": at}
        for n in range(MANY)
    ]
    due = {"opened_at": at, "contact_due_at": at, "introduce_due_at": at}
    with engine.begin() as connection:
        connection.execute(insert(people), rows)
        connection.execute(insert(referrals).values(kind="call", state="open", phone_sealed=sealed, **due))
    return engine


def sealed_values(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        names = connection.execute(select(people.c.name_sealed)).scalars().all()
        return [*names, *connection.execute(select(referrals.c.phone_sealed)).scalars()]


def test_everything_sealed_opens_with_the_new_keys_alone(leye: Leye, engine: Engine) -> None:
    ended = leye("keys", "rotate")
    assert (ended.code, f"换了 {MANY + 2:,} 处" in ended.out) == (0, True), ended.err
    alone = Sealer(NEW_KEY)
    assert {alone.open(value) for value in sealed_values(engine)} == {"13800000000"}
    code = pyotp.TOTP(KEY).at(int(now().timestamp()))
    assert Accounts(engine, NEW).takes_code("li", code, now())
    assert "换了 0 处" in leye("keys", "rotate").out


def test_broken_off_it_goes_on_where_it_was_and_both_keys_open_meanwhile(
    leye: Leye, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = 0

    def dies(*arguments: object) -> object:
        nonlocal pages
        pages += 1
        if pages > 1:
            raise KeyboardInterrupt
        return page(*arguments)  # type: ignore[arg-type]

    page = sealed_columns._page
    with monkeypatch.context() as patch:
        patch.setattr(sealed_columns, "_page", dies)
        assert leye("keys", "rotate").code != 0
    alone, both = Sealer(NEW_KEY), Sealer(NEW_KEY, OLD_KEY)
    assert {both.open(value) for value in sealed_values(engine)} == {"13800000000"}
    assert sum(alone.holds(value, "13800000000") for value in sealed_values(engine)) == sealed_columns.PAGE
    assert f"换了 {MANY + 1 - sealed_columns.PAGE:,} 处" in leye("keys", "rotate").out
    assert {alone.open(value) for value in sealed_values(engine)} == {"13800000000"}


def test_a_wrong_previous_key_is_said_and_nothing_is_lost(
    leye: Leye, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEYE_PREVIOUS_PEOPLE_KEY", "x" * 40)
    ended = leye("keys", "rotate")
    assert (ended.code, "LEYE_PEOPLE_KEY" in ended.err) == (1, True)
    assert {Sealer(OLD_KEY).open(value) for value in sealed_values(engine)} == {"13800000000"}
    with pytest.raises(SettingsError):
        Sealer(NEW_KEY).open(sealed_values(engine)[0])


@pytest.mark.usefixtures("engine")
def test_conversations_keep_their_names_after_the_old_secret_is_gone(
    leye: Leye, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = conversation_for(OLD, "wechat", "wxapp", "openid")
    leye("keys", "rotate")
    monkeypatch.delenv("LEYE_PREVIOUS_SECRET")
    settings = Settings.from_environment().with_secret()
    assert settings.secret == NEW
    met = Identities(open_for(settings), settings.naming_key).meet("wechat", "wxapp", "openid", now())
    assert met.conversation == before


def test_a_session_of_before_counts_until_the_old_secret_is_gone() -> None:
    token = ChatSessions(OLD).new()
    assert ChatSessions(NEW, OLD).conversation(token).startswith("web:")
    with pytest.raises(Refusal):
        ChatSessions(NEW).conversation(token)
    assert ChatSessions(NEW).conversation(ChatSessions(NEW, OLD).new())


def test_a_secret_that_is_kept_in_a_file_is_exchanged_there(leye: Leye) -> None:
    first = Settings().with_secret()
    assert "没有要换的" in leye("keys", "rotate").err
    assert leye("keys", "rotate", "--new-secret").code == 0
    second = Settings().with_secret()
    assert second.secret != first.secret
    assert (second.previous_secret, second.naming_key) == (first.secret, first.secret)
    assert "还没有收尾" in leye("keys", "rotate", "--new-secret").err
    assert leye("keys", "rotate", "--finish").code == 0
    third = Settings().with_secret()
    assert (third.secret, third.previous_secret, third.naming_key) == (second.secret, None, first.secret)
    assert {file.stat().st_mode & 0o077 for file in Path("var").iterdir() if file.is_file()} == {0}
