"""Before anything is published, it is shown what people would hear differently."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from tests.content.office_folder import LOAN, TODAY, ContentOffice, content_office


@pytest.fixture
def office(engine: Engine, tmp_path: Path) -> ContentOffice:
    return content_office(engine, tmp_path)


def test_the_answers_that_differ_are_shown_as_they_are_and_as_they_will_be(office: ContentOffice) -> None:
    seen = office.publication.preview(office.loan(), TODAY)
    assert seen.problems == () and not seen.needs_training
    said = {each.where: (each.before, each.after) for each in seen.answers}
    assert said["个人创业贷款 · 能有多少钱"] == ("个人最高40万元。", "个人最高50万元。")


def test_a_mistake_is_said_in_words_and_nothing_else_is_shown(office: ContentOffice) -> None:
    seen = office.publication.preview(office.loan(quote="没有这几个字"), TODAY)
    assert any("没有这几个字" in each.message for each in seen.problems)
    assert seen.answers == ()


def test_another_name_of_a_policy_asks_for_training(office: ContentOffice) -> None:
    name = "policies/example_loan.yml"
    held = office.publication.text(name) or ""
    renamed = held.replace("个人担保贷款]", "个人担保贷款, 小老板贷款]")
    wanted = replace(office.loan(), before={name: held}, after={name: renamed})
    assert office.publication.preview(wanted, TODAY).needs_training


def test_looking_writes_nothing(office: ContentOffice) -> None:
    before = (office.folder / LOAN).read_text()
    office.publication.preview(office.loan(), TODAY)
    assert (office.folder / LOAN).read_text() == before
