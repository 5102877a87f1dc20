"""What people allow, refuse and end on WeChat, as we count it. Cases N1 to N3 and N7, as far as the door is concerned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from bot.front.channels.wechat.channel import WechatChannel
from bot.kb import KnowledgeBase
from bot.kb.model.campaigns import TemplateKind
from bot.messaging.api.messenger import Letter, Way
from bot.messaging.api.reactions import PlatformRefusal, Reaction
from bot.people import Consents, Grant, GrantKind, Grants
from bot.settings import Settings
from bot.storage.tables import delivery_events
from simulator.platform.config import DEFAULT, TEMPLATES
from tests.front.channels.wechat import peer as of_peer
from tests.front.channels.wechat.outcomes import MovableClock, identity_row, settled
from tests.front.channels.wechat.peer import Peer
from tests.front.channels.wechat.phone import Phone, Switchboard
from tests.front.fake_dialogue import FakeDialogue

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("settings", ["memory"], indirect=True)]

ONE_OFF, LONG_TERM = TEMPLATES[0], TEMPLATES[1]
FIELDS = {"thing1": "社保补贴", "thing2": "可以申请了", "time3": "2026年12月1日", "thing4": "免费"}
GrantsOf = Callable[[], list[Grant]]


@pytest.fixture
def grants(phone: Phone, engine: Engine) -> GrantsOf:
    """Give what reads the grants of the phone's owner."""
    return lambda: Grants(engine).of_person(identity_row(engine, phone.openid).person)


def notice(openid: str, template: str = ONE_OFF.id) -> Letter:
    """Return a notice to someone."""
    return Letter(Way.SUBSCRIBE, openid, "key-1", template=template, fields=FIELDS)


def popup(openid: str, later: int = 0, **said: str) -> str:
    """Return the event of a popup in which templates were accepted or rejected."""
    items = "".join(
        f"<List><TemplateId>{template}</TemplateId><SubscribeStatusString>{status}</SubscribeStatusString></List>"
        for template, status in said.items()
    )
    event = "<MsgType>event</MsgType><Event>subscribe_msg_popup_event</Event>"
    return of_peer.posted(f"{event}<SubscribeMsgPopupEvent>{items}</SubscribeMsgPopupEvent>", later, openid)


async def test_n1_what_is_allowed_in_the_popup_is_granted_once_more_each_time(
    peer: Peer, phone: Phone, grants: GrantsOf
) -> None:
    for count in (1, 2, 3):
        await peer.post(popup(phone.openid, later=count, template="accept"))
        assert grants() == [Grant("template", GrantKind.ONE_OFF, count)]


async def test_n1_an_answer_of_the_popup_delivered_twice_is_one_grant(phone: Phone, grants: GrantsOf) -> None:
    await phone.act("consent", template=ONE_OFF.id, accept=True, fault="retry")
    assert grants() == [Grant(ONE_OFF.id, GrantKind.ONE_OFF, 1)]


@pytest.mark.parametrize("act", [("consent", {"accept": False}), ("withdraw", {})], ids=["reject", "change"])
async def test_n1_what_is_refused_is_gone_and_the_rest_stays(
    phone: Phone, grants: GrantsOf, act: tuple[str, dict[str, bool]]
) -> None:
    await phone.act("consent", template=[ONE_OFF.id, LONG_TERM.id], accept=True)
    await phone.act(act[0], template=ONE_OFF.id, **act[1])
    assert [grant.template for grant in grants()] == [LONG_TERM.id]


async def test_n1_a_popup_may_allow_one_and_refuse_another(peer: Peer, engine: Engine) -> None:
    answer = await peer.post(popup(of_peer.OPENID, yes="accept", no="reject", odd="perhaps"))
    assert answer.text == "success"
    person = identity_row(engine, of_peer.OPENID).person
    assert Grants(engine).of_person(person) == [Grant("yes", GrantKind.ONE_OFF, 1)]


async def test_n1_a_long_term_template_is_granted_for_good(
    settings: Settings, dialogue: FakeDialogue, kb: KnowledgeBase, engine: Engine, clock: MovableClock
) -> None:
    assert settings.wechat is not None
    template = replace(kb.templates["policy_notice"], kind=TemplateKind.LONG_TERM)
    with_long_term = replace(kb, templates={**kb.templates, "policy_notice": template})
    account = replace(settings.wechat, templates={"policy_notice": LONG_TERM.id})
    there = replace(DEFAULT, callback="http://front")
    async with Switchboard.connect(replace(settings, wechat=account), dialogue, with_long_term, there) as switchboard:
        phone = await switchboard.new_phone()
        await phone.act("follow")
        await phone.act("consent", template=[ONE_OFF.id, LONG_TERM.id], accept=True)
    person = identity_row(engine, phone.openid).person
    kinds = {grant.template: (grant.kind, grant.remaining) for grant in Grants(engine).of_person(person)}
    assert kinds == {LONG_TERM.id: (GrantKind.LONG_TERM, 0), ONE_OFF.id: (GrantKind.ONE_OFF, 1)}


async def test_n1_leaving_ends_grants_and_consents_on_wechat_and_nothing_else(
    phone: Phone, engine: Engine, grants: GrantsOf, clock: MovableClock
) -> None:
    person, consents = identity_row(engine, phone.openid).person, Consents(engine)
    consents.give(person, "all", "wechat", "page", clock())
    consents.give(person, "all", "web", "page", clock())
    await phone.act("consent", template=ONE_OFF.id, accept=True)
    await phone.act("unfollow")
    assert grants() == []
    assert [consent.channel for consent in consents.in_force(person)] == ["web"]
    withdrawn = [consent.withdrawn_by for consent in consents.history(person) if consent.channel == "wechat"]
    assert withdrawn == ["unfollowed"]
    row = identity_row(engine, phone.openid)
    assert (row.is_reachable, row.unreachable_because) == (False, "unfollowed")


