"""What could tell who someone is does not survive masking; what they asked does."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.mask import mask


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("138-1234-5678元", "〔号码〕元"),
        ("３０００-５０００元够不够", "3000-5000元够不够"),
        ("身份证120111197012120017能查吗", "身份证〔号码〕能查吗"),
        ("电话一三八一二三四五六七八", "电话〔号码〕"),
        ("我在大寺镇王村新里23号", "〔住址〕"),
        ("每月15号发吗,50岁,交了15年", "每月15号发吗,50岁,交了15年"),
        ("我妈叫张桂兰", "我妈叫〔姓名〕"),
        ("邮箱 a.b@example.com", "邮箱 〔账号〕"),
        ("第3条 plan-3", "第3条 plan-3"),
    ],
)
def test_what_is_taken_out_and_what_stays(text: str, left: str) -> None:
    assert mask(text) == left


@given(st.text(alphabet=st.sampled_from("0123456789０１ -－.,我电话元Xx号楼"), max_size=60))
def test_no_long_number_survives(text: str) -> None:
    assert re.search(r"\d{7}", mask(text)) is None


@given(st.text(max_size=200))
def test_any_text_can_be_masked_and_masking_again_changes_nothing_much(text: str) -> None:
    once = mask(text)
    assert re.search(r"\d{7}", mask(once)) is None


@given(st.lists(st.sampled_from("0123456789"), min_size=11, max_size=11), st.sampled_from(["", " ", "-", "·", ", "]))
def test_a_phone_number_does_not_survive_however_it_is_parted(digits: list[str], between: str) -> None:
    masked = mask("电话" + between.join(digits) + "谢谢")
    assert sum(each.isdigit() for each in masked) == 0
