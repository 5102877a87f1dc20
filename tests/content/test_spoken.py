"""Names and questions are changed in the files without disturbing what stands beside them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.content import names_in_file, with_names, with_questions
from bot.errors import SituationError

POLICY = """\
id: example
aliases:
  - 房租补贴
  - 租房钱
# 起止日没有都读到。
valid_from: 2022-07-01
"""
QUESTIONS = "policy: example\nquestions:\n  what:\n    - 房租补多少\n  how:\n    - 怎么办\n"


def test_a_new_name_stands_behind_the_others_and_above_the_comment() -> None:
    changed = with_names(POLICY, ["房租补贴", "租房钱", "4050"])
    assert changed == POLICY.replace("  - 租房钱\n", "  - 租房钱\n  - '4050'\n")
    assert names_in_file(changed) == ("房租补贴", "租房钱", "4050")


def test_a_name_that_goes_is_retired_and_one_that_comes_back_is_not() -> None:
    gone = with_names(POLICY, ["房租补贴"])
    assert gone == POLICY.replace("  - 租房钱\n", "retired_aliases:\n  - 租房钱\n")
    assert with_names(gone, ["房租补贴", "租房钱"]) == POLICY


def test_a_list_in_one_line_stays_in_one_line() -> None:
    changed = with_names("aliases: [贷款, 小贷]\nvalid_from: 2020-01-01\n", ["贷款", "小贷", "开店钱"])
    assert changed == "aliases: [贷款, 小贷, 开店钱]\nvalid_from: 2020-01-01\n"


def test_questions_of_one_sentence_change_and_those_of_others_stay() -> None:
    changed = with_questions(QUESTIONS, "example", "what", ["房租补多少", "租房给多少"])
    assert changed == QUESTIONS.replace("    - 房租补多少\n", "    - 房租补多少\n    - 租房给多少\n")


def test_a_sentence_without_questions_gets_its_first_and_loses_its_last() -> None:
    changed = with_questions(QUESTIONS, "example", "when", ["什么时候办"])
    assert changed == QUESTIONS + "  when:\n    - 什么时候办\n"
    assert with_questions(changed, "example", "when", []) == QUESTIONS


def test_a_policy_without_a_file_of_questions_gets_one() -> None:
    text = with_questions(None, "example", "what", ["房租补多少"])
    assert yaml.safe_load(text) == {"policy": "example", "questions": {"what": ["房租补多少"]}}
    assert with_questions(text, "example", "what", ["房租补多少"]) == text


def test_the_last_question_of_a_policy_stays() -> None:
    with pytest.raises(SituationError, match="至少要留一个"):
        with_questions("policy: example\nquestions:\n  what: [怎么办]\n", "example", "what", [])


def test_what_is_changed_and_changed_back_in_the_kept_files_is_as_before() -> None:
    for file in sorted(Path("policies_kb/policies").glob("*.yml")):
        text = file.read_text(encoding="utf-8")
        names = names_in_file(text)
        there = with_names(text, [*names, "一个从没有过的叫法"])
        back = there.replace("  - 一个从没有过的叫法\n", "").replace(", 一个从没有过的叫法]", "]")
        assert back == text, file.name
