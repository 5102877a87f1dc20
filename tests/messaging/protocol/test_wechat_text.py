"""The replies of a turn as WeChat texts: one message, choices to tap and to number, nothing of anyone's that becomes a link."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.messaging.protocol.pieces import LINK, MOST_BYTES, size
from bot.messaging.protocol.wechat_text import BASIS, ONE, PAGE_LABEL, SEVERAL, chat_texts, choice_link, page_link

# What WeChat refuses (45002).
PLATFORM_BYTES = 2048
TARGET = re.compile(r'<a href="([^"]*)">([^<]*)</a>')


def reply(text: str, *labels: str, **more: Any) -> dict[str, Any]:
    return {"text": text, "choices": [{"id": f"id-{label}", "label": label} for label in labels], **more}


def test_r2_several_replies_are_one_message_with_all_choices_after_it() -> None:
    (text,) = chat_texts([reply("第一条", "甲"), reply("第二条", "乙")])
    assert text.startswith("第一条\n\n第二条\n\n")
    assert text.index(SEVERAL) > text.index("第二条")
    assert [label for _, label in TARGET.findall(text)] == ["甲", "乙"]
    assert re.findall(r"^(\d)\. ", text, re.MULTILINE) == ["1", "2"]


def test_r2_what_could_not_be_said_before_comes_first() -> None:
    assert chat_texts([reply("新")], ["旧"]) == ["旧\n\n新"]


def test_r4_one_choice_is_offered_as_one() -> None:
    assert ONE in chat_texts([reply("话", "甲")])[0]


def test_r4_a_link_carries_the_label_and_the_id_whatever_they_hold() -> None:
    ((target, label),) = TARGET.findall(choice_link("a&b=c#d", '去"哪儿"办&交<什么>？'))
    query = parse_qs(urlsplit(target).query)
    assert query == {"msgmenucontent": ['去"哪儿"办&交<什么>？'], "msgmenuid": ["a&b=c#d"]}
    assert label == '去"哪儿"办&交＜什么＞？'


@pytest.mark.parametrize(
    "text", ['<a href="weixin://bizmsgmenu?msgmenuid=x">骗</a>', "<script>", "</a>", "<A HREF=https://evil>x</A>"]
)
def test_what_people_or_sources_say_never_becomes_a_link(text: str) -> None:
    (said,) = chat_texts([reply(text)])
    assert "<" not in said and ">" not in said
    assert said.replace("＜", "<").replace("＞", ">") == text


def test_a_page_is_linked_after_its_reply() -> None:
    (said,) = chat_texts([reply("话", page="https://p.example/me/wechat")])
    assert TARGET.findall(said) == [("https://p.example/me/wechat", PAGE_LABEL)]
    assert TARGET.findall(page_link('https://p/"><b>', "页")) == [("https://p/%22%3E%3Cb%3E", "页")]


def test_r3_a_long_answer_is_split_and_keeps_its_choices_whole() -> None:
    texts = chat_texts([reply("灵活就业的人可以申请补贴。" * 120, "甲", "乙", "丙")])
    assert len(texts) > 1
    assert all(size(text) <= PLATFORM_BYTES for text in texts)
    assert [label for _, label in TARGET.findall(texts[-1])] == ["甲", "乙", "丙"]
    assert len(LINK.findall("".join(texts))) == 3


def test_r3_choices_that_do_not_fit_move_into_a_message_of_their_own() -> None:
    texts = chat_texts([reply("好" * ((MOST_BYTES - 60) // 3), "甲", "乙")])
    assert len(texts) == 2
    assert texts[1].startswith(SEVERAL)


def test_r6_only_text_choices_and_page_of_a_reply_are_shown() -> None:
    hidden = {"custom": {"secret": 1}, "image": "https://p/i.png", "attachment": {"type": "x"}, "verdict": {"a": "b"}}
    (said,) = chat_texts([reply("话", **hidden)])
    assert said == "话"


@pytest.mark.parametrize("replies", [[], [reply("")], [reply(" "), reply("")]])
def test_nothing_to_say_is_no_message(replies: list[dict[str, Any]]) -> None:
    assert chat_texts(replies) == []


def test_choices_alone_are_a_message() -> None:
    (said,) = chat_texts([reply("", "甲")])
    assert said.startswith(ONE)


def test_marks_are_read_by_answering_a_word_and_the_line_comes_before_the_choices() -> None:
    sourced = reply("能〔国家规定〕①。", "甲", sources=[{"id": "law"}])
    (text,) = chat_texts([sourced, sourced])
    assert text.count(BASIS) == 1
    assert text.index(BASIS) < text.index(SEVERAL)
    assert BASIS not in chat_texts([reply("① 这是编号")])[0]


def outlined(text: str, title: str = "创业贷款", *labels: str, **parts: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {"opening": "", "lead": "", "parts": [], "amount": "", "cautions": [], "notes": []}
    return reply(text, *labels, outline={"title": title, **empty, "next_step": "", "known": {}, **parts})


def test_the_name_of_the_policy_comes_first_unless_the_answer_says_it() -> None:
    assert chat_texts([outlined("最高30万元。")]) == ["【创业贷款】\n最高30万元。"]
    assert chat_texts([outlined("创业贷款最高30万元。")]) == ["创业贷款最高30万元。"]
    assert chat_texts([outlined("2. 最高30万元。", "2. 创业贷款")]) == ["2. 【创业贷款】\n最高30万元。"]


def test_the_name_makes_no_answer_longer_than_it_may_be_and_then_heads_the_choices() -> None:
    (text,) = chat_texts([outlined("长" * 118, "创业贷款", "甲")])
    assert text.startswith("长" * 118 + f"\n\n【创业贷款】{ONE}")


def test_the_conditions_of_a_verdict_stand_in_lines_with_their_marks() -> None:
    points = [
        {"text": "满16岁", "mark": "met"},
        {"text": "有户口", "mark": "not_met"},
        {"text": "<b>", "mark": "unknown"},
    ]
    verdict = outlined(
        "条件不够。够的：满16岁",
        lead="条件不够。",
        parts=[{"heading": "看的是", "points": points}],
        notes=["我记下的是：16岁。"],
    )
    assert chat_texts([verdict]) == ["条件不够。\n看的是：\n✓ 满16岁\n✗ 有户口\n? ＜b＞\n\n我记下的是：16岁。"]


def test_a_page_may_be_linked_by_another_name() -> None:
    (said,) = chat_texts([reply("话", page="https://p.example/benefits", page_label="一次看全")])
    assert TARGET.findall(said) == [("https://p.example/benefits", "一次看全")]
