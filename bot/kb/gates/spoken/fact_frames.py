"""Gates 2 and 3 for fact_frames/: every wording can be read, belongs to a fact that exists, and to one fact only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.errors import Problem
from bot.kb.gates.facts import misfit
from bot.kb.loading.build_frames import build_frames
from bot.kb.loading.files import RawFiles
from bot.kb.model.fact_frames import NO, YES, ZERO, FactFrame, FactFrames
from bot.kb.model.fact_templates import (
    DAY_SLOTS,
    TemplateChoice,
    TemplateError,
    TemplateParser,
    TemplateRow,
    TemplateSlot,
    wordings_of,
)

FactEntry = dict[str, Any]
COMPARED = 400


def check_fact_frames(raw: RawFiles) -> list[Problem]:
    """Return every mistake in fact_frames/: unreadable templates, unknown facts, words that two facts claim."""
    files = raw.items("fact_frames")
    if not raw.unusable.isdisjoint({"facts", "fact_frames"}):
        return []
    facts = {entry["id"]: entry for entry in raw.single("facts")[1]}
    frames = build_frames(files)
    file_of = {entry["fact"]: name for name, data in files for entry in data.get("facts", ())}
    problems = [Problem(files[0][0], "lists", mistake) for mistake in _list_mistakes(frames)]
    if problems:
        return problems
    parser = frames.parser()
    seen: set[str] = set()
    for frame in frames.frames:
        name = file_of[frame.fact]
        if frame.fact in seen and not (frame.instead_of or frame.beside):
            problems.append(Problem(name, frame.fact, "这个事实写了两次;并成一处,或写明 beside、instead_of"))
        seen.add(frame.fact)
        problems += [Problem(name, frame.fact, mistake) for mistake in _mistakes(frames, frame, facts, parser)]
    return problems or [Problem(file_of[fact], fact, mistake) for fact, mistake in _claimed_twice(frames, parser)]


def _list_mistakes(frames: FactFrames) -> Iterator[str]:
    for text in frames.lists.values():
        yield from _unreadable(text, frames.parser())


def _mistakes(
    frames: FactFrames, frame: FactFrame, facts: dict[str, FactEntry], parser: TemplateParser
) -> Iterator[str]:
    fact = facts.get(frame.fact)
    if fact is None:
        yield f"facts.yml 里没有 {frame.fact};检查拼写"
        return
    answers = _answers_of(fact)
    says = {*frame.says, *frame.implies} if fact["type"] != "number" else {*frame.says, *frame.implies} - {YES}
    for value in sorted(says - answers):
        yield f"没有 {value} 这个回答;可用的有 {'、'.join(sorted(answers))}"
    if (frame.amounts or frame.starts or frame.parts) and fact["type"] != "number":
        yield "不是数,不能写 amounts、starts、share"
    for other in sorted({*frame.shares, *frame.beside, *filter(None, [frame.instead_of])} - facts.keys()):
        yield f"shares 或 beside 里的 {other} 不在 facts.yml 里"
    if frame.whole and frame.whole not in facts:
        yield f"share.of 里的 {frame.whole} 不在 facts.yml 里"
    yield from _implied_mistakes(frame, facts)
    own = frames.parser_for(frame, parser)
    templates = [text for texts in frames.says_of(frame).values() for text in texts]
    for text in (*templates, *frame.amounts, *frame.starts, *frame.parts, *frame.unless):
        yield from _unreadable(text, own)
    for text in (*frame.amounts, *frame.starts, *frame.parts):
        yield from _slots_mistakes(text, own, is_start=text in frame.starts)


def _answers_of(fact: FactEntry) -> set[str]:
    if fact["type"] == "choice":
        return {option["id"] for option in fact.get("options", ())}
    return {YES, NO} if fact["type"] == "yes_no" else {ZERO}


def _implied_mistakes(frame: FactFrame, facts: dict[str, FactEntry]) -> Iterator[str]:
    for implied in frame.implies.values():
        for other, value in implied.items():
            if other not in facts:
                yield f"implies 里的 {other} 不在 facts.yml 里"
            elif (mistake := misfit(facts[other], value)) is not None:
                yield f"implies:{mistake}"


def _unreadable(text: str, parser: TemplateParser) -> Iterator[str]:
    try:
        parser.parse(text)
    except TemplateError as error:
        yield str(error)


def _slots_mistakes(text: str, parser: TemplateParser, *, is_start: bool) -> Iterator[str]:
    try:
        kinds = [slot.kind for slot in slots_of(parser.parse(text))]
    except TemplateError:
        return
    wanted = "恰好一个 {date} 或 {birth}" if is_start else "恰好一个数,如 {duration}"
    # Beside the number a day may be named as well (2025年9月下岗一年).
    if sum((kind in DAY_SLOTS) == is_start for kind in kinds) != 1:
        yield f"「{text}」里要有{wanted}"


def slots_of(row: TemplateRow) -> Iterator[TemplateSlot]:
    """Yield the slots of a template in order."""
    for part in row.parts:
        if isinstance(part, TemplateSlot):
            yield part
        elif isinstance(part, TemplateChoice):
            for inner in part.rows:
                yield from slots_of(inner)


def _claimed_twice(frames: FactFrames, shared: TemplateParser) -> Iterator[tuple[str, str]]:
    """Yield each fact that claims words of an earlier one. TemplateWords that state two things belong under ``implies``."""
    claimed: dict[str, FactFrame] = {}
    for frame in frames.frames:
        parser = frames.parser_for(frame, shared)
        own = (*frame.about, *frame.being, *(text for texts in frame.says.values() for text in texts), *frame.amounts)
        for text in own:
            for wording in wordings_of(parser.parse(text), COMPARED):
                owner = claimed.setdefault(wording, frame)
                if owner.fact != frame.fact and owner.fact not in frame.shares and frame.fact not in owner.shares:
                    yield (
                        frame.fact,
                        f"「{wording}」已经是 {owner.fact} 的说法;一个说法只能属于一处,另一处写 implies 或 shares",
                    )
