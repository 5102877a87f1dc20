"""The figures as tables, each with what it counts in a sentence: the same for the page, the workbook and the printed report. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bot.figures.asked import ratings_kept_since
from bot.figures.figures import Figures, Overview
from bot.figures.measures import Cell, Comparison, Measure, Portion, guarded
from bot.kb import KnowledgeBase
from bot.outreach.reports import FUNNEL
from bot.outreach.reports import TITLES as STAGES
from bot.wording.office import outcome_labels, topic_title

DOORS = {"web": "网页", "wx": "微信", "wecom": "企业微信"}
NO_STATION, NO_TOPIC, OTHER_DOOR = "还没有指派站", "没说到哪一类", "别的"
MOST_TOPICS_OF_TOWNS = 8


@dataclass(frozen=True)
class FigureTable:
    """A table of figures.

    Args:
        id: its name in addresses and files.
        definition: what is counted, in words that a colleague can repeat.
        head: what the columns are; the first names the rows.
        chart: which column, counted from 0, is drawn as bars, if any.
        empty: what is said when there are no rows.
    """

    id: str
    title: str
    definition: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    chart: int | None = None
    empty: str = "这段时间没有。"


@dataclass(frozen=True)
class Headline:
    """One figure with the one of the period before."""

    title: str
    now: Measure
    before: Measure

    @property
    def change(self) -> Comparison:
        """Return what has changed."""
        return Comparison(self.now, self.before)


def headlines(found: Overview) -> list[Headline]:
    """Return what is read in two minutes, the most telling first."""
    read: list[tuple[str, Callable[[Figures], Measure]]] = [
        ("问了多少次", lambda each: each.asked.questions),
        ("没答上的", lambda each: each.asked.unanswered),
        ("评价说有用的", lambda each: each.rated),
        ("呼叫红娘的", lambda each: each.calls),
        ("当天联系守约的", lambda each: each.contacts),
        ("3日内推介守约的", lambda each: each.introductions),
        ("主动告知的", lambda each: each.funnel["told"]),
        ("告知后说已申请的", lambda each: each.funnel["applied"]),
        ("人岗牵线的", lambda each: each.introduced.made),
        ("牵线后录用的", lambda each: each.introduced.hired),
    ]
    return [Headline(title, of(found.now), of(found.before)) for title, of in read]


def tables_of(found: Overview, kb: KnowledgeBase) -> list[FigureTable]:
    """Return all tables, in the order in which they are read."""
    titles = {each.id: each.title for each in kb.campaigns.values()}
    return [
        _headline_table(found),
        _weeks(found),
        _topics(found, lambda topic: topic_title(kb, topic) if topic else NO_TOPIC),
        _doors(found),
        _unanswered(found),
        _promises(found),
        _towns(found),
        *_towns_by_topic(found, lambda topic: topic_title(kb, topic) if topic else NO_TOPIC),
        _told(found, lambda campaign: titles.get(campaign, campaign)),
        _introduced(found),
    ]


def _headline_table(found: Overview) -> FigureTable:
    kept = ratings_kept_since(found.at)
    definition = (
        f"本期是{found.now.period.title}，上期是{found.before.period.title}。上期不到20的不算百分比；占比的底数不到20的，写成“3/4”（4件里3件）。"
        f"评价只保留90天，{kept}以前的不全，就不列。"
    )
    rows = tuple((each.title, each.now, each.before, each.change) for each in headlines(found))
    return FigureTable("headlines", "要点", definition, ("指标", "本期", "上期", "变化"), rows)


def _topics(found: Overview, name: Callable[[str], str]) -> FigureTable:
    definition = "居民说一句、助手答一句算一次，点按钮也算；寒暄、订阅退订、找人工不算。没答上：没听明白而反问、没有依据、系统出错。"
    rows = _with_before(found.now.asked.topics, found.before.asked.topics, name)
    head = ("主题", "问了", "上期", "变化", "没答上", "没答上占")
    return FigureTable("topics", "问得最多的主题", definition, head, rows, 1, "这段时间没有人来问。")


def _doors(found: Overview) -> FigureTable:
    definition = "同一种算法，按居民从哪里来问的分。"
    rows = _with_before(found.now.asked.doors, found.before.asked.doors, lambda door: DOORS.get(door, OTHER_DOOR))
    head = ("渠道", "问了", "上期", "变化", "没答上", "没答上占")
    return FigureTable("doors", "从哪里来问", definition, head, rows, 1, "这段时间没有人来问。")


def _with_before(
    now: Mapping[str, Portion], before: Mapping[str, Portion], name: Callable[[str], str]
) -> tuple[tuple[Cell, ...], ...]:
    rows = []
    for each in dict.fromkeys([*now, *before]):
        this, last = now.get(each, Portion(0, 0)), before.get(each, Portion(0, 0))
        rows.append((name(each), this.whole, last.whole, Comparison(this.whole, last.whole), this.part, this))
    return tuple(rows)


def _unanswered(found: Overview) -> FigureTable:
    definition = "没答上的那些次，按当时怎么了分。具体问了什么，在“群众问的”里看。"
    labels, before = outcome_labels(), found.before.asked.outcomes
    whole = found.now.asked.unanswered.part
    rows = tuple(
        (
            labels.get(name, name),
            count,
            before.get(name, 0),
            Comparison(count, before.get(name, 0)),
            Portion(count, whole),
        )
        for name, count in found.now.asked.outcomes.items()
    )
    head = ("怎么没答上", "次数", "上期", "变化", "占没答上的")
    return FigureTable("unanswered", "为什么没答上", definition, head, rows, 1, "这段时间没有没答上的。")


def _weeks(found: Overview) -> FigureTable:
    definition = "到本期最后一天那一周为止的12周，一周从星期一到星期日，按北京时间；没过完的一周写明。"
    rows = []
    for week in found.weeks:
        label = f"{week.period.first:%m-%d}至{week.period.last:%m-%d}{'' if week.is_over else '（未完）'}"
        counts = (week.unanswered.whole, week.unanswered.part, week.unanswered)
        rows.append((label, *counts, week.rated, week.calls, week.told))
    head = ("周", "问了", "没答上", "没答上占", "说有用的占", "呼叫", "告知")
    return FigureTable("weeks", "12周走势", definition, head, tuple(rows))


def _promises(found: Overview) -> FigureTable:
    definition = (
        "按方案第14条，呼叫的居民当天（或下一个工作日）有人联系、3日内双向推介。只算这段时间来的呼叫里已经到期或已经做了的。"
        "迟了的，就是到期的减去按时的。"
    )
    rows = []
    for each in found.now.promises:
        contacts, introductions = (
            Portion(each.contacts_kept, each.contacts_due),
            Portion(each.introductions_kept, each.introductions_due),
        )
        rows.append((each.station or NO_STATION, each.opened, *_kept(contacts), *_kept(introductions)))
    if len(rows) > 1:
        rows.append(("全区", found.now.calls, *_kept(found.now.contacts), *_kept(found.now.introductions)))
    head = ("站", "呼叫", "该联系", "按时", "迟了", "守约", "该推介", "按时推介", "推介迟了", "推介守约")
    return FigureTable("promises", "答应了的，做到没有", definition, head, tuple(rows), None, "这段时间没有人呼叫。")


def _kept(share: Portion) -> tuple[Cell, ...]:
    return (share.whole, share.part, share.whole - share.part, share)


def _towns(found: Overview) -> FigureTable:
    definition = (
        "提问不记街镇，只有呼叫（居民自己说的地方）和告知（名单上的街镇）知道；“服务站”里登记过的地方才列。"
        "不到5的写“少于5”，能倒算出来的写“不列”。"
    )
    names = found.towns.names
    calls = guarded([found.towns.calls_from(name) for name in names])
    told = guarded([found.towns.told.get(name, 0) for name in names])
    rows: tuple[tuple[Cell, ...], ...] = tuple(zip(names, calls, told, strict=True))
    return FigureTable(
        "towns", "按街镇", definition, ("街镇", "呼叫", "告知（人次）"), rows, None, "这段时间没有按街镇的数。"
    )


def _towns_by_topic(found: Overview, title_of: Callable[[str], str]) -> Iterable[FigureTable]:
    # Of days of one's own, two stretches that differ by a day would tell of one person.
    if not found.now.period.is_whole:
        return
    totals: Counter[str] = Counter()
    for calls in found.towns.calls.values():
        totals.update(calls)
    topics = [topic for topic, _ in totals.most_common(MOST_TOPICS_OF_TOWNS)]
    names = found.towns.names
    rows = tuple(
        (town, *guarded([found.towns.calls.get(town, {}).get(topic, 0) for topic in topics]))
        for town, calls in zip(names, guarded([found.towns.calls_from(name) for name in names]), strict=True)
        # The cells of a town whose sum is hidden would give the sum away.
        if isinstance(calls, int) and calls
    )
    definition = "呼叫按街镇和主题分，只在整月、整季里列；不到5的写“少于5”，能倒算出来的写“不列”，呼叫不到5的街镇不列。"
    head = ("街镇", *(title_of(topic) for topic in topics))
    yield FigureTable("towns_by_topic", "各街镇呼叫什么事", definition, head, rows, None, "这段时间没有人呼叫。")


def _told(found: Overview, name: Callable[[str], str]) -> FigureTable:
    definition = "这段时间发出的推送，到现在怎么样了。已申请只算居民自己回“已申请”的；没回的不知道，不等于没申请。"
    rows: list[tuple[Cell, ...]] = [
        (name(each), *(counts[stage] for stage in FUNNEL)) for each, counts in found.now.told.items()
    ]
    if len(rows) > 1:
        rows.append(("合计", *found.now.funnel.values()))
    head = ("推送", *(STAGES[stage] for stage in FUNNEL))
    return FigureTable("told", "告知到申请", definition, head, tuple(rows), None, "这段时间没有发出推送。")


def _introduced(found: Overview) -> FigureTable:
    definition = "这段时间把求职的人和岗位牵到一起的对数，和它们到现在走到哪一步；后一步的也算走过前一步。"
    now, before = found.now.introduced, found.before.introduced
    steps = (("牵线", "made"), ("本人同意", "agreed"), ("单位愿意见", "willing"), ("录用", "hired"))
    counted = [(title, int(getattr(now, step)), int(getattr(before, step))) for title, step in steps]
    rows = tuple((title, this, last, Comparison(this, last)) for title, this, last in counted)
    is_any = now.made or before.made
    head = ("走到哪一步", "本期", "上期", "变化")
    return FigureTable("introduced", "人岗牵线", definition, head, rows if is_any else (), 1, "这段时间没有牵线。")
