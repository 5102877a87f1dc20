"""``/benefits``: the next question, or the cards. Without log-in; every answer is a form of the page, so that no address holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool

from bot.clock import today
from bot.eligibility import NextQuestion, Verdict, next_of_scan, policies_for, scan
from bot.errors import SituationError
from bot.front.benefits.answers import ASKED, FIELD, KIND, NONE_OF_THEM, TRAIL, BenefitAnswers, answers_of
from bot.front.services import FrontServices
from bot.front.web.http_errors import Refusal
from bot.front.web.rate_limits import TOO_OFTEN, address_client, check
from bot.front.web.templates import templates_in
from bot.kb import FactType, KnowledgeBase
from bot.text import typeset
from bot.wording.checks import UNITS, benefit_cards
from bot.wording.checks import check as checking

PATH = "/benefits"
TEMPLATES = Path(__file__).parent
# Whoever has answered so many sees what may fit; the rest is asked policy by policy in the talk.
MOST_QUESTIONS = 12
MOST_FIELDS = 200
BACK, RESULT = "back", "result"
NOT_A_FORM = "没有看懂发来的内容，请从第一题重新开始。"


@dataclass(frozen=True)
class _Shown:
    """What one view of the page shows: a question, or without one the cards."""

    answers: BenefitAnswers
    verdicts: tuple[Verdict, ...]
    question: NextQuestion | None
    wrong: str = ""


def add_benefits_page(app: FastAPI, shared: FrontServices, as_of: date | None) -> None:
    """Serve the page at ``/benefits``."""
    template = templates_in(TEMPLATES).get_template("benefits.html")

    async def shown(request: Request, form: Mapping[str, list[str]]) -> HTMLResponse:
        try:
            await check(shared.limit, address_client(request.client.host if request.client else None))
        except Refusal as refusal:
            return HTMLResponse(template.render(_closed(TOO_OFTEN)), refusal.status, refusal.headers)
        on = today(as_of)
        # What was answered stays in no cache of a shared computer.
        page = await run_in_threadpool(lambda: template.render(_page(shared.kb(), _view(shared.kb(), form, on), on)))
        return HTMLResponse(page, headers={"Cache-Control": "no-store"})

    @app.get(PATH, include_in_schema=False)
    async def begin(request: Request) -> HTMLResponse:
        return await shown(request, {})

    @app.post(PATH, include_in_schema=False)
    async def go_on(request: Request) -> HTMLResponse:
        try:
            form = parse_qs((await request.body()).decode(), max_num_fields=MOST_FIELDS)
        except ValueError:
            return HTMLResponse(template.render(_closed(NOT_A_FORM)), 400)
        return await shown(request, form)


def _view(kb: KnowledgeBase, form: Mapping[str, list[str]], on: date) -> _Shown:
    """Return what follows from a form: the question before, the next one, or the cards."""
    step = form.get("go", [""])[0]
    answers, wrong = answers_of(kb, {} if step == "again" else form, on)
    if step == BACK:
        answers, wrong = answers_of(kb, {name: held for name, held in form.items() if name != ASKED}, on)
        answers = answers.step_back()
    try:
        facts = answers.values(kb, on)
    except SituationError:
        # A form that someone made up.
        answers, facts = BenefitAnswers(), {}
    verdicts = tuple(scan(kb, facts, policies_for(kb, "person"), on))
    is_over = step == RESULT or len(answers.trail) >= MOST_QUESTIONS
    question = None if is_over and not wrong else _next(kb, answers, facts, verdicts)
    return _Shown(answers, verdicts, question, wrong)


def _next(
    kb: KnowledgeBase, answers: BenefitAnswers, facts: Mapping[str, Any], verdicts: tuple[Verdict, ...]
) -> NextQuestion | None:
    """Return what to ask: what decides most at once first, whatever it is that decides."""
    first = (fact.id for fact in kb.facts.values() if fact.asked_first and fact.of == "person")
    waiting = next((fact for fact in first if fact not in facts and fact not in answers.passed), None)
    return NextQuestion((waiting,)) if waiting is not None else next_of_scan(verdicts, answers.passed)


def _page(kb: KnowledgeBase, shown: _Shown, on: date) -> dict[str, object]:
    facts = shown.answers.values(kb, on) if shown.answers.written else {}
    asked = () if shown.question is None else shown.question.facts
    hidden = {f"{FIELD}{name}": written for name, written in shown.answers.written.items() if name not in asked}
    return {
        "message": "",
        "question": None if shown.question is None else _question(kb, shown.question),
        "wrong": typeset(shown.wrong),
        "number": len(shown.answers.trail) + 1,
        "most": MOST_QUESTIONS,
        "hidden": {**hidden, TRAIL: ";".join(",".join(step) for step in shown.answers.trail)},
        "known": typeset(checking.say_facts(kb, facts)),
        "cards": benefit_cards(kb, shown.verdicts, on) if shown.question is None else [],
        "on": f"{on.year}年{on.month}月{on.day}日",
        "names": {"asked": ASKED, "kind": KIND, "none": NONE_OF_THEM},
    }


def _question(kb: KnowledgeBase, asked: NextQuestion) -> dict[str, object]:
    facts = [kb.facts[name] for name in asked.facts]
    fact = facts[0]
    is_several = asked.ask_as is not None and len(facts) > 1
    if is_several and asked.ask_as is not None:
        words, why = asked.ask_as.question, ""
    else:
        words, why = fact.question, f"{fact.why}{fact.help}"
    options = [("yes", "是"), ("no", "不是")] if fact.type is FactType.YES_NO else fact.options
    return {
        "facts": ",".join(asked.facts),
        "name": f"{FIELD}{fact.id}",
        "words": typeset(words),
        "why": typeset(why),
        "sensitive": checking.SENSITIVE if any(each.is_sensitive for each in facts) else "",
        "kinds": [(each.id, typeset(each.label)) for each in facts] if is_several else [],
        "none": typeset(asked.ask_as.none_label) if asked.ask_as is not None else "",
        "is_typed": fact.type in (FactType.NUMBER, FactType.DATE),
        "unit": "周岁" if fact.grows and fact.unit == "years" else UNITS.get(fact.unit, ""),
        "is_day": fact.type is FactType.DATE,
        "options": [each if isinstance(each, tuple) else (each.id, each.label) for each in options],
    }


def _closed(message: str) -> dict[str, object]:
    return {"message": message, "question": None, "cards": [], "known": "", "on": "", "hidden": {}, "wrong": ""}
