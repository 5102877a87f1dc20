"""One import of a list as the operator sees it: a progress bar, a report of what to mend, a summary. For ``leye people import``."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from sqlalchemy.engine import Engine

from bot import clock
from bot.kb import load
from bot.outreach.ledger import MergedNotices
from bot.people import sealer_for
from bot.people.imports import Import, PeopleListError, RowMistake, load_mapping, run_import
from bot.people.imports import ImportProgress as Imported
from bot.settings import Settings
from bot.wording.office import REPORT_HEADING, report_row, say_result

SHOWN = 20


@dataclass
class Done:
    """What came of an import, for the summary."""

    imported: Imported
    seconds: float
    dropped: tuple[str, ...] = ()
    shown: list[RowMistake] = field(default_factory=list)
    remarks: tuple[str, ...] = ()


def import_list(
    console: Console,
    settings: Settings,
    engine: Engine | None,
    file: Path,
    mapping_file: Path,
    report: Path | None,
    *,
    with_hidden: bool = False,
) -> Done:
    """Import a list (or, without an engine, only check it) and tell what came of it.

    Raises:
        PeopleListError: the list or its mapping cannot be used.
    """
    kb = load(settings.kb_dir)
    mapping = load_mapping(mapping_file, kb, clock.today(settings.as_of))
    sealer = sealer_for(settings)
    secret = settings.naming_key or ""
    shown: list[RowMistake] = []
    began = time.monotonic()
    this = Import(mapping, secret, sealer, clock.now(), MergedNotices())
    with ExitStack() as stack:
        note = stack.enter_context(ImportReport(report)).note if report else lambda _mistake: None
        advance = stack.enter_context(ImportBar(console)).advance
        found = run_import(engine, this, file, kb, _both(note, shown), advance, with_hidden=with_hidden)
    remarks = (*found.remarks, *([found.damage] if found.damage else []))
    return Done(found.progress, time.monotonic() - began, found.dropped, shown, remarks)


def summary(done: Done, *, dry_run: bool, report: Path | None) -> Iterator[str]:
    """Yield the lines that tell the operator what came of an import."""
    imported, counts = done.imported, done.imported.counts
    for mistake in done.shown:
        yield f"{_where(mistake)}「{mistake.column}」：{mistake.message}（{say_result(mistake)}）"
    if (told := imported.mistakes + imported.reminders) > len(done.shown):
        yield f"……一共 {told} 处；" + (f"全部在 {report}。" if report else "加上 --report 文件名 可以看全部。")
    yield from done.remarks
    if counts.joined or counts.united:
        merged = f"，合并了 {counts.united} 份记录" if counts.united else ""
        yield f"{counts.joined} 行是别的名单上或自己来过的人，没有再记成新的人{merged}。不是同一个人的，用 leye people split 分开。"
    if imported.reminders:
        yield f"{imported.reminders} 处请核对：同一个人在几份名单上说的不一样，或者没有合并。"
    if imported.strange_towns:
        rows = "、".join(str(number) for number in imported.strange_towns)
        yield f"有的街镇知识库的 stations.yml 里没有，照原样保存了；例如第 {rows} 行，请看看是不是写错了。"
    if done.dropped:
        yield f"没有设置 LEYE_PEOPLE_KEY，所以没有保存这些列：{'、'.join(done.dropped)}。设好密钥再导入一次就会补上。"
    pace = f"用时 {done.seconds:.1f} 秒，每秒 {imported.rows / max(done.seconds, 0.001):.0f} 行"
    if dry_run:
        yield f"只检查了，没有写数据库：{imported.rows} 行，可以导入 {imported.kept} 行，{imported.mistakes} 处要改；{pace}。"
    else:
        yield (
            f"导入完毕：{imported.rows} 行，新增 {counts.fresh} 人，更新 {counts.changed} 人，没变 {counts.unchanged} 人，"
            f"没导入 {imported.lost} 行，{imported.mistakes} 处要改；{pace}。"
        )


def _both(note: Callable[[RowMistake], None], shown: list[RowMistake]) -> Callable[[RowMistake], None]:
    def take(mistake: RowMistake) -> None:
        note(mistake)
        if len(shown) < SHOWN:
            shown.append(mistake)

    return take


def _where(mistake: RowMistake) -> str:
    return f"第 {mistake.number} 行" + (f"（{mistake.place}）" if mistake.place else "")


class ImportReport:
    """Writes mistakes to a CSV file that spreadsheets open with Chinese intact."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> ImportReport:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("w", encoding="utf-8-sig", newline="")
        except OSError as error:
            raise PeopleListError(f"写不了报告 {self._path}（{error.strerror}）。请检查路径和权限。") from None
        self._writer = csv.writer(self._file)
        self._writer.writerow(REPORT_HEADING)
        return self

    def note(self, mistake: RowMistake) -> None:
        """Write one mistake."""
        self._writer.writerow(report_row(mistake))

    def __exit__(self, *_error: Any) -> None:
        self._file.close()


class ImportBar:
    """A progress bar on a terminal; nothing elsewhere."""

    def __init__(self, console: Console) -> None:
        columns = (TextColumn("导入"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
        self._progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._task = self._progress.add_task("", total=1.0)

    def __enter__(self) -> ImportBar:
        self._progress.start()
        return self

    def advance(self, done: float, _progress: object) -> None:
        """Show how far the reading has come."""
        self._progress.update(self._task, completed=done)

    def __exit__(self, *_error: Any) -> None:
        self._progress.stop()
