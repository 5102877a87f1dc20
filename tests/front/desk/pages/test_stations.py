"""Which station serves what is set on the desk; what waited is assigned, and a station that serves nothing shows."""

from __future__ import annotations

from sqlalchemy.engine import Engine

from bot.clock import now
from bot.kb import Calendar
from bot.referrals import Board, StationAreas
from bot.referrals.open import PersonCall, open_call
from bot.staff import Role
from tests.front.desk.conftest import SignIn, submit

PATH = "/desk/stations"


def test_a_station_that_is_set_gets_what_waited_there(sign_in: SignIn, database: Engine) -> None:
    boss = sign_in("boss", Role.ADMIN)
    sign_in("lihong", Role.MATCHMAKER, "甲站")
    assert "没有写管哪里" in boss.get(PATH).text
    opened = open_call(database, PersonCall("web:one", "甲镇"), now(), Calendar())
    assert opened.assigned_to is None
    assert submit(boss, PATH, {"station": "甲站", "areas": "甲镇、乙村，丙社区"}, PATH).status_code == 303
    assert StationAreas(database).all() == {"甲镇": "甲站", "乙村": "甲站", "丙社区": "甲站"}
    boss_sees = Board(database).find(
        next(each for each in Board(database).matchmakers() if each.userid == "boss"), opened.id
    )
    assert boss_sees is not None and (boss_sees.station, boss_sees.assigned_to) == ("甲站", "lihong")
    assert submit(boss, f"{PATH}/drop", {"area": "乙村"}, PATH).status_code == 303
    assert "乙村" not in StationAreas(database).all()
    # A colleague's station is picked from those that serve something.
    assert '<option value="甲站">' in boss.get("/desk/colleagues").text


def test_what_is_wrong_is_said_beside_what_was_typed(sign_in: SignIn) -> None:
    boss = sign_in("boss", Role.ADMIN)
    refused = submit(boss, PATH, {"station": "甲站", "areas": " 、 "}, PATH)
    assert refused.status_code == 409 and "写上这个站管的" in refused.text and 'value="甲站"' in refused.text
    assert submit(boss, PATH, {"station": "", "areas": "甲镇"}, PATH).status_code == 409
