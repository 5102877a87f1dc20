"""Number and code open one call, on both databases: hashed, counted, for a time."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, text
from sqlalchemy.engine import Engine

from bot.people import Identities, erase_person
from bot.referrals.case_codes import LASTS, MOST_FAILURES, SHUT_FOR, CaseCodes, FoundCase
from bot.storage.tables import case_codes
from tests.referrals.conftest import AT, call

WRONG = "1"


def opened(engine: Engine, conversation: str = "web:a") -> tuple[int, str]:
    referral = call(engine, conversation).id
    return referral, CaseCodes(engine).issue(referral, conversation, AT)


def test_the_code_opens_its_call_however_it_is_typed(office: Engine) -> None:
    referral, code = opened(office)
    for typed in (code, code.replace(" ", ""), code.replace(" ", "-"), code.translate(FULL_WIDTH)):
        assert CaseCodes(office).find(str(referral), typed, AT) == FoundCase(referral, "web:a")


FULL_WIDTH = {ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)}


def test_what_is_kept_does_not_hold_the_code(office: Engine) -> None:
    _, code = opened(office)
    with office.connect() as connection:
        row = connection.execute(select(case_codes)).one()
    kept = " ".join(map(str, row))
    assert code not in kept and code.replace(" ", "") not in kept


def test_a_wrong_number_a_wrong_code_and_nonsense_open_nothing(office: Engine) -> None:
    referral, code = opened(office)
    other = call(office, "web:b").id
    codes = CaseCodes(office)
    for number, typed in (
        (str(other), code),
        (str(referral), WRONG),
        (str(referral), ""),
        ("", code),
        ("9" * 40, code),
        ("编号", "查询码"),
        (str(referral), code + "0"),
    ):
        assert codes.find(number, typed, AT) is None


def test_too_many_wrong_codes_shut_it_for_a_while_and_no_longer(office: Engine) -> None:
    referral, code = opened(office)
    codes = CaseCodes(office)
    for _ in range(MOST_FAILURES):
        assert codes.find(str(referral), WRONG, AT) is None
    assert codes.find(str(referral), code, AT) is None
    assert codes.find(str(referral), code, AT + SHUT_FOR + timedelta(seconds=1)) is not None


def test_a_right_code_forgives_what_was_mistyped(office: Engine) -> None:
    referral, code = opened(office)
    codes = CaseCodes(office)
    for _ in range(3):
        for _ in range(MOST_FAILURES - 1):
            codes.find(str(referral), WRONG, AT)
        assert codes.find(str(referral), code, AT) is not None


def test_a_fresh_code_ends_the_one_before(office: Engine) -> None:
    referral, code = opened(office)
    fresh = CaseCodes(office).issue(referral, "web:a", AT)
    assert fresh != code
    assert CaseCodes(office).find(str(referral), code, AT) is None
    assert CaseCodes(office).find(str(referral), fresh, AT) is not None


def test_time_ends_a_code_and_it_is_forgotten(office: Engine) -> None:
    referral, code = opened(office)
    codes, later = CaseCodes(office), AT + LASTS
    assert codes.find(str(referral), code, later - timedelta(minutes=1)) is not None
    assert codes.find(str(referral), code, later) is None
    assert codes.still_open(referral, later) is None
    assert codes.forget_old(later) == 1


def test_whoever_is_erased_leaves_no_code(office: Engine) -> None:
    person = Identities(office, "a key").meet("web", "web", "web:a", AT, "web:a").person
    referral, code = opened(office)
    erase_person(office, person, AT)
    assert CaseCodes(office).find(str(referral), code, AT) is None


def test_a_call_that_is_deleted_takes_its_code_along(office: Engine) -> None:
    referral, _ = opened(office)
    with office.begin() as connection:
        connection.execute(text(f"DELETE FROM referrals WHERE id = {referral}"))
    assert CaseCodes(office).still_open(referral, AT) is None
