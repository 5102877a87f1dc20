"""One import of openings as the operator sees it: a progress bar, a report of what to mend, a summary."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from rich.console import Console
from sqlalchemy.engine import Engine

from bot import clock
from bot.cli.shown.import_report import SHOWN, ImportBar, ImportReport
from bot.jobs.imports import OpeningImport, OpeningProgress, import_openings
from bot.kb import load
from bot.people import sealer_for
from bot.people.imports import RowMistake
from bot.settings import Settings
from bot.wording.jobs import FLAG_LABELS
from bot.wording.office import say_result


def import_shown(
    console: Console,
    settings: Settings,
    engine: Engine | None,
    file: Path,
    source: str,
    report: Path | None,
    *,
    with_hidden: bool = False,
) -> OpeningProgress:
    """Import a list of openings (or, without an engine, only check it), and say what came of it.

    Raises:
        PeopleListError: the list cannot be used.
    """
    shown: list[RowMistake] = []
    began, on = time.monotonic(), clock.today(settings.as_of)
    this = OpeningImport(source, settings.naming_key or "", sealer_for(settings), clock.now())
    with ExitStack() as stack:
        written = stack.enter_context(ImportReport(report)) if report else None
        bar = stack.enter_context(ImportBar(console))

        def note(mistake: RowMistake) -> None:
            if written is not None:
                written.note(mistake)
            if len(shown) < SHOWN:
                shown.append(mistake)

        kb = load(settings.kb_dir)
        progress = import_openings(engine, this, file, kb, on, note, bar.advance, with_hidden=with_hidden)
    for line in _lines(progress, shown, report, is_dry=engine is None, on=on, seconds=time.monotonic() - began):
        console.print(line)
    return progress


def _lines(
    progress: OpeningProgress, shown: list[RowMistake], report: Path | None, *, is_dry: bool, on: date, seconds: float
) -> Iterator[str]:
    yield "认出的列：" + "、".join(title for _, title in progress.columns) + "。"
    for mistake in shown:
        place = f"第 {mistake.number} 行" + (f"（{mistake.place}）" if mistake.place else "")
        yield f"{place}「{mistake.column}」：{mistake.message}（{say_result(mistake)}）"
    if (told := progress.mistakes + progress.reminders) > len(shown):
        yield f"……一共 {told} 处；" + (f"全部在 {report}。" if report else "加上 --report 文件名 可以看全部。")
    yield from progress.remarks
    for kind, count in progress.flagged.items():
        yield f"要看一眼：{count} 行，{FLAG_LABELS[kind]}。"
    if progress.dropped:
        yield "没有设置 LEYE_PEOPLE_KEY，所以没有保存联系人、电话和文字里隐去的号码。设好密钥再导入一次就会补上。"
    counts, pace = progress.counts, f"用时 {seconds:.1f} 秒，每秒 {progress.rows / max(seconds, 0.001):.0f} 行"
    if is_dry:
        kept = progress.rows - progress.lost
        yield f"只检查了（按 {on} 的标准），没有写数据库：{progress.rows} 行，可以导入 {kept} 行，{progress.mistakes} 处要改；{pace}。"
        return
    yield (
        f"导入完毕：{progress.rows} 行，新岗位 {counts.fresh} 个，更新 {counts.changed} 个，没变 {counts.unchanged} 个，"
        f"和已有的是同一个岗位 {counts.joined} 个，没导入 {progress.lost} 行，{progress.mistakes} 处要改；{pace}。"
    )
    if counts.fresh or counts.changed:
        yield "新的和改过的都在等审核，市民还看不到。看一看：leye jobs list；通过：leye jobs pass 编号 --by 姓名。"
