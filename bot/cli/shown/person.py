"""Tells in Chinese what is held of a person, table by table. For ``leye people export``."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from bot.eligibility import from_stored
from bot.kb import Fact, FactType, KnowledgeBase
from bot.wording.checks import say_value

TITLES = {
    "people": "本人",
    "case_codes": "查询码",
    "channel_identities": "怎样联系得到",
    "consents": "同意过的通知",
    "list_entries": "在哪些名单上（代号）",
    "strong_keys": "认人的代号（认不出号码）",
    "merges": "合并、分开的记录",
    "template_grants": "微信里允许的消息",
    "notices": "发过的通知",
    "knocks": "上门单",
    "carried_promises": "恢复备份以后还要守的话",
    "conversations": "对话的记录",
    "asked_questions": "没答上、留给编辑改进的问题",
    "held_replies": "等着发给本人的回答",
    "received": "收到消息的记录（不含内容）",
    "referral_drafts": "正在办的红娘呼叫",
    "referrals": "请红娘帮忙的登记",
    "seekers": "求职登记",
    "fair_reminders": "招聘会提醒",
    "kept_matches": "夜里配好的岗位",
    "introductions": "向单位的推介",
    "referral_events": "红娘办到哪一步",
    "takeovers": "同事正在接待的对话",
    "talk_lines": "和红娘说的话",
    "reply_windows": "微信还能回复的时间",
    "offered_choices": "对话里给过的选项",
    "stored_replies": "对话里的回答",
    "web_inbox": "网页收件箱",
}
LABELS = {
    "town": "街镇",
    "station": "服务站",
    "born_on": "出生日期",
    "name": "姓名",
    "phone": "电话",
    "source": "来自名单",
    "topic": "主题",
    "channel": "渠道",
    "origin": "从哪里来",
    "basis": "凭什么",
    "given_at": "同意时间",
    "paused_until": "暂停到",
    "withdrawn_at": "撤回时间",
    "withdrawn_by": "怎样撤回",
    "source_key": "代号",
    "stated_on": "名单的日期",
    "merged_at": "合并时间",
    "merged_by": "谁合并的",
    "split_at": "分开时间",
    "split_by": "谁分开的",
    "created_at": "记下时间",
    "updated_at": "更新时间",
}
DOCUMENTS = ("facts", "provenance", "before")


def tell(console: Console, held: dict[str, Any], kb: KnowledgeBase) -> None:
    """Print what `export_person` returned; empty tables are named once at the end."""
    console.print(f"编号 {held['person']}", style="bold")
    empty = []
    for table, rows in held.items():
        if not isinstance(rows, list):
            continue
        title = TITLES[table]
        if not rows:
            empty.append(title)
            continue
        console.print(f"\n{title}（{len(rows)} 条）", style="bold")
        for row in rows:
            _tell_row(console, row)
            if "facts" in row:
                _tell_facts(console, row, kb)
    if empty:
        console.print(f"\n没有：{'、'.join(empty)}。")


def _tell_row(console: Console, row: dict[str, Any]) -> None:
    known = {
        LABELS.get(name, name): value for name, value in row.items() if name not in DOCUMENTS and value is not None
    }
    console.print("  " + "；".join(f"{label}：{value}" for label, value in known.items()))


def _tell_facts(console: Console, row: dict[str, Any], kb: KnowledgeBase) -> None:
    for name, value in row["facts"].items():
        fact = kb.facts.get(name)
        source = row["provenance"].get(name, {})
        where = "，".join(str(source[key]) for key in ("origin", "on", "basis") if key in source)
        label, said = (name, str(value)) if fact is None else (fact.label, _said(fact, value))
        console.print(f"  · {label}：{said}（{where}）")


def _said(fact: Fact, value: Any) -> str:
    if isinstance(value, dict):
        return say_value(fact, from_stored(value))
    if fact.type is FactType.YES_NO:
        return "是" if value else "否"
    labels = {option.id: option.label for option in fact.options}
    return labels.get(value, str(value))
