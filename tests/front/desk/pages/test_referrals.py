"""A resident asks for a person on the page; the right station's colleague sees it, acts, speaks; nobody else does."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from bot.clock import now
from bot.kb import Calendar
from bot.people import Sealer
from bot.referrals.open import open_knocks
from bot.referrals.talk_lines import Speaker, write_line
from bot.staff.audit import AuditLog, Wanted
from bot.staff.colleagues import Role
from bot.storage.tables import campaign_runs, knocks, people, referrals
from tests.front.conversing import open_session, say
from tests.front.desk.conftest import SignIn, submit
from tests.front.desk.pages.calls import make_call, pick, told, waiting

SCRIPT = "<script>alert(1)</script>"


def test_who_asks_for_a_person_is_asked_town_and_phone_and_promised(
    client: TestClient, session: dict[str, str], sign_in: SignIn, database: Engine
) -> None:
    sign_in("lihong", Role.MATCHMAKER, "甲站")
    promised = make_call(client, session, phone="138 1234 5678")
    assert "甲站的李老师" in promised and "18点前打您留的电话联系您" in promised
    with database.connect() as connection:
        row = connection.execute(select(referrals)).one()
    assert (row.assigned_to, row.station, row.area) == ("lihong", "甲站", "甲镇")
    assert "138" not in row.phone_sealed


def test_a_wrong_number_is_asked_again_and_a_question_in_between_is_answered(
    client: TestClient, session: dict[str, str], database: Engine
) -> None:
    offered = say(client, session, {"text": "人工"})
    asked = pick(client, session, pick(client, session, offered, "请就业红娘联系我"), "甲镇")
    assert "手机号" in asked[0]["text"]
    assert "不对" in say(client, session, {"text": "1381234567"})[0]["text"]
    assert say(client, session, {"text": "社保补贴能领多少"})[0]["outcome"] == "answered"
    assert "已经登记" in say(client, session, {"text": "１３８１２３４５６７８"})[0]["text"]


@pytest.mark.parametrize("words", ["我家电话13812345678", "打 022-2739 1234 吧", "+86 138-1234-5678", "27391234"])
def test_a_number_is_found_in_what_people_say(
    client: TestClient, session: dict[str, str], database: Engine, words: str
) -> None:
    assert "已经登记" in make_call(client, session, phone=words)
    with database.connect() as connection:
        assert connection.execute(select(referrals.c.phone_sealed)).scalar_one() is not None


@pytest.mark.parametrize("words", ["找红娘", "我想找就业红娘", "呼叫红娘"])
def test_who_names_the_matchmaker_is_offered_one(client: TestClient, session: dict[str, str], words: str) -> None:
    assert [choice["label"] for choice in say(client, session, {"text": words})[0]["choices"]] == [
        "请就业红娘联系我",
        "先不用",
    ]


def test_digits_pick_and_not_now_leaves_alone(client: TestClient, session: dict[str, str], database: Engine) -> None:
    say(client, session, {"text": "人工"})
    assert "不打扰" in say(client, session, {"text": "２"})[0]["text"]
    say(client, session, {"text": "人工"})
    assert "哪个街镇" in say(client, session, {"text": "1"})[0]["text"]
    assert "电话" in say(client, session, {"text": "乙镇"})[0]["text"]


def test_how_far_it_has_come_and_no_more(client: TestClient, session: dict[str, str]) -> None:
    assert say(client, session, {"text": "社保补贴到哪一步了"})[0]["outcome"] == "answered"
    make_call(client, session)
    assert "还没有联系您" in say(client, session, {"text": "到哪一步了？"})[0]["text"]
    assert "还没有联系您" in say(client, session, {"text": "怎么还没人联系我啊"})[0]["text"]
    assert "编号" in say(client, session, {"text": "人工"})[0]["text"]
    assert "不用联系" in say(client, session, {"text": "不用联系我了"})[0]["text"]
    assert "已经办结" in say(client, session, {"text": "到哪一步了"})[0]["text"]


def test_a_day_of_a_referral(client: TestClient, session: dict[str, str], sign_in: SignIn, database: Engine) -> None:
    li = sign_in("lihong", Role.MATCHMAKER, "甲站")
    make_call(client, session, phone="13812345678")
    assert waiting(client, session)["is_expected"] is True
    board = li.get("/desk/referrals").text
    assert "呼叫1" in board and "甲镇" in board and "13812345678" not in board
    one = li.get("/desk/referrals/1").text
    assert "13812345678" not in one
    assert "13812345678" in submit(li, "/desk/referrals/1/phone", {}).text
    assert submit(li, "/desk/referrals/1/contact", {}).headers["location"] == "/desk/referrals/1"
    assert submit(li, "/desk/referrals/1/note", {"note": SCRIPT}).status_code == 303
    assert SCRIPT not in li.get("/desk/referrals/1").text
    assert submit(li, "/desk/referrals/1/introduce", {"what": ""}).status_code == 409
    submit(li, "/desk/referrals/1/introduce", {"what": "某超市，理货员"})
    assert submit(li, "/desk/referrals/1/close", {"outcome": "nothing"}).status_code == 409
    submit(li, "/desk/referrals/1/close", {"outcome": "done"})
    told = [line["text"] for line in waiting(client, session)["lines"]]
    assert [next(word for word in ("联系过", "牵了线", "办结") if word in text) for text in told] == [
        "联系过",
        "牵了线",
        "办结",
    ]
    assert waiting(client, session) == {"notices": [], "lines": [], "speaking": None, "is_expected": False}
    acts = [entry.act for entry in AuditLog(database).read(Wanted(about="referral:1"))]
    assert acts[::-1] == [
        "referral.phone_shown",
        "referral.contacted",
        "referral.noted",
        "referral.introduced",
        "referral.closed",
    ]
    assert "办结" in li.get("/desk/referrals?shelf=closed").text


def test_a_colleague_speaks_and_the_bot_is_silent(client: TestClient, session: dict[str, str], li: TestClient) -> None:
    talk = "/desk/referrals/1/talk"
    submit(li, talk + "/begin", {})
    assert waiting(client, session)["speaking"] == "李老师"
    assert say(client, session, {"text": f"我想问贷款 {SCRIPT}"}) == []
    shown = li.get(talk).text
    assert "我想问贷款" in shown and SCRIPT not in shown
    part = li.get(talk, headers={"HX-Request": "true"}).text
    assert "我想问贷款" in part and "<html" not in part
    for _ in range(2):
        submit(li, talk + "/say", {"text": "您说", "word": "same"}, talk)
    (line,) = (each for each in waiting(client, session)["lines"] if each["speaker"] == "staff")
    assert (line["name"], line["text"]) == ("李老师", "您说")
    submit(li, talk + "/end", {}, talk)
    assert say(client, session, {"text": "社保补贴能领多少"})[0]["outcome"] == "answered"
    assert submit(li, talk + "/say", {"text": "还在吗", "word": "w"}, talk).status_code == 409


def test_a_closed_referral_shows_its_own_time_only_and_lets_nobody_speak(
    client: TestClient, session: dict[str, str], sign_in: SignIn, database: Engine
) -> None:
    li = sign_in("lihong", Role.MATCHMAKER, "甲站")
    make_call(client, session)
    submit(li, "/desk/referrals/1/talk/begin", {})
    say(client, session, {"text": "我想问贷款"})
    submit(li, "/desk/referrals/1/talk/end", {}, "/desk/referrals/1/talk")
    submit(li, "/desk/referrals/1/close", {"outcome": "done"})
    zhao = sign_in("zhaoli", Role.MATCHMAKER, "甲站")
    make_call(client, session)
    submit(zhao, "/desk/referrals/2/talk/begin", {})
    say(client, session, {"text": "我的事只告诉您"})
    assert "我的事只告诉您" in zhao.get("/desk/referrals/2/talk").text
    assert "我想问贷款" not in zhao.get("/desk/referrals/2/talk").text
    shown = li.get("/desk/referrals/1/talk").text
    assert "我想问贷款" in shown and "我的事只告诉您" not in shown
    submit(zhao, "/desk/referrals/2/talk/end", {}, "/desk/referrals/2/talk")
    assert submit(li, "/desk/referrals/1/talk/begin", {}).status_code == 409
    read = AuditLog(database).read(Wanted(about="referral:1"))
    assert {entry.who for entry in read if entry.act == "talk.read"} == {"lihong"}


@pytest.mark.usefixtures("li")
def test_another_station_neither_sees_nor_touches_it(sign_in: SignIn, database: Engine) -> None:
    other = sign_in("zhaoli", Role.MATCHMAKER, "乙站")
    assert "呼叫1" not in other.get("/desk/referrals").text
    for path in ("", "/talk"):
        assert other.get(f"/desk/referrals/1{path}").status_code == 404
    for path in (
        "phone",
        "person",
        "contact",
        "introduce",
        "close",
        "note",
        "hand-on",
        "talk/begin",
        "talk/say",
        "talk/end",
    ):
        refused = submit(other, f"/desk/referrals/1/{path}", {"outcome": "done", "note": "x", "to": "zhaoli"})
        assert refused.status_code == 404, path
    with database.connect() as connection:
        assert connection.execute(select(referrals.c.state)).scalar_one() == "open"
    assert sign_in("boss", Role.ADMIN).get("/desk/referrals/1").status_code == 200


def test_handing_on_gives_it_to_the_other_station(li: TestClient, sign_in: SignIn) -> None:
    zhao = sign_in("zhaoli", Role.MATCHMAKER, "乙站")
    why = {"why": "搬到乙镇了，下周三后有空"}
    for form in ({"to": "nobody", **why}, {"to": "zhaoli", **why}, {"to": "zhaoli", "area": "乙镇", "why": ""}):
        assert submit(li, "/desk/referrals/1/hand-on", form).status_code == 409
    submit(li, "/desk/referrals/1/hand-on", {"to": "zhaoli", "area": "乙镇", **why})
    assert li.get("/desk/referrals/1").status_code == 404
    received = zhao.get("/desk/referrals/1").text
    assert "搬到乙镇了，下周三后有空" in received and "李lihong" in received and "<dd>乙镇</dd>" in received


@pytest.mark.parametrize("path", ["0", "x", "99999999999999999999", "-1", "1.5", "一"])
def test_odd_numbers_are_no_referrals(sign_in: SignIn, path: str) -> None:
    assert sign_in().get(f"/desk/referrals/{path}").status_code == 404


@pytest.mark.parametrize("query", ["shelf=x", "page=-1", "page=99999999", "page=x"])
def test_odd_boards(sign_in: SignIn, query: str) -> None:
    assert sign_in().get(f"/desk/referrals?{query}").status_code in (200, 404)


def test_the_first_page_says_what_waits(client: TestClient, session: dict[str, str], sign_in: SignIn) -> None:
    li = sign_in("lihong", Role.MATCHMAKER, "甲站")
    assert "<strong>0</strong><span>我的呼叫" in li.get("/desk").text
    make_call(client, session)
    assert "<strong>1</strong><span>我的呼叫" in li.get("/desk").text


@pytest.fixture
def received(li: TestClient, database: Engine) -> None:
    """Tell the person of the conversation, who called, a line."""
    with database.begin() as connection:
        conversation = connection.execute(select(referrals.c.conversation)).scalar_one()
        write_line(connection, conversation, Speaker.SYSTEM, "我们收到了", now())


@pytest.mark.usefixtures("received")
def test_a_line_whose_answer_was_lost_on_the_way_comes_again_until_the_page_has_shown_it(
    client: TestClient, session: dict[str, str]
) -> None:
    lost = told(client, session, [])
    again = told(client, session, [])
    assert [line["id"] for line in again] == [line["id"] for line in lost] != []
    assert told(client, session, [line["id"] for line in again]) == []
    assert told(client, session, []) == []


@pytest.mark.usefixtures("received")
def test_what_another_page_says_to_have_shown_changes_nothing(client: TestClient, session: dict[str, str]) -> None:
    mine = [line["id"] for line in told(client, session, [])]
    told(client, open_session(client), mine)
    assert [line["id"] for line in told(client, session, [])] == mine


def a_knock(database: Engine, **sealed: str) -> None:
    """Put somebody of a list at whose door a matchmaker is to knock on the board."""
    at = now()
    with database.begin() as connection:
        who = {"id": "p1", "town": "甲镇", "facts": {}, "provenance": {}, "created_at": at, "updated_at": at}
        connection.execute(insert(people).values(**who, **sealed))
        run = {"campaign": "c", "kind": "notice", "policy": "startup_loan_individual", "version": "1", "content": "x"}
        made = connection.execute(insert(campaign_runs).values(**run, told={}, state="running", proposed_at=at))
        entry = {"run": made.inserted_primary_key[0], "campaign": "c", "person": "p1", "station": "甲站"}
        connection.execute(
            insert(knocks).values(**entry, reason="no_channel", sentence="您好", state="open", opened_at=at)
        )
    assert open_knocks(database, at, Calendar) == 1


def test_whom_to_call_on_is_shown_when_asked_for_and_noted(sign_in: SignIn, database: Engine) -> None:
    sealer = Sealer("k" * 40)
    li = sign_in("lihong", Role.MATCHMAKER, "甲站")
    a_knock(database, name_sealed=sealer.seal("测试甲"), phone_sealed=sealer.seal("13812345678"))
    for path in ("/desk/referrals", "/desk/referrals/1"):
        page = li.get(path).text
        assert "测试甲" not in page and "13812345678" not in page
    assert "显示姓名、电话" in li.get("/desk/referrals/1").text
    assert "测试甲，13812345678" in submit(li, "/desk/referrals/1/person", {}).text
    assert [entry.act for entry in AuditLog(database).read(Wanted(about="referral:1"))] == ["referral.person_shown"]
    assert submit(sign_in("zhaoli", Role.MATCHMAKER, "乙站"), "/desk/referrals/1/person", {}).status_code == 404
    submit(li, "/desk/referrals/1/close", {"outcome": "unreached"})
    assert submit(li, "/desk/referrals/1/person", {}).status_code == 409
    assert "显示姓名、电话" not in li.get("/desk/referrals/1").text


def test_a_knock_of_whom_nothing_is_known_says_so(sign_in: SignIn, database: Engine) -> None:
    li = sign_in("lihong", Role.MATCHMAKER, "甲站")
    a_knock(database)
    assert "没法上门" in li.get("/desk/referrals/1").text
    assert submit(li, "/desk/referrals/1/person", {}).status_code == 409
