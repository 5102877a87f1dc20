"""A colleague sees who is there, what has been shown, and which of their talks have something new."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.front.conversing import say
from tests.front.desk.conftest import submit
from tests.front.desk.pages.calls import told

SCRIPT = "<script>alert(1)</script>"


def test_a_colleague_sees_whether_the_page_of_the_person_is_open_and_has_shown_a_line(
    client: TestClient, session: dict[str, str], li: TestClient
) -> None:
    talk, part = "/desk/referrals/1/talk", {"HX-Request": "true"}
    submit(li, talk + "/begin", {})
    assert "居民的页面没开着" in li.get(talk, headers=part).text
    submit(li, talk + "/say", {"text": "您说", "word": "w"}, talk)
    assert "对方页面还没显示" in li.get(talk, headers=part).text
    lines = told(client, session, [])
    shown = li.get(talk, headers=part).text
    assert "居民的页面开着" in shown and "对方页面还没显示" in shown
    told(client, session, [line["id"] for line in lines])
    assert "对方页面已显示" in li.get(talk, headers=part).text


def test_the_list_of_ones_talks_is_a_part_of_other_pages(
    client: TestClient, session: dict[str, str], li: TestClient
) -> None:
    assert li.get("/desk/talks").headers["location"] == "/desk/referrals"
    assert "my-talk" not in li.get("/desk/talks", headers={"HX-Request": "true"}).text
    submit(li, "/desk/referrals/1/talk/begin", {})
    say(client, session, {"text": f"我想问贷款 {SCRIPT}"})
    listed = li.get("/desk/talks", headers={"HX-Request": "true"}).text
    assert "我想问贷款" in listed and SCRIPT not in listed and 'data-testid="my-unread">1<' in listed
    # The talk that is open has been read by looking at it.
    assert "my-unread" not in li.get("/desk/referrals/1/talk").text
