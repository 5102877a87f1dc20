"""What a colleague has to look at in an opening, in words, with the clause in its own. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from bot.jobs import FlagKind, OpeningFlag
from bot.kb import Clause
from bot.text import typeset

FLAG_LABELS: Mapping[FlagKind, str] = {
    FlagKind.FEE: "向求职者收钱",
    FlagKind.PAPERS: "扣证件或要担保",
    FlagKind.FAKE_ORDERS: "像刷单、垫资一类的骗局",
    FlagKind.LOW_PAY: "低于最低工资",
    FlagKind.SEX: "限定性别",
    FlagKind.AGE: "限定年龄",
    FlagKind.MARRIAGE: "婚育条件",
    FlagKind.ORIGIN: "限定户籍或地域",
    FlagKind.ETHNICITY: "限定民族",
    FlagKind.HEALTH: "排斥传染病病原携带者",
    FlagKind.DISABILITY: "排斥残疾人",
    FlagKind.CONTACT: "文字里的电话、微信已对外隐去，同事可以看",
    FlagKind.NO_CREDIT_CODE: "没有（或写错了）统一社会信用代码，请核对单位",
}
# The clause speaks of discrimination in general; whether this is one, a colleague judges.
GENERAL = "employment_promotion_law-26"
JUDGE = "（法条没有单独写这一种，是不是就业歧视由您判断）"


def say_flag(flag: OpeningFlag, clauses: Mapping[str, Clause]) -> str:
    """Return what is to be looked at, the words it rests on, and the clause as the knowledge base has it."""
    said = FLAG_LABELS[flag.kind] + (f"：“{flag.found}”" if flag.found else "")
    clause = clauses.get(flag.clause or "")
    if clause is None:
        return said
    kind = "" if clause.is_verbatim else "（概括）"
    judge = JUDGE if clause.id == GENERAL else ""
    return typeset(f"{said}。《{clause.source.title}》{clause.label}{kind}：{clause.text}{judge}")
