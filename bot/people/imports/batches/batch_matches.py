"""Whose the rows of a batch are: people whom the list has already, and people of other lists and of channels whom a strong key proves.

An identity number that disagrees is stronger than anything that agrees. Within the transaction of ``batch``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlalchemy.engine import Connection

from bot.people.imports.batches.batch_identities import Addresses
from bot.people.imports.person_row import PersonRow, RowMistake
from bot.people.unions import ID_NUMBER, NAME_PHONE, BusyPersonError, Pair, StrongKey, unite
from bot.storage.tables import list_entries, merges, strong_keys

if TYPE_CHECKING:
    from bot.people.imports.import_job import Import

BY_LIST, BY_ADDRESS = "list", "address"
OTHER_NUMBER = "姓名和电话跟另一份名单上的一个人一样，可是身份证号不一样，没有合并；请核对"
BUSY = "和别处的一个人是同一个人，可是正有通知发给这个人，先没有合并；过几分钟再导入一次"
DISAGREE = "合并了两份记录，其中 {count} 项情况说的不一样，按日期新的记"


@dataclass
class Matches:
    """Who the rows are, by key; those that join a person of elsewhere for the first time; what is to be said of it."""

    persons: dict[str, str] = field(default_factory=dict)
    joining: set[str] = field(default_factory=set)
    united: int = 0
    reminders: list[RowMistake] = field(default_factory=list)


@dataclass
class _Kept:
    """What the database knows of all who may be meant."""

    entries: Mapping[str, str]
    owners: Mapping[StrongKey, set[str]]
    numbers: dict[str, set[str]]
    keys: Mapping[str, set[str]]
    of_batch: set[str]
    apart: set[frozenset[str]]


def matched(connection: Connection, this: Import, rows: Sequence[PersonRow], addresses: Addresses) -> Matches:
    """Return whose the rows are; records that a row proves to be one person are made one."""
    kept = _kept(connection, this, rows, addresses)
    found, used, became = Matches(), set[str](), dict[str, str]()
    for row in rows:
        chosen: dict[str, str] = {}
        for why, person in _candidates(row, kept, addresses):
            person = _now(became, person)
            if person in chosen:
                continue
            wrong = _wrong(row, why, person, kept, used, chosen)
            if wrong is None:
                chosen[person] = why
            elif wrong:
                found.reminders.append(RowMistake(row.number, _column(this, why), wrong, is_reminder=True))
        if chosen:
            first = _united(connection, this, row, chosen, kept, found, became)
            found.persons[row.key] = first
            used.add(first)
            if row.key not in kept.entries:
                found.joining.add(row.key)
            if (number := _number(row)) is not None:
                kept.numbers.setdefault(first, set()).add(number)
    return found


def _united(
    connection: Connection,
    this: Import,
    row: PersonRow,
    chosen: Mapping[str, str],
    kept: _Kept,
    found: Matches,
    became: dict[str, str],
) -> str:
    """Make one person of all whom a row proves to be one; return who that is."""
    first, *others = chosen
    for other in others:
        column = _column(this, chosen[other])
        try:
            union = unite(connection, this.ledger, Pair(first, other, chosen[other]), this.mapping.origin, this.at)
        except BusyPersonError:
            found.reminders.append(RowMistake(row.number, column, BUSY, is_reminder=True))
            continue
        became[other] = first
        found.united += 1
        kept.numbers.setdefault(first, set()).update(kept.numbers.get(other, ()))
        if union.contested:
            said = DISAGREE.format(count=len(union.contested))
            found.reminders.append(RowMistake(row.number, column, said, is_reminder=True))
    return first


def _candidates(row: PersonRow, kept: _Kept, addresses: Addresses) -> Iterable[tuple[str, str]]:
    """Yield who a row may be, with the reason, what proves most first."""
    if row.key in kept.entries:
        yield BY_LIST, kept.entries[row.key]
    for key in sorted(row.strong, key=lambda each: each.kind != ID_NUMBER):
        owners = kept.owners.get(key, set())
        if key.kind == ID_NUMBER or len(owners) == 1:
            # Two people who share name and phone cannot be told apart by them.
            yield from ((key.kind, owner) for owner in sorted(owners))
    owner = addresses.owner_of(row)
    if owner is not None:
        yield BY_ADDRESS, owner


def _wrong(row: PersonRow, why: str, person: str, kept: _Kept, used: set[str], chosen: Mapping[str, str]) -> str | None:
    """Return why a row is not a person after all, empty when nothing is to be said of it, None when it is."""
    if why == BY_LIST:
        return None
    own, number = kept.numbers.get(person, set()), _number(row)
    known = set[str]().union(*(kept.numbers.get(each, set()) for each in chosen))
    if number is not None:
        known = {number}
    if own and known and not own & known:
        return OTHER_NUMBER if why == NAME_PHONE else ""
    other_rows = kept.keys.get(person, set()) - {row.key}
    # Two rows of one list are two people, unless their number is the same and the other row is gone.
    is_other_row = bool(other_rows if why != ID_NUMBER else other_rows & kept.of_batch)
    is_apart = any(frozenset((each, person)) in kept.apart for each in chosen)
    return "" if person in used or is_other_row or is_apart else None


def _column(this: Import, why: str) -> str:
    person, identity = this.mapping.person, this.mapping.identity
    columns = {ID_NUMBER: person.id_number, NAME_PHONE: person.phone}
    address = identity.column if identity is not None else None
    return (address if why == BY_ADDRESS else columns.get(why)) or this.mapping.key.column


def _number(row: PersonRow) -> str | None:
    return next((key.digest for key in row.strong if key.kind == ID_NUMBER), None)


def _now(became: Mapping[str, str], person: str) -> str:
    while person in became:
        person = became[person]
    return person


def _kept(connection: Connection, this: Import, rows: Sequence[PersonRow], addresses: Addresses) -> _Kept:
    source = this.mapping.source
    query = select(list_entries.c.source_key, list_entries.c.person).where(
        list_entries.c.source == source, list_entries.c.source_key.in_([row.key for row in rows])
    )
    entries = {row.source_key: row.person for row in connection.execute(query)}
    digests = [key.digest for row in rows for key in row.strong]
    owners: defaultdict[StrongKey, set[str]] = defaultdict(set)
    if digests:
        query = select(strong_keys.c.kind, strong_keys.c.digest, strong_keys.c.person)
        for each in connection.execute(query.where(strong_keys.c.digest.in_(digests))):
            owners[StrongKey(each.kind, each.digest)].add(each.person)
    meant = {*entries.values(), *addresses.owners.values()}.union(*owners.values())
    numbers: defaultdict[str, set[str]] = defaultdict(set)
    keys: defaultdict[str, set[str]] = defaultdict(set)
    apart: set[frozenset[str]] = set()
    if meant:
        query = select(strong_keys.c.person, strong_keys.c.digest)
        for each in connection.execute(query.where(strong_keys.c.kind == ID_NUMBER, strong_keys.c.person.in_(meant))):
            numbers[each.person].add(each.digest)
        query = select(list_entries.c.person, list_entries.c.source_key)
        for each in connection.execute(query.where(list_entries.c.source == source, list_entries.c.person.in_(meant))):
            keys[each.person].add(each.source_key)
        query = select(merges.c.person, merges.c.other).where(merges.c.split_at.is_not(None))
        pairs = query.where(or_(merges.c.person.in_(meant), merges.c.other.in_(meant)))
        apart = {frozenset(pair) for pair in connection.execute(pairs)}
    return _Kept(entries, owners, dict(numbers), dict(keys), {row.key for row in rows}, apart)
