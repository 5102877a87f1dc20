"""What is kept of a person, as that person reads it: a heading a kind, a line a record, moments as people say them. Pure.

Ids, states and signatures of the program are left to the data file, which holds everything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.clock import SHANGHAI
from bot.kb import KnowledgeBase
from bot.people import ALL_TOPICS
from bot.text import typeset

Columns = tuple[tuple[str, str], ...]
# Table, its heading, and which columns say something to a person, with their labels.
TOLD: tuple[tuple[str, str, Columns], ...] = (
    (
        "people",
        "登记的资料",
        (("town", "街镇"), ("born_on", "出生日期"), ("name", "姓名"), ("phone", "电话"), ("updated_at", "最后更新")),
    ),
    ("list_entries", "在哪些名单上", (("source", "名单"), ("stated_on", "名单日期"))),
    (
        "consents",
        "同意过的",
        (
            ("topic", "事项"),
            ("channel", "在哪里"),
            ("given_at", "同意"),
            ("withdrawn_at", "撤回"),
            ("basis", "怎么同意的"),
        ),
    ),
    ("channel_identities", "从哪里来", (("channel", "渠道"), ("created_at", "第一次"))),
    ("conversations", "对话", (("updated_at", "最近一次"),)),
    ("asked_questions", "留下的问题（号码、姓名已遮住）", (("at", "时间"), ("text", "问题"))),
    (
        "referrals",
        "找红娘的呼叫",
        (
            ("id", "编号"),
            ("opened_at", "登记"),
            ("question", "问的事"),
            ("contact_due_at", "最晚联系"),
            ("contacted_at", "联系了"),
            ("closed_at", "办结"),
            ("phone", "电话"),
        ),
    ),
    ("referral_events", "呼叫的经过", (("at", "时间"), ("note", "说明"))),
    ("referral_drafts", "正在登记的呼叫", (("question", "问的事"), ("asked_at", "时间"))),
    ("takeovers", "和红娘的对话", (("began_at", "开始"), ("ended_at", "结束"))),
    ("talk_lines", "和红娘说的话", (("at", "时间"), ("text", "内容"))),
    (
        "seekers",
        "求职登记",
        (
            ("trade", "工种"),
            ("town", "街镇"),
            ("certificates", "证书"),
            ("phone", "电话"),
            ("created_at", "登记"),
            ("until", "到期"),
        ),
    ),
    (
        "fair_reminders",
        "招聘会提醒",
        (
            ("title", "哪一场"),
            ("held_on", "哪一天"),
            ("place", "地点"),
            ("asked_at", "您要的"),
            ("remind_at", "什么时候提醒"),
        ),
    ),
    (
        "introductions",
        "推荐过的岗位",
        (
            ("title", "岗位"),
            ("employer_name", "单位"),
            ("asked_at", "问您"),
            ("answered_at", "您回了"),
            ("ended_at", "结束"),
        ),
    ),
    (
        "notices",
        "给您的提醒",
        (
            ("policy", "政策"),
            ("planned_at", "列入"),
            ("sent_at", "发出"),
            ("delivered_at", "送达"),
            ("read_at", "看了"),
            ("answered_at", "您回了"),
            ("answer", "回答"),
        ),
    ),
    ("web_inbox", "网页上的提醒", (("at", "时间"), ("text", "内容"), ("read_at", "看了"))),
    ("held_replies", "还没送到的回答", (("held_at", "时间"), ("text", "内容"))),
    ("kept_matches", "夜里替您找的岗位", (("made_at", "时间"),)),
    ("knocks", "请红娘上门告诉您的", (("opened_at", "时间"), ("sentence", "要说的话"), ("closed_at", "办结"))),
    ("merges", "合并过的记录", (("merged_at", "合并"), ("split_at", "分开"))),
)
# These hold only what programs need to go on: counters, digests, keys of requests.
UNTOLD = {
    "carried_promises",
    "case_codes",
    "offered_choices",
    "received",
    "reply_windows",
    "stored_replies",
    "strong_keys",
    "template_grants",
}
CHANNELS = {"web": "网页", "wechat": "微信"}
EVERYTHING = "凡是适合我的提醒"


@dataclass(frozen=True)
class HeldSection:
    """Records of one kind: each is its labels with what is kept."""

    heading: str
    records: tuple[tuple[tuple[str, str], ...], ...]


def held_sections(kb: KnowledgeBase, held: Mapping[str, Any]) -> tuple[HeldSection, ...]:
    """Return what an export says to a person; kinds without a record are left out.

    Args:
        kb: names of topics and policies.
        held: as ``export_person`` gives it.
    """
    sections = (HeldSection(heading, _records(kb, held.get(table, ()), columns)) for table, heading, columns in TOLD)
    return tuple(section for section in sections if section.records)


def _records(
    kb: KnowledgeBase, rows: Sequence[Mapping[str, Any]], columns: Columns
) -> tuple[tuple[tuple[str, str], ...], ...]:
    told = (
        tuple((label, _said(kb, column, row[column])) for column, label in columns if row.get(column) not in (None, ""))
        for row in rows
    )
    return tuple(record for record in told if record)


def _said(kb: KnowledgeBase, column: str, value: object) -> str:
    if column == "topic" and value == ALL_TOPICS:
        return EVERYTHING
    named = {
        "topic": {name: topic.title for name, topic in kb.topics.items()},
        "policy": {name: policy.title for name, policy in kb.policies.items()},
        "channel": CHANNELS,
    }.get(column, {})
    if isinstance(value, list):
        return "、".join(map(str, value))
    text = str(value)
    return typeset(named[text]) if text in named else _moment(text)


def _moment(text: str) -> str:
    """Return a moment or a day as people say it, and any other text as it is kept.

    >>> _moment("2026-12-01T09:05:00+08:00")
    '2026年12月1日 9:05'
    >>> _moment("2026-12-01")
    '2026年12月1日'
    >>> _moment("2026年招聘会")
    '2026年招聘会'
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    day = f"{moment.year}年{moment.month}月{moment.day}日"
    if len(text) == len("2026-12-01"):
        return day
    local = moment.astimezone(SHANGHAI) if moment.tzinfo is not None else moment
    return f"{local.year}年{local.month}月{local.day}日 {local.hour}:{local.minute:02}"
