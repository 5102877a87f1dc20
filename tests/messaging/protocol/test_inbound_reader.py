"""Every row of the platforms' tables of messages and events becomes the object it should; the peer agrees about what it is."""

from __future__ import annotations

from typing import Any

import pytest
import wechatpy

from bot.messaging.protocol import inbound as what
from bot.messaging.protocol.inbound import DeliveryReport, Inbound, MediaKind, TemplateConsent
from bot.messaging.protocol.inbound_reader import read_inbound
from bot.messaging.protocol.xml import NotXml, read
from tests.messaging import posted

HEAD = {"account": posted.ACCOUNT, "address": posted.OPENID}
OK = DeliveryReport("1700827132819554304", True, "")
REFUSED = DeliveryReport("1700827132819554305", False, "user refuse")
# name → (XML, kind, its own fields, what the peer calls it)
ROWS: dict[str, tuple[str, type[Inbound], dict[str, Any], str]] = {
    "text": (posted.TEXT, what.Text, {"text": "社保补贴", "choice": None}, "text"),
    "picked": (posted.PICKED, what.Text, {"text": "材料", "choice": "choice-1"}, "text"),
    "image": (posted.IMAGE, what.Media, {"kind": MediaKind.IMAGE}, "image"),
    "p6_voice": (posted.VOICE, what.Voice, {"text": ""}, "voice"),
    "p6_voice_empty": (posted.VOICE_EMPTY, what.Voice, {"text": ""}, "voice"),
    "p6_voice_blank": (posted.VOICE_BLANK, what.Voice, {"text": ""}, "voice"),
    "voice_heard": (posted.VOICE_HEARD, what.Voice, {"text": "多少钱"}, "voice"),
    "video": (posted.VIDEO, what.Media, {"kind": MediaKind.VIDEO}, "video"),
    "shortvideo": (posted.SHORT_VIDEO, what.Media, {"kind": MediaKind.VIDEO}, "shortvideo"),
    "location": (
        posted.LOCATION,
        what.Location,
        {"latitude": 39.141, "longitude": 117.008, "label": "西青"},
        "location",
    ),
    "link": (posted.LINK, what.Media, {"kind": MediaKind.LINK}, "link"),
    "file": (posted.FILE, what.Media, {"kind": MediaKind.FILE}, "unknown"),
    "subscribe": (posted.SUBSCRIBE, what.Followed, {"scene": ""}, "subscribe"),
    "subscribe_scene": (posted.SUBSCRIBE_SCENE, what.Followed, {"scene": "st:zhongbei"}, "subscribe_scan"),
    "unsubscribe": (posted.UNSUBSCRIBE, what.Unfollowed, {}, "unsubscribe"),
    "scan": (posted.SCAN, what.Scanned, {"scene": "st:zhongbei"}, "scan"),
    "click": (posted.CLICK, what.MenuTapped, {"entry": "ask:startup_loan"}, "click"),
    "view": (posted.VIEW, what.Noted, {"what": "view"}, "view"),
    "reported_location": (posted.REPORTED, what.Noted, {"what": "location"}, "location"),
    "job_success": (
        posted.SENT_OK,
        what.Delivered,
        {"deliveries": (DeliveryReport("200163836", True, ""),)},
        "templatesendjobfinish",
    ),
    "job_blocked": (
        posted.SENT_BLOCKED,
        what.Delivered,
        {"deliveries": (DeliveryReport("200163837", False, "user block"),)},
        "templatesendjobfinish",
    ),
    "job_broken": (
        posted.SENT_BROKEN,
        what.Delivered,
        {"deliveries": (DeliveryReport("200163838", False, "system failed"),)},
        "templatesendjobfinish",
    ),
    "p4_popup_one": (
        posted.POPUP_ONE,
        what.ConsentChanged,
        {"changes": (TemplateConsent("t-1", True),)},
        "unknown",
    ),
    "p4_popup_many": (
        posted.POPUP_MANY,
        what.ConsentChanged,
        {"changes": (TemplateConsent("t-1", True), TemplateConsent("t-2", False))},
        "unknown",
    ),
    "changed": (posted.CHANGED, what.ConsentChanged, {"changes": (TemplateConsent("t-2", False),)}, "unknown"),
    "p4_sent_one": (posted.NOTICE_SENT, what.Delivered, {"deliveries": (OK,)}, "unknown"),
    "p4_sent_many": (posted.NOTICES_SENT, what.Delivered, {"deliveries": (OK, REFUSED)}, "unknown"),
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_p1_each_row_of_the_table_is_read(row: tuple[str, type[Inbound], dict[str, Any], str]) -> None:
    xml, kind, fields, _ = row
    found = read_inbound(read(xml))
    assert found == kind(**HEAD, key=found.key, **fields)


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_p1_the_peer_sees_the_same_kind_and_people(row: tuple[str, type[Inbound], dict[str, Any], str]) -> None:
    xml, _, _, name = row
    theirs = wechatpy.parse_message(xml)
    assert (theirs.event if theirs.type == "event" else theirs.type) == name
    ours = read_inbound(read(xml))
    assert (ours.account, ours.address) == (theirs.target, theirs.source)


@pytest.mark.parametrize("xml", [posted.message("music", ""), posted.event("karaoke"), posted.event("user_get_card")])
def test_p2_what_nobody_knows_is_unknown_and_no_error(xml: str) -> None:
    assert isinstance(read_inbound(read(xml)), what.UnknownInbound)


@pytest.mark.parametrize("left_out", ["ToUserName", "FromUserName", "MsgType", "MsgId"])
def test_p3_a_message_without_a_part_is_none(left_out: str) -> None:
    tree = read(posted.TEXT)
    del tree[left_out]
    with pytest.raises(NotXml):
        read_inbound(tree)


@pytest.mark.parametrize("left_out", ["CreateTime", "Event", "FromUserName"])
def test_p3_an_event_without_a_part_is_none(left_out: str) -> None:
    tree = read(posted.CLICK)
    del tree[left_out]
    with pytest.raises(NotXml):
        read_inbound(tree)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FromUserName", "o" * 129),
        ("FromUserName", {"nested": "x"}),
        ("FromUserName", ["a", "b"]),
        ("MsgType", " "),
    ],
)
def test_p3_parts_of_the_wrong_shape_are_refused(name: str, value: object) -> None:
    with pytest.raises(NotXml):
        read_inbound({**read(posted.TEXT), name: value})


