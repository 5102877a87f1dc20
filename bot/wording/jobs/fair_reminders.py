"""Reminders of fairs in words: what is agreed to, when it is told, what moved, how it ends. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.clock import SHANGHAI
from bot.conversation import Choice, Outcome, Reply
from bot.jobs.fairs import Fair, FairReminder, remind_at
from bot.wording.jobs.fair_days import say_day

# Wishes of the office: the dialogue never sees them.
REMIND, REMIND_AGREE, REMIND_LEAVE, REMIND_STOP = (
    "office_fair_remind",
    "office_fair_agree",
    "office_fair_leave",
    "office_fair_stop",
)
FAIR = "fair"
# More buttons than this are no help.
MOST = 3
LONGEST_TITLE = 12
# WeChat's limit for a field of this kind (thing: 20 characters).
LONGEST_FIELD = 20
REMIND_ME = "提醒我"
YES, NO, STOP = "好的，提醒我", "不用", "不用提醒了"
ASK = (
    "{when}提醒您：{what}。\n"
    "为了提醒您，要记下您想去哪一场；到那场开始为止，过了就删。只提醒这一场，改时间、取消了也告诉您。"
    "随时说“不用提醒了”，马上停。要提醒吗？"
)
KEPT = "记下了。{when}提醒您：{what}。"
KEPT_ALREADY = "已经记着了：{what}。改时间、取消了会告诉您；不想要了，说“不用提醒了”。"
KEPT_ALL = "要提醒您的：\n{lines}\n改时间、取消了会告诉您；不想要了，说“不用提醒了”。"
# A message that nobody asked for within two days needs a permission of its own.
ON_WECHAT = (
    "微信有规定：两天没跟我说过话，普通消息发不出去。请打开菜单“我的”里的“订阅和我的数据”，"
    "点“允许公众号给我发提醒”；没点，就在前一天跟我说句话，免得收不到。"
)
ON_WEB = "提醒会出现在这个网页上，到时候请打开看看；也可以把日历订到手机上：{feed}。"
FEED = "/fairs.ics"
TOO_LATE = "这一场{when}就开始，来不及提醒了。{what}。"
FAIR_GONE = "这一场已经取消了，或者已经过了，没有记。"
NO_REMINDERS_HERE = "在这里没法提醒您，所以没有记。请在微信公众号或者网页上说。"
REMINDERS_LEFT = "好的，没有记，不会提醒。"
REMINDERS_STOPPED = "好的，招聘会的提醒停了，记的都删了。"
WHICH = "想提醒哪一场？点一场。"
DUE = "您让我提醒的：{what}。去之前请再核实。不想再收，回“不用提醒了”。"
MOVED = "您让我提醒的那一场改了，现在是：{what}。请按新的来，去之前再核实。"
CANCELLED = "您让我提醒的{day}“{title}”取消了，请不要白跑。想看别的场次，回“最近有招聘会吗”。"


def say_moment(moment: datetime) -> str:
    """Return when somebody is reminded."""
    there = moment.astimezone(SHANGHAI)
    return f"{say_day(there.date())}{'上午' if there.hour < 12 else '傍晚'}{there.hour % 12 or 12}点左右"


def say_reminded(kept: Fair | FairReminder) -> str:
    """Return what somebody is reminded of: when, what, where."""
    hour = f"{kept.begins}开始" if kept.begins else ""
    return "，".join(filter(None, [f"{say_day(kept.held_on)}{hour}", kept.title, kept.town, kept.place]))


def offer_reminders(fairs: Sequence[Fair], at: datetime) -> tuple[Choice, ...]:
    """Return the choices by which somebody asks to be reminded, of those fairs for which it is not too late."""
    open_ones = [fair for fair in fairs if remind_at(fair.held_on, fair.begins, at) is not None][:MOST]
    return tuple(
        Choice(REMIND_ME if len(open_ones) == 1 else _label(fair), REMIND, {FAIR: str(fair.id)}) for fair in open_ones
    )


def ask_reminder(fair: Fair, moment: datetime, today: date) -> Reply:
    """Return what is kept, until when, and the question whether they agree."""
    text = ASK.format(when=say_moment(moment), what=say_reminded(fair))
    choices = (Choice(YES, REMIND_AGREE, {FAIR: str(fair.id)}), Choice(NO, REMIND_LEAVE))
    return Reply(text, Outcome.CONSENT, today, choices=choices).typeset()


def confirm_reminder(kept: FairReminder, today: date, *, on_wechat: bool) -> Reply:
    """Return when they are reminded, and what that needs."""
    assert kept.remind_at is not None
    text = KEPT.format(when=say_moment(kept.remind_at), what=say_reminded(kept))
    text += ON_WECHAT if on_wechat else ON_WEB.format(feed=FEED)
    return Reply(text, Outcome.CONSENT, today, choices=(Choice(STOP, REMIND_STOP),)).typeset()


def say_kept_already(kept: FairReminder, today: date) -> Reply:
    """Return that they asked before."""
    text = KEPT_ALREADY.format(what=say_reminded(kept))
    return Reply(text, Outcome.CONSENT, today, choices=(Choice(STOP, REMIND_STOP),)).typeset()


def say_kept_all(kept: Sequence[FairReminder], today: date) -> Reply:
    """Return all that somebody is to be reminded of."""
    text = KEPT_ALL.format(lines="\n".join(map(say_reminded, kept)))
    return Reply(text, Outcome.CONSENT, today, choices=(Choice(STOP, REMIND_STOP),)).typeset()


def say_too_late(fair: Fair, today: date) -> Reply:
    """Return that it begins too soon to remind anybody, and when."""
    when = "今天" if fair.held_on == today else say_day(fair.held_on)
    return Reply(TOO_LATE.format(when=when, what=say_reminded(fair)), Outcome.CONSENT, today).typeset()


def ask_which_fair(choices: Sequence[Choice], today: date) -> Reply:
    """Return the question of which of several fairs they are to be reminded."""
    return Reply(WHICH, Outcome.CONSENT, today, choices=tuple(choices))


def reminder_text(told: FairReminder, *, is_change: bool) -> str:
    """Return the words of a reminder, or of a change."""
    if told.is_gone:
        return CANCELLED.format(day=say_day(told.held_on), title=told.title)
    return (MOVED if is_change else DUE).format(what=say_reminded(told))


def reminder_fields(told: FairReminder, *, is_change: bool) -> dict[str, str]:
    """Return the fields of the message template, none longer than WeChat takes."""
    hour = f" {told.begins}" if told.begins else ""
    when = f"{'改到' if is_change else ''}{told.held_on.month}月{told.held_on.day}日{hour}"
    where = "".join(filter(None, [told.town, told.place])) or "还没有写，请问主办单位"
    fields = {"thing1": told.title, "thing2": "取消了，请不要白跑" if told.is_gone else when, "thing3": where}
    return {
        key: text if len(text) <= LONGEST_FIELD else f"{text[: LONGEST_FIELD - 1]}…" for key, text in fields.items()
    }


def _label(fair: Fair) -> str:
    title = fair.title if len(fair.title) <= LONGEST_TITLE else f"{fair.title[: LONGEST_TITLE - 1]}…"
    return f"{REMIND_ME}：{fair.held_on.month}月{fair.held_on.day}日{title}"
