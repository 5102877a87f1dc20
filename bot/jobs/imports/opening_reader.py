"""Reads one row of a list of openings; what cannot be read is told with its cell and left out. Pure but for what it tells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from bot.jobs.credit_code import read_credit_code
from bot.jobs.door import flag_of_pay, flags_of_words
from bot.jobs.imports.columns import EMPLOYER, TITLE, OpeningColumns
from bot.jobs.imports.opening_row import EmployerRow, OpeningRow
from bot.jobs.model import FlagKind, OpeningFlag, WorkForm
from bot.jobs.pay import PayRange, PayRemark, read_pay
from bot.jobs.town_names import tidy_town
from bot.jobs.trades import trade_of
from bot.kb import KnowledgeBase
from bot.people.imports import Row, RowMistake
from bot.people.imports.cells import cell_text, days_of, phones_in
from bot.people.imports.workbooks import Unreadable
from bot.text import without_contacts

LONGEST = {EMPLOYER: 128, TITLE: 64, "place": 200, "hours": 200, "insurance": 200, "pay": 100, "kind": 32, "size": 32}
LONGEST_TEXT, LONGEST_SHORT, MOST_HEADS = 2_000, 64, 10_000
_FORMS = (
    (WorkForm.INTERNSHIP, re.compile("实习|见习")),
    (WorkForm.PART_TIME, re.compile("非全日|兼职|小时工|钟点")),
    (WorkForm.TEMPORARY, re.compile("临时|季节|短期|日结")),
    (WorkForm.FULL_TIME, re.compile("全日|全职|长期|正式|劳务派遣|合同")),
)
_PERIOD_OF_HEADING = (("时薪", re.compile("小时|时薪")), ("日薪", re.compile("日薪|元/天")), ("月薪", re.compile("月")))
_LABELLED = (("sex", "性别"), ("age", "年龄"), ("education", "学历"))
TORN = "这一行像是被换行断开的，没有导入；请核对"
GARBLED = "这一行的文字编码和别的行不一样，读出来是乱码，没有导入；请用一种编码重新导出"
# No database takes the first of them, and nobody sees the others.
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f]")
NO_LIMIT = re.compile("不限.*|无要求|无|/|-|—")


class OpeningReader:
    """Reads the rows of one list.

    Args:
        header: the titles of the list.
        note: takes every mistake and reminder.
        on: the day by whose least pay openings are measured, and before which none may end.
    """

    def __init__(
        self,
        columns: OpeningColumns,
        header: Sequence[str],
        kb: KnowledgeBase,
        on: date,
        note: Callable[[RowMistake], None],
    ) -> None:
        self._at = {name: header.index(title) for name, title in columns.titles.items()}
        self._titles, self._kb, self._on, self._note = columns.titles, kb, on, note

    def read(self, row: Row) -> OpeningRow | None:
        """Return the opening of a row; None when it has no employer or title, which is told."""
        employer, title = self._short(row, EMPLOYER), self._short(row, TITLE)
        if row.is_torn or row.is_garbled or not employer or not title:
            column = EMPLOYER if not employer else TITLE
            why = TORN if row.is_torn else GARBLED if row.is_garbled else "没有填，这一行没有导入；请补上"
            self._tell(row, column, why, is_row_lost=True)
            return None
        hidden: list[str] = []
        texts = {name: self._public(row, name, hidden) for name in ("duties", "place", "hours", "insurance")}
        requirements = self._requirements(row, hidden)
        title = self._without(title, hidden)[: LONGEST[TITLE]]
        pay_text = self._without(self._pay_text(row), hidden)[: LONGEST["pay"]]
        pay, form = self._pay(row, pay_text), self._form(row, title)
        code = self._credit_code(row)
        words = [title, requirements, *(text or "" for text in texts.values()), pay_text]
        flags = [*flags_of_words(words), *self._other_flags(pay, form, code, bool(hidden))]
        return OpeningRow(
            number=row.number,
            sheet_number=row.sheet_number,
            key=self._text(row, "key")[:LONGEST_SHORT],
            employer=self._employer(row, employer, code),
            title=title,
            trade=trade_of(title, texts["duties"] or "").id,
            town=tidy_town(self._text(row, "town")),
            requirements=requirements or None,
            pay_text=pay_text or None,
            pay=pay,
            form=form,
            headcount=self._headcount(row),
            until=self._until(row),
            flags=tuple(flags),
            hidden=tuple(hidden),
            **texts,
        )

    def place(self, row: Row, column: str) -> str:
        """Return where the cell of a column stands, empty when the list has no such column."""
        return row.place(self._at[column]) if column in self._at else ""

    def _tell(self, row: Row, column: str, words: str, *, is_row_lost: bool = False, is_reminder: bool = False) -> None:
        title = self._titles.get(column, "")
        self._note(RowMistake(row.number, title, words, is_row_lost, self.place(row, column), is_reminder))

    def _text(self, row: Row, column: str) -> str:
        at = self._at.get(column, len(row.cells))
        cell = row.cell(at)
        if isinstance(cell, Unreadable):
            self._tell(row, column, cell.value)
        return _NO_TEXT.sub("", cell_text(cell))

    def _short(self, row: Row, column: str) -> str:
        text = " ".join(self._text(row, column).split())
        if len(text) > LONGEST[column]:
            self._tell(row, column, f"太长，只记了前 {LONGEST[column]} 个字")
        return text[: LONGEST[column]]

    def _public(self, row: Row, column: str, hidden: list[str]) -> str | None:
        text, longest = self._text(row, column), LONGEST.get(column, LONGEST_TEXT)
        if len(text) > longest:
            self._tell(row, column, f"太长，只记了前 {longest} 个字")
        # Taken out before it is cut, for a piece of a number would not be known as one.
        return self._without(text, hidden)[:longest] or None

    @staticmethod
    def _without(text: str, hidden: list[str]) -> str:
        public, taken = without_contacts(text)
        hidden += taken
        return public if taken else text

    def _requirements(self, row: Row, hidden: list[str]) -> str:
        """Return what is asked for, also in columns of its own: 性别, 年龄 and 学历 become words, so that they are looked at and seen."""
        said = [(label, self._text(row, column)) for column, label in _LABELLED]
        parts = [f"{label}：{text}" for label, text in said if text and not NO_LIMIT.fullmatch(text)]
        whole = "；".join(filter(None, [*parts, self._public(row, "requirements", hidden)]))
        return self._without(whole, hidden)[:LONGEST_TEXT]

    def _pay_text(self, row: Row) -> str:
        ends = [text for name in ("pay_low", "pay_high") if (text := self._text(row, name))]
        return self._short(row, "pay") or "-".join(ends)

    def _pay(self, row: Row, text: str) -> PayRange:
        column = "pay" if "pay" in self._at else "pay_low"
        pay, heading = read_pay(text), self._titles.get(column, "")
        if pay.remark is PayRemark.UNCLEAR:
            period = next((word for word, pattern in _PERIOD_OF_HEADING if pattern.search(heading)), "")
            pay = read_pay(f"{period}{text}") if period else pay
        if pay.remark is PayRemark.UNCLEAR:
            self._tell(row, column, "没看懂工资，先当面议；写成 4000-5000元/月 或 20元/小时 这样")
        if pay.remark is PayRemark.REVERSED:
            self._tell(row, column, "工资的上下限写反了，按小到大记；请核对", is_reminder=True)
        return pay

    def _form(self, row: Row, title: str) -> WorkForm | None:
        text = self._text(row, "form") or title
        found = next((form for form, pattern in _FORMS if pattern.search(text)), None)
        if found is None and self._text(row, "form"):
            self._tell(row, "form", "没看懂用工形式，没有记；写全日制、非全日制、临时、实习里的一个")
        return found

    def _employer(self, row: Row, name: str, code: str | None) -> EmployerRow:
        kind, size = self._short(row, "kind") or None, self._short(row, "size") or None
        contact = self._text(row, "contact")[:LONGEST_SHORT] or None
        return EmployerRow(name, code, kind, size, contact, self._phone(row))

    def _credit_code(self, row: Row) -> str | None:
        text = self._text(row, "credit_code")
        code = read_credit_code(text) if text else None
        if text and code is None:
            self._tell(row, "credit_code", "统一社会信用代码不对（要 18 位，最后一位校验不上），没有记；请核对")
        return code

    def _other_flags(
        self, pay: PayRange, form: WorkForm | None, code: str | None, has_hidden: bool
    ) -> Sequence[OpeningFlag]:
        low = flag_of_pay(pay, form, self._kb, self._on)
        flags = [low] if low is not None else []
        if code is None:
            flags.append(OpeningFlag(FlagKind.NO_CREDIT_CODE, ""))
        if has_hidden:
            flags.append(OpeningFlag(FlagKind.CONTACT, ""))
        return flags

    def _phone(self, row: Row) -> str | None:
        text = self._text(row, "phone")
        phones = phones_in(text) if text else []
        if phones is None:
            self._tell(row, "phone", "不像电话号码，没有记；写数字，手机号要 11 位")
        return "、".join(phones)[:LONGEST_SHORT] or None if phones else None

    def _headcount(self, row: Row) -> int | None:
        text = self._text(row, "headcount")
        found = re.fullmatch(r"(\d{1,5})\s*(?:人|名|个|位)?", text)
        if found and 0 < int(found[1]) <= MOST_HEADS:
            return int(found[1])
        if text and text not in ("若干", "不限"):
            self._tell(row, "headcount", "没看懂人数，没有记；写一个数，如 3")
        return None

    def _until(self, row: Row) -> date | None:
        text = self._text(row, "until")
        day = days_of(text, self._on, row.day_zero) if text else None
        if isinstance(day, date):
            if day < self._on:
                self._tell(row, "until", "截止日期已经过了，市民看不到；请核对", is_reminder=True)
            return day
        if text and text not in ("长期", "长期有效", "招满为止"):
            self._tell(row, "until", "没看懂截止日期，没有记；写成 2026-12-31 这样")
        return None
