"""Made-up people: clearly made up, the same for one seed, and importable as they are."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from bot.eligibility import Status, evaluate, rule_for
from bot.kb import KnowledgeBase
from bot.outreach.ledger.merged_people import MergedNotices
from bot.people.imports.import_job import Import
from bot.people.imports.importer import Importing
from bot.people.imports.list_files import PeopleList
from bot.people.imports.mapping_file import load_mapping
from bot.people.imports.row_reader import RowReader
from bot.people.imports.samples import TOWNS, facts_of_policies, write_samples
from bot.people.sealer import Sealer
from bot.people.situations import situation_of
from bot.storage.tables import channel_identities, consents
from tests.people.conftest import KEY, NOW, SECRET, TODAY, stored

COUNT = 400


@pytest.fixture
def sample(tmp_path: Path, kb: KnowledgeBase) -> tuple[Path, Path]:
    file = tmp_path / "folder" / "people.csv"
    return file, write_samples(kb, COUNT, 1, TODAY, file, "wxapp")


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def test_the_people_are_clearly_made_up(sample: tuple[Path, Path]) -> None:
    rows = rows_of(sample[0])
    assert len(rows) == COUNT
    assert [row["编号"] for row in rows[:2]] == ["sample-000001", "sample-000002"]
    assert all(row["姓名"].startswith("测试") and row["电话"].startswith("000-") for row in rows)
    assert {row["街镇"] for row in rows} == set(TOWNS)
    assert 0.3 < sum(row["同意微信通知"] == "是" for row in rows) / COUNT < 0.5
    assert all(bool(row["openid"]) == (row["同意微信通知"] == "是") for row in rows)


def test_one_seed_gives_the_same_people_and_another_gives_others(
    tmp_path: Path, kb: KnowledgeBase, sample: tuple[Path, Path]
) -> None:
    for seed, is_same in ((1, True), (2, False)):
        again = tmp_path / f"{seed}.csv"
        write_samples(kb, COUNT, seed, TODAY, again)
        assert (again.read_bytes() == sample[0].read_bytes()) is is_same


def test_every_fact_of_a_person_that_a_policy_uses_has_its_column(kb: KnowledgeBase, sample: tuple[Path, Path]) -> None:
    mapping = load_mapping(sample[1], kb, TODAY)
    assert [column.fact for column in mapping.facts] == list(facts_of_policies(kb))
    assert len(set(mapping.columns())) == len(list(mapping.columns()))
    assert "difficulty_recognised" in {column.fact.id for column in mapping.facts}


def test_the_list_is_imported_without_a_mistake_and_fits_policies_differently(
    engine: Engine, kb: KnowledgeBase, sample: tuple[Path, Path]
) -> None:
    mapping = load_mapping(sample[1], kb, TODAY)
    mistakes: list[object] = []
    with PeopleList(sample[0]) as people:
        importing = Importing(engine, Import(mapping, SECRET, Sealer(KEY), NOW, MergedNotices()), mistakes.append)
        reader = RowReader(mapping, people.header, kb.facts, SECRET, importing.note)
        done = importing.run(people.rows(), reader, lambda: None)
    assert (mistakes, done.counts.fresh) == ([], COUNT)
    with engine.connect() as connection:
        reached, agreed = (
            connection.execute(select(func.count()).select_from(t)).scalar_one() for t in (channel_identities, consents)
        )
    assert reached == agreed > 0
    rule = rule_for(kb, kb.policy("social_insurance_subsidy_flexible"), TODAY)
    found = {evaluate(rule, situation_of(row, kb, TODAY)).status for row in stored(engine).values()}
    assert {Status.NOT_ELIGIBLE, Status.NEEDS_FACTS} < found
