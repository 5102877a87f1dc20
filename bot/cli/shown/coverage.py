"""Draws the coverage of the knowledge base as a table: topics and policies down, facets across. For ``leye kb coverage``."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from bot.kb import KnowledgeBase, TopicCoverage

ANSWERED = Text("✓", style="green")
NOT_SOURCED = Text("–", style="dim")
# One character: the headings stand upright, so that twelve facets fit beside the names on a screen of 80 columns.
FACET_WIDTH = 2
COUNT_WIDTH = 7
NAME_AT_LEAST = 22
# Enough for the headings where nothing is known of the reader's screen.
WIDTH_IN_FILES = 100


def coverage_table(kb: KnowledgeBase, topics: Sequence[TopicCoverage]) -> Table:
    """Return the table, with counts per topic and in total."""
    total = f"{sum(each.answered for each in topics)}/{sum(each.possible for each in topics)}"
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_footer=True)
    table.add_column("主题和政策", footer="合计", min_width=NAME_AT_LEAST, overflow="fold")
    for facet in kb.facets.values():
        answered = sum(facet.id in facets for each in topics for _, facets in each.policies)
        table.add_column(facet.label, footer=str(answered), width=FACET_WIDTH, justify="center", overflow="fold")
    table.add_column("有依据", footer=total, width=COUNT_WIDTH, justify="right")
    for each in topics:
        count = f"{each.answered}/{each.possible}"
        table.add_row(Text(each.topic.title, style="bold"), *([""] * each.facet_count), Text(count, style="bold"))
        for policy, facets in each.policies:
            marks = (ANSWERED if facet in facets else NOT_SOURCED for facet in kb.facets)
            table.add_row(Text(f"  {policy.short_title}"), *marks, f"{len(facets)}/{each.facet_count}")
    return table
