"""Nothing is said of a policy but whole statements of the knowledge base, with the days, tags and marks around them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bench.quality.answer_sample import draw
from bot.answering import Turn
from bot.answering.checks.state import Check
from bot.answering.question import answer_question
from bot.answering.toolbox import Toolbox, toolbox_of
from bot.kb import PLACE, KnowledgeBase, load
from bot.lookup.statements import entries_of
from bot.text import typeset
from bot.understanding import Context

KB = Path(__file__).parents[3] / "policies_kb"
TODAY = date(2026, 11, 30)
SEED, COUNT = 77, 120
NUMBER = r"(?:\d[\d.]*(?:%|万元|元|个月|个工作日|月|日|天|人|年|周岁|倍)?|[一二三四五六七八九十百]+(?:分之[一二三四五六七八九十]+)?)"
# Tags, marks, heads, and from when a number holds.
AROUND = re.compile(r"〔[^〕]*〕|[①-⑳]|【[^】]*】|[（(]\d{4}年\d{1,2}月(?:\d{1,2}日)?起[)）]")


# What a line that is no statement begins with; the last shows an address of the knowledge base.
AHEAD = ("按", "依据", "以上", "现在就能办：")


@pytest.fixture(scope="module")
def known() -> Toolbox:
    return toolbox_of(load(KB), TODAY)


def held(kb: KnowledgeBase) -> list[re.Pattern[str]]:
    """Return everything that may be said of any policy, the longest first; a number of the knowledge base may stand for itself."""
    templates = {wording.template for entry in entries_of(kb) for wording in entry.wordings}
    return [
        re.compile(NUMBER.join(re.escape(bare(part)) for part in PLACE.split(template)[::2]))
        for template in sorted(templates, key=len, reverse=True)
    ]


def bare(text: str) -> str:
    return re.sub(r"[\s，。；;,.：:、“”\"（）()]", "", AROUND.sub("", typeset(text)))


def turn(question: str) -> Turn:
    return Turn(question, "ask_overview", (), {}, TODAY, Context(), 0, (), Check())


def test_every_sentence_of_an_answer_is_a_whole_statement(known: Toolbox) -> None:
    statements = held(known.kb)
    strange = []
    for drawn in draw(known.kb, SEED, COUNT, TODAY):
        for reply in answer_question(known, turn(drawn.text)).replies:
            if reply["outcome"] != "answered" or reply["verdict"]:
                continue
            said = reply["text"].split("\n这说的是")[0].split("\n〔")[0]
            rest = "".join(bare(line) for line in said.split("\n") if not line.startswith(AHEAD))
            for statement in statements:
                rest = statement.sub("", rest)
            if rest:
                strange.append((drawn.text, rest))
    assert strange == []
