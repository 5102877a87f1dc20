"""The limits of template fields, type by type."""

from __future__ import annotations

import pytest

from simulator import SandboxTemplate, SandboxTemplateField, SandboxTemplateKind
from simulator.api.template_fields import shown_fields
from simulator.wire.errcodes import Refused


def shown(key: str, value: object) -> str:
    template = SandboxTemplate("t", "题", SandboxTemplateKind.ONE_OFF, (SandboxTemplateField(key, "行"),))
    return shown_fields(template, {key: {"value": value}})[0]["value"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("thing1", "西青区就业补贴,3月"),
        ("number2", 12.5),
        ("character_string3", "XQ-2026/01"),
        ("time4", "15:01"),
        ("time4", "2026年11月25日 15:01"),
        ("time4", "2026-11-25"),
        ("date5", "2026年11月25日"),
        ("amount6", "￥1200.50"),
        ("amount6", "1200元"),
        ("phone_number7", "022-12345678"),
        ("name8", "陈嘉顺"),
        ("phrase9", "已受理"),
        ("unheard10", "什么都行" * 20),
    ],
)
def test_what_fits_is_shown(key: str, value: object) -> None:
    assert shown(key, value) == str(value)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("thing1", "一" * 21),
        ("thing1", " "),
        ("number2", "十二"),
        ("letter2", "字母"),
        ("character_string3", "有汉字"),
        ("time4", "明天"),
        ("date5", "11月"),
        ("amount6", "约一千元"),
        ("phone_number7", "1" * 18),
        ("name8", "名" * 11),
        ("phrase9", "六个汉字太多"),
        ("phrase9", "OK"),
        ("thing1", True and {"value": 1}),
    ],
)
def test_what_does_not_fit_is_refused(key: str, value: object) -> None:
    with pytest.raises(Refused) as refusal:
        shown(key, value)
    assert refusal.value.errcode == 47003
    assert key in refusal.value.errmsg
