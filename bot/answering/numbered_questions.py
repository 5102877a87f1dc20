"""A message that numbers its questions is answered number by number; 第二个你还没说 asks for one of them again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.answering.action_result import ActionResult
from bot.answering.question import answer_question
from bot.answering.short_answers import answer_other_office
from bot.answering.toolbox import Toolbox
from bot.answering.turn import Turn
from bot.conversation import Outcome
from bot.lookup.statements import asked_neighbours
from bot.understanding import FALLBACK, Context, missed_part, numbered_message


def answer_numbered(known: Toolbox, turn: Turn) -> ActionResult | None:
    """Return the answers under their numbers; None for a message that numbers nothing, or of which nothing is understood."""
    missed = missed_part(turn.text, _asked_before(turn))
    if missed is not None:
        return _answer(known, turn, missed, turn.context)
    numbered = None if turn.picked else numbered_message(turn.text)
    if numbered is None:
        return None
    context = _talked_about(known, turn, numbered.head)
    answers: list[ActionResult] = []
    for part in numbered.parts:
        answers.append(_answer(known, turn, part, context))
        slots = answers[-1].slots
        context = Context(slots["policy"], tuple(slots["facets"])) if slots.get("policy") else context
    if all(reply["outcome"] == Outcome.CLARIFY.value for each in answers for reply in each.replies):
        return None
    return _in_order(answers)


def _asked_before(turn: Turn) -> tuple[str, ...]:
    before = numbered_message(turn.before)
    return () if before is None else before.parts


def _talked_about(known: Toolbox, turn: Turn, head: str) -> Context:
    """Return what the numbers ask about: what stands before them, else what the conversation was about."""
    named = known.reader.read(head, turn.today).named
    if not named:
        return turn.context
    return Context(named[0].policy or known.kb.topics[named[0].topic].default_policy)


def _answer(known: Toolbox, turn: Turn, part: str, context: Context) -> ActionResult:
    alone = replace(turn, text=part, intent=FALLBACK, ranking=(), context=context, misses=0)
    reading = known.reader.read(part, turn.today)
    if not reading.named and asked_neighbours(reading, known.situations.read(part, turn.today)):
        return answer_other_office(known, alone)
    return answer_question(known, alone)


def _under(number: int, reply: Mapping[str, Any]) -> dict[str, Any]:
    """Return a reply that begins with the number of its question."""
    said = {**reply, "text": f"{number}. {reply['text']}"}
    if "outline" in reply:
        said["outline"] = {**reply["outline"], "title": f"{number}. {reply['outline']['title']}"}
    return said


def _in_order(answers: list[ActionResult]) -> ActionResult:
    """Put the answers under their numbers; only the last one offers choices, so that a digit picks one thing."""
    numbered = [
        {**(_under(number, reply) if place == 0 else reply), "choices": []}
        for number, each in enumerate(answers, start=1)
        for place, reply in enumerate(each.replies)
    ]
    numbered[-1]["choices"] = answers[-1].replies[-1]["choices"]
    slots = {name: value for each in answers for name, value in each.slots.items() if name != "misses"}
    return ActionResult(tuple(numbered), slots)
