"""What colleagues change of how people say things: the names of a policy, the questions that a sentence answers. Pure; text in, text out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import yaml
from ruamel.yaml.comments import CommentedSeq

from bot.errors import SituationError
from bot.kb import edited, laid_out


def spoken_lines(text: str) -> tuple[str, ...]:
    r"""Return what was typed line by line, tidied: no empty line, none twice.

    >>> spoken_lines(" 房租补贴 \n\n租房  补贴\n房租补贴")
    ('房租补贴', '租房 补贴')

    Raises:
        SituationError: a line is a single character, which names nothing.
    """
    lines = dict.fromkeys(" ".join(line.split()) for line in text.splitlines())
    for line in lines:
        if len(line) == 1:
            raise SituationError(f"“{line}”只有一个字，听不出说的是什么。请写两个字以上。")
    return tuple(line for line in lines if line)


def with_names(text: str, names: Sequence[str]) -> str:
    """Return the file of a policy with other everyday names; one that goes is kept among those that were retired."""

    def change(data: Any) -> None:
        held = data["aliases"]
        gone = [str(name) for name in held if name not in names]
        retired = [name for name in (*map(str, data.get("retired_aliases", ())), *gone) if name not in names]
        _fill(held, names)
        if retired and "retired_aliases" not in data:
            _begin_retired(data, held)
        if retired:
            _fill(data["retired_aliases"], list(dict.fromkeys(retired)))
        elif "retired_aliases" in data:
            _pass_comment(data.pop("retired_aliases"), held)

    return edited(text, change)


def with_questions(text: str | None, policy: str, statement: str, questions: Sequence[str]) -> str:
    """Return the file of questions of a policy with other questions for one of its sentences.

    Args:
        text: what the file holds; None when the policy has none yet.
        statement: the id of the sentence.

    Raises:
        SituationError: it would be the last question of the policy that goes.
    """
    if text is None:
        lines = yaml.safe_dump({"policy": policy, "questions": {statement: list(questions)}}, allow_unicode=True)
        return laid_out(lines)

    def change(data: Any) -> None:
        held = data["questions"]
        if not questions and set(held) <= {statement}:
            raise SituationError("这项政策至少要留一个问法。")
        if not questions:
            held.pop(statement, None)
        elif statement in held:
            _fill(held[statement], questions)
        else:
            held[statement] = list(questions)

    return edited(text, change)


def names_in_file(text: str) -> tuple[str, ...]:
    """Return the everyday names that the file of a policy holds."""
    found: list[str] = []
    edited(text, lambda data: found.extend(map(str, data["aliases"])))
    return tuple(found)


def _begin_retired(data: Any, names: CommentedSeq) -> None:
    """Put an empty list behind the names; a comment that stood below them goes along and stays above what comes next."""
    retired = CommentedSeq([""])
    _pass_comment(names, retired)
    data.insert(list(data).index("aliases") + 1, "retired_aliases", retired)


def _pass_comment(here: CommentedSeq, there: CommentedSeq) -> None:
    """Let the comment below one list stand below another."""
    comment = here.ca.items.pop(len(here) - 1, None)
    if comment is not None:
        there.ca.items[len(there) - 1] = comment


def _fill(held: Any, wanted: Iterable[str]) -> None:
    """Make a list hold other texts; the last entry is never taken out, because a comment below the list belongs to it."""
    wanted, written = list(wanted), {str(each): each for each in held}
    while len(held) > max(len(wanted), 1):
        del held[max(len(held) - 2, 0)]
    while len(held) < len(wanted):
        held.insert(max(len(held) - 1, 0), "")
    if not wanted:
        held.clear()
    for index, each in enumerate(wanted):
        held[index] = written.get(each, each)
