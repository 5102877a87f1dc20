"""An employer and an opening written by hand: looked at like a list's row, waiting like one, and nothing typed is lost."""

from __future__ import annotations

import httpx
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from bot.clock import now
from bot.jobs import Openings, OpeningState
from bot.people import Sealer
from bot.staff.colleagues import Role
from tests.front.desk.conftest import SignIn, submit

PATH, QUEUE = "/desk/jobs/new", "/desk/jobs"
WRITTEN = {
    "employer": "样例公司",
    "credit_code": "91350100M000100Y43",
    "title": "保洁员",
    "pay": "4000-4500元/月",
    "town": "中北镇",
    "duties": "打扫楼道，限女",
    "contact": "样例人",
    "phone": "022-00000000",
}


def write(client: TestClient, **fields: str) -> httpx.Response:
    return submit(client, PATH, {**WRITTEN, **fields}, PATH)


def test_a_written_opening_waits_with_its_flags_and_its_contact_sealed(sign_in: SignIn, database: Engine) -> None:
    client = sign_in()
    done = write(client)
    assert (done.status_code, done.headers["location"]) == (303, QUEUE)
    page = client.get(QUEUE).text
    assert "记下了：保洁员，等审核" in page and "限定性别" in page and "022-00000000" not in page
    assert Openings(database).counts(now().date())[OpeningState.WAITING] == 1
    assert Openings(database).contact(1, Sealer("k" * 40)).phone == "022-00000000"


def test_the_same_again_changes_nothing_and_other_duties_change_it(sign_in: SignIn, database: Engine) -> None:
    client = sign_in()
    write(client)
    write(client)
    assert "没有改动" in client.get(QUEUE).text
    write(client, duties="打扫楼道")
    assert "改好了：保洁员" in client.get(QUEUE).text
    assert Openings(database).counts(now().date())[OpeningState.WAITING] == 1


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(sign_in: SignIn, database: Engine) -> None:
    client = sign_in()
    refused = write(client, title="", credit_code="123", headcount="几个", pay="4000-4500元/月")
    assert refused.status_code == 422
    for name in ("title", "credit_code", "headcount"):
        assert f'data-testid="wrong-{name}"' in refused.text
    assert "打扫楼道，限女" in refused.text and "这一行没有导入" not in refused.text
    assert Openings(database).counts(now().date())[OpeningState.WAITING] == 0


def test_another_opening_of_a_known_employer_begins_with_what_is_known(sign_in: SignIn) -> None:
    client = sign_in()
    write(client)
    page = client.get(f"{PATH}?like=1").text
    assert 'value="样例公司"' in page and 'value="91350100M000100Y43"' in page and "022-00000000" not in page
    assert client.get(f"{PATH}?like=99999999999999").status_code == 200
    assert sign_in("shen", Role.AUDITOR).get(PATH).status_code == 403
