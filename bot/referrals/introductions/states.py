"""The words of a two-way introduction: how far it has come, and how it ended. Pure."""

from __future__ import annotations

from enum import Enum


class IntroductionState(str, Enum):
    """How far an introduction has come.

    ASKED: the person is asked; AGREED: the employer is to be asked; WILLING: the employer wants to see them.
    """

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    WILLING = "willing"
    TURNED_DOWN = "turned_down"
    INTERVIEW = "interview"
    HIRED = "hired"
    FAILED = "failed"
    STOPPED = "stopped"


_S = IntroductionState
# In which states something is still to come.
OPEN = (_S.ASKED, _S.AGREED, _S.WILLING, _S.INTERVIEW)
# From which state an introduction may come to which.
BEFORE = {
    _S.AGREED: (_S.ASKED,),
    _S.DECLINED: (_S.ASKED,),
    _S.WILLING: (_S.AGREED,),
    _S.TURNED_DOWN: (_S.AGREED,),
    _S.INTERVIEW: (_S.WILLING,),
    _S.HIRED: (_S.WILLING, _S.INTERVIEW),
    _S.FAILED: (_S.WILLING, _S.INTERVIEW),
    # What the employer knows already is not stopped any more: how it ended is noted all the same.
    _S.STOPPED: (_S.ASKED, _S.AGREED),
}
# While it stands so, a colleague may call the person about it.
REACHABLE = (_S.AGREED, _S.WILLING, _S.INTERVIEW)
# A colleague says why.
NEEDS_REASON = (_S.TURNED_DOWN, _S.FAILED)
# What a colleague notes; the first two are answers and outcomes are ends.
NOTED = (_S.WILLING, _S.TURNED_DOWN, _S.INTERVIEW, _S.HIRED, _S.FAILED)
INTRODUCTION_STATES = {
    _S.ASKED: "等本人答复",
    _S.AGREED: "本人同意，等您问单位",
    _S.DECLINED: "本人不愿意",
    _S.WILLING: "单位愿意见",
    _S.TURNED_DOWN: "单位不要",
    _S.INTERVIEW: "面试过了",
    _S.HIRED: "录用了",
    _S.FAILED: "没成",
    _S.STOPPED: "停了",
}
# Why one is stopped, beside what a colleague writes.
WITHDRAWN, CLOSED = "本人停了求职登记，或者登记到期了", "岗位招满或撤下了"
