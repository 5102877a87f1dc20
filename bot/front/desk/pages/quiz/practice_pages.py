"""练兵: one question a page; then whether it was right, why, and the clause. How the stations fare, for those who lead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.frame import AgendaLine
from bot.front.desk.frame.request import Answer, DeskRequest, Page, Redirect
from bot.front.practice import SCORED_FOR, Practice
from bot.kb import KnowledgeBase
from bot.quiz import FEWEST_PEOPLE, Question
from bot.staff import Permission
from bot.wording.answers import STANDING_NAMES, by_clause

PATH = "/desk/quiz"
LETTERS = "ABCD"
STALE = "这道题的规定刚改过，这次不算。换一道。"


def add_quiz(desk: Desk, practice: Practice, kb: Callable[[], KnowledgeBase], today: Callable[[], date]) -> None:
    """Add the pages, the way to them, and the reminder of the first page."""
    desk.entry("练兵", PATH, Permission.LOOK_UP)

    def reminder(asked: DeskRequest) -> list[AgendaLine]:
        if practice.has_answered(asked.colleague, today()):
            return []
        return [AgendaLine("答一道题，不到一分钟，答完看原文", PATH)]

    desk.offer(Permission.LOOK_UP, "今日一题", reminder)

    @desk.get(PATH, Permission.LOOK_UP)
    def look(asked: DeskRequest) -> Answer:
        shown = _answered(asked, practice, kb(), today())
        if shown is not None:
            return shown
        question = practice.next_for(asked.colleague, today())
        own = practice.own_score(asked.colleague, today())
        return Page("quiz.html", {"question": question, "own": own, "letters": LETTERS, "path": PATH})

    @desk.post(PATH, Permission.LOOK_UP)
    def answer(asked: DeskRequest) -> Answer:
        name, choice = asked.form.get("question", ""), asked.form.get("choice", "")
        if practice.answer(asked.colleague, name, choice, today(), asked.at) is None:
            return Redirect(PATH, STALE)
        return Redirect(f"{PATH}?{urlencode({'answered': name, 'chose': choice})}")

    @desk.get(f"{PATH}/stations", Permission.OVERVIEW)
    def stations(asked: DeskRequest) -> Answer:
        values = {"stations": practice.station_scores(today()), "topics": kb().topics, "fewest": FEWEST_PEOPLE}
        return Page("quiz_stations.html", {**values, "days": SCORED_FOR.days, "path": PATH})


def _answered(asked: DeskRequest, practice: Practice, kb: KnowledgeBase, on: date) -> Page | None:
    """Return the page after an answer; None where this colleague did not answer such a question today."""
    question = practice.book(on).find(asked.query.get("answered", ""))
    if question is None:
        return None
    own = practice.answers.own(asked.colleague.userid)
    kept = next((each for each in own if each.question == question.id and each.on == on), None)
    if kept is None:
        return None
    chosen = asked.query.get("chose", "")
    values = {
        "question": question,
        "is_right": kept.is_right,
        # What stands in the address is shown only where it is what was counted.
        "chosen": chosen if chosen in question.choices and (chosen == question.right) == kept.is_right else "",
        "clauses": by_clause([question.explanation.citation]),
        "standings": STANDING_NAMES,
        "look": f"/desk/lookup?{urlencode({'q': _words(kb, question)})}",
        "on": on,
        "own": practice.own_score(asked.colleague, on),
        "letters": LETTERS,
        "path": PATH,
    }
    return Page("quiz_answered.html", values)


def _words(kb: KnowledgeBase, question: Question) -> str:
    return f"{kb.policy(question.policy).short_title} {kb.facets[question.facet].label}"
