"""What employers read on the pages that a matchmaker's link opens. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from bot.jobs import Opening, OpeningState, WorkForm
from bot.jobs.imports import OpeningCounts
from bot.wording.jobs.openings import FORMS

BAD_LINK = "这个链接过期了，或者不完整。请找发链接给您的红娘再要一个。"
TOO_OFTEN = "发得太快了，请过一会儿再试。填的内容还在下面。"
WHO_SEES = (
    "岗位、工资、地点、要求、单位名称：红娘审核通过以后，找工作的人都看得到。",
    "联系人和电话：加密保存，只有办这件事的工作人员看得到，约见面用；不公开。",
    "岗位文字里的电话、微信号、QQ、邮箱，对外会自动隐去。",
    "审核通过以前，什么都不公开。不收任何费用。",
)
NOT_LEGAL = "不能收押金、服装费，不能扣证件；不要限定性别、年龄、婚育、户籍、民族。写了的，审核时会请您改。"
# What became of what was written, by its name.
SENT: Mapping[str, str] = {
    "fresh": "收到了，等红娘审核。要改哪一处，同样的岗位名称、街镇和工资再填一次就行；还有别的岗位，接着填。",
    "changed": "改好了，等红娘审核。",
    "unchanged": "这个岗位已经交过了，一个字没变，不用再交。",
    "joined": "这个岗位在红娘的名单上已经有了，没有改动。要改，请告诉红娘。",
    "gone": "贵单位的资料已经删除。请找红娘。",
}
NOT_TAKEN = "还没有交上去：有几处要改，填的都还在。"
ANSWER_STATES: Mapping[str, str] = {
    "willing": "记下了：愿意见。红娘会和您约时间；本人也已经知道。",
    "turned_down": "记下了：这次不要。",
    "stopped": "这次推荐已经停了，不用再答复。要招人，请找红娘。",
}
OTHERWISE = "这次推荐已经答复过了，没有改动。要改，请打电话找红娘。"
# Name, label, hint; what is not here is asked for nowhere.
FIELDS: Mapping[str, tuple[str, str]] = {
    "employer": ("单位名称", ""),
    "credit_code": ("统一社会信用代码", "18位；没有就空着"),
    "title": ("岗位名称", "例如：保洁员"),
    "pay": ("工资", "例如：4000-5000元/月、20元/小时；没定就写面议"),
    "town": ("街镇", "例如：中北镇"),
    "place": ("上班地点", ""),
    "form": ("用工形式", ""),
    "hours": ("上班时间", "例如：早八点到晚五点，周日休息"),
    "headcount": ("招几个人", "写一个数"),
    "until": ("招到哪一天", "不写就是长期"),
    "duties": ("做什么", ""),
    "requirements": ("要求", "例如：要有电工证"),
    "insurance": ("保险、吃住", ""),
    "contact": ("联系人", "不公开"),
    "phone": ("联系电话", "不公开；手机或带区号的座机"),
}
LONG = ("duties", "requirements")
FORM_CHOICES = tuple(FORMS[form] for form in WorkForm)
OWN_STATES = {
    OpeningState.WAITING: "等审核",
    OpeningState.PASSED: "已公开",
    OpeningState.REFUSED: "没通过",
    OpeningState.FILLED: "招满了",
    OpeningState.EXPIRED: "过期了",
}


def became(counts: OpeningCounts | None) -> str:
    """Return the name of what became of what an employer wrote; None: the employer is gone."""
    if counts is None:
        return "gone"
    return next(name for name in ("fresh", "changed", "unchanged", "joined") if getattr(counts, name))


def say_own(opening: Opening, state: OpeningState) -> str:
    """Return how an opening stands, as its employer reads it."""
    why = f"：{opening.reason}" if state is OpeningState.REFUSED and opening.reason else ""
    return f"{opening.title}：{OWN_STATES[state]}{why}"
