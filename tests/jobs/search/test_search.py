"""Three openings with reasons, the next page, nearer and better paid, on both databases."""

from __future__ import annotations

from datetime import date, timedelta
from types import MappingProxyType

import pytest
from sqlalchemy.engine import Engine

from bot.jobs import Openings, OpeningState
from bot.jobs.search import (
    Aspect,
    Fit,
    FoundOpenings,
    JobSearch,
    JobWish,
    SearchOrder,
    changed_wish,
    kilometres_from,
    read_wish,
)
from bot.kb import KnowledgeBase, Station, Town
from tests.jobs.conftest import NOW, TODAY, JobsDesk

ROWS = [
    ("甲", "保洁员", "中北镇", "3000元/月"),
    ("乙", "保洁", "中北镇", "4000-4500元/月"),
    ("丙", "保洁", "张家窝镇", "6000元/月"),
    ("丁", "保洁", "中北", "面议"),
    ("戊", "保安", "中北镇", "5000元/月"),
    ("己", "保洁", None, "4200元/月"),
    ("庚", "钟点保洁", "中北镇", "30元/小时"),
    ("辛", "保洁", "中北镇", "4000元/月"),
]


@pytest.fixture
def search(engine: Engine, desk: JobsDesk, kb: KnowledgeBase) -> JobSearch:
    rows = [
        {"单位名称": f"样例公司{name}", "统一社会信用代码": None, "岗位名称": title, "街镇": town, "薪资待遇": pay}
        for name, title, town, pay in ROWS
    ]
    desk.read(engine, desk.write(*rows))
    openings = Openings(engine)
    for opening in openings.list(None, TODAY):
        openings.judge(opening.id, OpeningState.PASSED, "lihong", NOW)
    return JobSearch(engine, kb)


def find(search: JobSearch, *said: str, page: int = 1, on: date = TODAY) -> FoundOpenings:
    wish = read_wish(said[0], search.towns(), on)
    for words in said[1:]:
        wish = changed_wish(wish, words, search.towns(), on)
    return search.find(wish, on, page)


def names(found: FoundOpenings) -> str:
    return "".join(ranked.opening.employer.name[-1] for ranked in found.openings)


def test_what_fits_in_town_and_pay_comes_first(search: JobSearch) -> None:
    found = find(search, "想找保洁，离中北镇近的，4000以上")
    assert names(found)[:2] == "乙辛"
    assert found.has_more
    assert {(reason.aspect, reason.fit) for reason in found.openings[0].reasons} == {
        (Aspect.TRADE, Fit.FITS),
        (Aspect.TOWN, Fit.FITS),
        (Aspect.PAY, Fit.FITS),
    }


def test_the_pages_show_everything_of_the_trade_once(search: JobSearch) -> None:
    pages = [find(search, "想找保洁，离中北镇近的，4000以上", page=page) for page in (1, 2, 3, 4)]
    shown = "".join(names(page) for page in pages)
    assert sorted(shown) == sorted("甲乙丙丁己庚辛")
    assert [page.has_more for page in pages] == [True, True, False, False]


def test_nearer_shows_only_the_town_however_lists_write_it(search: JobSearch) -> None:
    pages = [find(search, "保洁，中北镇", "只看近的", page=page) for page in (1, 2)]
    assert sorted("".join(names(page) for page in pages)) == sorted("甲乙丁庚辛")


def test_better_paid_goes_by_pay_wherever_it_is(search: JobSearch) -> None:
    found = find(search, "保洁，中北镇", "工资高的")
    assert names(found) == "丙乙己"


def test_pay_of_another_period_and_negotiable_pay_are_unknown_and_no_miss(search: JobSearch) -> None:
    pages = [find(search, "保洁，中北镇，4000以上", page=page) for page in (1, 2, 3)]
    fits = {
        ranked.opening.employer.name[-1]: reason.fit
        for page in pages
        for ranked in page.openings
        for reason in ranked.reasons
        if reason.aspect is Aspect.PAY
    }
    assert (fits["丁"], fits["庚"], fits["甲"], fits["乙"]) == (Fit.UNKNOWN, Fit.UNKNOWN, Fit.MISSES, Fit.FITS)


def test_a_town_alone_shows_every_work_there_and_nothing_elsewhere(search: JobSearch) -> None:
    pages = [find(search, "张家窝有什么活", page=page) for page in (1, 2)]
    assert [names(page) for page in pages] == ["丙", ""]


def test_a_trade_alone_shows_the_best_paid_by_month_first(search: JobSearch) -> None:
    assert names(find(search, "想干保洁")) == "丙乙己"


def test_a_town_without_openings_finds_nothing_near(search: JobSearch) -> None:
    for trades in ((), ("cleaning",)):
        wish = JobWish(trades, ("辛口镇",), order=SearchOrder.NEAR)
        assert search.find(wish, TODAY) == FoundOpenings((), has_more=False)


def test_an_open_wish_finds_nothing(search: JobSearch) -> None:
    assert find(search, "找工作").openings == ()


def test_what_waits_or_is_refused_is_not_found(search: JobSearch, engine: Engine) -> None:
    openings = Openings(engine)
    best = find(search, "保洁，中北镇，4000以上").openings[0].opening
    openings.judge(best.id, OpeningState.REFUSED, "lihong", NOW, "样例")
    assert best.employer.name[-1] not in names(find(search, "保洁，中北镇，4000以上"))


def test_an_opening_is_gone_on_the_day_after_its_last(engine: Engine, desk: JobsDesk, kb: KnowledgeBase) -> None:
    desk.read(engine, desk.write({"截止日期": TODAY.isoformat()}))
    Openings(engine).pass_clean("lihong", NOW)
    search = JobSearch(engine, kb)
    assert len(find(search, "保洁").openings) == 1
    assert find(search, "保洁", on=TODAY + timedelta(days=1)).openings == ()


def test_towns_are_those_of_what_was_let_pass(search: JobSearch, engine: Engine, desk: JobsDesk) -> None:
    desk.read(engine, desk.write({"街镇": "杨柳青镇"}), "other")
    assert search.towns() == ("中北", "中北镇", "张家窝镇")


class Placed:
    """A knowledge base of which only towns and stations are asked."""

    towns = MappingProxyType({name: Town(name, f"{name}镇") for name in ("中北", "张家窝", "远方")})
    stations = MappingProxyType(
        {
            name: Station(name, name, name, latitude=latitude, longitude=117.0)
            for name, latitude in (("中北", 39.10), ("张家窝", 39.15), ("远方", None))
        }
    )


def test_ways_between_towns_are_known_only_where_stations_have_places() -> None:
    ways = kilometres_from(Placed(), ["中北镇"])  # type: ignore[arg-type]
    assert {name: round(way) for name, way in ways.items()} == {"中北": 0, "张家窝": 6}


def test_a_known_way_counts_more_than_an_unknown_one(search: JobSearch, engine: Engine) -> None:
    placed = JobSearch(engine, Placed())  # type: ignore[arg-type]
    wish = read_wish("保洁，中北镇", placed.towns(), TODAY)
    order = "".join(names(placed.find(wish, TODAY, page)) for page in (1, 2, 3))
    assert order.index("丙") < order.index("己")
    assert wish.order is SearchOrder.BEST
