"""Loads a mapping file: its shape is the schema's to judge, what it means is checked against the facts and topics of the knowledge base."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.conversation import Channel
from bot.kb import Fact, FactType, KnowledgeBase, Value
from bot.people.consents import ALL_TOPICS
from bot.people.imports.cells.cell_text import cell_text, day_of
from bot.people.imports.cells.fact_cells import wrong_values
from bot.people.imports.list_files import PeopleListError
from bot.people.imports.mapping import ConsentColumn, FactColumn, IdentityColumn, KeyColumn, ListMapping, PersonColumns
from bot.people.imports.mapping_schema import VALUES, Mistakes, note_shape, without_gaps

CONVERTIBLE = {"years", "months"}
CHANNELS = tuple(channel.value for channel in Channel)


def load_mapping(path: Path, kb: KnowledgeBase, today: date) -> ListMapping:
    """Return the mapping of a list.

    Raises:
        PeopleListError: the file cannot be read or holds mistakes; the message lists all of them.
    """
    return mapping_of(_content(path), kb, today, str(path))


def mapping_of(written: Any, kb: KnowledgeBase, today: date, name: str) -> ListMapping:
    """Return the mapping that the content of a mapping file says.

    Args:
        name: by which mistakes call the file.

    Raises:
        PeopleListError: it holds mistakes; the message lists all of them.
    """
    content, mistakes = without_gaps(written), Mistakes()
    if content is None:
        content = {}
    if isinstance(content, dict):
        # So that what is missing in it is named, too.
        content.setdefault("source_key", {})
    note_shape(content, mistakes)
    if isinstance(content, dict):
        _note_meaning(content, kb, today, mistakes)
    mistakes.raise_any(name)
    return _mapping(content, kb)


def _content(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise PeopleListError(f"打不开映射文件 {path}（{error.strerror}）。请检查路径。") from None
    except UnicodeDecodeError:
        raise PeopleListError(f"映射文件 {path} 不是 UTF-8 编码。请另存为 UTF-8。") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"第 {mark.line + 1} 行附近" if mark else ""
        raise PeopleListError(f"映射文件 {path} {where}不是正确的 YAML。请检查缩进、冒号和引号。") from None


def _note_meaning(content: dict[str, Any], kb: KnowledgeBase, today: date, mistakes: Mistakes) -> None:
    """Note what has the right shape and cannot be meant: unknown facts, days to come, words that do not fit."""
    if "facts_on" in content:
        on = _day(content)
        if on is None:
            mistakes.note("facts_on", "缺少日期或写法不对：名单上的情况是哪一天的，例如 2026-11-01")
        elif on > today:
            mistakes.note("facts_on", "这一天还没有到；写名单上的情况是哪一天的")
    if "born_on" in content and "id_number" in content:
        mistakes.note("born_on", "和 id_number 只写一个；有身份证号就用它算出生日期，号码本身不保存")
    for name, written in _sections(content.get("facts")):
        if name in kb.facts:
            _note_fact(written, kb.facts[name], f"facts.{name}", mistakes)
        else:
            some = "、".join(list(kb.facts)[:4])
            mistakes.note(f"facts.{name}", f"没有叫 {name} 的情况；可用的编号见知识库的 facts.yml，例如 {some}")
    consents = content.get("consents")
    for number, written in enumerate(consents if isinstance(consents, list) else ()):
        if isinstance(written, dict):
            _note_consent(written, kb, f"consents[{number}]", mistakes)
    if isinstance(content.get("identity"), dict):
        _note_channel(content["identity"], "identity", mistakes)


def _sections(below: Any) -> list[tuple[str, dict[str, Any]]]:
    """Return what has sections as such; what has not was noted as a mistake of shape."""
    return [pair for pair in below.items() if isinstance(pair[1], dict)] if isinstance(below, dict) else []


def _note_fact(written: dict[str, Any], fact: Fact, place: str, mistakes: Mistakes) -> None:
    if "since" in written and not (fact.grows and fact.unit in CONVERTIBLE):
        mistakes.note(f"{place}.since", f"「{fact.label}」不是从某一天算起的年数或月数，请改写 column")
    if fact.is_sensitive and "basis" not in written:
        why = f"「{fact.label}」是敏感情况，要单独写明凭什么可以保存它；说不出就不要导入这一列"
        mistakes.note(f"{place}.basis", why)
    _note_values(written, fact, place, mistakes)
    if "unit" not in written:
        return
    unit = str(written["unit"])
    if fact.type is not FactType.NUMBER:
        mistakes.note(f"{place}.unit", f"「{fact.label}」不是数，不用写单位")
    elif unit != fact.unit and not {unit, fact.unit} <= CONVERTIBLE:
        mistakes.note(f"{place}.unit", f"「{fact.label}」的单位是 {fact.unit}，列里的 {unit} 换算不过来")


def _note_consent(written: dict[str, Any], kb: KnowledgeBase, place: str, mistakes: Mistakes) -> None:
    topic = written.get("topic")
    if topic is not None and topic != ALL_TOPICS and topic not in kb.topics:
        mistakes.note(f"{place}.topic", f"没有叫 {topic} 的主题；可用的有 {ALL_TOPICS}、{'、'.join(kb.topics)}")
    _note_channel(written, place, mistakes)
    _note_values(written, None, place, mistakes)


def _note_channel(written: dict[str, Any], place: str, mistakes: Mistakes) -> None:
    channel = written.get("channel")
    if channel is not None and channel not in CHANNELS:
        mistakes.note(f"{place}.channel", f"没有叫 {channel} 的渠道；可用的有 {'、'.join(CHANNELS)}")


def _note_values(written: dict[str, Any], fact: Fact | None, place: str, mistakes: Mistakes) -> None:
    for mistake in wrong_values(fact, written[VALUES]) if VALUES in written else ():
        mistakes.note(f"{place}.{VALUES}", mistake)


def _mapping(content: dict[str, Any], kb: KnowledgeBase) -> ListMapping:
    """Return what a file without mistakes says."""
    basis, key, identity = str(content["basis"]), content["source_key"], content.get("identity")
    return ListMapping(
        source=str(content["source"]),
        key=KeyColumn(cell_text(key["column"]), key.get("hash", False)),
        facts_on=_day(content) or date.min,
        basis=basis,
        person=PersonColumns(**{field: _column(content, field) for field in PersonColumns.__dataclass_fields__}),
        facts=tuple(_fact(written, kb.facts[name], basis) for name, written in content.get("facts", {}).items()),
        consents=tuple(_consent(written) for written in content.get("consents", ())),
        identity=None if identity is None else _identity(identity),
        header_row=content.get("header_row", 1),
        sheet=str(content["sheet"]) if "sheet" in content else None,
    )


def _fact(written: dict[str, Any], fact: Fact, basis: str) -> FactColumn:
    column, since = _column(written, "column"), _column(written, "since")
    unit = str(written.get("unit", fact.unit))
    return FactColumn(
        fact, column or since or "", _values(written), unit, since is not None, str(written.get("basis", basis))
    )


def _consent(written: dict[str, Any]) -> ConsentColumn:
    column, given_on = cell_text(written["column"]), _column(written, "given_on")
    topic, channel, basis = (str(written[name]) for name in ("topic", "channel", "basis"))
    return ConsentColumn(column, _values(written), topic, channel, basis, given_on)


def _identity(written: dict[str, Any]) -> IdentityColumn:
    return IdentityColumn(str(written["channel"]), str(written["app"]), cell_text(written["address"]))


def _values(written: dict[str, Any]) -> dict[str, Value | None] | None:
    return None if VALUES not in written else {cell_text(text): value for text, value in written[VALUES].items()}


def _column(written: dict[str, Any], name: str) -> str | None:
    """Return the name of a column, normalised as headings are; None when it is not there."""
    return cell_text(written.get(name)) or None


def _day(content: dict[str, Any]) -> date | None:
    return day_of(cell_text(content["facts_on"]))
