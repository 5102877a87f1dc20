"""Two-way introductions as the person hears them: the question, how they stand, how they end. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.conversation import Choice, Outcome, Reply

# The wish of an answer; the dialogue never sees it.
INTRODUCE = "office_introduce"
YES, NO = "推荐", "不推荐"
ASK = "红娘问您，要不要把您推荐给这家：\n{about}\n愿意就回“推荐”，不愿意回“不推荐”。您不回，就不推荐。"
TELL = {
    "willing": "好消息：{name}愿意见您。红娘会和您约时间；去之前先问清楚，要交钱、押证件的别去。",
    "turned_down": "{name}这次没有要人。红娘接着给您找，有合适的再问您。",
    "interview": "记下了：{name}面试过了，等单位的话。",
    "hired": "恭喜！{name}录用了您。不用再找的话，回“不找了”。",
    "failed": "{name}这次没成。红娘接着给您找，有合适的再问您。",
    "stopped": "{name}招满或撤下了，这次推荐停了。红娘接着给您找。",
}
AGREED = "好的，已经告诉红娘，由红娘问{name}。单位怎么说，在这里告诉您。"
DECLINED = "好的，不推荐给{name}。有别的合适的再问您。"
STOPPED = "{name}的推荐已经停了：岗位招满或撤下了，或者求职登记停了。"
TOO_LATE = "{name}的推荐已经答复过了，没有改动。"
WHICH = "现在有几家等您答复，是哪一家？"
NOTHING = "现在没有在推荐的。有合适的，红娘先问您。"
LINES = {
    "asked": "等您答复",
    "agreed": "红娘在问单位",
    "declined": "您说不推荐",
    "willing": "单位愿意见您",
    "turned_down": "单位没有要人",
    "interview": "面试过了",
    "hired": "录用了",
    "failed": "没成",
    "stopped": "停了",
}
Asked = Sequence[tuple[int, str]]


def ask_introduction(about: str) -> str:
    """Return the question whether somebody wants to be introduced."""
    return ASK.format(about=about)


def tell_introduction(state: str, name: str) -> str:
    """Return what became of an introduction, by the word of its state."""
    return TELL[state].format(name=name)


def answer_choices(introduction: int, name: str = "") -> tuple[Choice, Choice]:
    """Return the two answers to one question; with a name where there are several."""
    entities = {"introduction": str(introduction)}
    yes, no = (f"{word}：{name}" if name else word for word in (YES, NO))
    return Choice(yes, INTRODUCE, {**entities, "yes": "1"}), Choice(no, INTRODUCE, {**entities, "yes": "0"})


def ask_which(asked: Asked, today: date) -> Reply:
    """Return the question which of several is meant."""
    choices = tuple(choice for id, name in asked for choice in answer_choices(id, name))
    return Reply(WHICH, Outcome.CONSENT, today, choices=choices)


def confirm_answer(state: str, name: str, today: date, *, is_new: bool) -> Reply:
    """Return what came of an answer."""
    text = {"agreed": AGREED, "declined": DECLINED, "stopped": STOPPED}.get(state, TOO_LATE) if is_new else TOO_LATE
    return Reply((STOPPED if state == "stopped" else text).format(name=name), Outcome.CONSENT, today)


def say_introductions(found: Sequence[tuple[str, str]], today: date) -> Reply:
    """Return how the introductions of a person stand, as (name, state)."""
    lines = [f"{name}：{LINES[state]}" for name, state in found]
    return Reply("\n".join(lines) or NOTHING, Outcome.CONSENT, today)
