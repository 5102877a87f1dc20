"""The page of the board: columns, the time left, the way to the referral; no number of anybody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.engine import Engine

from bot.clock import now
from bot.jobs import Openings
from bot.jobs.imports import OpeningImport, read_opening_form, store_openings
from bot.jobs.search import JobWish
from bot.jobs.seekers import Seekers
from bot.kb import KnowledgeBase
from bot.people import Sealer
from bot.referrals.introductions import Introductions
from bot.referrals.open import PersonCall, open_call
from bot.staff.colleagues import Role
from tests.front.desk.conftest import SignIn

PATH = "/desk/introductions"
SEALER = Sealer("k" * 40)
PHONE, EMPLOYER_PHONE = "13800001111", "022-00000000"


@pytest.fixture
def referral(database: Engine, kb: KnowledgeBase) -> int:
    """Give the referral of somebody who is asked about an opening."""
    form = {"employer": "样例公司", "title": "保洁员", "pay": "4000元/月", "town": "中北镇", "phone": EMPLOYER_PHONE}
    row = read_opening_form(form, kb, now().date()).row
    assert row is not None
    store_openings(database, OpeningImport("desk", "a secret for tests", SEALER, now()), [row])
    [opening] = Openings(database).list(None, now().date())
    Openings(database).judge(opening.id, opening.state.PASSED, "lihong", now())
    number = open_call(database, PersonCall("web:a", None), now(), kb.calendar).id
    until = now().date() + timedelta(days=90)
    seeker = Seekers(database).register("web:a", JobWish(("cleaning",), ("中北镇",)), until, now())
    assert seeker is not None
    Seekers(database).note(seeker, {"phone_sealed": SEALER.seal(PHONE)}, None, now())
    Introductions(database).ask(number, opening.id, "保洁员", "lihong", now())
    return number


def test_the_board_shows_columns_and_leads_to_the_referral_without_numbers(referral: int, sign_in: SignIn) -> None:
    page = sign_in().get(PATH).text
    assert f'href="/desk/referrals/{referral}/introductions"' in page and "等本人答复" in page
    assert page.count('data-testid="row"') == 1 and "还有" in page
    assert PHONE not in page and EMPLOYER_PHONE not in page


def test_one_column_is_looked_at_by_itself_and_what_was_chosen_stays(referral: int, sign_in: SignIn) -> None:
    client = sign_in()
    page = client.get(f"{PATH}?shelf=seeker&own=1").text
    assert page.count('data-testid="row"') == 1 and 'value="1" checked' in page
    assert client.get(f"{PATH}?shelf=employer").text.count('data-testid="row"') == 0
    assert client.get(f"{PATH}?shelf=nonsense").status_code == 404
    assert client.get(f"{PATH}?shelf=seeker&page=x&station=%3Cb%3E").status_code == 200


def test_whoever_handles_no_referrals_has_no_board(referral: int, sign_in: SignIn) -> None:
    assert sign_in("sun", Role.EDITOR).get(PATH).status_code == 403
