"""One table of values, written as people write them, is read alike in the chat, on the desk, on WeCom, by ``leye check`` and in a list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cli.commands.check import stated_by_options
from bot.eligibility import to_stored
from bot.front.desk.pages.check import FIELD, stated_in_form
from bot.kb import KnowledgeBase, Value, load
from bot.people.imports import RowReader, load_mapping
from bot.people.imports.list_files import Row
from bot.understanding import Normaliser, jotted_facts
from bot.understanding.situation import SituationReader, answer_to

TODAY = date(2026, 11, 30)
MONTHS, INSURED, TICKED = "unemployed_months", "unemployment_insurance_months", "difficulty_recognised"
MARCH_1978 = {"low": "1978-03-01", "high": "1978-03-31"}
NINTH_OF_MARCH = {"low": "1978-03-09", "high": "1978-03-09"}
TABLE: tuple[tuple[str, str, Any], ...] = (
    ("age", "52", 52),
    ("age", "５２", 52),
    ("age", "五十二", 52),
    ("age", "52岁", 52),
    ("age", "五十二周岁", 52),
    ("age", "40多", {"low": 41, "high": 49}),
    ("age", "40-49", {"low": 40, "high": 49}),
    ("age", "虚岁50", {"low": 48, "high": 49}),
    ("age", "明年三月才到50岁", {"low": 48, "high": 49}),
    ("age", "再过两年50", {"low": 47, "high": 48}),
    ("age", "50以上", {"low": 50, "high": None}),
    ("age", ">=40", {"low": 40, "high": None}),
    (MONTHS, "14", 14),
    (MONTHS, "14个月", 14),
    (MONTHS, "14月", 14),
    (MONTHS, "六个月", 6),
    (MONTHS, "半年", 6),
    (MONTHS, "一年半", 18),
    (MONTHS, "1.5年", 18),
    (MONTHS, "两年零三个月", 27),
    (MONTHS, "不到一年", {"low": 0, "high": 11}),
    (MONTHS, "2025-03-01", 20),
    (MONTHS, "2025年3月1日", 20),
    (MONTHS, "2025年3月", {"low": 19, "high": 20}),
    (INSURED, "无", 0),
    (INSURED, "三年", 36),
    ("consumer_loan_yuan", "5万", 50_000),
    ("consumer_loan_yuan", "五万元", 50_000),
    ("jobs_created", "3人", 3),
    ("jobs_created", "三个人", 3),
    ("new_hires_percent", "12%", 12),
    ("contract_years", "三年", 3),
    ("born_on", "1978年3月", MARCH_1978),
    ("born_on", "1978-03", MARCH_1978),
    ("born_on", "197803", MARCH_1978),
    ("born_on", "1978.3.9", NINTH_OF_MARCH),
    ("born_on", "19780309", NINTH_OF_MARCH),
    ("born_on", "1978年3月9日", NINTH_OF_MARCH),
    ("sex", "男", "male"),
    ("sex", "男性", "male"),
    ("sex", "女士", "female"),
    ("employer_kind", "小型", "small"),
    (TICKED, "是", True),
    (TICKED, "否", False),
    (TICKED, "√", True),
    (TICKED, "×", False),
    (TICKED, "有", True),
    (TICKED, "无", False),
    (TICKED, "没有", False),
    (TICKED, "Y", True),
    (TICKED, "N", False),
    (TICKED, "嗯呐", True),
    (TICKED, "那可不", True),
    (TICKED, "没有的事", False),
    (TICKED, "已认定", True),
    (TICKED, "未认定", False),
    (TICKED, "不清楚", None),
    ("low_income_family", "低保", True),
    ("low_income_family", "非低保", False),
    ("disabled", "无残疾", False),
    ("has_job", "未就业", False),
)
UNREADABLE = (
    ("age", "480"),
    ("age", "很大"),
    (MONTHS, "9999"),
    (MONTHS, "3人"),
    (MONTHS, "很久"),
    ("sex", "1"),
    ("born_on", "2026-02-30"),
    ("born_on", "78/3/9/1"),
    (TICKED, "再说"),
    ("employer_kind", "企业"),
)
Door = Callable[[KnowledgeBase, str, str, Path], Any]


@pytest.fixture(scope="module")
def real() -> KnowledgeBase:
    return load(Path(__file__).parents[2] / "policies_kb")


def in_the_chat(kb: KnowledgeBase, fact: str, written: str, _folder: Path) -> Value | None:
    return answer_to(kb.facts[fact], Normaliser(kb.rewrites)(written), TODAY)


def on_the_desk(kb: KnowledgeBase, fact: str, written: str, _folder: Path) -> Value | None:
    return dict(stated_in_form(kb, {FIELD + fact: written}, TODAY)).get(fact)


def on_wecom(kb: KnowledgeBase, fact: str, written: str, _folder: Path) -> Value | None:
    reader = SituationReader(kb, Normaliser(kb.rewrites))
    return dict(jotted_facts(kb.facts, f"{kb.facts[fact].label}：{written}", TODAY, reader).facts).get(fact)


def by_command(kb: KnowledgeBase, fact: str, written: str, _folder: Path) -> Value | None:
    return dict(stated_by_options(kb, None, [(fact, written)], TODAY)).get(fact)


def in_a_list(kb: KnowledgeBase, fact: str, written: str, folder: Path) -> Any:
    file = folder / "mapping.yml"
    column = {"column": "情况", "basis": "本人同意"}
    content = {"source": "list", "source_key": {"column": "编号"}, "facts_on": TODAY, "basis": "本人同意"}
    file.write_text(yaml.safe_dump({**content, "facts": {fact: column}}, allow_unicode=True), encoding="utf-8")
    reader = RowReader(load_mapping(file, kb, TODAY), ("编号", "情况"), kb.facts, "secret", lambda _mistake: None)
    row = reader.read(Row(2, ["k1", written]))
    assert row is not None
    return row.facts.get(fact)


DOORS: tuple[Door, ...] = (in_the_chat, on_the_desk, on_wecom, by_command, in_a_list)


def test_the_table_is_long_enough_to_stand_for_what_people_write() -> None:
    assert len(TABLE) >= 40


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("fact", "written", "value"), TABLE)
def test_a_value_is_read_alike_through_every_door(
    real: KnowledgeBase, tmp_path: Path, door: Door, fact: str, written: str, value: Any
) -> None:
    said = door(real, fact, written, tmp_path)
    assert (said if isinstance(said, dict) or said is None else to_stored(said)) == value


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("fact", "written"), UNREADABLE)
def test_what_is_no_value_is_read_as_none_through_any_door(
    real: KnowledgeBase, tmp_path: Path, door: Door, fact: str, written: str
) -> None:
    try:
        said = door(real, fact, written, tmp_path)
    except Exception as error:  # every door has its own way to refuse
        assert type(error).__name__ == "WrittenValueError"
        return
    assert said is None
