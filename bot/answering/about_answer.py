"""Hears what is asked about the last answer itself: what its marks stand for, what a tag of it means."""

from __future__ import annotations

import re

from bot.answering.action_result import ActionResult
from bot.answering.turn import Turn
from bot.wording.answers import explain_tags, show_basis

BASIS = re.compile(r"(?:看看?|查看|回复?)?[“\"「]?(?:依据|出处)[”\"」]?(?:是什么|呢|在哪)?|[①-⑳]+(?:是什么|是啥|呢)?")
TAGS = re.compile(
    r"(?:这个?|那个?|上面的?)?(?:标签|方括号|括号里?|〔[^〕]+〕|媒体转述|国家规定|天津官方|西青方案|旧办法)(?:里?的?(?:字|词|话)?)?"
    r"(?:是|都是|有|指)?(?:什么|啥|哪个)(?:意思|含义|东西)?"
)
ENDS = " ,。.!?、~，！？“”"


def answer_about_answer(turn: Turn) -> ActionResult | None:
    """Return what the marks or tags of the last answer mean, where just that is asked; else None."""
    words = turn.text.strip(ENDS)
    if TAGS.fullmatch(words):
        return ActionResult.by(explain_tags(turn.today))
    sources = [source for reply in turn.last_replies for source in reply.get("sources", ())]
    if sources and BASIS.fullmatch(words):
        return ActionResult.by(show_basis(sources, turn.today))
    return None
