"""``leye report``: the figures of a month as files to print and to go on reckoning with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot import clock
from bot.cli.shown.tables import folding_table, wide_console
from bot.errors import SettingsError
from bot.figures import as_pdf, as_workbook, headlines, month_before, month_of, overview_of, say_cell, tables_of
from bot.kb import load
from bot.settings import Settings
from bot.staff import AuditLog
from bot.storage import open_for, upgrade

WHO = "command-line"
FileOption = Annotated[Path | None, typer.Option(help="写到哪个文件")]


def report(
    month: Annotated[str, typer.Option(help="哪个月，例如 2026-11；不写就是上个月")] = "",
    pdf: FileOption = None,
    xlsx: FileOption = None,
) -> None:
    """月报：一个月的数，打印的（PDF）和接着算的（Excel）；没有姓名、电话、编号。"""
    at = clock.now()
    chosen = month_of(month, at.date()) if month else month_before(at.date())
    settings = Settings.from_environment()
    upgrade(settings.database_url)
    engine = open_for(settings)
    found = overview_of(engine, chosen, at)
    title, tables = f"{chosen.title}月报", tables_of(found, load(settings.kb_dir))
    if pdf is not None:
        _write(pdf, as_pdf(title, at.date(), tables))
        AuditLog(engine).write(WHO, "overview.exported", "report:pdf", at, days=chosen.days)
    if xlsx is not None:
        _write(xlsx, as_workbook(title, tables))
        AuditLog(engine).write(WHO, "overview.exported", "report:xlsx", at, days=chosen.days)
    if found.now.is_empty:
        typer.echo(f"{chosen.title}什么都没有记。")
        return
    shown = folding_table(chosen.title, "本期", "上期", "变化")
    for each in headlines(found):
        shown.add_row(each.title, say_cell(each.now), say_cell(each.before), str(each.change))
    wide_console().print(shown)


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise SettingsError(f"写不了 {file}：{error.strerror}。请换一个能写的文件。") from error
    typer.echo(f"已写到 {file}。")
