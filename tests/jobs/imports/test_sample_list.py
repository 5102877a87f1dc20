"""Made-up openings: read without a mistake but for what is wrong on purpose, and said to be made up."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import Engine

from bot.jobs import FlagKind, Openings
from bot.jobs.imports import write_sample_openings
from tests.jobs.conftest import NOW, TODAY, JobsDesk


def test_a_made_up_list_is_imported_and_what_is_wrong_in_it_is_flagged(engine: Engine, desk: JobsDesk) -> None:
    file = desk.folder / "openings.csv"
    write_sample_openings(300, 1, TODAY, file)
    progress = desk.read(engine, file)
    assert (progress.rows, progress.lost, progress.counts.fresh) == (300, 0, progress.rows - progress.counts.joined)
    assert {FlagKind.SEX, FlagKind.AGE, FlagKind.FEE, FlagKind.CONTACT} <= progress.flagged.keys()
    assert FlagKind.NO_CREDIT_CODE not in progress.flagged
    assert Openings(engine).pass_clean("lihong", NOW) > 200
    assert all("编的" in opening.employer.name for opening in Openings(engine).list(None, TODAY))


def test_the_same_number_makes_up_the_same_list(tmp_path: Path) -> None:
    for name in ("one.csv", "two.csv"):
        write_sample_openings(50, 7, TODAY, tmp_path / name)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
