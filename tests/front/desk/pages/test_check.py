"""Checking on the desk gives the verdict of the rule engine, says why, and keeps nothing."""

from __future__ import annotations

import logging

import pytest
from starlette.testclient import TestClient

from bot.kb import KnowledgeBase
from bot.staff.colleagues import Role
from tests.front.desk.conftest import SignIn, submit

PATH = "/desk/check"
BENEFIT = "unemployment_benefit"


@pytest.fixture
def desk(sign_in: SignIn) -> TestClient:
    """Give the browser of a matchmaker."""
    return sign_in()


def test_the_form_asks_only_what_the_policy_needs(desk: TestClient) -> None:
    one, all_of_them = desk.get(PATH, params={"policy": BENEFIT}).text, desk.get(PATH).text
    assert "fact_unemployment_insurance_months" in one and "fact_veteran" not in one
    assert "fact_veteran" in all_of_them


def test_a_verdict_says_why_and_what_to_ask_next(desk: TestClient) -> None:
    page = submit(desk, PATH, {"policy": BENEFIT, "fact_unemployment_insurance_months": "14"}).text
    assert "还差几样情况" in page and "接着要问" in page and "✓ 够" in page
    page = submit(desk, PATH, {"policy": BENEFIT, "fact_unemployment_insurance_months": "3"}).text
    assert "初步看条件不够" in page and "✗ 不够" in page and "以区人社局核定为准" in page


def test_all_policies_at_once_the_fitting_first(desk: TestClient, kb: KnowledgeBase) -> None:
    page = submit(desk, PATH, {"policy": "all", "fact_age": "48", "fact_local_household": "no"}).text
    rows = page.split('data-testid="row"')[1:]
    assert len(rows) == len([policy for policy in kb.policies.values() if policy.criteria is not None]) > 13
    assert "卡在：" in page and "要问：" in page


@pytest.mark.parametrize("wrong", ["abc", "-1", "500", "４８个月"])
def test_a_wrong_value_is_said_and_what_was_filled_in_stays(desk: TestClient, wrong: str) -> None:
    refused = submit(desk, PATH, {"policy": "all", "fact_age": wrong, "fact_sex": "female"})
    assert refused.status_code == 409 and "年龄" in refused.text
    assert 'value="female" checked' in refused.text


@pytest.mark.parametrize("written", ["48", "４８岁", "四十八", "48周岁"])
def test_a_value_may_be_written_as_people_write_it(desk: TestClient, written: str) -> None:
    page = submit(desk, PATH, {"policy": "social_insurance_subsidy_flexible", "fact_age": written})
    assert page.status_code == 200 and "48周岁" in page.text


@pytest.mark.parametrize("policy", ["nothing", "<script>", ""])
def test_a_policy_that_cannot_be_checked_is_not_there(desk: TestClient, policy: str) -> None:
    assert desk.get(PATH, params={"policy": policy}).status_code == 404


def test_facts_are_neither_in_an_address_nor_in_a_log(desk: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        submit(desk, PATH, {"policy": "all", "fact_age": "48", "fact_disabled": "yes"})
    assert "fact_disabled" not in caplog.text
    assert 'method="post"' in desk.get(PATH).text


def test_an_auditor_does_not_check(sign_in: SignIn) -> None:
    assert sign_in("auditor", Role.AUDITOR).get(PATH).status_code == 403
