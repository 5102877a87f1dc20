"""Loads a mapping file and checks it against the facts and topics of the knowledge base."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.kb import Fact, FactType, KnowledgeBase
from bot.people.consents import ALL_TOPICS
from bot.people.identities import PREFIXES
from bot.people.imports.fact_cells import values_of
from bot.people.imports.list_files import PeopleListError
from bot.people.imports.mapping import ConsentColumn, FactColumn, IdentityColumn, KeyColumn, ListMapping, PersonColumns
from bot.people.imports.mapping_section import Section

# Short enough that "import:" and the source fit where the origin of a consent is kept.
SOURCE = re.compile(r"[a-z0-9][a-z0-9_-]{0,23}")
# What the column of a consent's basis holds.
LONGEST_CONSENT_BASIS = 128
CONVERTIBLE = {"years", "months"}


def load_mapping(path: Path, kb: KnowledgeBase, today: date) -> ListMapping:
    """Return the mapping of a list.

    Raises:
        PeopleListError: the file cannot be read or holds mistakes; the message lists all of them.
    """
    mistakes: list[str] = []
    top = Section(_content(path), "", mistakes)
    mapping = _mapping(top, kb, today)
    top.end()
    if mistakes:
        raise PeopleListError(
            "\n".join([f"映射文件 {path} 有 {len(mistakes)} 处要改：", *(f"  {m}" for m in mistakes)])
        )
    return mapping


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


def _mapping(top: Section, kb: KnowledgeBase, today: date) -> ListMapping:
    basis = top.text("basis", "写依据，例如“本人书面同意”或某条规定，导入的每项情况都会带上它")
    facts_on = top.day("facts_on", "名单上的情况是哪一天的，例如 2026-11-01")
    if facts_on > today:
        top.note("facts_on", "这一天还没有到；写名单上的情况是哪一天的")
    return ListMapping(
        source=top.matching("source", SOURCE, "名单的编号，1 到 24 个小写字母、数字、- 或 _，例如 unemployed-2026"),
        key=_key(top),
        facts_on=facts_on,
        basis=basis,
        person=_person(top),
        facts=tuple(_facts(top, kb, basis)),
        consents=tuple(_consents(top, kb)),
        identity=_identity(top),
        header_row=top.count("header_row", 1),
        sheet=top.optional_text("sheet") or None,
    )


def _key(top: Section) -> KeyColumn:
    section = Section(top.raw("source_key"), "source_key", top.mistakes, "{column: 列名, hash: true}")
    column = section.column("column")
    if column is None:
        section.note("column", "缺少这一项：哪一列能把人区分开，例如 身份证号；是证件号就加上 hash: true")
    key = KeyColumn(column or "", section.flag("hash"))
    section.end()
    return key


def _person(top: Section) -> PersonColumns:
    columns = PersonColumns(**{field: top.column(field) for field in PersonColumns.__dataclass_fields__})
    if columns.born_on and columns.id_number:
        top.note("born_on", "和 id_number 只写一个；有身份证号就用它算出生日期，号码本身不保存")
    return columns


def _facts(top: Section, kb: KnowledgeBase, basis: str) -> list[FactColumn]:
    found: list[FactColumn] = []
    for name, section in top.parts("facts"):
        if name not in kb.facts:
            section.note(
                "", f"没有叫 {name} 的情况；可用的编号见知识库的 facts.yml，例如 {'、'.join(list(kb.facts)[:4])}"
            )
            continue
        found.append(_fact(section, kb.facts[name], basis))
    return found


def _fact(section: Section, fact: Fact, basis: str) -> FactColumn:
    column, since = section.column("column"), section.column("since")
    if (column is None) == (since is None):
        section.note("", "写 column: 列名；列里是起算的日期（例如毕业日期）就写 since: 列名，两个只写一个")
    if since is not None and not (fact.grows and fact.unit in ("years", "months")):
        section.note("since", f"「{fact.label}」不是从某一天算起的年数或月数，请改写 column")
    own_basis = section.optional_text("basis")
    if fact.is_sensitive and not own_basis:
        section.note("basis", f"「{fact.label}」是敏感情况，要单独写明凭什么可以保存它；说不出就不要导入这一列")
    written = section.raw("values")
    values = values_of(fact, written, section) if written is not None else None
    unit = _unit(section, fact)
    section.end()
    return FactColumn(fact, column or since or "", values, unit, since is not None, own_basis or basis)


def _unit(section: Section, fact: Fact) -> str:
    unit = section.optional_text("unit") or fact.unit
    if fact.type is not FactType.NUMBER:
        if section.raw("unit") is not None:
            section.note("unit", f"「{fact.label}」不是数，不用写单位")
    elif unit != fact.unit and not {unit, fact.unit} <= CONVERTIBLE:
        section.note("unit", f"「{fact.label}」的单位是 {fact.unit}，列里的 {unit} 换算不过来")
    return unit


def _consents(top: Section, kb: KnowledgeBase) -> list[ConsentColumn]:
    written = top.raw("consents") or []
    if not isinstance(written, list):
        top.note("consents", "应当是一个列表，每项写 column、topic、channel、basis")
        return []
    return [_consent(Section(each, f"consents[{n}]", top.mistakes), kb) for n, each in enumerate(written)]


def _consent(section: Section, kb: KnowledgeBase) -> ConsentColumn:
    column = section.column("column")
    if column is None:
        section.note("column", "缺少这一项：哪一列写着同意不同意")
    topic = section.text("topic", "同意收到哪个主题的通知；全部主题写 all")
    if topic and topic != ALL_TOPICS and topic not in kb.topics:
        section.note("topic", f"没有叫 {topic} 的主题；可用的有 {ALL_TOPICS}、{'、'.join(kb.topics)}")
    written = section.raw("values")
    values = values_of(None, written, section) if written is not None else None
    basis = section.text("basis", "写明本人在哪里、怎样表示的同意", LONGEST_CONSENT_BASIS)
    consent = ConsentColumn(column or "", values, topic, _channel(section), basis, section.column("given_on"))
    section.end()
    return consent


def _identity(top: Section) -> IdentityColumn | None:
    written = top.raw("identity")
    if written is None:
        return None
    section = Section(written, "identity", top.mistakes, "{channel: wechat, app: 账号的 appid, address: 列名}")
    column = section.column("address")
    if column is None:
        section.note("address", "缺少这一项：哪一列是 openid 或成员账号")
    app = section.text("app", "写账号的 appid 或 corpid；同一个人在不同账号里的 openid 不一样", longest=64)
    identity = IdentityColumn(_channel(section), app, column or "")
    section.end()
    return identity


def _channel(section: Section) -> str:
    channel = section.text("channel", f"渠道，可用的有 {'、'.join(PREFIXES)}")
    if channel and channel not in PREFIXES:
        section.note("channel", f"没有叫 {channel} 的渠道；可用的有 {'、'.join(PREFIXES)}")
    return channel
