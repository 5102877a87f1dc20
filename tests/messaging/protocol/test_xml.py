"""The platforms' XML: what is read, what is refused, and what an independent reader makes of what we write."""

from __future__ import annotations

import pytest
import xmltodict

from bot.messaging.protocol.xml import (
    DEEPEST,
    ENVELOPE_TAGS,
    LARGEST_BODY,
    MOST_TAGS,
    NotXml,
    read,
    read_as_sent,
    write,
)

BOMB = (
    '<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><xml><Content>&b;</Content></xml>'
)
OUTSIDE = '<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/hostname">]><xml><Content>&a;</Content></xml>'


def test_flat_elements_are_read() -> None:
    assert read("<xml><A><![CDATA[<您好>]]></A><B>1</B><C/></xml>") == {"A": "<您好>", "B": "1", "C": ""}


def test_p4_one_and_many_of_an_element() -> None:
    assert read("<xml><L><I>1</I></L></xml>") == {"L": {"I": "1"}}
    assert read("<xml><L><I>1</I><I>2</I><I>3</I></L></xml>") == {"L": {"I": ["1", "2", "3"]}}


def test_a_byte_order_mark_and_a_declaration_do_no_harm() -> None:
    assert read('\ufeff<?xml version="1.0" encoding="utf-8"?><xml><A>中</A></xml>'.encode()) == {"A": "中"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"junk",
        b'{"MsgType":"text"}',
        b"<xml><A>",
        b"<html><A>1</A></html>",
        b"<XML/>",
        b"\xff\xfe\x00",
        b"<xml><A>\x00</A></xml>",
        b"<xml>\xff</xml>",
        b'<?xml version="1.0" encoding="martian"?><xml/>',
        BOMB.encode(),
        OUTSIDE.encode(),
        b"<!DOCTYPE xml><xml/>",
        b"<xml>" + b"<a>" * 20 + b"</a>" * 20 + b"</xml>",
    ],
    ids=lambda body: repr(body[:24]),
)
def test_p3_what_is_no_message_is_refused(body: bytes) -> None:
    with pytest.raises(NotXml):
        read(body)


def test_p3_a_root_without_elements_is_empty() -> None:
    assert read("<xml/>") == {}
    assert read("<xml>words</xml>") == {}


def test_p3_as_deep_as_the_platforms_go_is_read() -> None:
    deep = "<a>" * (DEEPEST - 1) + "</a>" * (DEEPEST - 1)
    assert read(f"<xml>{deep}</xml>") != {}


def test_what_has_more_tags_than_a_message_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(*_given: object, **_named: object) -> None:
        raise AssertionError("parsed")

    monkeypatch.setattr("bot.messaging.protocol.xml.ElementTree.fromstring", parse)
    with pytest.raises(NotXml):
        read(b"<xml>" + b"<a/>" * MOST_TAGS + b"</xml>")
    with pytest.raises(NotXml):
        read("<xml>" + "<a/>" * ENVELOPE_TAGS + "</xml>", ENVELOPE_TAGS)


def test_a_person_may_write_nothing_but_signs_that_look_like_tags() -> None:
    assert read(f"<xml><A><![CDATA[{'<' * 2048}]]></A></xml>") == {"A": "<" * 2048}


def test_a_body_of_the_largest_size_is_read() -> None:
    text = "a" * (LARGEST_BODY - len("<xml><A></A></xml>"))
    assert read(f"<xml><A>{text}</A></xml>") == {"A": text}


@pytest.mark.parametrize(
    "text",
    [
        "]]>",
        "a]]>b]]>c",
        "]]]]>>",
        "]]><ToUserName>x</ToUserName><![CDATA[",
        "&amp;&lt;",
        "<b>",
        "😀👍🏽",
        "\n\t行",
        "]]",
    ],
)
def test_p5_r5_the_peers_reader_finds_every_text_whole(text: str) -> None:
    written = write({"Content": text, "MsgType": "text"})
    assert xmltodict.parse(written, strip_whitespace=False)["xml"] == {"Content": text, "MsgType": "text"}
    assert read(written) == {"Content": text, "MsgType": "text"}


def test_characters_that_no_xml_can_carry_are_left_out() -> None:
    assert read(write({"A": "a\x00\x08\x0b\x1f\ufffe\ud800b"})) == {"A": "ab"}


def test_numbers_stand_bare_and_elements_may_hold_elements() -> None:
    assert write({"T": 17, "Image": {"MediaId": "m"}}) == (
        "<xml><T>17</T><Image><MediaId><![CDATA[m]]></MediaId></Image></xml>"
    )


@pytest.mark.parametrize("sign", ["\x00", "\x08", "\x1f", "\ufffe", "&#8;", "&#x1f;", "&#0;"])
def test_what_xml_forbids_is_left_out_of_what_was_sent(sign: str) -> None:
    assert read_as_sent(f"<xml><A>中{sign}文</A></xml>") == {"A": "中文"}


def test_what_is_no_message_even_so_is_refused() -> None:
    for body in ("junk", "<xml><A>\x08", "<html>\x08</html>", BOMB):
        with pytest.raises(NotXml):
            read_as_sent(body)


def test_characters_by_number_that_are_allowed_stay() -> None:
    assert read_as_sent("<xml><A>\x08&#20013;&#x6587;</A></xml>") == {"A": "中文"}
