"""Gate 2 for the wordings of referrals.yml: each can be read, and stands for plain words only."""

from __future__ import annotations

from bot.errors import Problem
from bot.kb.gates.spoken.acts import unreadable
from bot.kb.loading.files import RawFiles
from bot.kb.model.fact_templates import GAP, TemplateParser

NOT_PLAIN = (GAP, "{", "^", "$", "<")


def check_neighbours(raw: RawFiles) -> list[Problem]:
    """Return every wording of a neighbouring matter that cannot be read, or that holds a gap or something counted."""
    problems: list[Problem] = []
    for name, data in raw.items("referrals"):
        for place, entry in enumerate(data):
            for text in entry.get("says", ()):
                mistake = unreadable(text, TemplateParser({}))
                if mistake is None and any(sign in text for sign in NOT_PLAIN):
                    mistake = f"{text}: 这里只能写字、( | ) 和 [ | ],不能用 {'、'.join(NOT_PLAIN)}"
                if mistake is not None:
                    problems.append(Problem(name, f"{place}.says", mistake))
    return problems
