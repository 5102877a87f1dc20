"""Many phones at once, and faults that hit a share of the calls: what measures and the fault harness stand on."""

from __future__ import annotations

import pytest

from tests.simulator.phones import ONE_OFF, Phones

pytestmark = pytest.mark.anyio


async def test_a_crowd_follows_and_has_agreed_as_often_as_said(phones: Phones) -> None:
    assert await phones.control("crowd", openids=["one", "two"], follows=True, consents={ONE_OFF: 1}) == {"made": 2}
    assert (await phones.state_of("one"))["follows"]
    sent = [(await phones.send_notice(openid, ONE_OFF))["errcode"] for openid in ("one", "one", "two")]
    assert sent == [0, 43101, 0]
    counts = await phones.read("counts?by_person=1")
    assert counts["by_person"] == {"one": {"subscribe": 1}, "two": {"subscribe": 1}}


@pytest.mark.parametrize("consents", [{"nobody's template": 1}, {ONE_OFF: "twice"}, [ONE_OFF]])
async def test_a_crowd_cannot_agree_to_what_there_is_not(phones: Phones, consents: object) -> None:
    body = {"openids": ["one"], "consents": consents}
    assert (await phones.client.post("/control/crowd", json=body)).status_code == 400


async def test_a_fault_may_hit_only_a_share_of_the_calls(phones: Phones) -> None:
    await phones.control("crowd", openids=["one"], follows=True, consents={ONE_OFF: 400})
    fault = {"times": 1000, "errcode": -1, "share": 0.25, "seed": 7}
    await phones.control("faults", **fault, path="/cgi-bin/message/subscribe/bizsend")
    answers = [(await phones.send_notice("one", ONE_OFF))["errcode"] for _ in range(400)]
    assert 60 < answers.count(-1) < 140
    assert answers.count(0) + answers.count(-1) == 400
    [told] = (await phones.read("state"))["faults"]
    assert (told["share"], told["applied"]) == (0.25, answers.count(-1))
