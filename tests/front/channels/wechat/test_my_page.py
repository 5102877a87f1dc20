"""The page of subscriptions and own data: who gets in, what a form changes, and that nothing else changes anything."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.clock import now
from bot.front.me.holdings import BASIS
from bot.people import KEPT_FACTS, Consents, Identities
from bot.settings import Settings
from bot.storage.tables import metadata, people
from tests.front.channels.wechat.phone import Phone, Switchboard
from tests.front.fake_dialogue import SECRET

pytestmark = pytest.mark.anyio

KEY = re.compile(r'name="key" value="([0-9a-f]+)"')


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Give an installation that people can reach from outside, with a template."""
    assert settings.wechat is not None
    templates = {"policy_notice": "SIMULATEDoneOffPolicyNotice0000000000000001"}
    return replace(settings, public_url="http://front", wechat=replace(settings.wechat, templates=templates))


async def authorised(switchboard: Switchboard, phone: Phone) -> httpx.Response:
    """Open the page as WeChat does: to the authorisation page and back."""
    front = switchboard.front
    front.cookies.clear()
    begun = await front.get("/me/wechat")
    there = httpx.URL(begun.headers["location"])
    back = await switchboard.platform.get(str(there.copy_with(fragment=None)) + f"&sim_openid={phone.openid}")
    let_in = await front.get(back.headers["location"])
    assert let_in.status_code == 303, let_in.text
    return await front.get("/me")


def consents_of(engine: Engine, phone: Phone, settings: Settings) -> list[str]:
    assert settings.wechat is not None
    identity = Identities(engine, SECRET).meet("wechat", settings.wechat.app_id, phone.openid, now())
    return [consent.topic for consent in Consents(engine).in_force(identity.person)]


async def test_someone_on_wechat_is_let_in_and_chooses_topics(
    switchboard: Switchboard, phone: Phone, engine: Engine, settings: Settings
) -> None:
    page = await authorised(switchboard, phone)
    assert (page.status_code, "社会保险补贴" in page.text, "wx-open-subscribe" in page.text) == (200, True, True)
    form = {"key": KEY.findall(page.text)[0], "topic": ["social_insurance_subsidy", "startup_loan", "no such topic"]}
    saved = await switchboard.front.post("/me/topics", data=form)
    assert saved.headers["location"] == "/me?done=saved"
    assert sorted(consents_of(engine, phone, settings)) == ["social_insurance_subsidy", "startup_loan"]
    await switchboard.front.post("/me/topics", data={"key": form["key"], "topic": ["startup_loan"]})
    assert consents_of(engine, phone, settings) == ["startup_loan"]
    await switchboard.front.post("/me/stop", data={"key": form["key"]})
    assert consents_of(engine, phone, settings) == []


async def test_a_form_from_elsewhere_changes_nothing(
    switchboard: Switchboard, phone: Phone, engine: Engine, settings: Settings
) -> None:
    await authorised(switchboard, phone)
    for key in ("", "0" * 64):
        refused = await switchboard.front.post("/me/topics", data={"key": key, "topic": "all"})
        assert refused.status_code == 403
    assert consents_of(engine, phone, settings) == []


async def test_an_authorisation_begun_elsewhere_lets_nobody_in(switchboard: Switchboard, phone: Phone) -> None:
    begun = await switchboard.front.get("/me/wechat")
    there = str(httpx.URL(begun.headers["location"]).copy_with(fragment=None))
    back = await switchboard.platform.get(there + f"&sim_openid={phone.openid}")
    switchboard.front.cookies.clear()
    assert (await switchboard.front.get(back.headers["location"])).status_code == 403
    assert (await switchboard.front.get("/me")).status_code == 403


async def test_a_code_works_once(switchboard: Switchboard, phone: Phone) -> None:
    begun = await switchboard.front.get("/me/wechat")
    state = switchboard.front.cookies["leye_state"]
    there = str(httpx.URL(begun.headers["location"]).copy_with(fragment=None))
    back = (await switchboard.platform.get(there + f"&sim_openid={phone.openid}")).headers["location"]
    assert (await switchboard.front.get(back)).status_code == 303
    switchboard.front.cookies.set("leye_state", state, path="/me")
    assert (await switchboard.front.get(back)).status_code == 403


async def test_erasing_leaves_no_row_of_the_person(
    switchboard: Switchboard, phone: Phone, engine: Engine, settings: Settings
) -> None:
    assert settings.wechat is not None
    await phone.write("灵活就业社保补贴能领多少")
    identity = Identities(engine, SECRET).meet("wechat", settings.wechat.app_id, phone.openid, now())
    page = await authorised(switchboard, phone)
    key = KEY.findall(page.text)[0]
    assert "请先勾上" in (await switchboard.front.post("/me/erase", data={"key": key})).text
    done = await switchboard.front.post("/me/erase", data={"key": key, "sure": "yes"})
    assert "已经全部删除" in done.text
    with engine.connect() as connection:
        rows = [str(row) for table in metadata.sorted_tables for row in connection.execute(select(table))]
    for trace in (identity.person, identity.conversation, phone.openid):
        assert not [row for row in rows if trace in row]


