"""Words the answer to what was asked of a policy: the answer first, tags and marks behind it, everything else on request.

In a conversation (``answer``) a caution is told once and sources are marks that open; a message that is passed on
(``lone_answer``) has both in words.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from bot.conversation import Outcome, Outline, OutlinePart, OutlinePoint, Reply, in_order, without_repeats
from bot.kb import Citation, KnowledgeBase, Period, Statement
from bot.wording.answers.citations import caution_for, name_sources
from bot.wording.answers.dates import say_period
from bot.wording.answers.marks import SourceMarks
from bot.wording.answers.next_choices import next_choices
from bot.wording.answers.parts import SHORT_ANSWER, AnswerPart, AskedQuestion, answer_parts, chosen_part
from bot.wording.answers.places import place_opening
from bot.wording.answers.tags import ORDER, WARNS, explanation, is_cautious, name_of, tagged_texts

# Who asks this wants to do it.
DONE_THERE = {"procedure", "where", "materials", "deadline", "status"}
# What was said once in a conversation is kept under such names.
TAG, ABSENCE = "tag:", "absence:"
EVERY_TAG = tuple(f"{TAG}{name}" for name in ORDER)


def answer(kb: KnowledgeBase, question: AskedQuestion, told: Collection[str] = ()) -> Reply:
    """Return the reply to a question about one policy, in a conversation.

    Args:
        kb: the knowledge base.
        question: what is asked.
        told: what was said in the conversation that need not be said again (``Reply.told`` of its replies).
    """
    parts = [_without_told(part, question, told) for part in answer_parts(kb, question)]
    if question.level != "full":
        parts = _shortened(parts, question)
    spoken = [statement for part in parts for statement in part.statements]
    text = _worded(parts, question)
    tag, meaning = explanation(
        (name_of(statement) for statement in spoken), (name.removeprefix(TAG) for name in told if name.startswith(TAG))
    )
    # One caution at a time; what has no room now is told with the next answer that needs it.
    has_caution = any(part.missing for part in parts) or any(map(is_cautious, spoken))
    is_explained = (
        bool(tag) and not has_caution and (question.level == "full" or len(text) + 1 + len(meaning) <= SHORT_ANSWER)
    )
    cautions = [f"{TAG}{tag}"] if is_explained else []
    cautions += [_absence(question, each) for each in spoken if each.is_absence]
    reply = _reply(kb, question, parts, f"{text}\n{meaning}" if is_explained else text)
    outline = _outlined(parts, question, meaning if is_explained else "")
    return replace(reply, citations=_citations(parts), told=tuple(cautions), outline=outline)


def warns(reply: Reply) -> bool:
    """Tell whether an answer warns of anything: explains a tag, or says that something was not found."""
    return bool(reply.told) or reply.outcome is Outcome.NOT_COVERED or WARNS.search(reply.text) is not None


def lone_answer(kb: KnowledgeBase, question: AskedQuestion) -> Reply:
    """Return the answer as a message that stands alone: without marks, with the caution and the sources in words."""
    parts = answer_parts(kb, question)
    citations = in_order(_citations(parts))
    lines = [_opening(question), *map(_plain, parts), _name(question), caution_for(citations), name_sources(citations)]
    reply = _reply(kb, question, parts, "\n".join(line for line in lines if line))
    return replace(reply, citations=citations)


def say_statements(kb: KnowledgeBase, question: AskedQuestion) -> tuple[str, tuple[Citation, ...]]:
    """Return the chosen statements of a question as text, with the citations that hold them; nothing out of force."""
    if not question.policy.validity.overlaps(question.period) or question.period.first > question.today:
        return "", ()
    part = chosen_part(kb, question)
    return (_plain(part), _citations([part])) if part.is_answered else ("", ())


def _reply(kb: KnowledgeBase, question: AskedQuestion, parts: Sequence[AnswerPart], text: str) -> Reply:
    return Reply(
        text=text,
        outcome=Outcome.ANSWERED if any(part.is_answered for part in parts) else Outcome.NOT_COVERED,
        on=min(question.period.last, max(question.today, question.period.first)),
        topic=question.policy.topic,
        policy=question.policy.id,
        facets=question.facets,
        choices=next_choices(
            kb,
            question.policy,
            question.facets,
            question.period,
            question.today,
            has_more=any(part.has_more for part in parts),
        ),
    )


def _absence(question: AskedQuestion, statement: Statement) -> str:
    return f"{ABSENCE}{question.policy.id}:{statement.id}"


def _without_told(part: AnswerPart, question: AskedQuestion, told: Collection[str]) -> AnswerPart:
    """Leave out that something was not found where it was said before and there is something else to say."""
    fresh = tuple(each for each in part.statements if not each.is_absence or _absence(question, each) not in told)
    return replace(part, statements=fresh) if fresh else part


def _shortened(parts: list[AnswerPart], question: AskedQuestion) -> list[AnswerPart]:
    """Take statements away until the text is short; the first of each head stays."""
    while len(_worded(parts, question)) > SHORT_ANSWER:
        longest = max(range(len(parts)), key=lambda at: len(parts[at].statements))
        if len(parts[longest].statements) < 2:
            break
        parts = [part.without_last() if at == longest else part for at, part in enumerate(parts)]
    return parts


def _worded(parts: Sequence[AnswerPart], question: AskedQuestion) -> str:
    """Return the text in a conversation: statements with tags and marks."""
    marks = SourceMarks(_citations(parts))
    lines = [_opening(question), *(_tagged(part, marks.of) for part in parts), _name(question), _door(question)]
    return "\n".join(line for line in lines if line)


def _outlined(parts: Sequence[AnswerPart], question: AskedQuestion, meaning: str) -> Outline:
    """Return the same in parts, under the name of the policy: the first sentence leads, what follows it is a list."""
    marks = SourceMarks(_citations(parts))
    said = [
        [text for text in (part.before, *tagged_texts(part.statements, marks.of), part.missing) if text]
        for part in parts
    ]
    is_headed = any(part.head for part in parts) or not said[0]
    lead = "" if is_headed else said[0].pop(0)
    lists = [
        OutlinePart(part.head.strip("【】"), tuple(map(OutlinePoint, texts)))
        for part, texts in zip(parts, said, strict=True)
        if texts
    ]
    return Outline(
        question.policy.short_title,
        lead,
        _opening(question),
        tuple(lists),
        cautions=(meaning,) if meaning else (),
        next_step=_door(question),
    )


def _tagged(part: AnswerPart, marks_of: Callable[[Sequence[Citation]], str]) -> str:
    return f"{part.head}{part.before}{''.join(tagged_texts(part.statements, marks_of))}{part.missing}"


def _plain(part: AnswerPart) -> str:
    return f"{part.head}{part.before}{''.join(each.text for each in part.statements)}{part.missing}"


def _citations(parts: Sequence[AnswerPart]) -> tuple[Citation, ...]:
    """Return what the statements rest on, as they are said."""
    return without_repeats(each for part in parts for statement in part.statements for each in statement.citations)


def _name(question: AskedQuestion) -> str:
    """Return which policy was spoken of, where the question did not call it by a name."""
    return f"这说的是{question.policy.title}。" if question.is_unnamed else ""


def _door(question: AskedQuestion) -> str:
    """Return where it can be done at once, for who asks how, where or when."""
    link, is_now = question.policy.link, question.period == Period.day(question.today)
    if link is None or not is_now or not question.policy.validity.covers(question.today):
        return ""
    return f"现在就能办:{link.title} {link.url}" if DONE_THERE.intersection(question.facets) else ""


def _opening(question: AskedQuestion) -> str:
    """Return for where and when the answer holds, where that is not here and today."""
    is_now = question.period == Period.day(question.today)
    dated = "" if is_now else f"按{say_period(question.period)}的规定:"
    return "\n".join(line for line in (place_opening(question.places), dated) if line)
