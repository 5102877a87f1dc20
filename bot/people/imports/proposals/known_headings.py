"""What the headings of lists usually mean: words that offices write above a column, and the labels of facts. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from bot.kb import Fact
from bot.people.imports.headings import bare_heading

PERSON_WORDS: Mapping[str, tuple[str, ...]] = {
    "id_number": (
        "身份证号",
        "身份证号码",
        "身份证",
        "公民身份号码",
        "公民身份证号",
        "居民身份证号",
        "证件号码",
        "证件号",
        "身份证件号码",
    ),
    "name": ("姓名", "名字", "人员姓名", "居民姓名", "本人姓名"),
    "phone": ("联系电话", "电话", "手机", "手机号", "手机号码", "电话号码", "联系方式", "本人电话", "联系手机"),
    "town": (
        "街镇",
        "街道",
        "镇街",
        "街道(镇)",
        "镇(街)",
        "所属街镇",
        "所在街镇",
        "乡镇",
        "乡镇街道",
        "街道乡镇",
        "所属街道",
    ),
    "station": ("服务站", "站点", "所属服务站", "就业服务站"),
    "born_on": ("出生日期", "出生年月", "出生年月日", "出生", "生日", "出生时间"),
}
KEYS = ("编号", "人员编号", "个人编号", "档案编号", "登记编号", "登记号", "工号")
FACT_WORDS: Mapping[str, tuple[str, ...]] = {
    "age": ("年龄", "周岁", "岁数"),
    "sex": ("性别",),
    "registered_unemployed": (
        "失业登记",
        "登记失业",
        "是否登记失业",
        "是否失业登记",
        "是否办理失业登记",
        "失业登记情况",
    ),
    "difficulty_recognised": ("困难认定", "就业困难", "就业困难人员", "就困人员", "是否就业困难人员", "就业困难认定"),
    "works_flexibly": ("灵活就业", "是否灵活就业"),
    "local_household": ("天津户籍", "本市户籍", "是否本市户籍", "是否天津户籍", "津籍"),
    "has_job": ("就业", "是否就业", "已就业", "就业状态", "就业情况"),
    "seeks_work": ("求职意愿", "就业意愿", "是否有就业意愿", "是否求职"),
    "veteran": ("退役军人", "是否退役军人"),
    "is_graduate": ("高校毕业生", "是否高校毕业生"),
    "unemployed_months": ("失业月数", "失业时长", "失业几个月"),
    "unemployment_insurance_months": ("失业保险缴费月数", "失业保险缴费", "失保缴费月数"),
}
SINCE_WORDS: Mapping[str, tuple[str, ...]] = {
    "unemployed_months": ("失业日期", "失业时间", "失业起始日期", "失业开始时间", "何时失业"),
    "months_since_graduation": ("毕业日期", "毕业时间", "毕业年月"),
    "business_months": ("开业日期", "开业时间", "注册日期", "成立日期"),
}
CONSENT_WORDS = ("同意通知", "是否同意接收通知", "同意接收通知", "是否同意通知", "同意微信通知", "是否接收通知")


def person_column(title: str) -> str | None:
    """Return which column of a person a heading names, None when it names none.

    >>> person_column("身 份 证 号 码（18位）"), person_column("备注")
    ('id_number', None)
    """
    return _named(title, PERSON_WORDS)


def fact_column(title: str, facts: Mapping[str, Fact]) -> tuple[str, bool] | None:
    """Return which fact a heading names, and whether the column holds the day from which it counts; None when it names none."""
    since = _named(title, SINCE_WORDS)
    if since in facts:
        return str(since), True
    named = _named(title, FACT_WORDS)
    if named in facts:
        return str(named), False
    bare = bare_heading(title).removeprefix("是否")
    found = [fact.id for fact in facts.values() if bare in (bare_heading(fact.label), fact.id)]
    return (found[0], False) if len(found) == 1 else None


def is_key(title: str) -> bool:
    """Tell whether a heading names numbers that tell people apart; 序号 does not: it changes with every list."""
    return bare_heading(title) in KEYS


def is_consent(title: str) -> bool:
    """Tell whether a heading names a consent."""
    return bare_heading(title) in CONSENT_WORDS


def is_known(title: str, facts: Mapping[str, Fact]) -> bool:
    """Tell whether a heading is one of those that lists usually have."""
    if not title:
        return False
    is_other = bare_heading(title) in ("序号", "备注") or is_key(title) or is_consent(title)
    return is_other or person_column(title) is not None or fact_column(title, facts) is not None


def _named(title: str, words: Mapping[str, tuple[str, ...]]) -> str | None:
    bare = bare_heading(title)
    whole = title.replace(" ", "")
    return next((name for name, known in words.items() if bare in known or whole in known), None)
