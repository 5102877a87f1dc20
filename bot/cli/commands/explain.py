"""``leye explain``: why a message is answered as it is: its questions, the facts in it, and the evidence for each candidate."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot import clock
from bot.cli.shown.coverage import WIDTH_IN_FILES
from bot.errors import SituationError
from bot.kb import load
from bot.lookup.statements import AskReader, RankedStatement, StatementRanking, asked_days, choose, topics_in_doubt
from bot.settings import Settings
from bot.understanding import Context, Reader
from bot.understanding.situation import SituationReader

CANDIDATES = 5
# What adds less than this to a score decides nothing.
LEAST_WORTH = 0.15
KIND_NAMES = {
    "question_like_words": "像问法（问的字）",
    "question_like_message": "像问法（整句）",
    "text_like_words": "像原话（问的字）",
    "text_like_message": "像原话（整句）",
    "named_like_words": "连政策名一起像（问的字）",
    "named_like_message": "连政策名一起像（整句）",
    "text_bm25": "原话里的少见字",
    "all_bm25": "少见字",
    "facet_by_words": "方面（按字）",
    "facet_by_model": "方面（按模型）",
    "policy_by_words": "政策（按字）",
    "policy_named": "点了政策名",
    "topic_named": "点了主题名",
    "topic_hinted": "提到了主题",
    "another_named": "点的是别的",
    "same_policy": "刚聊过这项",
    "same_facet": "刚问过这方面",
    "serves_asker": "办的人对得上",
    "serves_by_words": "办的人（按字）",
    "shares_numbers": "数字对得上",
    "is_absence": "说的是没查到",
    "comes_first": "排在前面",
    "is_default": "主题里的主项",
    "is_default_of_named": "点了名的主题里的主项",
    "is_background": "是区里的工作",
    "nothing_known": "没有依据",
}


def explain(text: Annotated[str, typer.Argument(help="一句话，照群众说的写")]) -> None:
    """说明一句话为什么这么答：拆成几问、认出什么情况、每句候选得多少分、分从哪来。"""
    if not text.strip():
        raise SituationError("请写下一句话，例如：leye explain 断了俩月没交还给补不")
    settings = Settings.from_environment()
    kb = load(settings.kb_dir)
    reader = Reader(kb)
    today = clock.today(settings.as_of)
    reading, told = reader.read(text, today), SituationReader(kb, reader.normalise).read(text, today)
    period = asked_days(reading, told, today)
    ranking = StatementRanking(kb, reader)
    asks = AskReader(reader).asks(reading, told, period, Context(), {})
    ranked = [ranking.rank(ask, 80) for ask in asks]
    console = Console(highlight=False, markup=False, width=None if Console().is_terminal else WIDTH_IN_FILES)
    facts = [f"{kb.facts[fact.fact].label}={fact.value}" for fact in told.stated if fact.is_asserted]
    console.print(f"认出的情况：{'、'.join(facts) or '没有'}")
    console.print(f"提到的别的部门的事：{'、'.join(reading.referrals) or '没有'}")
    for number, (ask, found) in enumerate(zip(asks, ranked, strict=True), start=1):
        console.print(f"\n第{number}问：{ask.words}", style="bold")
        console.print(_table(found[:CANDIDATES]))
    doubt = topics_in_doubt(ranked)
    if doubt and not reading.named:
        console.print(f"分不出高下，会反问：{'、'.join(kb.topics[topic].title for topic in doubt[:4])}")
    for answer in choose(ranked, reading.facets, [subject.topic for subject in reading.named]):
        said = "、".join(f"{facet}.{statement or '没有依据'}" for facet, statement in answer.statements)
        console.print(f"要答的话，会说：{kb.policies[answer.policy].short_title}的 {said}")


def _table(ranked: tuple[RankedStatement, ...]) -> Table:
    table = Table("分", "占比", "政策 · 句子", "说的话", "分从哪来")
    for each in ranked:
        worth = sorted(each.evidence.items(), key=lambda item: -abs(item[1]))
        parts = [f"{KIND_NAMES[kind]} {value:+.1f}" for kind, value in worth if abs(value) >= LEAST_WORTH]
        name = f"{each.entry.policy} · {each.entry.facet}.{each.entry.statement or '没有依据'}"
        table.add_row(f"{each.score:.1f}", f"{each.share:.0%}", name, each.entry.texts[0], "、".join(parts))
    return table
