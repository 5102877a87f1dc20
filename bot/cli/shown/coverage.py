"""Draws the coverage of the knowledge base as a table: topics and policies down, facets across. For ``leye kb coverage``."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from bot.kb import FacetState, KnowledgeBase, TopicCoverage, count, possible

MARKS = {
    FacetState.USEFUL: Text("✓", style="green"),
    FacetState.WHERE_TO_ASK: Text("?", style="yellow"),
    FacetState.NOTHING: Text("–", style="dim"),
    FacetState.NOT_APPLICABLE: Text(""),
}
LEGEND = "✓ 有用的答案   ? 只知道去哪儿问   – 没有依据（会如实说没有，并说该问谁）   空白 这一方面说不通"
# One character: the headings stand upright, so that twelve facets fit beside the names on a screen of 80 columns.
FACET_WIDTH = 2
COUNT_WIDTH = 7
NAME_AT_LEAST = 22
# Enough for the headings where nothing is known of the reader's screen.
WIDTH_IN_FILES = 100


def coverage_table(kb: KnowledgeBase, topics: Sequence[TopicCoverage]) -> Table:
    """Return the table, with counts per topic and in total."""
    useful, total = sum(each.useful for each in topics), sum(each.possible for each in topics)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_footer=True)
    table.add_column("主题和政策", footer="合计", min_width=NAME_AT_LEAST, overflow="fold")
    for facet in kb.facets.values():
        told = count((states[facet.id] for each in topics for _, states in each.policies), FacetState.USEFUL)
        table.add_column(facet.label, footer=str(told), width=FACET_WIDTH, justify="center", overflow="fold")
    table.add_column("有用", footer=f"{useful}/{total}", width=COUNT_WIDTH, justify="right")
    for each in topics:
        counted = Text(f"{each.useful}/{each.possible}", style="bold")
        table.add_row(Text(each.topic.title, style="bold"), *([""] * len(kb.facets)), counted)
        for policy, states in each.policies:
            marks = (MARKS[states[facet]] for facet in kb.facets)
            row = f"{count(states.values(), FacetState.USEFUL)}/{possible(states)}"
            table.add_row(Text(f"  {policy.short_title}"), *marks, row)
    return table
