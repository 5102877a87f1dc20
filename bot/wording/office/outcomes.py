"""How a turn ended, in a few words for those who look at counts."""

from __future__ import annotations

from bot.conversation import Outcome

# From what answers to what does not.
OUTCOMES = {
    Outcome.ANSWERED.value: "答了",
    Outcome.VERDICT.value: "算了条件",
    Outcome.CLARIFY.value: "没听明白，反问",
    Outcome.NOT_COVERED.value: "没有依据",
    Outcome.REFERRED.value: "指到别的部门",
    Outcome.OUT_OF_SCOPE.value: "不归就业管",
    Outcome.SMALL_TALK.value: "寒暄",
    Outcome.HANDOFF.value: "找人工",
    Outcome.CONSENT.value: "订阅、退订",
    Outcome.ERROR.value: "系统出错",
}
