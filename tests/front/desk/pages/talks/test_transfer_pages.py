"""A call is handed on by a form that may be sent twice."""

from __future__ import annotations

from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from bot.staff import AuditLog, Role, Wanted
from tests.front.desk.conftest import SignIn, key_of
from tests.front.desk.pages.calls import waiting


def test_a_second_click_hands_nothing_on_and_says_so(
    client: TestClient, session: dict[str, str], li: TestClient, sign_in: SignIn, database: Engine
) -> None:
    sign_in("zhaoli", Role.MATCHMAKER, "乙站")
    before = [line["text"] for line in waiting(client, session)["lines"]]
    form = {"to": "station:乙站", "area": "乙镇", "why": "搬家了", "turn": "1"}
    key = key_of(li.get("/desk/referrals/1").text)
    answers = [li.post("/desk/referrals/1/hand-on", data={"key": key, **form}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    told = [line["text"] for line in waiting(client, session)["lines"]]
    assert before == [] and told == ["您的这件事现在由乙站的李老师负责。"]
    (entry,) = AuditLog(database).read(Wanted(act="referral.handed_on"))
    assert (entry.who, dict(entry.detail)) == ("lihong", {"to": "zhaoli"})
