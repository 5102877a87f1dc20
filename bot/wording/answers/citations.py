"""Names the sources of an answer and the caution that their standing asks for."""

from __future__ import annotations

from collections.abc import Iterable

from bot.conversation import in_order
from bot.kb import Citation, Source, Standing, chinese_date

STANDING_NAMES = {
    Standing.PLAN: "区方案原文",
    Standing.OFFICIAL: "天津官方文件",
    Standing.NATIONAL: "国家规定",
    Standing.SECONDARY: "公开资料",
}
CAUTIONS = {
    Standing.PLAN: "",
    Standing.OFFICIAL: "以市、区人社部门最新公布为准。",
    Standing.NATIONAL: "这是国家规定,本地怎么执行以区人社局核定为准。",
    Standing.SECONDARY: "以上据公开资料,以区人社局核定为准。",
}
PARTLY_SECONDARY = "其中有的据公开资料,以区人社局核定为准。"
NAMED_AT_MOST = 2


def name_source(source: Source) -> str:
    """Return title, document number and date of a source in one line."""
    details = [source.document_number or "", chinese_date(source.date) if source.date else source.dated]
    title = _curly(source.title)
    # A title about another document already has its brackets.
    named = title if "《" in title else f"《{title}》"
    return f"{named}({','.join(detail for detail in details if detail)})"


def name_sources(citations: Iterable[Citation]) -> str:
    """Return the line 依据 that closes an answer; the rest of many sources is found under the answer."""
    sources = list(dict.fromkeys(citation.clause.source for citation in in_order(citations)))
    named = "、".join(name_source(source) for source in sources[:NAMED_AT_MOST])
    return f"依据:{named}{'等' if len(sources) > NAMED_AT_MOST else ''}" if named else ""


def caution_for(citations: Iterable[Citation]) -> str:
    """Return the caution of the least reliable standing among the sources."""
    standings = [citation.clause.source.standing for citation in in_order(citations)]
    if standings and standings[-1] is Standing.SECONDARY is not standings[0]:
        return PARTLY_SECONDARY
    return CAUTIONS[standings[-1]] if standings else ""


def _curly(text: str) -> str:
    """Turn straight quotation marks into Chinese ones."""
    parts = text.split('"')
    return "".join(
        part + ("" if index == len(parts) - 1 else "“" if index % 2 == 0 else "”") for index, part in enumerate(parts)
    )
