"""Campaigns that are over, reach nobody or lack a figure are warned of; a warning never stops the loading."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.kb import load, validate
from bot.kb.gates import check_campaign_freshness

REAL = Path(__file__).parents[4] / "policies_kb"
NAME = "campaigns/example_notice.yml"
NOBODY = f"{NAME}: policy: 灵活就业社保补贴今天没有能判断的条件,选不出人,发不出去;补上 criteria 或换一项政策"


def warnings_on(folder: Path, on: date) -> list[str]:
    return [str(warning) for warning in validate(folder, on).warnings if warning.file.startswith("campaigns/")]


def test_a_campaign_that_reaches_nobody_is_warned_of(folder: Path) -> None:
    assert warnings_on(folder, date(2026, 11, 25)) == [NOBODY]


def test_a_campaign_is_warned_of_a_month_before_its_end_and_afterwards(folder: Path) -> None:
    assert warnings_on(folder, date(2027, 11, 30)) == [NOBODY]
    ending = f"{NAME}: not_after: 2027-12-31 到期;还要发就改日期"
    assert warnings_on(folder, date(2027, 12, 1)) == [ending, NOBODY]
    assert warnings_on(folder, date(2027, 12, 31)) == [ending, NOBODY]
    assert warnings_on(folder, date(2028, 1, 1)) == [f"{NAME}: not_after: 2027-12-31 已过,不再发了;改日期,或留着备查"]


def test_a_figure_without_a_value_today_is_warned_of(folder: Path) -> None:
    assert warnings_on(folder, date(2022, 6, 20)) == [
        f"{NAME}: message: {{example_subsidy.max_share}} 今天没有依据,发不出去;找接续的文件,或改写",
        NOBODY,
    ]


def test_a_warning_does_not_stop_the_loading(folder: Path) -> None:
    assert load(folder).campaigns


@pytest.mark.parametrize(
    ("policy", "is_judged"), [("startup_loan_individual", False), ("startup_loan_small_enterprise", True)]
)
def test_conditions_that_have_ended_choose_nobody(policy: str, is_judged: bool) -> None:
    kb = load(REAL)
    campaign = replace(kb.campaign("startup_loan_notice"), policy=policy)
    found = check_campaign_freshness(replace(kb, campaigns={campaign.id: campaign}), date(2026, 11, 25))
    assert any("没有能判断的条件" in problem.message for problem in found) is not is_judged