async def test_a_web_visitor_opens_the_page_by_a_signed_link(switchboard: Switchboard) -> None:
    front = switchboard.front
    session = (await front.post("/api/chat/sessions")).json()["session"]
    address = (await front.post("/api/chat/me", headers={"Authorization": f"Bearer {session}"})).json()["address"]
    assert (await front.get("/me")).status_code == 403
    # Another sign, whatever stood there.
    forged = f"{address[:-10]}{'b' if address[-10] == 'a' else 'a'}{address[-9:]}"
    assert (await front.get(forged)).status_code == 403
    assert (await front.get(address)).headers["location"] == "/me"
    page = await front.get("/me")
    assert page.status_code == 200
    assert "wx-open-subscribe" not in page.text
    exported = await front.get("/me/export")
    assert exported.json()["channel_identities"][0]["conversation"].startswith("web:")
    # A station's computer is shared.
    assert exported.headers["Cache-Control"] == "no-store"


async def test_what_is_held_can_be_kept_as_a_page_without_scripts_and_by_nobody_else(switchboard: Switchboard) -> None:
    front = switchboard.front
    assert (await front.get("/me/copy")).status_code == 403
    session = (await front.post("/api/chat/sessions")).json()["session"]
    address = (await front.post("/api/chat/me", headers={"Authorization": f"Bearer {session}"})).json()["address"]
    await front.get(address)
    key = KEY.findall((await front.get("/me")).text)[0]
    await front.post("/me/topics", data={"key": key, "topic": "all"})
    copied = await front.get("/me/copy")
    assert re.search(
        r"filename\*=UTF-8''%E6%88%91%E7%9A%84%E6%95%B0%E6%8D%AE-\d{4}-\d{2}-\d{2}\.html",
        copied.headers["Content-Disposition"],
    )
    assert copied.headers["Cache-Control"] == "no-store"
    assert "同意过的" in copied.text and "凡是适合我的提醒" in copied.text and "网页" in copied.text
    assert "<script" not in copied.text and "http" not in copied.text


async def test_after_erasing_what_was_signed_before_opens_and_changes_nothing_and_a_new_link_does(
    switchboard: Switchboard, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    front = switchboard.front
    session = (await front.post("/api/chat/sessions")).json()["session"]
    asking = {"headers": {"Authorization": f"Bearer {session}"}}
    links = [(await front.post("/api/chat/me", **asking)).json()["address"] for _ in range(2)]
    await front.get(links[0])
    key = KEY.findall((await front.get("/me")).text)[0]
    cookie = front.cookies["leye_visit"]
    assert "已经全部删除" in (await front.post("/me/erase", data={"key": key, "sure": "yes"})).text
    for link in links:
        assert (await front.get(link)).status_code == 403
    front.cookies.set("leye_visit", cookie, path="/me")
    assert (await front.get("/me")).status_code == 403
    assert (await front.get("/me/export")).status_code == 403
    assert (await front.post("/me/topics", data={"key": key, "topic": "all"})).status_code == 403
    with engine.connect() as connection:
        assert connection.execute(select(people)).all() == []
    # Whoever talks again afterwards is a new person, with a link of their own.
    monkeypatch.setattr(time, "time", lambda before=time.time: before() + 2)
    new = (await front.post("/api/chat/me", **asking)).json()["address"]
    assert (await front.get(new)).status_code == 303
    assert (await front.get("/me")).status_code == 200


async def test_stop_and_own_data_are_reached_from_the_chat(switchboard: Switchboard, phone: Phone) -> None:
    await phone.write("我的数据")
    assert '<a href="http://front/me/wechat">打开' in (await phone.answers())[-1]["text"]


async def test_saving_topics_leaves_the_consent_to_keep_facts_and_stopping_ends_it(
    switchboard: Switchboard, phone: Phone, engine: Engine, settings: Settings
) -> None:
    page = await authorised(switchboard, phone)
    key = KEY.findall(page.text)[0]
    assert settings.wechat is not None
    person = Identities(engine, SECRET).meet("wechat", settings.wechat.app_id, phone.openid, now()).person
    Consents(engine).give(person, KEPT_FACTS, "wechat", "chat", now(), "本人在对话里同意")
    await switchboard.front.post("/me/topics", data={"key": key, "topic": ["startup_loan"]})
    assert [(each.topic, each.basis) for each in Consents(engine).in_force(person)] == [
        (KEPT_FACTS, "本人在对话里同意"),
        ("startup_loan", BASIS),
    ]
    await switchboard.front.post("/me/stop", data={"key": key})
    assert Consents(engine).in_force(person) == []


async def test_a_list_of_all_that_may_fit_leads_to_the_page_of_questions(
    switchboard: Switchboard, phone: Phone
) -> None:
    await phone.write("判定")
    text = (await phone.answers())[-1]["text"]
    assert "✓ 满52周岁" in text and '<a href="http://front/benefits">' in text
    assert (await switchboard.front.get("/benefits")).status_code == 200
