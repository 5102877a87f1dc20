"""The employers of a batch of rows: found by their code, otherwise by their name, or made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.engine import Connection

from bot.jobs.imports.opening_job import OpeningImport
from bot.jobs.imports.opening_row import EmployerRow
from bot.storage.tables import employers


def store_employers(
    connection: Connection, this: OpeningImport, said: Sequence[tuple[EmployerRow, str | None]]
) -> list[int]:
    """Return the id of each employer, said with its town; what a list newly says of one is noted, what it leaves blank stays."""
    known = _KnownEmployers(connection, [employer for employer, _ in said])
    seen: dict[EmployerRow, int] = {}
    for employer, town in said:
        if employer not in seen:
            found = known.find(employer)
            if found is None:
                found = known.add(connection, this, employer, town)
            else:
                _note(connection, this, found, employer)
            seen[employer] = int(found["id"])
    return [seen[employer] for employer, _ in said]


def note_employer(connection: Connection, this: OpeningImport, employer: int, said: EmployerRow) -> bool:
    """Note what a form newly says of the one employer for whom it was made; tell whether that is still there."""
    row = connection.execute(select(employers).where(employers.c.id == employer)).mappings().first()
    if row is None:
        return False
    _note(connection, this, dict(row), replace(said, credit_code=None))
    return True


class _KnownEmployers:
    """The employers that may be meant, by code and by name."""

    def __init__(self, connection: Connection, said: Sequence[EmployerRow]) -> None:
        codes = {employer.credit_code for employer in said if employer.credit_code}
        names = {employer.name_key for employer in said}
        same = or_(employers.c.credit_code.in_(codes), employers.c.name_key.in_(names))
        found = connection.execute(select(employers).where(same).order_by(employers.c.id)).mappings()
        self._by_code: dict[str, dict[str, Any]] = {}
        self._by_name: dict[str, list[dict[str, Any]]] = {}
        for row in found:
            self._keep(dict(row))

    def find(self, said: EmployerRow) -> dict[str, Any] | None:
        """Return the employer with the code; without such a one that of the name, unless its code is another."""
        if said.credit_code in self._by_code:
            return self._by_code[said.credit_code]
        named = self._by_name.get(said.name_key, [])
        return next((each for each in named if None in (said.credit_code, each["credit_code"])), None)

    def add(self, connection: Connection, this: OpeningImport, said: EmployerRow, town: str | None) -> dict[str, Any]:
        """Return a fresh employer."""
        row: dict[str, Any] = {
            "name": said.name,
            "name_key": said.name_key,
            "credit_code": said.credit_code,
            "town": town,
        }
        row |= {"kind": said.kind, "size": said.size, "created_at": this.at, "updated_at": this.at}
        row |= {"contact_sealed": this.seal(said.contact), "phone_sealed": this.seal(said.phone)}
        row["id"] = connection.execute(employers.insert().values(row)).inserted_primary_key[0]
        self._keep(row)
        return row

    def _keep(self, row: dict[str, Any]) -> None:
        if row["credit_code"]:
            self._by_code[row["credit_code"]] = row
        self._by_name.setdefault(row["name_key"], []).append(row)


def _note(connection: Connection, this: OpeningImport, known: dict[str, Any], said: EmployerRow) -> None:
    """Note what a list says of a known employer and was not known so."""
    plain = {"credit_code": said.credit_code, "kind": said.kind, "size": said.size}
    change: dict[str, Any] = {name: value for name, value in plain.items() if value and value != known[name]}
    for column, text in (("contact_sealed", said.contact), ("phone_sealed", said.phone)):
        if text and this.sealer is not None and not (known[column] and this.sealer.holds(known[column], text)):
            change[column] = this.seal(text)
    if change:
        known.update(change)
        these = employers.c.id == known["id"]
        connection.execute(update(employers).where(these).values(**change, updated_at=this.at))
