"""One list of outcomes: the enum, the file, the page of the documents and the chat page agree."""

from __future__ import annotations

import re
from pathlib import Path

from bot.conversation.outcome_table import outcome_table
from bot.conversation.reply import Outcome
from bot.questions.states import RATABLE, UNANSWERED

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/answer_outcomes.md"
CHAT_PAGE = ROOT / "bot/front/chat/static"
LISTED_IN_JS = re.compile(r'const (?:ASKS|UNASKED) = \[("[a-z_", ]+")\]')


def test_every_outcome_is_in_the_file_in_the_order_of_the_enum() -> None:
    assert list(outcome_table()) == list(Outcome)


def test_the_page_of_the_documents_says_what_the_file_says() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert rows == [
        f"| `{outcome.value}` | {each.label} | {each.when} | {each.shown} | {each.sources} |"
        for outcome, each in outcome_table().items()
    ]


def test_every_outcome_has_a_colour_of_its_own() -> None:
    colours = [entry.colour for entry in outcome_table().values()]
    assert len(set(colours)) == len(Outcome)
    assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in colours)


def test_whatever_comes_into_the_queue_has_words_there() -> None:
    named = {outcome.value for outcome, entry in outcome_table().items() if entry.in_queue is not None}
    assert named == RATABLE | UNANSWERED


def test_the_chat_page_names_only_outcomes() -> None:
    lists = [
        name
        for file in sorted(CHAT_PAGE.glob("*.js"))
        for found in LISTED_IN_JS.findall(file.read_text(encoding="utf-8"))
        for name in re.findall(r"[a-z_]+", found)
    ]
    assert len(lists) == 4
    assert set(lists) <= {outcome.value for outcome in Outcome}
