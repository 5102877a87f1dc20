"""``leye kb validate`` and ``coverage``: everything wrong is listed at once; everything answered is counted."""

from __future__ import annotations

import json
from pathlib import Path

from bot.kb import LiveKnowledge
from bot.settings import Settings
from tests.cli.conftest import Leye


def spoil(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def test_a_sound_knowledge_base_is_said_to_be_so_with_its_size(leye: Leye) -> None:
    done = leye("kb", "validate")
    assert done.code == 0
    assert "知识库没有问题：3 个主题，4 项政策" in done.out


def test_all_problems_are_listed_at_once_with_file_place_and_remedy(leye: Leye, kb_folder: Path) -> None:
    spoil(kb_folder / "policies/example_loan.yml", "serves: person", "serves: nobody")
    spoil(kb_folder / "policies/example_training.yml", "topic: training_subsidy", "topic: cooking")
    done = leye("kb", "validate")
    assert done.code == 1
    assert "要改  policies/example_loan.yml: serves: " in done.out
    assert "要改  policies/example_training.yml: topic: " in done.out
    assert "2 处要改" in done.out


def test_warnings_are_listed_apart_and_stop_nothing(leye: Leye, kb_folder: Path) -> None:
    spoil(kb_folder / "policies/example_loan.yml", "verified_on: 2026-11-24", "verified_on: 2020-01-01")
    done = leye("kb", "validate")
    assert done.code == 0
    assert "提醒  policies/example_loan.yml: verified_on: " in done.out
    assert "0 处要改" in done.out


def test_a_missing_folder_is_one_sentence(leye: Leye, kb_folder: Path) -> None:
    kb_folder.rename(kb_folder.with_name("elsewhere"))
    done = leye("kb", "validate")
    assert done.code == 1
    assert "找不到知识库文件夹" in done.out


def test_coverage_shows_every_topic_policy_and_facet_with_counts(leye: Leye) -> None:
    done = leye("kb", "coverage")
    assert done.code == 0
    rows = [line.split() for line in done.out.splitlines() if line.strip()]
    by_name = {row[0]: row[1:] for row in rows}
    loan = by_name["个人创业贷款"]
    assert (loan.count("✓"), loan.count("–"), loan[-1]) == (7, 5, "7/12")
    assert by_name["创业担保贷款及贴息"] == ["7/12"]
    assert by_name["合计"][-1].endswith("/48")
    assert {"社会保险补贴", "创业培训补贴"} <= set(by_name)


def test_coverage_as_json_adds_up(leye: Leye) -> None:
    shown = json.loads(leye("kb", "coverage", "--json").out)
    assert shown["useful"] == sum(topic["useful"] for topic in shown["topics"])
    assert shown["possible"] == 48
    policies = [policy for topic in shown["topics"] for policy in topic["policies"]]
    assert {len(policy["facets"]) for policy in policies} == {12}
    (loan,) = [policy for policy in policies if policy["policy"] == "example_loan"]
    assert loan["facets"]["amount"] == "useful"
    assert loan["facets"]["materials"] == "nothing"


def test_coverage_of_a_broken_knowledge_base_says_what_to_mend(leye: Leye, kb_folder: Path) -> None:
    spoil(kb_folder / "policies/example_loan.yml", "serves: person", "serves: nobody")
    done = leye("kb", "coverage")
    assert done.code == 1
    assert "知识库里有 1 处要改" in done.err


def test_what_is_published_is_what_running_processes_go_on_with(leye: Leye, kb_folder: Path) -> None:
    settings = Settings.from_environment()
    live = LiveKnowledge(kb_folder, settings.edition_file)
    live()
    spoil(kb_folder / "parameters/example_loan/individual_max.yml", "示例个人贷款最高额度", "新名字")
    assert not live.renew()
    assert "几秒内换上" in leye("kb", "publish").out
    assert live.renew() and live().parameters["example_loan.individual_max"].title == "新名字"


def test_nothing_is_published_while_something_has_to_be_mended(leye: Leye, kb_folder: Path) -> None:
    spoil(kb_folder / "policies/example_loan.yml", "serves: person", "serves: nobody")
    done = leye("kb", "publish")
    assert done.code != 0 and "1 处要改，没有换" in done.out + done.err
