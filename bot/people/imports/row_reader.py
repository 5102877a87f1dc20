"""Reads rows of a list by its mapping: a person, or what is wrong.

A cell that cannot be read is left out and told; a row is left out only when it is unclear whose it is.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from bot.eligibility import full_units, to_stored
from bot.kb import Fact, Interval, Value
from bot.people.imports.cells.cell_text import cell_text, days_of, is_shortened
from bot.people.imports.cells.fact_cells import CellMistakeError, CellValue, read_consent, read_fact
from bot.people.imports.cells.id_numbers import read_id_number
from bot.people.imports.cells.person_cells import (
    damaged_places,
    id_number_of,
    id_number_text,
    phones_in,
    wrong_id_number,
)
from bot.people.imports.column_positions import column_positions
from bot.people.imports.list_files import Row
from bot.people.imports.mapping import FactColumn, ListMapping
from bot.people.imports.person_row import BORN, SEX, PersonRow, RowMistake, StatedConsent
from bot.people.imports.row_keys import wrong_plain_key, wrong_row
from bot.people.imports.workbooks import Unreadable
from bot.people.unions import StrongKey, id_number_key, name_phone_key

LONGEST_PLACE = LONGEST_NAME = 64
YOUNGEST, OLDEST = 14, 120
ADDRESS = re.compile(r"[\w@.:-]{1,128}", re.ASCII)
# Columns of facts hold few different texts; what is remembered of them stays small all the same.
MOST_REMEMBERED = 10_000
Note = Callable[[RowMistake], None]


class RowReader:
    """Reads the rows of one list.

    Args:
        mapping: which column is what.
        header: the headings of the list.
        facts: of the knowledge base.
        secret: hashes keys that are id numbers.
        note: takes every mistake.
        is_damaged: whether the identity numbers of the list have lost their last digits.

    Raises:
        PeopleListError: the list lacks a column of the mapping, or has it twice.
    """

    def __init__(
        self,
        mapping: ListMapping,
        header: Sequence[str],
        facts: Mapping[str, Fact],
        secret: str,
        note: Note,
        *,
        is_damaged: bool = False,
    ) -> None:
        self._mapping, self._note, self._secret = mapping, note, secret.encode()
        self._width, self._is_list_damaged = len(header), is_damaged
        self._damaged: frozenset[int] = frozenset()
        self.has_seen_damage = is_damaged
        self._at = column_positions(mapping, header)
        self._knows_sex, self._knows_birth = SEX in facts, BORN in facts
        self._remembered: list[dict[str, CellValue | None]] = [{} for _ in mapping.facts]

    def look_at(self, rows: Sequence[Row]) -> None:
        """See which identity numbers of the next rows have lost their last digits: lists are put together of several."""
        column = self._mapping.person.id_number
        if column is not None and not self._is_list_damaged:
            places = damaged_places([self._cell(row, column) for row in rows])
            self._damaged = frozenset(rows[at].number for at in places)
            self.has_seen_damage |= bool(places)

    def _is_damaged(self, row: Row) -> bool:
        return self._is_list_damaged or row.number in self._damaged

    def read(self, row: Row) -> PersonRow | None:
        """Return the person of a row, or None when the row has to be left out."""
        key = self._key(row)
        if key is None:
            return None
        columns = self._mapping.person
        facts, since, unread = self._facts(row)
        name, phone = self._short(row, columns.name, LONGEST_NAME), self._phone(row)
        return PersonRow(
            number=row.number,
            key=key,
            town=self._short(row, columns.town, LONGEST_PLACE),
            station=self._short(row, columns.station, LONGEST_PLACE),
            born_on=self._born_on(row, facts),
            name=name,
            phone=phone,
            facts=facts,
            since=since,
            unread=unread,
            consents=tuple(self._consents(row)),
            address=self._address(row),
            sheet=row.sheet,
            sheet_number=row.sheet_number,
            strong=tuple(self._strong(row, name, phone)),
            columns=row.columns,
        )

    def place(self, person: PersonRow, column: str) -> str:
        """Return where the cell of a column stands in the row of a person, empty when the list has no such column."""
        if column not in self._at:
            return ""
        return Row(person.number, (), person.sheet, columns=person.columns).place(self._at[column])

    def _strong(self, row: Row, name: str | None, phone: str | None) -> Iterator[StrongKey]:
        """Yield what proves on any list who a row is."""
        column = self._mapping.person.id_number
        cell = self._cell(row, column) if column else None
        if column and id_number_of(cell, is_damaged=self._is_damaged(row)) is not None:
            yield id_number_key(self._secret, id_number_text(cell))
        if name and phone:
            yield name_phone_key(self._secret, name, phone)

    def _cell(self, row: Row, column: str | None) -> object:
        position = self._at[column] if column is not None else self._width
        return row.cell(position)

    def _text(self, row: Row, column: str | None) -> str:
        """Return the text of a cell; one whose value is not in the file is told and counts as blank."""
        cell = self._cell(row, column)
        if isinstance(cell, Unreadable) and column is not None:
            self._tell(row, column, cell.value)
        return cell_text(cell)

    def _tell(self, row: Row, column: str | None, message: str, *, is_row_lost: bool = False) -> None:
        place = row.place(self._at[column]) if column in self._at else ""
        self._note(RowMistake(row.number, column or "", message, is_row_lost, place))

    def _key(self, row: Row) -> str | None:
        column = self._mapping.key.column
        wrong = self._wrong_key(row, self._cell(row, column))
        if wrong:
            self._tell(row, column, wrong, is_row_lost=True)
            return None
        text = cell_text(self._cell(row, column))
        if not self._mapping.key.is_hashed:
            return text
        if self._is_id_number(column) or read_id_number(id_number_text(text)):
            text = id_number_text(text)
        named = f"{self._mapping.source}\n{text.upper()}".encode()
        return hmac.new(self._secret, named, hashlib.sha256).hexdigest()

    def _is_id_number(self, column: str) -> bool:
        return column == self._mapping.person.id_number

    def _wrong_key(self, row: Row, cell: object) -> str:
        """Return why the row cannot be told from others, or nothing."""
        wrong = wrong_row(row, self._width)
        if wrong:
            return wrong
        if isinstance(cell, Unreadable):
            return cell.value
        text = cell_text(cell)
        if not text:
            return "缺少编号，分不清是谁；请补上"
        if self._is_id_number(self._mapping.key.column):
            return wrong_id_number(cell, is_damaged=self._is_damaged(row))
        return wrong_plain_key(cell, is_hashed=self._mapping.key.is_hashed)

    def _facts(self, row: Row) -> tuple[dict[str, Value], dict[str, str], frozenset[str]]:
        """Return the facts of a row, the days from which some count, and the facts whose cells could not be read."""
        facts: dict[str, Value] = {}
        since: dict[str, str] = {}
        unread: set[str] = set()
        for number, column in enumerate(self._mapping.facts):
            cell = self._cell(row, column.column)
            if isinstance(cell, Unreadable):
                unread.add(column.fact.id)
                self._tell(row, column.column, f"「{column.fact.label}」{cell.value}")
                continue
            try:
                found = self._value(number, column, cell_text(cell), row)
            except CellMistakeError as mistake:
                unread.add(column.fact.id)
                self._tell(row, column.column, f"「{column.fact.label}」{mistake}")
                continue
            if found is not None:
                facts[column.fact.id] = found.value
                if found.since is not None:
                    since[column.fact.id] = found.since
        return facts, since, frozenset(unread)

    def _value(self, number: int, column: FactColumn, text: str, row: Row) -> CellValue | None:
        remembered = self._remembered[number]
        if text in remembered:
            return remembered[text]
        value = read_fact(column, text, self._mapping.facts_on, row.day_zero)
        if len(remembered) < MOST_REMEMBERED:
            remembered[text] = value
        return value

    def _born_on(self, row: Row, facts: dict[str, Value]) -> date | None:
        columns = self._mapping.person
        if columns.born_on:
            return self._plausible(row, columns.born_on, facts)
        if not columns.id_number or not self._text(row, columns.id_number):
            return None
        cell = self._cell(row, columns.id_number)
        found = id_number_of(cell, is_damaged=self._is_damaged(row))
        if found is None:
            self._tell(row, columns.id_number, wrong_id_number(cell, is_damaged=self._is_damaged(row)))
            return None
        if self._knows_sex and facts.setdefault(SEX, found.sex) != found.sex:
            del facts[SEX]
            self._tell(row, columns.id_number, "性别和身份证号对不上，先当不清楚；请核对")
        if self._is_plausible(found.born_on, found.born_on):
            return found.born_on
        self._tell(row, columns.id_number, "号码里的出生日期不像找工作的人的，没有记；请核对")
        return None

    def _plausible(self, row: Row, column: str, facts: dict[str, Value]) -> date | None:
        """Return the birthday that a cell names; of a month or a year the range becomes a fact."""
        text = self._text(row, column)
        if not text:
            return None
        days = days_of(text, self._mapping.facts_on, row.day_zero)
        low, high = (days.low, days.high) if isinstance(days, Interval) else (days, days)
        if low is None or high is None or not self._is_plausible(low, high):
            self._tell(row, column, "出生日期不对；写成 1985-03-09 这样，年月日都要")
            return None
        if isinstance(days, Interval):
            if self._knows_birth:
                facts[BORN] = to_stored(days)
            return None
        return days

    def _is_plausible(self, low: date, high: date) -> bool:
        on = self._mapping.facts_on
        return high <= on and full_units(high, on, "years") >= YOUNGEST and full_units(low, on, "years") <= OLDEST

    def _consents(self, row: Row) -> list[StatedConsent]:
        stated: list[StatedConsent] = []
        for column in self._mapping.consents:
            try:
                is_given = read_consent(column, self._text(row, column.column))
                if is_given is not None:
                    stated.append(StatedConsent(column, is_given, self._given_on(row, column.given_on)))
            except CellMistakeError as mistake:
                self._tell(row, column.column, f"是否同意{mistake}")
        return stated

    def _given_on(self, row: Row, column: str | None) -> date:
        text = "" if column is None else self._text(row, column)
        if not text:
            return self._mapping.facts_on
        day = days_of(text, self._mapping.facts_on, row.day_zero)
        if not isinstance(day, date) or day > self._mapping.facts_on:
            raise CellMistakeError("的日期不对；写成 2026-10-01 这样，不晚于映射文件的 facts_on")
        return day

    def _phone(self, row: Row) -> str | None:
        column = self._mapping.person.phone
        text = self._text(row, column)
        if not text:
            return None
        phones = None if is_shortened(text) else phones_in(text)
        if phones is None:
            shortened = "Excel 把号码改成了科学计数法；请把这一列设为文本，重新填写"
            wrong = shortened if is_shortened(text) else "不像电话号码；写数字，可以有区号和 -，手机号要 11 位"
            self._tell(row, column, wrong)
            return None
        if len(phones) > 1:
            self._tell(row, column, f"一格里有 {len(phones)} 个电话号码，只记了第一个；请分开填")
        return phones[0]

    def _address(self, row: Row) -> str | None:
        identity = self._mapping.identity
        text = "" if identity is None else self._text(row, identity.column)
        if identity is None or not text or ADDRESS.fullmatch(text):
            return text or None
        self._tell(row, identity.column, "不像 openid 或成员账号；里面不能有空格和汉字")
        return None

    def _short(self, row: Row, column: str | None, longest: int) -> str | None:
        text = self._text(row, column)
        if len(text) <= longest:
            return text or None
        self._tell(row, column, f"太长，最多 {longest} 个字")
        return None
