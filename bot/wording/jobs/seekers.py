"""Registering as somebody who looks for work, in words: what is agreed to, what is asked, how it stands, how it ends. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from bot.conversation import Choice, Outcome, Reply
from bot.jobs import FEN, WorkForm, trades
from bot.jobs.search import JobWish, wish_entities, wish_of
from bot.jobs.seekers import ANYWHERE, CERTIFICATES, Seeker, SeekerQuestion, certificate_of_trade
from bot.kb import chinese_date
from bot.wording.jobs.openings import FORMS, PERIODS

# Wishes of the office: the dialogue never sees them.
SEEK_OFFER, SEEK_AGREE, SEEK_LEAVE = "office_seek_offer", "office_seek_agree", "office_seek_leave"
SEEK_ANSWER, SEEK_DONE, SEEK_STOP, SEEK_SHOW = (
    "office_seek_answer",
    "office_seek_done",
    "office_seek_stop",
    "office_seek_show",
)
REGISTER = "登记，让红娘帮我找"
ALL_THE_SAME = "想等的话，可以先登记：有合适的，红娘先问您；什么时候有，说不准。"
TERMS: tuple[tuple[str, int], ...] = (("同意，登记三个月", 90), ("同意，只登记一个月", 30))
NO = "不登记"
AGREE_TO = (
    "登记是为了让就业红娘按您说的给您找岗位、向单位推荐您。\n"
    "记下：找什么活、在哪个街镇（要说）；工资、夜班、用工形式、证书、电话（都可以不说）。名字不问。\n"
    "谁看得到：红娘看得到这些，看不到电话。每一家都先问您，您说“推荐”，单位才知道您找什么活、在哪个街镇、工资、夜班、证书；"
    "您留了电话的，那时红娘才看得到，约您和单位见面用。不看也不记性别、年龄、户籍、健康。\n"
    "记到{month}（{month_end}）或三个月（{end}），到期停止并删除。随时说“不找了”，马上停、马上删。\n"
    "您同意吗？不登记也能接着看岗位。"
)
NOT_HERE = "在这里不能登记。请在微信公众号或者网页上登记。"
LEFT = "好的，没有登记，什么都没记。想看岗位，接着说就行。"
QUESTIONS = {
    SeekerQuestion.TRADE: "想找什么活？一次说一样，比如：保洁。",
    SeekerQuestion.TOWN: "在哪个街镇附近找？",
    SeekerQuestion.PAY: "工资最少要多少？比如：一个月四千，或者一小时20。",
    SeekerQuestion.NIGHTS: "夜班、倒班能上吗？",
    SeekerQuestion.FORM: "想做哪一种？",
    SeekerQuestion.CERTIFICATE: "有{certificate}吗？有的岗位要。",
    SeekerQuestion.PHONE: "留个电话吗？加密保存，您同意推荐给哪一家，红娘才看得到，约您和单位见面用。请发手机号。",
}
WRONG_PHONE = "这个号码不对。请发11位手机号，或者带区号的座机；不想留，就说“不说”。"
PASS_OVER, ENOUGH = "不说", "就这些"
STOP_SEEKING = "不找了"
STOPPED = "好的，已经停了，登记的都删了，不会再推荐您。还没办完的推荐也停了。以后想找，再说想找什么活。"
COMPLETE = "登记好了，到{until}。有合适的，红娘先问您，您同意了才推荐。"
MORE_TO_SAY = "下面的都可以不说。"
NOT_COMPLETE = "还差一样，说了才能推荐。"
MOST_PLACES = 11
# Of the labels below, those that no employer sees: the agreement does not name them.
FOR_OFFICE = ("用工形式", "电话", "登记到")


def offer_registration(wish: JobWish) -> Choice:
    """Return the choice that begins a registration with what was said already."""
    return Choice(REGISTER, SEEK_OFFER, wish_entities(wish, 1))


def offer_without(nothing: Reply, choices: tuple[Choice, ...]) -> Reply:
    """Return that nothing fits now, and that one may be registered all the same.

    Args:
        nothing: what is said where nothing fits.
    """
    return replace(nothing, text=f"{nothing.text}\n{ALL_THE_SAME}", choices=choices).typeset()


def ask_agreement(entities: dict[str, str], today: date) -> Reply:
    """Return what somebody agrees to: what for, what is kept, who sees it, until when; nothing is kept before they agree."""
    ends = {days: chinese_date(today + timedelta(days=days)) for _, days in TERMS}
    text = AGREE_TO.format(month="一个月", month_end=ends[30], end=ends[90])
    agreeing = [Choice(label, SEEK_AGREE, {**entities, "days": str(days)}) for label, days in TERMS]
    return Reply(text, Outcome.CONSENT, today, choices=(*agreeing, Choice(NO, SEEK_LEAVE))).typeset()


def agreed_wish(entities: dict[str, str]) -> tuple[JobWish, int]:
    """Return the wish and for how many days somebody agreed, as the pick carries them."""
    return wish_of(entities)[0], int(entities["days"])


def ask(
    question: SeekerQuestion, seeker: Seeker, places: Sequence[str], named: Iterable[str], today: date, first: str = ""
) -> Reply:
    """Return a question of the registration.

    Args:
        places: the towns to choose from.
        named: the trades that were named side by side, from which one is chosen.
        first: what is said before.
    """
    certificate = CERTIFICATES[certificate_of_trade(seeker.trade or "") or "driving"][0]
    text = "\n".join(filter(None, [first, QUESTIONS[question].format(certificate=certificate)]))
    answers = [
        Choice(label, SEEK_ANSWER, {"question": question.value, **values})
        for label, values in _answers(question, places, named)
    ]
    is_free = question not in (SeekerQuestion.TRADE, SeekerQuestion.TOWN)
    ends = (Choice(PASS_OVER, SEEK_ANSWER, {"question": question.value}), Choice(ENOUGH, SEEK_DONE)) if is_free else ()
    return Reply(text, Outcome.CONSENT, today, choices=(*answers, *ends)).typeset()


def _answers(
    question: SeekerQuestion, places: Sequence[str], named: Iterable[str]
) -> Iterator[tuple[str, dict[str, str]]]:
    if question is SeekerQuestion.TRADE:
        yield from ((trades()[name].title, {"trade": name}) for name in named)
    elif question is SeekerQuestion.TOWN:
        yield from ((town, {"town": town}) for town in places[:MOST_PLACES])
        yield "哪里都行", {"town": ANYWHERE}
    elif question is SeekerQuestion.NIGHTS:
        yield from (("能上", {"yes": "1"}), ("只上白班", {"yes": "0"}))
    elif question is SeekerQuestion.CERTIFICATE:
        yield from (("有", {"yes": "1"}), ("没有", {"yes": "0"}))
    elif question is SeekerQuestion.FORM:
        kinds = (WorkForm.FULL_TIME, WorkForm.PART_TIME, WorkForm.TEMPORARY)
        yield from ((FORMS[form], {"form": form.value}) for form in kinds)


def say_registered(seeker: Seeker, today: date) -> Reply:
    """Return how a registration stands, with the way to end it."""
    lines = [f"{label}：{said}" for label, said in registered_lines(seeker)]
    end = COMPLETE.format(until=chinese_date(seeker.until)) if seeker.is_complete else NOT_COMPLETE
    choices = (Choice(STOP_SEEKING, SEEK_STOP),)
    return Reply("\n".join([*lines, end]), Outcome.CONSENT, today, choices=choices).typeset()


def registered_lines(seeker: Seeker) -> Iterator[tuple[str, str]]:
    """Yield what is kept of a seeker as label and words; a number is only said to be there."""
    yield "找什么活", "还没说" if seeker.trade is None else trades()[seeker.trade].title
    yield "街镇", "哪里都行" if seeker.town == ANYWHERE else seeker.town or "还没说"
    if seeker.floor is not None:
        yield "工资最少", f"{(Decimal(seeker.floor) / FEN).normalize():f}元/{PERIODS[seeker.period]}"
    if seeker.works_nights is not None:
        yield "夜班、倒班", "能上" if seeker.works_nights else "不上"
    if seeker.form is not None:
        yield "用工形式", FORMS[seeker.form]
    for name, is_held in seeker.certificates.items():
        yield CERTIFICATES[name][0], "有" if is_held else "没有"
    yield "电话", "留了（已加密）" if seeker.has_phone else "没有留"
    yield "登记到", chinese_date(seeker.until)


def lines_for_employer(seeker: Seeker) -> Iterator[tuple[str, str]]:
    """Yield what an employer sees of a seeker who agreed, as label and words: what they were told when they registered, and no more."""
    yield from ((label, said) for label, said in registered_lines(seeker) if label not in FOR_OFFICE)


def say_stopped(today: date) -> Reply:
    """Return that nobody is introduced any more, and nothing is kept."""
    return Reply(STOPPED, Outcome.CONSENT, today)


def say_plainly(text: str, today: date) -> Reply:
    """Return one of the sentences of this page as it is."""
    return Reply(text, Outcome.CONSENT, today)
