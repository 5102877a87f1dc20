"""The control API about the platform itself: counts, transcript, clock, reset, and who may use it."""

from __future__ import annotations

from dataclasses import replace

import httpx
import pytest

from simulator import DEFAULT, Limits, SimulatedClock, create_simulator
from tests.simulator.fake_assistant import FakeAssistant, saying
from tests.simulator.phones import LONG_TERM, Phones

pytestmark = pytest.mark.anyio


async def test_what_phones_received_is_counted_by_way_and_person(phones: Phones, assistant: FakeAssistant) -> None:
    assistant.answers = [saying("您好")]
    openid = await phones.follower()
    await phones.act(openid, "text", text="你好")
    await phones.send_text(openid)
    await phones.act(openid, "consent", template=LONG_TERM, accept=True)
    await phones.send_notice(openid, LONG_TERM)
    await phones.send_notice(await phones.follower(), LONG_TERM)
    counts = await phones.read("counts?by_person=1")
    assert {way: counts[way] for way in ("passive", "customer", "subscribe", "template")} == {
        "passive": 1,
        "customer": 1,
        "subscribe": 1,
        "template": 0,
    }
    assert counts["by_person"] == {openid: {"passive": 1, "customer": 1, "subscribe": 1}}
    assert (await phones.state_of(openid))["received"] == 3
    assert (counts["by_errcode"]["43101"], "by_person" in await phones.read("counts")) == (1, False)


async def test_the_transcript_is_read_in_pieces(phones: Phones) -> None:
    openid = await phones.follower()
    await phones.send_text(openid)
    entries = (await phones.read("transcript"))["entries"]
    assert [entry["path"] for entry in entries] == ["/cgi-bin/stable_token", "/cgi-bin/message/custom/send"]
    assert (entries[1]["openid"], entries[1]["errcode"], entries[1]["direction"]) == (openid, 0, "api")
    assert (await phones.read("transcript?after=1"))["entries"] == entries[1:]
    assert (await phones.read("transcript?limit=1"))["entries"] == entries[:1]


async def test_screens_and_transcript_are_bounded(clock: SimulatedClock) -> None:
    config = replace(DEFAULT, limits=Limits(kept_messages=10, kept_transcript=20))
    async with Phones.on(config, FakeAssistant(config), clock) as phones:
        openid = await phones.follower()
        for number in range(30):
            await phones.act(openid, "text", text=str(number))
        lines = await phones.lines(openid)
        assert [lines[0]["text"], lines[-1]["text"], len(lines)] == ["20", "29", 10]
        assert lines[-1]["n"] == 30
        assert len((await phones.read("transcript"))["entries"]) == 20
        assert (await phones.read("counts"))["callbacks"] == {"success": 30}


async def test_the_clock_only_goes_forward(phones: Phones) -> None:
    before = (await phones.read("state"))["now"]
    assert (await phones.control("clock", advance=3600))["now"] > before
    assert (await phones.client.post("/control/clock", json={"advance": -1})).status_code == 400


async def test_a_reset_forgets_everything(phones: Phones) -> None:
    openid = await phones.follower()
    await phones.control("staff", userid="zhang", name="张")
    await phones.send_text(openid)
    await phones.control("faults", errcode=-1, times=1)
    await phones.control("clock", advance=99)
    await phones.control("reset")
    state = await phones.read("state")
    assert (state["people"], state["staff"], state["faults"], state["menu"]) == ([], [], [], None)
    assert (await phones.read("counts"))["customer"] == 0
    assert (await phones.read("transcript"))["entries"] == []
    assert (await phones.client.get(f"/control/people/{openid}/messages")).status_code == 404


async def test_messages_are_read_from_a_number_on(phones: Phones) -> None:
    openid = await phones.follower()
    for text in "一二三":
        await phones.act(openid, "text", text=text)
    response = await phones.client.get(f"/control/people/{openid}/messages", params={"after": 2})
    assert [line["text"] for line in response.json()["messages"]] == ["三"]
    assert (await phones.client.get(f"/control/people/{openid}/messages?after=x")).status_code == 400


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"name": 5}', b'{"follows": "yes"}'])
async def test_a_malformed_request_is_refused_in_words(phones: Phones, content: bytes) -> None:
    response = await phones.client.post("/control/people", content=content)
    assert response.status_code == 400
    assert response.json()["error"]


async def test_other_machines_and_other_sites_do_not_get_in(assistant: FakeAssistant) -> None:
    app = create_simulator(DEFAULT, None, assistant.transport)
    far = httpx.ASGITransport(app, client=("203.0.113.9", 40000))
    async with httpx.AsyncClient(transport=far, base_url="http://127.0.0.1:8100") as client:
        assert (await client.get("/control/state")).status_code == 403
        assert (await client.get("/cgi-bin/menu/get")).json()["errcode"] == 41001
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8100") as client:
        assert (await client.post("/control/reset", headers={"Origin": "http://evil.example"})).status_code == 403
        own = await client.get("/control/whoami", headers={"Origin": DEFAULT.callback})
        assert own.headers["access-control-allow-origin"] == DEFAULT.callback
        assert own.headers["access-control-allow-credentials"] == "true"


async def test_the_page_and_the_js_sdk_are_served(phones: Phones) -> None:
    page = await phones.client.get("/")
    assert "frame-src 'self' http://127.0.0.1:8000" in page.headers["content-security-policy"]
    script = await phones.client.get("/open/js/jweixin-1.6.0.js")
    assert (script.status_code, "wx-open-subscribe" in script.text) == (200, True)
    assert (await phones.client.get("/static/phone.js")).status_code == 200


async def test_a_phone_may_be_given_an_openid_of_ones_own_choice_once(phones: Phones) -> None:
    made = await phones.control("people", name="甲", openid="oChosen")
    again = await phones.control("people", name="乙", openid="oChosen")
    assert (made, again) == ({"openid": "oChosen", "name": "甲"}, {"openid": "oChosen", "name": "甲"})
