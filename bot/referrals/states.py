"""The words of 呼叫—指派: what a referral is, how far it has come, how it ended. Pure."""

from __future__ import annotations

from enum import Enum


class ReferralKind(str, Enum):
    """CALL: the person asked for someone; KNOCK: from a 敲门 list; ALARM: they wrote of not wanting to live."""

    CALL = "call"
    KNOCK = "knock"
    ALARM = "alarm"


class ReferralState(str, Enum):
    """How far a referral has come."""

    OPEN = "open"
    CONTACTED = "contacted"
    INTRODUCED = "introduced"
    CLOSED = "closed"


class ReferralOutcome(str, Enum):
    """How a referral ended (销号)."""

    DONE = "done"
    TOLD = "told"
    UNREACHED = "unreached"
    NOT_WANTED = "not_wanted"
    ELSEWHERE = "elsewhere"
    DOES_NOT_FIT = "does_not_fit"


class Act(str, Enum):
    """Something that was done about a referral, for its history."""

    OPENED = "opened"
    ASSIGNED = "assigned"
    CONTACTED = "contacted"
    INTRODUCED = "introduced"
    CLOSED = "closed"
    NOTED = "noted"
    ESCALATED = "escalated"
    TOOK_OVER = "took_over"
    GAVE_BACK = "gave_back"
    # Why it was given to somebody else; who got it stands in the ASSIGNED beside it.
    HANDED_ON = "handed_on"


CITIZEN, SYSTEM, EMPLOYER = "citizen", "system", "employer"
# Who acts and is no colleague.
OUTSIDE = (CITIZEN, SYSTEM, EMPLOYER)

STATES = {
    ReferralState.OPEN: "等第一次联系",
    ReferralState.CONTACTED: "已联系，等推介",
    ReferralState.INTRODUCED: "已推介，等办结",
    ReferralState.CLOSED: "已办结",
}
OUTCOMES = {
    ReferralOutcome.DONE: "已办成",
    ReferralOutcome.TOLD: "已告知，居民自己办",
    ReferralOutcome.UNREACHED: "联系不上",
    ReferralOutcome.NOT_WANTED: "本人不需要",
    ReferralOutcome.ELSEWHERE: "转给其他部门",
    ReferralOutcome.DOES_NOT_FIT: "不符合条件",
}
ACTS = {
    Act.OPENED: "登记",
    Act.ASSIGNED: "指派",
    Act.CONTACTED: "联系了居民",
    Act.INTRODUCED: "做了双向推介",
    Act.CLOSED: "办结",
    Act.NOTED: "记了一笔",
    Act.ESCALATED: "超时，已上报",
    Act.TOOK_OVER: "进入对话",
    Act.GAVE_BACK: "退出对话",
    Act.HANDED_ON: "转出的原因",
}
# From which states a step may be made; a step that was made already is no step.
BEFORE = {
    ReferralState.CONTACTED: (ReferralState.OPEN,),
    ReferralState.INTRODUCED: (ReferralState.OPEN, ReferralState.CONTACTED),
    ReferralState.CLOSED: (ReferralState.OPEN, ReferralState.CONTACTED, ReferralState.INTRODUCED),
}
