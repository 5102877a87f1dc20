"""Looking up while a client waits: the answer, the clause it stands in, the document, what it said before, and a block to forward."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.request import NOT_FOUND, DeskRequest, Page, Redirect
from bot.kb import Clause, KnowledgeBase, Period, wordings
from bot.lookup import LookUp, Searching, documents_named
from bot.questions import propose_correction
from bot.staff import Permission
from bot.wording.answers import (
    STANDING_NAMES,
    LookupEntry,
    Part,
    by_clause,
    differences,
    entry,
    nothing_found,
    other_place_remark,
    say_period,
    validity_line,
)

PATH = "/desk/lookup"
MATCHES = 6
LONGEST = 200
EXAMPLES = ("灵活就业社保补贴 多少", "创业担保贷款 材料", "失业金 领多久", "公益性岗位 条件")


@dataclass(frozen=True)
class FoundPassage:
    """One passage as the page shows it.

    Args:
        past: earlier and later wordings: the days, the pieces, and whether it is the one of the day asked.
    """

    entry: LookupEntry
    facet: str
    validity: str
    is_in_force: bool
    clauses: list[tuple[Clause, list[Part]]]
    past: list[tuple[str, list[Part], bool]]


def add_lookup(desk: Desk, engine: Engine, searching: Searching) -> None:
    """Add the page, the way to it, and the note that something is wrong."""
    desk.entry("查政策", PATH, Permission.LOOK_UP)

    @desk.get(PATH, Permission.LOOK_UP)
    def look(asked: DeskRequest) -> Page:
        today = asked.at.astimezone(SHANGHAI).date()
        text = " ".join(asked.query.get("q", "").split())[:LONGEST]
        on = _day(asked.query.get("on", "")) or today
        values = {
            "text": text,
            "on": on,
            "today": today,
            "examples": EXAMPLES,
            "found": [],
            "said": "",
            "documents": (),
        }
        if text:
            values |= shown(searching, text, on, today)
        return Page("lookup_part.html" if asked.is_fragment else "lookup.html", {**values, "standings": STANDING_NAMES})

    @desk.post(PATH + "/corrections", Permission.LOOK_UP)
    def correct(asked: DeskRequest) -> Redirect:
        policy, facet = asked.form.get("policy", ""), asked.form.get("facet", "")
        if policy not in searching.kb.policies or facet not in searching.kb.facets:
            raise NOT_FOUND
        note, clause = asked.form.get("note", ""), asked.form.get("clause", "")[:64] or None
        number = propose_correction(engine, policy, facet, clause, note, asked.colleague.userid, asked.at)
        asked.audit("question.proposed", f"proposal:{number}", kind="correction")
        return Redirect(PATH, f"已记下第{number}号：编辑会核对，改好了在“群众问的”里能看到。")


def shown(searching: Searching, text: str, on: date, today: date) -> dict[str, object]:
    """Return what is found of a text, for the template."""
    kb, found = searching.kb, searching.find(text, on, MATCHES)
    lines = [other_place_remark(found.places)] if found.places else []
    documents = documents_named(kb, text)
    if not found.passages and not documents:
        lines.append(nothing_found(kb, text, found.referrals))
    elif found.period != Period.day(today):
        lines.append(f"按{say_period(found.period)}的规定：")
    return {
        "found": [_found(kb, found, policy.id, facet, today) for policy, facet in found.passages],
        "said": "\n".join(lines),
        "documents": documents,
    }


def _found(kb: KnowledgeBase, looked: LookUp, policy_id: str, facet: str, today: date) -> FoundPassage:
    policy = kb.policy(policy_id)
    each = entry(kb, policy, facet, looked.period, today)
    in_force = policy.validity.overlaps(looked.period)
    past = _past(kb, policy_id, facet, looked.period.first)
    return FoundPassage(each, kb.facets[facet].label, validity_line(policy), in_force, by_clause(each.citations), past)


def _past(kb: KnowledgeBase, policy_id: str, facet: str, on: date) -> list[tuple[str, list[Part], bool]]:
    """Return the wordings through time with what each says differently from the one before; nothing for a single one."""
    said = wordings(kb, kb.policy(policy_id), facet)
    if len(said) < 2:
        return []
    shown, before = [], ""
    for wording in said:
        start, end = wording.validity.start, wording.validity.end
        days = f"{start or '更早'} 至 {end or '现在'}"
        parts = differences(before, wording.text)[1] if before else [Part(wording.text, False)]
        shown.append((days, parts, wording.validity.covers(on)))
        before = wording.text
    return shown[::-1]


def _day(text: str) -> date | None:
    """Return the day of a field; what is no date asks for today."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
