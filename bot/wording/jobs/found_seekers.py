"""Seekers as a matchmaker reads them on WeCom: what they want and why they fit, never who they are. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.jobs.pairs import JobPair
from bot.text import typeset
from bot.wording.jobs.pairs import UNKNOWN, say_pair
from bot.wording.jobs.seekers import registered_lines

ASK_SEEKERS = "找什么工种的人、在哪个街镇？一次一个工种，例如：找人 电焊 中北"
NOT_FOR_YOU = "找人只给就业红娘用。"
NOBODY = "现在没有登记找{trade}的人（只看同意推荐、还没到期的）。"
HEAD = "登记找{trade}、同意红娘推荐的（每一家都要先问本人）："
_HIDDEN = ("电话",)


def say_seekers(trade: str, found: Sequence[tuple[JobPair, int | None]]) -> str:
    """Return seekers with reasons, and the referral in whose page they can be asked; None where they have none open."""
    if not found:
        return NOBODY.format(trade=trade)
    lines = [HEAD.format(trade=trade)]
    for number, (pair, referral) in enumerate(found, start=1):
        wants = "，".join(f"{label}{said}" for label, said in registered_lines(pair.seeker) if label not in _HIDDEN)
        # Nothing but trade and town was said, so all the rest is unknown.
        why = "；".join(f"{mark}：{words}" for mark, words in say_pair(pair) if mark != UNKNOWN)
        way = "还没有呼叫红娘，不能推介" if referral is None else f"在工作台的呼叫{referral}里推介"
        lines.append(f"{number}. {wants}\n   {why}\n   {way}")
    return typeset("\n".join(lines))
