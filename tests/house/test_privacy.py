"""What ``docs/privacy`` says of tables and periods is what the code does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from bot.front.channels.wechat import channel as wechat
from bot.front.channels.wecom import channel as wecom
from bot.front.chat.sessions import MAX_AGE_SECONDS
from bot.front.retention import UNTOUCHED_FOR
from bot.front.turns.choices import CHOICE_LIFETIME
from bot.front.turns.turn import REPLIES_LIFETIME
from bot.messaging.ledgers import WAITS_AT_MOST
from bot.people.held import holdings
from bot.questions import retention as questions
from bot.referrals import case_codes, talk_lines
from bot.referrals import retention as referrals
from bot.referrals.calls import drafts
from bot.referrals.introductions import found_lists
from bot.storage import KEPT_FOR, OVERDUE, REMEMBERED_FOR
from bot.wording.checks.check import SENSITIVE
from bot.wording.jobs.seekers import TERMS
from tests.house.sources import ROOT

PRIVACY = ROOT / "docs/privacy"
IMPACT = (PRIVACY / "impact.md").read_text(encoding="utf-8")
UNITS = {"天": timedelta(days=1), "小时": timedelta(hours=1), "分钟": timedelta(minutes=1)}
PERIODS: Mapping[str, timedelta] = {
    "对话的状态，从最后一句算起": timedelta(seconds=MAX_AGE_SECONDS),
    "没评过的问题的原话": questions.WORDS_KEPT_FOR,
    "问题是谁的": questions.OWNERS_KEPT_FOR,
    "问题本身": questions.QUESTIONS_KEPT_FOR,
    "选项": 2 * CHOICE_LIFETIME,
    "防重发的答复": REPLIES_LIFETIME,
    "正在说、没说完的呼叫": drafts.LASTS,
    "同事接过以后的话": talk_lines.KEPT_FOR,
    "呼叫的电话、问题、备注，从办结算起": referrals.KEPT_FOR,
    "再找到呼叫的口令，从发出算起": case_codes.LASTS,
    "平台来过什么，不含内容": wechat.LEDGER_KEPT_FOR,
    "平台没收下的答复": WAITS_AT_MOST,
    "求职登记，从同意那天算起最长": timedelta(days=max(days for _, days in TERMS)),
    "同事在企业微信找过的人，只有编号": found_lists.MEANT_FOR,
    "没有同意收通知、也没有动静的人": UNTOUCHED_FOR,
    "登记簿（谁退订、删除、收到过，只有编号）": KEPT_FOR,
    "删掉的人的对话指纹": REMEMBERED_FOR,
}


def part(title: str) -> str:
    """Return what stands under a heading of the assessment."""
    return IMPACT.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]


def test_the_periods_are_those_of_the_code() -> None:
    rows = re.findall(r"^\| (.+) \| (\d+) (天|小时|分钟) \|$", part("存多久"), re.MULTILINE)
    assert {what: int(count) * UNITS[unit] for what, count, unit in rows} == PERIODS
    assert wecom.LEDGER_KEPT_FOR == wechat.LEDGER_KEPT_FOR
    assert f"{OVERDUE // timedelta(hours=1)} 小时没做会告警" in IMPACT


def test_every_table_that_holds_something_of_a_person_is_named_and_no_other() -> None:
    named = re.findall(r"^\| `(\w+)` \|", part("数据在哪张表"), re.MULTILINE)
    assert sorted(named) == sorted({holding.table.name for holding in holdings()})


def test_the_notice_for_people_names_the_same_periods() -> None:
    text = (PRIVACY / "notice.md").read_text(encoding="utf-8")
    said = (timedelta(seconds=MAX_AGE_SECONDS), questions.QUESTIONS_KEPT_FOR, referrals.KEPT_FOR)
    for period, words in zip(said, ("对话记 {} 天", "最多 {} 天", "办结 {} 天后删"), strict=True):
        assert words.format(period.days) in text


def test_what_is_quoted_of_a_sensitive_question_is_what_is_said() -> None:
    quoted = (PRIVACY / "consent.md").read_text(encoding="utf-8").replace("‘", "“").replace("’", "”")
    assert SENSITIVE in quoted