@pytest.mark.parametrize(
    ("latitude", "longitude"), [("", "117"), ("north", "117"), ("nan", "117"), ("inf", "1"), ("91", "0"), ("0", "181")]
)
def test_p3_a_place_that_is_nowhere_is_refused(latitude: str, longitude: str) -> None:
    with pytest.raises(NotXml):
        read_inbound({**read(posted.LOCATION), "Location_X": latitude, "Location_Y": longitude})


@pytest.mark.parametrize("held", ["", "words", {"List": "words"}, {"List": ["a", {}]}, {}, ["a"]])
def test_p4_lists_of_the_wrong_shape_change_nothing(held: object) -> None:
    found = read_inbound({**read(posted.POPUP_ONE), "SubscribeMsgPopupEvent": held})
    assert isinstance(found, what.ConsentChanged)
    assert found.changes == ()


@pytest.mark.parametrize("text", ["😀👍🏽", "中文，标点。", "a]]>b", "&", "<b>", "\u200b"])
def test_p5_texts_are_read_whole(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    found = read_inbound(read(posted.message("text", f"<Content>{escaped}</Content>")))
    assert isinstance(found, what.Text)
    assert found.text == text


def test_t3_repeated_messages_have_one_key_and_others_their_own() -> None:
    again = posted.message("text", "<Content>x</Content>")
    other = posted.message("text", "<Content>x</Content>", msg_id="7")
    assert read_inbound(read(posted.TEXT)).key == read_inbound(read(again)).key
    assert read_inbound(read(posted.TEXT)).key != read_inbound(read(other)).key


def test_t3_events_are_told_apart_by_who_what_and_when() -> None:
    later = posted.CLICK.replace(str(posted.CREATED), str(posted.CREATED + 1))
    by_another = posted.CLICK.replace(posted.OPENID, "oAnother")
    another = posted.CLICK.replace("startup_loan", "unemployment")
    keys = {read_inbound(read(xml)).key for xml in (posted.CLICK, later, by_another, another, posted.SENT_OK)}
    assert len(keys) == 5
    assert read_inbound(read(posted.CLICK)).key == read_inbound(read(posted.CLICK)).key


def test_t3_two_deliveries_of_one_second_are_two() -> None:
    assert read_inbound(read(posted.SENT_OK)).key != read_inbound(read(posted.SENT_BLOCKED)).key


def test_t3_what_events_of_one_second_list_tells_them_apart() -> None:
    listed = (posted.POPUP_ONE, posted.POPUP_MANY, posted.CHANGED, posted.NOTICE_SENT, posted.NOTICES_SENT)
    refused = posted.POPUP_ONE.replace("accept", "reject")
    another = posted.NOTICE_SENT.replace("1700827132819554304", "1700827132819554399")
    keys = [read_inbound(read(xml)).key for xml in (*listed, refused, another)]
    assert len(set(keys)) == len(keys)
    assert keys[0] == read_inbound(read(posted.POPUP_ONE)).key
    assert max(len(key) for key in keys) <= 200


def test_w5_a_tap_on_a_card_of_wecom_is_read() -> None:
    fields = "<EventKey>done</EventKey><TaskId>task-1</TaskId><ResponseCode>code-1</ResponseCode><AgentID>1</AgentID>"
    found = read_inbound(read(posted.event("template_card_event", fields)))
    assert found == what.CardTapped(**HEAD, key=found.key, task="task-1", button="done", response_code="code-1")
