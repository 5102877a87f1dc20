"""Statements and the questions beside them are named soundly, or the editor is told where they are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import PolicyDataError
from bot.kb import load


def problems(folder: Path) -> list[str]:
    """Return what is wrong with a knowledge base, as the editor reads it."""
    with pytest.raises(PolicyDataError) as raised:
        load(folder)
    return [str(problem) for problem in raised.value.problems]


def with_questions(folder: Path, policy: str, text: str) -> Path:
    """Write a file of questions."""
    (folder / "questions").mkdir(exist_ok=True)
    (folder / "questions" / f"{policy}.yml").write_text(text, encoding="utf-8")
    return folder


def named(folder: Path, sentence: str, name: str, more: str = "") -> None:
    """Give a sentence of the small loan an id and more keys."""
    path = folder / "policies" / "example_loan.yml"
    text = path.read_text(encoding="utf-8")
    assert f"- text: {sentence}" in text
    indent = " " * (len(text[: text.index(f"- text: {sentence}")].splitlines()[-1]) + 2)
    lines = f"- id: {name}\n{indent}text: {sentence}" + "".join(f"\n{indent}{line}" for line in more.splitlines())
    path.write_text(text.replace(f"- text: {sentence}", lines), encoding="utf-8")


def test_questions_are_known_by_their_statement(folder: Path) -> None:
    named(folder, "到经办银行办。", "bank")
    with_questions(folder, "example_loan", "policy: example_loan\nquestions:\n  bank: [上哪儿办, 去哪个银行]\n")
    [sentence] = [
        each for each in load(folder).policies["example_loan"].answers["where"].sentences if each.id == "bank"
    ]
    assert sentence.questions == ("上哪儿办", "去哪个银行")


def test_an_editor_may_write_the_questions_right_beside_the_statement(folder: Path) -> None:
    named(folder, "到经办银行办。", "bank", "questions: [上哪儿办, 去哪个银行, 哪家银行给办]")
    [sentence] = [
        each for each in load(folder).policies["example_loan"].answers["where"].sentences if each.id == "bank"
    ]
    assert len(sentence.questions) == 3


def test_questions_for_a_statement_that_is_not_there_are_named(folder: Path) -> None:
    with_questions(folder, "example_loan", "policy: example_loan\nquestions:\n  nowhere: [上哪儿办]\n")
    assert problems(folder) == [
        "questions/example_loan.yml: questions.nowhere: example_loan 里没有编号为 nowhere 的句子;检查拼写"
    ]


def test_a_question_on_two_statements_is_named(folder: Path) -> None:
    named(folder, "到经办银行办。", "bank")
    named(folder, "最长三年。", "term")
    text = "policy: example_loan\nquestions:\n  bank: [上哪儿办]\n  term: [上哪儿办？]\n"
    [problem] = problems(with_questions(folder, "example_loan", text))
    assert "一个问法只能属于一句话" in problem


def test_one_name_for_two_sentences_of_one_day_is_named(folder: Path) -> None:
    named(folder, "到经办银行办。", "same")
    named(folder, "最长三年。", "same")
    assert any("编号 same 在同一段日期里已经用过" in problem for problem in problems(folder))


def test_a_fact_that_does_not_exist_is_named(folder: Path) -> None:
    named(folder, "到经办银行办。", "bank", "applies_when: [{fact: no_such_fact, op: eq, value: true}]")
    assert any("facts.yml 里没有 no_such_fact" in problem for problem in problems(folder))


def test_what_was_not_found_says_when_it_was_looked_for(folder: Path) -> None:
    named(folder, "到经办银行办。", "bank", "absence: true")
    assert any("缺少 searched_on" in problem for problem in problems(folder))


def test_a_facet_that_makes_no_sense_says_why(folder: Path) -> None:
    path = folder / "policies" / "example_loan.yml"
    text = path.read_text(encoding="utf-8")
    start = text.index("  status:")
    end = text.index("\n  ", text.index("ask:", start))
    path.write_text(text[:start] + "  status:\n    not_applicable: 这项没有进度可查。" + text[end:], encoding="utf-8")
    assert load(folder).policies["example_loan"].answers["status"].why == "这项没有进度可查。"
