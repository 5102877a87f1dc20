"""Reads rows of a list by its mapping: a person, or what is wrong.

A cell that cannot be read is left out and told; a row is left out only when it is unclear whose it is.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from bot.eligibility import full_units
from bot.kb import Fact, Value
from bot.people.imports.cells import cell_text, day_of, is_shortened
from bot.people.imports.fact_cells import CellMistakeError, read_consent, read_fact
from bot.people.imports.id_numbers import read_id_number
from bot.people.imports.list_files import PeopleListError, Row
from bot.people.imports.mapping import FactColumn, ListMapping
from bot.people.imports.person_row import SEX, PersonRow, RowMistake, StatedConsent

LONGEST_KEY = LONGEST_PLACE = LONGEST_NAME = 64
OLDEST = 120
PHONE = re.compile(r"\+?[\d() -]{5,24}")
MOBILE = re.compile(r"1[3-9]\d{9}")
ADDRESS = re.compile(r"[\w@.:-]{1,128}", re.ASCII)
SHORTENED = "Excel 把长数字改成了科学计数法，后几位已经丢了；请把这一列设为文本，重新导出名单"
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

    Raises:
        PeopleListError: the list lacks a column of the mapping, or has it twice.
    """

    def __init__(
        self, mapping: ListMapping, header: Sequence[str], facts: Mapping[str, Fact], secret: str, note: Note
    ) -> None:
        self._mapping, self._note, self._secret = mapping, note, secret.encode()
        self._width = len(header)
        self._at = _positions(mapping, header)
        self._knows_sex = SEX in facts
        self._remembered: list[dict[str, Value | None]] = [{} for _ in mapping.facts]

    def read(self, row: Row) -> PersonRow | None:
        """Return the person of a row, or None when the row has to be left out."""
        key = self._key(row)
        if key is None:
            return None
        columns = self._mapping.person
        facts, since = self._facts(row)
        return PersonRow(
            number=row.number,
            key=key,
            town=self._short(row, columns.town, LONGEST_PLACE),
            station=self._short(row, columns.station, LONGEST_PLACE),
            born_on=self._born_on(row, facts),
            name=self._short(row, columns.name, LONGEST_NAME),
            phone=self._shaped(row, columns.phone, PHONE, "不像电话号码；写数字，可以有区号和 -"),
            facts=facts,
            since=since,
            consents=tuple(self._consents(row)),
            address=self._address(row),
        )

    def _text(self, row: Row, column: str | None) -> str:
        position = self._at[column] if column is not None else self._width
        return cell_text(row.cells[position]) if position < len(row.cells) else ""

    def _key(self, row: Row) -> str | None:
        column = self._mapping.key.column
        text = self._text(row, column)
        wrong = self._wrong_key(row, text)
        if wrong:
            self._note(RowMistake(row.number, column, wrong, is_row_lost=True))
            return None
        if not self._mapping.key.is_hashed:
            return text
        named = f"{self._mapping.source}\n{text.upper()}".encode()
        return hmac.new(self._secret, named, hashlib.sha256).hexdigest()

    def _wrong_key(self, row: Row, text: str) -> str:
        """Return why the row cannot be told from others, or nothing."""
        if any(cell_text(cell) for cell in row.cells[self._width :]):
            return "这一行比表头多出几格，各列可能错位了；内容里有逗号时请加引号"
        if not text:
            return "缺少编号，分不清是谁；请补上"
        if is_shortened(text):
            return SHORTENED
        if self._mapping.key.column == self._mapping.person.id_number and read_id_number(text) is None:
            return "身份证号不对（要 18 位，最后一位校验不上）；请核对"
        if not self._mapping.key.is_hashed and (read_id_number(text) or MOBILE.fullmatch(text)):
            return "这是证件号或手机号，不能原样保存；请在映射文件的 source_key 里写 hash: true"
        return "" if len(text) <= LONGEST_KEY else f"编号太长，最多 {LONGEST_KEY} 个字"

    def _facts(self, row: Row) -> tuple[dict[str, Value], dict[str, str]]:
        facts: dict[str, Value] = {}
        since: dict[str, str] = {}
        for number, column in enumerate(self._mapping.facts):
            text = self._text(row, column.column)
            try:
                value = self._value(number, column, text)
            except CellMistakeError as mistake:
                self._note(RowMistake(row.number, column.column, f"「{column.fact.label}」{mistake}"))
                continue
            if value is not None:
                facts[column.fact.id] = value
                if column.is_since and (day := day_of(text)):
                    since[column.fact.id] = day.isoformat()
        return facts, since

    def _value(self, number: int, column: FactColumn, text: str) -> Value | None:
        remembered = self._remembered[number]
        if text in remembered:
            return remembered[text]
        value = read_fact(column, text, self._mapping.facts_on)
        if len(remembered) < MOST_REMEMBERED:
            remembered[text] = value
        return value

    def _born_on(self, row: Row, facts: dict[str, Value]) -> date | None:
        columns = self._mapping.person
        if columns.born_on:
            return self._plausible(row, columns.born_on, day_of(self._text(row, columns.born_on)))
        text = self._text(row, columns.id_number)
        if not columns.id_number or not text:
            return None
        found = read_id_number(text)
        if found is None:
            wrong = SHORTENED if is_shortened(text) else "身份证号不对（要 18 位，最后一位校验不上）；请核对"
            self._note(RowMistake(row.number, columns.id_number, wrong))
            return None
        if self._knows_sex and facts.setdefault(SEX, found.sex) != found.sex:
            del facts[SEX]
            self._note(RowMistake(row.number, columns.id_number, "性别和身份证号对不上，先当不清楚；请核对"))
        return self._plausible(row, columns.id_number, found.born_on)

    def _plausible(self, row: Row, column: str, born_on: date | None) -> date | None:
        on = self._mapping.facts_on
        if born_on is not None and born_on <= on and full_units(born_on, on, "years") <= OLDEST:
            return born_on
        if self._text(row, column):
            self._note(RowMistake(row.number, column, "出生日期不对；写成 1985-03-09 这样，年月日都要"))
        return None

    def _consents(self, row: Row) -> list[StatedConsent]:
        stated: list[StatedConsent] = []
        for column in self._mapping.consents:
            try:
                is_given = read_consent(column, self._text(row, column.column))
                if is_given is not None:
                    stated.append(StatedConsent(column, is_given, self._given_on(row, column.given_on)))
            except CellMistakeError as mistake:
                self._note(RowMistake(row.number, column.column, f"是否同意{mistake}"))
        return stated

    def _given_on(self, row: Row, column: str | None) -> date:
        if column is None or not self._text(row, column):
            return self._mapping.facts_on
        day = day_of(self._text(row, column))
        if day is None or day > self._mapping.facts_on:
            raise CellMistakeError("的日期不对；写成 2026-10-01 这样，不晚于映射文件的 facts_on")
        return day

    def _address(self, row: Row) -> str | None:
        identity = self._mapping.identity
        if identity is None:
            return None
        return self._shaped(row, identity.column, ADDRESS, "不像 openid 或成员账号；里面不能有空格和汉字")

    def _shaped(self, row: Row, column: str | None, shape: re.Pattern[str], remedy: str) -> str | None:
        text = self._text(row, column)
        if not text or shape.fullmatch(text):
            return text or None
        self._note(RowMistake(row.number, column or "", remedy))
        return None

    def _short(self, row: Row, column: str | None, longest: int) -> str | None:
        text = self._text(row, column)
        if len(text) <= longest:
            return text or None
        self._note(RowMistake(row.number, column or "", f"太长，最多 {longest} 个字"))
        return None


def _positions(mapping: ListMapping, header: Sequence[str]) -> dict[Any, int]:
    needed = list(dict.fromkeys(mapping.columns()))
    missing = [column for column in needed if column not in header]
    if missing:
        there = "、".join(heading for heading in header if heading)
        raise PeopleListError(f"名单里没有这些列：{'、'.join(missing)}。名单的表头是：{there}。请改映射文件或名单。")
    twice = [column for column in needed if header.count(column) > 1]
    if twice:
        raise PeopleListError(f"名单里有重名的列：{'、'.join(twice)}。请改成不同的名称。")
    return {column: header.index(column) for column in needed}
