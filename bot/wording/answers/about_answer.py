"""What people ask about the answer itself: what its marks stand for, what its tags mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.conversation import Outcome, Reply
from bot.wording.answers.marks import basis_lines
from bot.wording.answers.tags import ORDER, meaning

NO_BASIS = "上面那句话没有引用文件。您想问哪项政策,我按文件给您答。"
MOST_NAMED = 2


def show_basis(sources: Sequence[Mapping[str, Any]], today: date) -> Reply:
    """Return what the marks of the last answer stand for, with the words quoted and the page where there is one.

    Args:
        sources: of the last answer, in the shape of the chat API.
        today: the day of the question.
    """
    return Reply("\n".join(basis_lines(sources)) or NO_BASIS, Outcome.SMALL_TALK, today)


def say_no_reason(sources: Sequence[Mapping[str, Any]], today: date) -> Reply:
    """Return that no source says why a rule is as it is, and which document says that it is so.

    Args:
        sources: of the last answer, in the shape of the chat API.
        today: the day of the question.
    """
    titles = "、".join(dict.fromkeys(f"《{source['title']}》" for source in sources[:MOST_NAMED]))
    text = f"为什么这么定，资料里没有写。上面是照{titles}说的；想问清楚，打12333（人社热线）。"
    return Reply(text, Outcome.NOT_COVERED, today)


def explain_tags(today: date) -> Reply:
    """Return what every tag means, from what can be relied on to what has to be asked again."""
    return Reply("\n".join(meaning(name) for name in ORDER), Outcome.SMALL_TALK, today)
