"""The sample of answers is drawn the same from the same seed, and its rule can fail on each of the three things it counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bench.quality.answer_sample import DrawnQuestion, SaidAnswer, digest, draw, faults_of, report
from bot.kb import KnowledgeBase, load

KB = Path(__file__).parents[3] / "policies_kb"
TODAY = date(2026, 11, 30)
ASKED = DrawnQuestion("要钱吗", "", "training", "free", ("不用交,培训免费。",))


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load(KB)


def test_the_same_seed_draws_the_same_and_another_draws_others(kb: KnowledgeBase) -> None:
    drawn = draw(kb, 14, 40, TODAY)
    assert drawn == draw(kb, 14, 40, TODAY) != draw(kb, 15, 40, TODAY)
    assert len(drawn) == len({(each.policy, each.statement) for each in drawn}) == 40


def test_what_names_nothing_is_asked_after_its_policy_was_named(kb: KnowledgeBase) -> None:
    for each in draw(kb, 14, 40, TODAY):
        assert each.before in ("", kb.policies[each.policy].short_title)
        assert each.wanted


@pytest.mark.parametrize(
    "text",
    [
        "不用交，培训免费〔天津官方〕①。",
        "不用交，培训免费。再带上身份证〔媒体转述〕①②。\n〔媒体转述〕：报道、网页转述的，没见到原文，办前打12333核一下。",
        "按2022年的规定：\n不用交，培训免费〔旧办法，2023年3月到期〕①。",
        "按天津西青的规定（湖北的请问当地人社部门）：\n【要多少钱】不用交，培训免费。",
    ],
)
def test_an_answer_that_begins_with_what_is_wanted_is_right(text: str) -> None:
    assert faults_of(ASKED, [{"text": text}]) == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("带身份证。不用交，培训免费。", "第一句不是答这一问的"),
        ("不用交，培训免费。名单没有查到。\n〔媒体转述〕：转述的，打12333核一下。", "提醒了 2 次"),
        ("不用交，培训免费。" + "又" * 120 + "。", "130 个字"),
        ("", "第一句不是答这一问的"),
    ],
)
def test_each_fault_is_found(text: str, fault: str) -> None:
    assert faults_of(ASKED, [{"text": text}]) == (fault,)


def test_what_a_reader_found_counts_for_the_very_answers_that_were_read() -> None:
    answers = [SaidAnswer(ASKED, "不用交，培训免费。", ())]
    read = {"answers": digest(answers), "read_on": "2026-11-30", "right": 1, "remark": ""}
    assert "一句一句读过（2026-11-30）：第一句就答到点上 1/1" in report(answers, [], read)
    changed = [SaidAnswer(ASKED, "不用交。", ())]
    assert "这一批还没有人读过" in report(changed, [], read)
