"""The first page says what there is to do today, what is due first on top, and only to whom it is for."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.engine import Engine

from bot.clock import now
from bot.kb import Calendar
from bot.referrals.open import PersonCall, open_call
from bot.staff import Role
from bot.storage.tables import referrals
from tests.front.desk.conftest import SignIn


def test_a_matchmaker_sees_whom_to_contact_the_latest_first(sign_in: SignIn, database: Engine) -> None:
    for name in ("one", "two"):
        open_call(database, PersonCall(f"web:{name}", f"{name}镇"), now(), Calendar())
    with database.begin() as connection:
        late = update(referrals).where(referrals.c.area == "two镇").values(contact_due_at=now() - timedelta(hours=2))
        connection.execute(late)
    page = sign_in().get("/desk").text
    assert page.index("要联系：找红娘（two镇）") < page.index("要联系：找红娘（one镇）")
    assert '<span class="late">已超时' in page


def test_whoever_has_nothing_to_do_is_told_so(sign_in: SignIn) -> None:
    assert "今天没有等着您做的事" in sign_in("auditor", Role.AUDITOR).get("/desk").text
