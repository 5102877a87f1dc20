"""Where a row and what other lists say of the same person differ, and which of them holds. Pure; repeats nothing that stands there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.people.imports.person_row import PersonRow, RowMistake
from bot.people.merge import Known, origin_of
from bot.people.unions import MARK

if TYPE_CHECKING:
    from bot.people.imports.import_job import Import

OF_LIST = "import:"
SEALED = ("name", "phone")


@dataclass(frozen=True)
class Contests:
    """What of a row does not hold because another list says otherwise, and what is to be said of all that differs."""

    lost: frozenset[str]
    reminders: tuple[RowMistake, ...]


def stated_by(row: PersonRow) -> dict[str, Any]:
    """Return what a row says of a person apart from facts, by its name in the provenance; names and phones as they are read."""
    said = {"town": row.town, "station": row.station, "born_on": row.born_on}
    sealed = {f"{name}_sealed": getattr(row, name) for name in SEALED}
    return {f"{MARK}{name}": value for name, value in {**said, **sealed}.items() if value is not None}


def contests(this: Import, row: PersonRow, known: Known) -> Contests:
    """Return on what another list disagrees: the newer one holds, of one day the one that was there."""
    lost: set[str] = set()
    reminders: list[RowMistake] = []
    for name, value in {**row.facts, **stated_by(row)}.items():
        origin = origin_of(known, name) if name in known.facts else None
        if origin is None or origin == this.mapping.origin or not origin.startswith(OF_LIST):
            continue
        day = str(known.provenance[name].get("on", ""))
        is_lost = day >= this.mapping.facts_on.isoformat()
        lost |= {name} if is_lost else set()
        if not (_counts_alike(row, known, name) or _is_same(this, name, known.facts[name], value)):
            which = "那一份" if is_lost else "这一份"
            elsewhere = f"名单 {origin.removeprefix(OF_LIST)}（{day}）"
            reminders += _reminder(this, row, name, f"和{elsewhere}说的不一样，记的是{which}；请核对")
    return Contests(frozenset(lost), tuple(reminders))


def _counts_alike(row: PersonRow, known: Known, name: str) -> bool:
    """Tell whether both count a fact from one day: what has been reached since differs with the day of the list."""
    since = row.since.get(name)
    return since is not None and known.provenance[name].get("since") == since


def _is_same(this: Import, name: str, known: Any, value: Any) -> bool:
    if not name.endswith("_sealed"):
        return bool(known == value)
    return this.sealer is None or this.sealer.holds(known, value)


def _reminder(this: Import, row: PersonRow, name: str, words: str) -> Iterator[RowMistake]:
    """Yield what to say where the list has a column for it."""
    person = this.mapping.person
    columns: Mapping[str, str | None] = {
        "@town": person.town,
        "@station": person.station,
        "@born_on": person.born_on or person.id_number,
        "@name_sealed": person.name,
        "@phone_sealed": person.phone,
    }
    labels = {column.fact.id: (column.column, f"「{column.fact.label}」") for column in this.mapping.facts}
    column, label = labels.get(name, (columns.get(name), ""))
    if column is not None:
        yield RowMistake(row.number, column, f"{label}{words}", is_reminder=True)
