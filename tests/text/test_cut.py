"""A text is cut to a field at a word, and a number stays whole or goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.text.cut import cut


def test_what_fits_stays_as_it_is() -> None:
    assert cut("灵活就业社保补贴", 8) == "灵活就业社保补贴"


@pytest.mark.parametrize(
    ("text", "longest", "kept"),
    [
        ("个人创业担保贷款最高30万元", 13, "个人创业担保贷款最高…"),
        ("最高补所缴保费的四分之三", 11, "最高补所缴保费的…"),
        ("比例是百分之七十五以内", 8, "比例是…"),
        ("申请后30个工作日内", 6, "申请后…"),
        ("标准每月1,500元起", 8, "标准每月…"),
        ("占比12.5%以上", 6, "占比…"),
        ("报名GYB培训班", 4, "报名…"),
        ("登记失业人员可以申请，到街道窗口办理", 15, "登记失业人员可以申请…"),
        ("到您常住地的街道窗口去办理", 8, "到您常住地的街…"),
        ("30万元", 3, "…"),
    ],
)
def test_a_long_text_is_cut_before_a_number_and_after_a_pause(text: str, longest: int, kept: str) -> None:
    assert cut(text, longest) == kept


@given(some.text("最高补3四分之元%，。GYB ", max_size=40), some.integers(1, 40))
def test_nothing_is_ever_longer_than_its_field(text: str, longest: int) -> None:
    assert len(cut(text, longest)) <= longest


@given(some.integers(0, 10**9), some.integers(1, 30))
def test_a_number_is_whole_or_not_there(number: int, longest: int) -> None:
    kept = cut(f"最高可以补贴给您{number}元的钱", longest)
    digits = "".join(each for each in kept if each.isdigit())
    assert digits in ("", str(number))
