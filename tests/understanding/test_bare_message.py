"""Messages that say nothing by themselves, told from those that do."""

from __future__ import annotations

import pytest

from bot.understanding import BareKind, Normaliser, bare_message

NORMALISE = Normaliser()
ROWS = {
    BareKind.NUMBER: (
        "52",
        "５２。",
        "五十二",
        "五十二了",
        "我52",
        "女，52",
        "1和3",
        "第9个",
        "138-1234 5678",
        "+86 138 1234 5678",
        "（022）2739-1234",
        "打我手机13812345678",
        "12333？",
        "〇",
    ),
    BareKind.GOODBYE: ("88", "886", "88！"),
    BareKind.WORDLESS: (
        "[微笑]",
        "[Emm]",
        "[强][强]",
        "😀👍🏽",
        "？",
        "……",
        "【收到不支持的消息类型，暂无法显示】",
        "~~~",
    ),
    BareKind.OPENER: (
        "在吗",
        "有人吗？",
        "请问一下",
        "你好，请问",
        "咨询个事",
        "想打听点儿事",
        "有个问题想问您",
        "喂，在不在",
    ),
    BareKind.ASSENT: ("好", "好的好的", "行", "可以啊", "嗯嗯", "OK", "知道了", "没有", "不是"),
    BareKind.LEAVE: ("算了", "不算了", "取消", "停", "那不问了"),
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in ROWS.items() for text in texts])
def test_it_is_known_for_what_it_is(kind: BareKind, text: str) -> None:
    bare = bare_message(NORMALISE(text))
    assert bare is not None and bare.kind is kind


@pytest.mark.parametrize(
    "text",
    [
        "52岁能领什么",
        "我52，下岗了",
        "社保补贴",
        "您好",
        "谢谢",
        "请问失业金",
        "4050",
        "好几年没上班了",
        "没有工作",
        "停发了怎么办",
        "取消认定",
    ],
)
def test_what_says_something_is_left_to_the_readers(text: str) -> None:
    bare = bare_message(NORMALISE(text))
    assert bare is None or (text == "4050" and bare.kind is BareKind.NUMBER)


def test_the_numbers_are_given_apart() -> None:
    found = [bare_message(NORMALISE(text)) for text in ("1和3", "13812345678", "女52")]
    assert [each.numerals if each else None for each in found] == [("1", "3"), ("13812345678",), ("52",)]
