"""Seekers as a matchmaker reads them on WeCom: what they want and why they fit, never who they are. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.jobs import Opening
from bot.jobs.pairs import JobPair
from bot.text import typeset
from bot.wording.jobs.openings import say_pay
from bot.wording.jobs.pairs import UNKNOWN, say_pair, say_pair_question
from bot.wording.jobs.seekers import registered_lines

ASK_SEEKERS = "找什么工种的人、在哪个街镇？一次一个工种，例如：找人 电焊 中北。也可以写岗位编号：找人 120"
NOT_FOR_YOU = "找人只给就业红娘用。"
NOBODY = "现在没有登记找{trade}的人（只看同意推荐、还没到期的）。"
HEAD = "登记找{trade}、同意红娘推荐的（每一家都要先问本人）："
HEAD_OF = "登记求职、同意红娘推荐的，最合适“{title}”（{employer}）的（要先问本人）："
NOBODY_OF = "现在没有登记的人适合“{title}”（只看同意推荐、还没到期的）。"
HOW = "要推介，回“推”加编号，例如：推 1"
NOT_PUBLIC_OPENING = "没有编号{number}的岗位，或者没通过审核、招满、过期了。"
NO_LIST = "“推”要跟着一份名单：先发“找人”加工种和街镇，或加岗位编号，再回编号。名单只记12小时。"
NOT_ON_LIST = "上一份名单有{count}位，没有这个编号。请重新“找人”再看。"
NOT_ANY_MORE = "{number}号停了求职登记，或者到期、暂停了，不能推介，请不要再为这件事联系。请重新“找人”。"
NO_CALL = "{number}号还没有呼叫红娘，不能推介。"
NOT_YOURS = "呼叫{referral}归别的站或别的同事，不归您推介。"
NO_OPENINGS = "{number}号现在没有合适的、没推介过的岗位。"
OFFERED = "{number}号最合适的岗位，要问本人，回“推 {number} 1”这样："
ASKED = "问了本人要不要推荐给{name}。答复写在工作台的呼叫{referral}里；本人同意了再问单位。"
_HIDDEN = ("电话",)


def say_seekers(trade: str, found: Sequence[tuple[JobPair, int | None]]) -> str:
    """Return seekers with reasons, and the referral in whose page they can be asked; None where they have none open."""
    if not found:
        return NOBODY.format(trade=trade)
    return _listed(HEAD.format(trade=trade), found)


def say_seekers_of(opening: Opening, found: Sequence[tuple[JobPair, int | None]]) -> str:
    """Return the seekers for one opening, as ``say_seekers`` does."""
    if not found:
        return NOBODY_OF.format(title=opening.title)
    return _listed(HEAD_OF.format(title=opening.title, employer=opening.employer.name), found)


def say_offered(number: int, pairs: Sequence[JobPair]) -> str:
    """Return the openings that may be proposed to a seeker of a list, with reasons and what to ask first."""
    if not pairs:
        return NO_OPENINGS.format(number=number)
    lines = [OFFERED.format(number=number)]
    for which, pair in enumerate(pairs, start=1):
        opening = pair.opening
        lines.append(
            f"{which}. {opening.title}，{opening.employer.name}，{opening.town or '没写街镇'}，{say_pay(opening)}"
        )
        lines.append("   " + "；".join(f"{mark}：{words}" for mark, words in say_pair(pair)))
        question = say_pair_question(pair)
        lines += [f"   {question}"] if question else []
    return typeset("\n".join(lines))


def _listed(head: str, found: Sequence[tuple[JobPair, int | None]]) -> str:
    lines = [head]
    for number, (pair, referral) in enumerate(found, start=1):
        wants = "，".join(f"{label}{said}" for label, said in registered_lines(pair.seeker) if label not in _HIDDEN)
        # Where nothing but trade and town was said, all the rest is unknown.
        why = "；".join(f"{mark}：{words}" for mark, words in say_pair(pair) if mark != UNKNOWN)
        way = "还没有呼叫红娘，不能推介" if referral is None else f"在工作台的呼叫{referral}里推介"
        lines.append(f"{number}. {wants}\n   {why}\n   {way}")
    lines += [HOW] if any(referral is not None for _, referral in found) else []
    return typeset("\n".join(lines))
