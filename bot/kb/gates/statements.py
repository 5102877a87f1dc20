"""Gates 2 and 3 for statements: names are unique where they must be, two of one kind can be told apart, a question belongs to one statement."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import PurePosixPath
from typing import Any

from bot.errors import Problem
from bot.kb.gates.references import known_ids
from bot.kb.loading.files import RawFiles

_NO_LETTERS = re.compile(r"[\W_]+")


def check_statements(raw: RawFiles) -> list[Problem]:
    """Return every mistake in the names of statements, in when they matter, and in the questions beside them."""
    return [*_names(raw), *_facts(raw), *_question_files(raw), *_shared_questions(raw)]


def statements_of(data: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield ``(facet, place, entry)`` for each statement of a policy file."""
    for facet, answer in data["answers"].items():
        for index, entry in enumerate(answer if isinstance(answer, list) else ()):
            yield facet, f"answers.{facet}[{index}]", entry


def _names(raw: RawFiles) -> Iterator[Problem]:
    """Wordings of different days share a name; on one day a name means one sentence of one facet."""
    for name, data in raw.items("policies"):
        seen: dict[str, list[tuple[str, str, dict[str, Any]]]] = defaultdict(list)
        for facet, place, entry in statements_of(data):
            if "id" in entry:
                seen[entry["id"]].append((facet, place, entry))
        for same in seen.values():
            for (facet, _, first), (other_facet, place, second) in combinations(same, 2):
                if facet != other_facet or _overlap(first, second):
                    yield Problem(
                        name, f"{place}.id", f"编号 {second['id']} 在同一段日期里已经用过;换一个,或把日期分开"
                    )


def _overlap(first: dict[str, Any], second: dict[str, Any]) -> bool:
    starts = [entry.get("valid_from") or "0000" for entry in (first, second)]
    ends = [entry.get("valid_to") or "9999" for entry in (first, second)]
    return max(starts) <= min(ends)


def _facts(raw: RawFiles) -> Iterator[Problem]:
    facts = known_ids(raw, "facts")
    for name, data in raw.items("policies"):
        for _, place, entry in statements_of(data):
            for index, condition in enumerate(entry.get("applies_when", ())):
                if condition["fact"] not in facts:
                    yield Problem(
                        name, f"{place}.applies_when[{index}].fact", f"facts.yml 里没有 {condition['fact']};检查拼写"
                    )


def _question_files(raw: RawFiles) -> Iterator[Problem]:
    statements = {
        data["id"]: {entry.get("id", "") for _, _, entry in statements_of(data)} for _, data in raw.items("policies")
    }
    for name, data in raw.items("questions"):
        if data["policy"] != PurePosixPath(name).stem:
            yield Problem(name, "policy", f"「{data['policy']}」和文件名不一致;改成 {PurePosixPath(name).stem}")
        if data["policy"] not in statements:
            if "policies" not in raw.unusable:
                yield Problem(name, "policy", f"policies 里没有 {data['policy']};检查拼写")
            continue
        for statement in data["questions"]:
            if statement not in statements[data["policy"]]:
                yield Problem(
                    name, f"questions.{statement}", f"{data['policy']} 里没有编号为 {statement} 的句子;检查拼写"
                )


def _shared_questions(raw: RawFiles) -> Iterator[Problem]:
    """A question that stands on two statements would be answered by chance."""
    owners: dict[str, str] = {}
    for name, place, owner, question in _questions(raw):
        plain = plain_question(question)
        if not plain:
            yield Problem(name, place, f"「{question}」没有字;写成一句问话")
        elif owners.setdefault(plain, owner) != owner:
            yield Problem(name, place, f"「{question}」已经是 {owners[plain]} 的问法;一个问法只能属于一句话")


def _questions(raw: RawFiles) -> Iterator[tuple[str, str, str, str]]:
    """Yield ``(file, place, statement, question)``."""
    for name, data in raw.items("questions"):
        for statement, questions in data["questions"].items():
            for index, question in enumerate(questions):
                yield name, f"questions.{statement}[{index}]", f"{data['policy']}.{statement}", question
    for name, data in raw.items("policies"):
        for _, place, entry in statements_of(data):
            for index, question in enumerate(entry.get("questions", ())):
                yield name, f"{place}.questions[{index}]", f"{data['id']}.{entry.get('id', place)}", question


def plain_question(question: str) -> str:
    """Return a question without punctuation and spaces, in lower case: what makes two questions the same.

    >>> plain_question("社保补贴, 给几年?")
    '社保补贴给几年'
    """
    return _NO_LETTERS.sub("", question).lower()
