"""Who asks when there is a fair hears what was entered; where nothing was, that is said with where to ask, and nothing is made up."""

from __future__ import annotations

from datetime import date

from sqlalchemy.engine import Engine

from bot.clock import now
from bot.conversation import IncomingMessage, Outcome, Reply
from bot.front.turns.fair_talk import FairTalk
from bot.jobs.fairs import Fair, FairKind, Fairs
from tests.front.turns.test_job_talk import TODAY, kb

FAIR = Fair(0, FairKind.FAIR, "样例专场", date(2026, 11, 28), "09:00", "11:30", "中北镇", "样例广场")
LATER = Fair(0, FairKind.LIVE, "晚间直播", date(2026, 12, 10), "19:00")


def hear(engine: Engine, text: str) -> Reply | None:
    result = FairTalk(engine, kb, lambda: TODAY).hear(IncomingMessage("web:one", text, None), now())
    return None if result is None else result.said[0]


def test_nothing_entered_is_said_with_where_to_ask(engine: Engine) -> None:
    reply = hear(engine, "这礼拜有招聘会吗")
    assert reply is not None and reply.outcome is Outcome.NOT_COVERED
    assert "没有录入" in reply.text and "12333" in reply.text
    assert [choice.wish.entities for choice in reply.choices] == [{"policy": "recruitment_events"}]
    # Who names no time is answered from the knowledge base, as ever.
    assert hear(engine, "附近哪有招聘会") is None


def test_what_was_entered_is_told_with_its_day_and_place(engine: Engine) -> None:
    Fairs(engine).keep([FAIR, LATER], "list", now())
    reply = hear(engine, "这礼拜有招聘会吗")
    assert reply is not None and reply.outcome is Outcome.ANSWERED
    assert reply.text.startswith("11月28日（周六）09:00–11:30，样例专场（招聘会），中北镇，样例广场")
    assert "晚间直播" not in reply.text and "请再核实" in reply.text


def test_for_days_without_any_the_next_ones_are_told(engine: Engine) -> None:
    Fairs(engine).keep([FAIR, LATER], "list", now())
    reply = hear(engine, "下周有招聘会或者直播带岗吗")
    assert reply is not None
    assert "11月30日到12月6日没有录入的招聘会和直播带岗" in reply.text and "晚间直播" in reply.text
    assert "样例专场" not in reply.text
