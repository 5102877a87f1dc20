"""Who looks for a job sees openings in the conversation, picks the next ones, and nobody else's question is taken for it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from bot.clock import now
from bot.conversation.message import HandlerResult, IncomingMessage
from bot.conversation.wishes import Wish
from bot.front.turns.job_talk import JobTalk
from bot.jobs import Openings, OpeningState
from bot.jobs.imports import OpeningImport, import_openings
from bot.jobs.matches import NightlyMatching
from bot.jobs.search import read_wish
from bot.jobs.seekers import Seekers
from bot.kb import KnowledgeBase, load
from bot.settings import Settings

TODAY = date(2026, 11, 25)
kb = lru_cache(maxsize=1)(lambda: load(Settings().kb_dir))
HEADER = "单位名称,统一社会信用代码,岗位名称,薪资待遇,街镇,岗位职责,联系电话\n"
CODE = "91350100M000100Y43"
ROWS = [
    ("保洁员", "4000-4500元/月", "中北镇"),
    ("保洁", "3800", "中北镇"),
    ("客房保洁", "面议", "中北镇"),
    ("保洁领班", "6000", "张家窝镇"),
]


@pytest.fixture
def talk(engine: Engine, tmp_path: Path) -> JobTalk:
    """Give a talk with four public openings."""
    rows = [f"样例公司,{CODE},{title},{pay},{town},联系微信zhang_2026,022-00000000\n" for title, pay, town in ROWS]
    file = tmp_path / "openings.csv"
    file.write_text(HEADER + "".join(rows), encoding="utf-8")
    import_openings(engine, OpeningImport("list", "secret", None, now()), file, kb(), TODAY, lambda _mistake: None)
    assert Openings(engine).pass_clean("lihong", now()) == len(ROWS)
    return talk_of(engine)


def talk_of(engine: Engine) -> JobTalk:
    def known() -> KnowledgeBase:
        return kb()

    return JobTalk(engine, known, lambda: TODAY)


def hear(talk: JobTalk, text: str, wish: Wish | None = None) -> HandlerResult | None:
    return talk.hear(IncomingMessage("web:one", text, wish), now())


def shown(result: HandlerResult | None) -> tuple[str, dict[str, Wish]]:
    assert result is not None
    [reply] = result.said
    return reply.text, {choice.label: choice.wish for choice in reply.choices}


def test_openings_are_shown_with_reasons_and_without_contacts(talk: JobTalk) -> None:
    text, choices = shown(hear(talk, "想找个保洁的工作，中北镇附近，3500以上"))
    assert text.startswith("1. 保洁员，样例公司（中北镇）")
    assert "是保洁的活；就在中北镇；工资够您说的数" in text
    assert "zhang_2026" not in text and "022-0" not in text
    assert list(choices) == ["下一页", "只看近的", "工资高的", "登记，让红娘帮我找"]


def test_the_next_page_and_the_better_paid_are_picks_that_carry_the_wish(talk: JobTalk) -> None:
    _, choices = shown(hear(talk, "想找个保洁的工作，中北镇附近，3500以上"))
    assert all(wish.is_of_the_office for wish in choices.values())
    text, further = shown(hear(talk, "下一页", choices["下一页"]))
    assert text.startswith("4. 保洁领班")
    assert "下一页" not in further
    assert shown(hear(talk, "工资高的", choices["工资高的"]))[0].startswith("1. 保洁领班")
    assert "张家窝镇" not in shown(hear(talk, "只看近的", choices["只看近的"]))[0]


def test_what_is_gone_meanwhile_offers_a_matchmaker(talk: JobTalk, engine: Engine) -> None:
    _, choices = shown(hear(talk, "想找个保洁的工作，中北镇附近"))
    openings = Openings(engine)
    for opening in openings.list(None, TODAY):
        openings.judge(opening.id, OpeningState.FILLED, "lihong", now())
    text, further = shown(hear(talk, "只看近的", choices["只看近的"]))
    assert text.startswith("现在没有合适的岗位")
    assert list(further) == ["请就业红娘联系我", "登记，让红娘帮我找"]


def test_who_asks_for_work_that_nobody_offers_hears_so_and_may_be_registered_all_the_same(talk: JobTalk) -> None:
    text, choices = shown(hear(talk, "想找个焊工的活"))
    assert text.startswith("现在没有合适的岗位") and "什么时候有，说不准" in text
    assert list(choices) == ["请就业红娘联系我", "登记，让红娘帮我找"]
    assert choices["登记，让红娘帮我找"].entities["trades"] == "welding"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "干保洁有社保补贴吗",
            "想做保洁，要什么证",
            "我想招个保洁",
            "找个会计",
            "以前干保洁，现在没工作",
            "保洁员工资没发怎么办",
        ),
        *("中北镇的招聘会什么时候", "保洁", "找工作", "有没有公益性岗位", ""),
    ],
)
def test_whatever_else_is_said_is_left_to_the_others(talk: JobTalk, text: str) -> None:
    assert hear(talk, text) is None


def test_without_openings_everything_is_as_it_was(engine: Engine) -> None:
    assert hear(talk_of(engine), "想找个保洁的工作，中北镇附近") is None


def test_a_pick_of_another_room_is_not_heard(talk: JobTalk) -> None:
    assert hear(talk, "有用", Wish("office_rate", {})) is None


def registered(engine: Engine) -> None:
    """Register who is talking as somebody who looks for cleaning work in 中北镇."""
    wish = read_wish("想找个保洁的活，中北镇附近，3500以上", ("中北镇", "张家窝镇"), TODAY)
    seeker = Seekers(engine).register("web:one", wish, TODAY + timedelta(days=30), now())
    assert seeker is not None and (seeker.trade, seeker.town) == ("cleaning", "中北镇")


@pytest.mark.parametrize("words", ["有合适的了吗", "昨晚给我配了什么岗位", "看看我的岗位", "有什么活"])
def test_who_is_registered_hears_what_fits_the_registration(words: str, talk: JobTalk, engine: Engine) -> None:
    assert words == "有什么活" or hear(talk, words) is None
    registered(engine)
    text, choices = shown(hear(talk, words))
    assert text.startswith("按您登记的，现在最合适的3个：1. 保洁员，样例公司（中北镇）".replace("：1", "：\n1"))
    assert "合您说的：" in text and "zhang_2026" not in text
    assert list(choices) == ["请就业红娘联系我", "看我的求职登记"]


def test_what_was_kept_at_night_is_said_to_be_of_the_night_without_what_was_filled_since(
    talk: JobTalk, engine: Engine
) -> None:
    registered(engine)
    NightlyMatching(engine, kb(), now).run(TODAY)
    assert shown(hear(talk, "有合适的了吗"))[0].startswith("昨晚按您登记的配好的，最合适的3个：")
    first = next(each for each in Openings(engine).list(None, TODAY) if each.title == "保洁员")
    Openings(engine).judge(first.id, OpeningState.FILLED, "lihong", now())
    text, _ = shown(hear(talk, "有合适的了吗"))
    assert text.startswith("昨晚按您登记的配好的") and "保洁员，" not in text


def test_who_stopped_is_shown_nothing_of_a_registration(talk: JobTalk, engine: Engine) -> None:
    registered(engine)
    person = Seekers(engine).of("web:one", now())
    assert person is not None
    Seekers(engine).stop(person.person, "chat", now())
    assert hear(talk, "有合适的了吗") is None
