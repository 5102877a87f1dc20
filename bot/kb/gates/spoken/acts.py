"""Gates 2 and 3 for acts/: wordings can be read, no wording both stops and starts, sentences are short and their figures sourced."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.errors import Problem
from bot.kb.gates.figures import figures_in
from bot.kb.loading.files import RawFiles
from bot.kb.model.acts import STARTS, STOPS, SpokenAct
from bot.kb.model.fact_templates import TemplateError, TemplateParser, wordings_of

LONGEST_SENTENCE = 120
COMPARED = 3000
# Said before any model: without its sentence there would be silence.
NEED_A_SENTENCE = (SpokenAct.DISTRESS, SpokenAct.FRAUD, SpokenAct.COMPLAINT_DELAY)


def check_acts(raw: RawFiles) -> list[Problem]:
    """Return every mistake in acts/."""
    files = raw.items("acts")
    if not files or not raw.unusable.isdisjoint({"acts", "documents", "topics"}):
        return []
    lists = {name: text for _, data in files for name, text in data.get("lists", {}).items()}
    parser = TemplateParser(lists)
    problems = list(_lists_twice(files))
    for name, data in files:
        problems += [
            Problem(name, place, mistake)
            for place, text in _templates_of(data)
            if (mistake := unreadable(text, parser)) is not None
        ]
    if problems:
        return problems
    return [*_said_twice(files), *_sentences(raw, files), *_unknown_topics(raw, files), *_inverted(files, parser)]


def _templates_of(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, text in data.get("lists", {}).items():
        yield f"lists.{name}", text
    for topic, templates in data.get("topics", {}).items():
        yield from ((f"topics.{topic}", text) for text in templates)
    for entry in data.get("acts", ()):
        for key in ("says", "weak", "unless", "never", "spare"):
            yield from ((f"{entry['act']}.{key}", text) for text in entry.get(key, ()))
        for group in entry.get("together", ()):
            yield from ((f"{entry['act']}.together", text) for text in group)


def unreadable(text: str, parser: TemplateParser) -> str | None:
    """Return what is wrong with a template, in Chinese; None where it can be read."""
    try:
        parser.parse(text)
    except TemplateError as error:
        return str(error)
    return None


def _lists_twice(files: list[tuple[str, Any]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for name, data in files:
        for each in sorted(seen & set(data.get("lists", {}))):
            yield Problem(name, f"lists.{each}", "别的文件里已经有叫这个名字的清单;换一个名字")
        seen |= set(data.get("lists", {}))


def _said_twice(files: list[tuple[str, Any]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for name, data in files:
        for entry in data.get("acts", ()):
            if "say" in entry and entry["act"] in seen:
                yield Problem(name, entry["act"], "这件事有两句准备好的话;只留一句")
            seen |= {entry["act"]} if "say" in entry else set()


def _sentences(raw: RawFiles, files: list[tuple[str, Any]]) -> Iterator[Problem]:
    clauses = {clause["id"]: clause for _, data in raw.items("documents") for clause in data["clauses"]}
    entries = [(name, entry) for name, data in files for entry in data.get("acts", ())]
    said = {entry["act"] for _, entry in entries if "say" in entry}
    for name, entry in entries:
        place = f"{entry['act']}.say"
        if SpokenAct(entry["act"]) in NEED_A_SENTENCE and entry["act"] not in said:
            yield Problem(name, place, "要写一句准备好的话")
        if "say" in entry:
            if len(entry["say"]) > LONGEST_SENTENCE:
                yield Problem(name, place, f"这句有 {len(entry['say'])} 个字,最多 {LONGEST_SENTENCE} 个;写短些")
            yield from _unsourced(name, entry, clauses)


def _unsourced(name: str, entry: dict[str, Any], clauses: dict[str, Any]) -> Iterator[Problem]:
    cited = entry.get("sources", ())
    for each in cited:
        clause = clauses.get(each["clause"])
        if clause is None:
            yield Problem(name, f"{entry['act']}.sources", f"没有编号为 {each['clause']} 的条目;检查拼写")
        elif each["quote"] not in clause["text"]:
            yield Problem(
                name, f"{entry['act']}.sources", f"「{each['quote']}」不在 {each['clause']} 的文字里;照条目原样摘一段"
            )
    held = figures_in(" ".join(each["quote"] for each in cited))
    for figure in sorted(figures_in(entry["say"]) - held):
        yield Problem(name, f"{entry['act']}.say", f"数字 {figure} 在引文里找不到;补上含这个数的引文,或删去")


def _unknown_topics(raw: RawFiles, files: list[tuple[str, Any]]) -> Iterator[Problem]:
    known = {entry["id"] for entry in raw.single("topics")[1]}
    for name, data in files:
        for topic in sorted(set(data.get("topics", {})) - known):
            yield Problem(name, f"topics.{topic}", "topics.yml 里没有这个主题;检查拼写")


def _inverted(files: list[tuple[str, Any]], parser: TemplateParser) -> Iterator[Problem]:
    """Yield wordings that stand under a stop and under a start: whoever says them could be heard the wrong way round."""
    stops = {wording for act in STOPS for wording in _wordings(files, act, parser)}
    for act in STARTS:
        for wording in sorted(stops & _wordings(files, act, parser)):
            yield Problem("acts", act.value, f"「{wording}」既写在停里,又写在开里;停的留着,开的删去")


def _wordings(files: list[tuple[str, Any]], act: SpokenAct, parser: TemplateParser) -> set[str]:
    entries = [entry for _, data in files for entry in data.get("acts", ()) if entry["act"] == act.value]
    templates = [text for entry in entries for key in ("says", "weak") for text in entry.get(key, ())]
    return {wording for text in templates for wording in wordings_of(parser.parse(text), COMPARED)}