async def test_n1_coming_back_makes_reachable_and_agrees_to_nothing(
    peer: Peer, phone: Phone, engine: Engine, grants: GrantsOf, clock: MovableClock
) -> None:
    person = identity_row(engine, phone.openid).person
    Consents(engine).give(person, "all", "wechat", "page", clock())
    await phone.act("unfollow")
    assert not identity_row(engine, phone.openid).is_reachable
    back = of_peer.posted("<MsgType>event</MsgType><Event>subscribe</Event>", later=60, openid=phone.openid)
    peer.read(await peer.post(back))
    assert identity_row(engine, phone.openid).is_reachable
    assert identity_row(engine, phone.openid).person == person
    assert (grants(), Consents(engine).in_force(person)) == ([], [])


@pytest.mark.parametrize("act", [("unfollow", {}), ("withdraw", {"template": ONE_OFF.id})], ids=["leaving", "refusing"])
async def test_n1_a_withdrawal_that_the_database_missed_is_taken_in_the_next_round(
    phone: Phone,
    channel: WechatChannel,
    grants: GrantsOf,
    monkeypatch: pytest.MonkeyPatch,
    act: tuple[str, dict[str, str]],
) -> None:
    await phone.act("consent", template=ONE_OFF.id, accept=True)

    def out_of_order(*_: object) -> None:
        raise OperationalError("", {}, Exception())

    with monkeypatch.context() as patch:
        patch.setattr("bot.front.channels.wechat.received.record", out_of_order)
        (delivery,) = await phone.act(act[0], **act[1])
        await channel.look_after()
    assert (delivery["body_kind"], [grant.remaining for grant in grants()]) == ("success", [1])
    await channel.look_after()
    assert grants() == []


async def test_n2_a_one_off_grant_is_used_once_by_the_platform(phone: Phone, channel: WechatChannel) -> None:
    await phone.act("consent", template=ONE_OFF.id, accept=True)
    assert (await channel.api.send(notice(phone.openid))).message_id is not None
    with pytest.raises(PlatformRefusal) as caught:
        await channel.api.send(notice(phone.openid))
    assert (caught.value.reaction, caught.value.code) == (Reaction.NO_CONSENT, 43101)


async def test_n3_a_refusal_without_consent_names_the_grant_to_end(
    phone: Phone, engine: Engine, channel: WechatChannel, grants: GrantsOf, switchboard: Switchboard
) -> None:
    await phone.act("consent", template=ONE_OFF.id, accept=True)
    await switchboard.control("faults", {"times": 1, "path": "/cgi-bin/message/subscribe/bizsend", "errcode": 43101})
    with pytest.raises(PlatformRefusal) as caught:
        await channel.api.send(notice(phone.openid))
    assert (caught.value.reaction, caught.value.retryable) == (Reaction.NO_CONSENT, False)
    Grants(engine).refuse(identity_row(engine, phone.openid).person, ONE_OFF.id)
    assert grants() == []


def finished(message_id: int, status: str) -> str:
    """Return the event that tells how a 模板消息 ended."""
    event = "<MsgType>event</MsgType><Event>TEMPLATESENDJOBFINISH</Event>"
    return of_peer.posted(f"{event}<MsgID>{message_id}</MsgID><Status><![CDATA[{status}]]></Status>")


def reported(engine: Engine) -> list[tuple[str, str, str | None]]:
    """Return the events that wait for their notice, in order of arrival."""
    columns = (delivery_events.c.message_id, delivery_events.c.state, delivery_events.c.reason)
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(select(*columns).order_by(delivery_events.c.id))]


async def test_n7_what_became_of_a_notice_is_kept_also_before_the_notice_is_known(peer: Peer, engine: Engine) -> None:
    for message_id, status in ((2, "success"), (1, "failed:user block"), (3, "failed: system failed")):
        assert (await peer.post(finished(message_id, status))).text == "success"
    assert reported(engine) == [
        ("2", "delivered", None),
        ("1", "failed", "user block"),
        ("3", "failed", "system failed"),
    ]
    assert (await settled(engine)) == {("delivered", "noted", "no_answer_needed"): 3}


async def test_n7_an_event_delivered_again_is_kept_once(peer: Peer, engine: Engine) -> None:
    event = finished(1, "success")
    for _ in range(3):
        assert (await peer.post(event)).text == "success"
    assert len(reported(engine)) == 1


async def test_n7_the_events_of_a_notice_that_we_sent_arrive(
    phone: Phone, engine: Engine, channel: WechatChannel, switchboard: Switchboard
) -> None:
    await phone.act("consent", template=ONE_OFF.id, accept=True)
    receipt = await channel.api.send(notice(phone.openid))
    await switchboard.control("settle", {})
    assert reported(engine) == [(receipt.message_id, "delivered", None)]


async def test_an_event_that_cannot_be_recorded_is_failed_and_bothers_nobody(phone: Phone, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE template_grants")
    (delivery,) = await phone.act("consent", template=ONE_OFF.id, accept=True)
    assert delivery["status"] == 200
    assert (await settled(engine))["consentchanged", "failed", "crashed"] == 1
