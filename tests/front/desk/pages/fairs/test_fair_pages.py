"""Fairs on the desk: written in, changed, cancelled; what is told and fed to calendars follows at once."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.engine import Engine

from bot.clock import now
from bot.jobs.fairs import Fairs
from bot.staff.audit import AuditLog, Wanted
from bot.staff.colleagues import Role
from tests.front.desk.conftest import SignIn, submit

PATH = "/desk/fairs"


def written(**fields: str) -> dict[str, str]:
    day = (now().date() + timedelta(days=3)).isoformat()
    return {"title": "冬季专场", "kind": "fair", "held_on": day, "begins": "09:00", "place": "样例广场", **fields}


def test_a_fair_is_written_changed_and_cancelled_and_the_feed_follows(sign_in: SignIn, database: Engine) -> None:
    client = sign_in()
    assert submit(client, PATH, written(), PATH).status_code == 303
    page = client.get(PATH).text
    assert "冬季专场（招聘会）" in page and "SUMMARY:冬季专场" in client.get("/fairs.ics").text
    one = f"{PATH}/1"
    assert 'value="样例广场"' in client.get(one).text
    assert submit(client, one, written(title="春季专场", kind="live"), one).status_code == 303
    assert "春季专场（直播带岗）" in client.get(PATH).text
    assert submit(client, f"{one}/cancel", {}, one).status_code == 303
    assert "取消了：春季专场" in client.get(PATH).text and "春季专场" not in client.get("/fairs.ics").text
    assert client.get(one).status_code == 404
    acts = [entry.act for entry in AuditLog(database).read(Wanted())]
    assert acts == ["jobs.fair_dropped", "jobs.fair_changed", "jobs.fair_written"]


def test_what_is_wrong_or_there_already_is_said_and_what_was_typed_stays(sign_in: SignIn, database: Engine) -> None:
    client = sign_in()
    refused = submit(client, PATH, written(held_on="", about="怎么<b>参加"), PATH)
    assert refused.status_code == 422 and 'data-testid="wrong-held_on"' in refused.text
    assert "怎么&lt;b&gt;参加" in refused.text
    submit(client, PATH, written(), PATH)
    again = submit(client, PATH, written(begins="10:00"), PATH)
    assert again.status_code == 422 and "已经有了" in again.text
    assert len(Fairs(database).between(now().date(), now().date() + timedelta(days=9))) == 1


def test_whoever_judges_no_openings_writes_no_fairs(sign_in: SignIn) -> None:
    assert sign_in("shen", Role.AUDITOR).get(PATH).status_code == 403
