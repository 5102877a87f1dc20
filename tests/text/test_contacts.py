"""What is taken out of a text that becomes public, and what stays."""

from __future__ import annotations

import pytest

from bot.text import without_contacts


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("联系电话138 1234 5678", ("138 1234 5678",)),
        ("电话:022-27381265", ("022-27381265",)),
        ("打2738-1265", ("2738-1265",)),
        ("一三八零零一二三四五六七", ("一三八零零一二三四五六七",)),
        ("有意者加微信zhang_2026", ("zhang_2026",)),
        ("V:abc12345详聊", ("abc12345",)),
        ("QQ 12345678", ("12345678",)),
        ("简历发hr@example.com", ("hr@example.com",)),
    ],
)
def test_contacts_are_taken_out(text: str, taken: tuple[str, ...]) -> None:
    public, found = without_contacts(text)
    assert found == taken
    assert not [each for each in taken if each in public]


@pytest.mark.parametrize(
    "text",
    [
        "8:00-17:00,13:30-17:30",
        "工作时间08:30—17:30",
        "月薪5000-8000",
        "薪资4000-5000-6000",
        "年龄18-45,身高160-180",
        "2026-11-30前报名",
        "兴华路8号",
    ],
)
def test_hours_pay_and_days_stay(text: str) -> None:
    assert without_contacts(text)[1] == ()


def test_the_sign_of_an_entry_does_not_run_into_its_number() -> None:
    assert without_contacts("①12小时 ②8小时两班倒")[0] == "(1)12小时 (2)8小时两班倒"
