"""What colleagues read on WeCom: the sentences around a lookup, and the answer as one text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.kb import KnowledgeBase, Period, Policy
from bot.staff import Role
from bot.text import typeset
from bot.wording.answers.dates import say_period
from bot.wording.answers.lookup import entry, nothing_found, quote_lines, validity_line
from bot.wording.answers.places import other_place_remark

ROLES = {
    Role.MATCHMAKER: "就业红娘",
    Role.EDITOR: "编辑",
    Role.APPROVER: "审批",
    Role.AUDITOR: "审计",
    Role.ADMIN: "管理员",
}
ASK_ME = "查"
HELP = (
    "发“查”加要找的词，就能看到答案、原文和文号，例如：\n"
    "查 创业担保贷款 材料\n"
    "查 创业担保贷款 额度 2022年6月\n"
    "只发要找的词也行。【转发给居民】下面那一段，可以直接转发。\n"
    "发“核”加居民的情况，就看哪些政策够得上：核 48 女 灵活就业\n"
    "发“找人”加工种和街镇，看登记求职、同意推荐的人：找人 电焊 中北；再回“推 1”就问本人\n"
    "发“练兵”或“今日一题”，做一道政策题，回字母或数字"
)
GREETING = f"您好，这里查就业政策的答案和原文。{HELP}"
VOICE = "语音这里听不了。请打字发要查的词，例如：查 创业担保贷款 材料"
MEDIA = "图片、文件和链接这里看不了，居民的材料也请不要发到这里。请打字发要查的词，例如：查 创业担保贷款 材料"
LOCATION = "位置这里用不上，也没有保存。请打字发要查的词，例如：查 创业担保贷款 材料"
ONLY_DIGITS = "只发数字不知道您要看哪一条。请把那一行“查 …”整句发来。"
TOO_LONG = "要查的话太长了，最多200个字。只发关键的词就行，例如：查 创业担保贷款 材料"
TOO_MANY = "您发得太快了，请稍等一会儿再发。"
OUT_OF_ORDER = "系统暂时查不了，请过几分钟再发一遍。"
STAFF_PROCESS_DIED = "刚才系统重启，您要查的没有答上，请再发一遍。"
CUT = "（后面还有，一次发不完。再加一个词，就只看那一部分，例如“材料”“额度”。）"
FORWARD = "【转发给居民】"
OTHERS = "还找到这些，要看就把“查 …”那一句发来："

USEFUL = "有用"
WRONG = "这条不对"
RECORDED = "已记录"
RECORDED_BEFORE = "之前已记录"
FEEDBACK_TITLE = "刚才这条有用吗？"
FEEDBACK_TEXT = "点一下就行。点“这条不对”，知识库的编辑会去核对。"
OLD_CARD = "这张卡片太久了，没有记下。要反馈，请把政策再查一遍，点新的卡片。"


def stranger(userid: str) -> str:
    """Return what to say to someone who is not in the table of colleagues: whom to ask, and by which name they are added."""
    return (
        f"您好，您还没有开通政策查询。请联系本单位负责“乐业”的管理员添加，告诉他您的企业微信账号：{userid}。"
        "只想问政策，请关注“乐业”公众号，或打12333（人社热线）。"
    )


def thanks_again(before: str) -> str:
    """Return what to say to a second tap on a card; ``before`` is the button that counts."""
    return f"这条您之前点过“{before}”，已经记下了，这次没有改动。"


def pushed(number: int, count: int, time: str) -> str:
    """Return the line above a piece of an answer that is pushed.

    The time makes two answers that are alike different messages: the platform drops a text that repeats one of the last half hour.

    >>> pushed(2, 3, "14:05:12"), pushed(1, 1, "14:05:12")
    ('（第2条，共3条，14:05:12）', '（14:05:12）')
    """
    return f"（第{number}条，共{count}条，{time}）" if count > 1 else f"（{time}）"


def words_for(kb: KnowledgeBase, policy: Policy, facet: str, when: str = "") -> str:
    """Return the words that look up just this facet of this policy, at the time that was asked about."""
    return " ".join(word for word in (ASK_ME, policy.short_title, kb.facets[facet].label, when) if word)


def lookup_parts(
    kb: KnowledgeBase,
    passages: Sequence[tuple[Policy, str]],
    period: Period,
    places: Sequence[str],
    today: date,
) -> tuple[str, ...]:
    """Return the best match with its quotes, the block to forward, and the words that bring the other matches.

    Args:
        passages: what was found, best first, at least one.
        places: other cities or provinces that were named.
    """
    (policy, facet), *others = passages
    found = entry(kb, policy, facet, period, today)
    when = "" if period == Period.day(today) else say_period(period)
    facts = [
        typeset(other_place_remark(places)),
        f"{policy.title} · {kb.facets[facet].label}",
        validity_line(policy),
        f"按{when}的规定：" if when else "",
        found.answer,
        *(line.strip() for line in quote_lines(found)),
    ]
    parts = ["\n".join(line for line in facts if line), f"{FORWARD}\n{found.forward}"]
    if others:
        numbered = [f"{number}. {words_for(kb, *each, when)}" for number, each in enumerate(others, start=2)]
        parts.append("\n".join([OTHERS, *numbered]))
    return tuple(parts)


def nothing_text(kb: KnowledgeBase, asked: str, referrals: Sequence[str], places: Sequence[str]) -> str:
    """Return that no basis was found and whom to ask; or whose matter it is."""
    lines = [other_place_remark(places), nothing_found(kb, asked, referrals)]
    return typeset("\n".join(line for line in lines if line))


def title_text(kb: KnowledgeBase, policy: Policy, facet: str) -> str:
    """Return what was looked up, as a title."""
    return f"{policy.short_title} · {kb.facets[facet].label}"


def about_text(policy: Policy, facet: str, asked: str) -> str:
    """Return what feedback on a lookup is about: policy, facet and the words that were searched."""
    return f"{policy.id}/{facet}/{asked}"
