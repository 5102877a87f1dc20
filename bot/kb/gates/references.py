"""Gate 2: everything that is named exists, ids are unique and equal to their file name, a name means one thing only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from bot.errors import Problem
from bot.kb.gates.criteria_trees import attested_of, leaves_of, routes_of
from bot.kb.loading.files import RawFiles
from bot.kb.statements import PLACE, places_in


def check_references(raw: RawFiles) -> list[Problem]:
    """Return every name that points nowhere and every id or alias that stands twice."""
    return [
        *_file_names(raw),
        *_unique_ids(raw),
        *_citations(raw),
        *_policy_links(raw),
        *_topic_links(raw),
        *_unique_aliases(raw),
        *_rewrites(raw),
    ]


class _AnyId(set[str]):
    """Stands for the ids of a kind of which a file is broken: one mistake must not raise a hundred."""

    def __contains__(self, entry_id: object) -> bool:
        return True


def known_ids(raw: RawFiles, kind: str) -> set[str]:
    """Return the ids of a kind; where a file of that kind is broken, a set that knows every id."""
    if ("documents" if kind == "clauses" else kind) in raw.unusable:
        return _AnyId()
    if kind in ("policies", "parameters"):
        return {data["id"] for _, data in raw.items(kind)}
    if kind == "clauses":
        return {clause["id"] for _, data in raw.items("documents") for clause in data["clauses"]}
    return {entry["id"] for entry in raw.single(kind)[1]}


def citations_of(name: str, kind: str, data: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield ``(place, citation)`` for each citation of a policy or parameter file."""
    if kind == "parameters":
        for index, value in enumerate(data["values"]):
            yield f"values[{index}]", value
    else:
        for facet, answer in data["answers"].items():
            for index, sentence in enumerate(answer if isinstance(answer, list) else ()):
                for number, citation in enumerate(sentence.get("sources", ())):
                    yield f"answers.{facet}[{index}].sources[{number}]", citation
        yield from leaves_of(data)
        yield from routes_of(data)
        yield from attested_of(data)


def _file_names(raw: RawFiles) -> Iterator[Problem]:
    for kind, key in (("policies", "id"), ("parameters", "id"), ("documents", "source")):
        for name, data in raw.items(kind):
            path = PurePosixPath(name)
            expected = path.stem if kind != "parameters" else f"{path.parent.name}.{path.stem}"
            if data[key] != expected:
                yield Problem(name, key, f"「{data[key]}」和文件名不一致;改成 {expected},或给文件改名")


def _unique_ids(raw: RawFiles) -> Iterator[Problem]:
    seen: dict[tuple[str, str], str] = {}
    entries = [(kind, name, data["id"]) for kind in ("policies", "parameters") for name, data in raw.items(kind)]
    entries += [("clauses", name, clause["id"]) for name, data in raw.items("documents") for clause in data["clauses"]]
    for kind in ("topics", "facets", "sources", "contacts", "referrals"):
        name, data = raw.single(kind)
        entries += [(kind, name, entry["id"]) for entry in data]
    for kind, name, entry_id in entries:
        if (kind, entry_id) in seen:
            yield Problem(name, entry_id, f"编号 {entry_id} 在 {seen[kind, entry_id]} 里已经用过;换一个")
        seen.setdefault((kind, entry_id), name)


def _citations(raw: RawFiles) -> Iterator[Problem]:
    sources, clauses = known_ids(raw, "sources"), known_ids(raw, "clauses")
    for name, data in raw.items("documents"):
        if data["source"] not in sources:
            yield Problem(name, "source", f"sources.yml 里没有 {data['source']};先在那里登记这份资料")
    for kind in ("policies", "parameters"):
        for name, data in raw.items(kind):
            for place, citation in citations_of(name, kind, data):
                if citation["clause"] not in clauses:
                    yield Problem(
                        name, f"{place}.clause", f"documents 里没有条目 {citation['clause']};检查拼写或补上条目"
                    )


def _policy_links(raw: RawFiles) -> Iterator[Problem]:
    topics, contacts, parameters, facets = (
        known_ids(raw, kind) for kind in ("topics", "contacts", "parameters", "facets")
    )
    for name, data in raw.items("policies"):
        if data["topic"] not in topics:
            yield Problem(name, "topic", f"topics.yml 里没有 {data['topic']}")
        for facet, answer in data["answers"].items():
            if facet not in facets:
                yield Problem(raw.single("facets")[0], "", f"缺少方面 {facet};每项政策都要答它,补上")
            if isinstance(answer, dict):
                if "ask" in answer and answer["ask"] not in contacts:
                    yield Problem(name, f"answers.{facet}.ask", f"contacts.yml 里没有 {answer['ask']}")
                continue
            for index, sentence in enumerate(answer):
                for message in _mistakes_in_places(sentence["text"], parameters):
                    yield Problem(name, f"answers.{facet}[{index}].text", message)


def _mistakes_in_places(template: str, parameters: set[str]) -> Iterator[str]:
    """Yield what is wrong with the places for parameters in a sentence; a misspelt one would be read out as it stands."""
    for parameter in places_in(template):
        if parameter not in parameters:
            yield f"parameters 里没有 {parameter};检查拼写或新建这个数"
    if re.search(r"[{}]", PLACE.sub("", template)):
        yield "花括号里不是参数的写法;写成 {组.名},全用小写"


def _topic_links(raw: RawFiles) -> Iterator[Problem]:
    if "policies" in raw.unusable:
        return
    topic_of = {data["id"]: data["topic"] for _, data in raw.items("policies")}
    name, topics = raw.single("topics")
    for index, topic in enumerate(topics):
        if topic_of.get(topic["default_policy"]) != topic["id"]:
            yield Problem(
                name,
                f"[{index}].default_policy",
                f"{topic['default_policy']} 不是「{topic['title']}」下的政策;改成该主题的一项政策",
            )


def _unique_aliases(raw: RawFiles) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    names = [
        (name, "aliases", data["id"], alias)
        for name, data in raw.items("policies")
        for alias in dict.fromkeys((*data["aliases"], data["title"]))
    ]
    topics_file, topics = raw.single("topics")
    names += [
        (topics_file, f"[{index}].aliases", topic["id"], alias)
        for index, topic in enumerate(topics)
        for alias in topic["aliases"]
    ]
    for name, place, owner, alias in names:
        if seen.get(alias, owner) != owner:
            yield Problem(name, place, f"叫法「{alias}」已经属于 {seen[alias]};一个叫法只能属于一处")
        seen.setdefault(alias, owner)


def _rewrites(raw: RawFiles) -> Iterator[Problem]:
    name, glossary = raw.single("glossary")
    official = {alias for _, data in raw.items("policies") for alias in (*data["aliases"], data["title"])}
    official |= {alias for topic in raw.single("topics")[1] for alias in topic["aliases"]}
    for index, rewrite in enumerate(glossary["rewrites"] if glossary else ()):
        for heard in rewrite["heard"]:
            broken = next((alias for alias in sorted(official) if heard in alias), None)
            if broken:
                yield Problem(name, f"rewrites[{index}].heard", f"「{heard}」会改坏叫法「{broken}」;删去它")
