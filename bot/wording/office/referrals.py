"""What people hear of 呼叫—指派: the offer of a person, the promise, each step. And how colleagues are named to them."""

from __future__ import annotations

from datetime import date, datetime

from bot.clock import SHANGHAI
from bot.conversation import Channel, Outline, OutlinePart, OutlinePoint
from bot.kb import KnowledgeBase
from bot.wording.answers.refer import whom_to_reach

WEEKDAYS = "一二三四五六日"
ASK_AREA = "您住在哪个街镇？我请那边的就业红娘来联系您。"
ELSEWHERE = "别的地方，或说不清"
ASK_PHONE = "红娘打您哪个电话方便？请发手机号。\n号码只用来联系您这一件事，加密保存，办结后60天删除。不想留电话，就选“就在这里聊”。"
HERE = "就在这里聊"
NO_PHONE = "这个号码不对。请发11位手机号，或者带区号的座机；不想留电话，就选“就在这里聊”。"
UNASKED_PHONE = "这像是电话号码，我没有记下来。想请就业红娘给您打电话吗？点“请就业红娘联系我”，再发一遍号码就行；不是的话，想问什么直接说。"
CALL_ME, NOT_NOW = "请就业红娘联系我", "先不用"
CANCEL = "不用联系我了"
LEFT_ALONE = "好的，不打扰您。想找人的时候，再说一声“找人工”就行。"
CANCELLED = "好的，已经告诉红娘不用联系您了。以后想找人，再说一声“找人工”就行。"


def name_of(name: str | None) -> str:
    """Return how a colleague is named to people: the family name is enough.

    >>> name_of("李红"), name_of(None)
    ('李老师', '就业红娘')
    """
    return f"{name[0]}老师" if name else "就业红娘"


def say_when(due: datetime, on: date) -> str:
    """Return until when, as people say it.

    >>> say_when(datetime(2026, 11, 25, 18, 0, tzinfo=SHANGHAI), date(2026, 11, 25))
    '今天18点前'
    >>> say_when(datetime(2026, 11, 30, 18, 0, tzinfo=SHANGHAI), date(2026, 11, 27))
    '11月30日（周一）18点前'
    """
    local = due.astimezone(SHANGHAI)
    if local.date() == on:
        return f"今天{local.hour}点前"
    if (local.date() - on).days == 1:
        return f"明天{local.hour}点前"
    return f"{local.month}月{local.day}日（周{WEEKDAYS[local.weekday()]}）{local.hour}点前"


def offer_person(kb: KnowledgeBase) -> str:
    """Return the offer of a person, for someone who asks for one."""
    return f"我是机器人。可以请就业红娘来联系您，也可以自己打电话：{whom_to_reach(kb)}"


def confirm_call(
    referral: int, who: str, station: str | None, contact_by: str, introduce_by: str, how: str, code: str = ""
) -> str:
    """Return what is promised; ``how`` says where the person will be reached, ``code`` opens the call on another day or device."""
    whom = f"{station}的{who}" if station else "就业红娘"
    shown = f"，查询码{code}" if code else ""
    kept = "请记下这两个数：换手机、隔天，点“更多”里的“查我找的红娘”，都能看回话。" if code else ""
    return (
        f"已经登记，编号{referral}{shown}。{kept}{whom}会在{contact_by}{how}；要介绍岗位的，{introduce_by}给您和用人单位牵线。"
        "\n随时可以问我“到哪一步了”；不需要了，就说“不用联系我了”。"
    )


def confirmation_outline(text: str) -> Outline:
    """Return the parts of a promise: number and code lead, what happens then is a list."""
    lead, _, rest = text.partition("。")
    points = tuple(OutlinePoint(line) for line in rest.replace("。", "。\n").split("\n") if line)
    return Outline(CALL_ME, f"{lead}。", parts=(OutlinePart("", points),))


def say_how(channel: Channel, *, has_phone: bool) -> str:
    """Return how someone who called will be reached: nobody is told to wait where no answer can come.

    >>> say_how(Channel.WEB, has_phone=True)
    '打您留的电话联系您'
    """
    if has_phone:
        return "打您留的电话联系您"
    if channel is Channel.WEB:
        return "在这个网页里联系您。最好别关掉、别清空这个网页；怕错过，现在发个手机号就行"
    return "在这里发消息联系您"


def confirm_phone(referral: int, number: str) -> str:
    """Return that a number was kept for a call that is open; it is told apart by its end, and not repeated.

    >>> confirm_phone(3, "13812345678")
    '记下了：编号3，红娘打尾号5678的电话联系您。号码只用来联系您这一件事，加密保存，办结后60天删除。'
    """
    return f"记下了：编号{referral}，红娘打尾号{number[-4:]}的电话联系您。号码只用来联系您这一件事，加密保存，办结后60天删除。"


def say_progress(referral: int, state: str, who: str, station: str | None, contact_by: str, introduce_by: str) -> str:
    """Return how far a referral has come."""
    whom = f"{station}的{who}" if station else who
    return {
        "open": f"编号{referral}：还没有联系您。{whom}会在{contact_by}联系您。",
        "late": f"编号{referral}：说好的时间过了，还没有联系上您，对不起。已经报给管理员催办。",
        "contacted": f"编号{referral}：{whom}已经和您联系过；牵线介绍在{introduce_by}做完。",
        "introduced": f"编号{referral}：{whom}已经替您牵过线，等最后的结果。",
        "closed": f"编号{referral}：这件事已经办结。还有问题，再说一声“找人工”。",
    }[state]


def say_contacted(who: str, station: str | None) -> str:
    """Return the step that someone was contacted."""
    return f"{_whom(who, station)}记下了：已经和您联系过。没有这回事的话，请说“找人工”。"


def say_introduced(who: str, station: str | None) -> str:
    """Return the step of the introduction."""
    return f"{_whom(who, station)}记下了：已经替您和用人单位牵了线。"


def say_closed(who: str, station: str | None) -> str:
    """Return the step that ends it."""
    return f"{_whom(who, station)}把您的这件事办结了。还有问题，请说“找人工”。"


def say_handed_on(who: str, *, is_bot_next: bool = False) -> str:
    """Return, in one sentence, that someone else takes care from now on.

    Args:
        is_bot_next: whether a colleague was speaking, so that the bot answers until the other one comes.

    >>> say_handed_on("乙站的赵老师", is_bot_next=True)
    '您的这件事现在由乙站的赵老师负责；赵老师来之前，您说话是机器人回答。'
    """
    until = f"；{who.rpartition('的')[2]}来之前，您说话是机器人回答" if is_bot_next else ""
    return f"您的这件事现在由{who}负责{until}。"


def someone_came(who: str) -> str:
    """Return that a person speaks from now on."""
    return f"{who}（就业红娘）来和您说话了，机器人先不出声。"


def given_back(who: str) -> str:
    """Return that the bot answers again."""
    return f"{who}离开了对话，现在又是机器人回答。想再找人，请说“找人工”。"


def _whom(who: str, station: str | None) -> str:
    return f"{station}的{who}" if station else who
