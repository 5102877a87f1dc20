"""Hears what is asked about the last answer itself: what its marks stand for, what a tag of it means, why it is so."""

from __future__ import annotations

import re

from bot.answering.action_result import ActionResult
from bot.answering.turn import Turn
from bot.wording.answers import explain_tags, say_no_reason, show_basis

BASIS = re.compile(r"(?:看看?|查看|回复?)?[“\"「]?(?:依据|出处)[”\"」]?(?:是什么|呢|在哪)?|[①-⑳]+(?:是什么|是啥|呢)?")
TAGS = re.compile(
    r"(?:这个?|那个?|上面的?)?(?:标签|方括号|括号里?|〔[^〕]+〕|媒体转述|国家规定|天津官方|西青方案|旧办法)(?:里?的?(?:字|词|话)?)?"
    r"(?:是|都是|有|指)?(?:什么|啥|哪个)(?:意思|含义|东西)?"
)
WHY = re.compile(
    r"(?:那|这|它)?(?:又)?(?:是)?(?:为啥|为什么|为嘛|凭啥|凭什么|怎么回事|咋回事|怎么会|咋会)(?:会|要|得)?(?:这样|这么定|这么规定|这样规定|啊|呀|呢|嘛|的)*"
)
ENDS = " ,。.!?、~，！？“”"


def answer_about_answer(turn: Turn) -> ActionResult | None:
    """Return what the marks or tags of the last answer mean, where just that is asked; else None."""
    words = turn.text.strip(ENDS)
    if TAGS.fullmatch(words):
        return ActionResult.by(explain_tags(turn.today))
    sources = [source for reply in turn.last_replies for source in reply.get("sources", ())]
    if sources and WHY.fullmatch(words):
        return ActionResult.by(say_no_reason(sources, turn.today))
    if sources and BASIS.fullmatch(words):
        return ActionResult.by(show_basis(sources, turn.today))
    return None
