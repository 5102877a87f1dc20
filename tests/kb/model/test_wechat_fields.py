"""Fields of message templates hold what WeChat takes, and no more."""

from __future__ import annotations

import pytest

from bot.kb.model.wechat_fields import FieldType, field_mistake, field_type


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("thing1", "字" * 20),
        ("character_string2", "A-2027/01"),
        ("time3", "15:01"),
        ("time3", "2019年10月11日 15:01~2019年10月12日 15:01"),
        ("date4", "2027年1月1日"),
        ("date4", "2027年1月1日 9:00"),
        ("number5", "12.5"),
        ("phrase6", "可以申请了"),
        ("const7", "就业"),
    ],
)
def test_what_fits_is_taken(key: str, text: str) -> None:
    assert field_mistake(key, text) is None


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("thing1", "字" * 21, "thing 最多 20 个字,现在 21 个"),
        ("character_string2", "第3号", "不能有汉字"),
        ("character_string2", "x" * 33, "最多 32 个字"),
        ("time3", "下午三点", "只能是时间"),
        ("date4", "2027-01-01", "只能是日期"),
        ("number5", "30万", "只能是数字"),
        ("phrase6", "可以申请了吗", "最多 5 个字"),
        ("phrase6", "OK", "只能是汉字"),
    ],
)
def test_what_does_not_fit_is_said(key: str, text: str, words: str) -> None:
    assert words in str(field_mistake(key, text))


def test_a_field_is_of_the_type_in_its_name() -> None:
    assert field_type("thing12") is FieldType.THING
