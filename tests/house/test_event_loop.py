"""The look for SQL on the event loop sees what it is for, and nothing else; every test below tests/front stands under it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine
from starlette.concurrency import run_in_threadpool

from tests.event_loop import PRODUCT, sql_on_the_loop

OURS = """
def deep_below(engine):
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))

async def on_the_loop(engine):
    deep_below(engine)

async def beside_the_loop(engine):
    await run_in_threadpool(deep_below, engine)
"""


def ours(name: str) -> Callable[[Engine], Awaitable[None]]:
    """Return a function as if it stood in a file of the product."""
    names = {"text": text, "run_in_threadpool": run_in_threadpool}
    exec(compile(OURS, str(PRODUCT / "front" / "anything.py"), "exec"), names)
    return names[name]


def database(folder: Path) -> Engine:
    return create_engine(f"sqlite:///{folder}/any.db", future=True)


@pytest.mark.asyncio
async def test_a_statement_on_the_loop_is_found_with_its_place(tmp_path: Path) -> None:
    with sql_on_the_loop() as found:
        await ours("on_the_loop")(database(tmp_path))
    assert len(found) == 1
    assert "anything.py:7 on_the_loop: SELECT 1" in found[0]


@pytest.mark.asyncio
async def test_a_statement_on_another_thread_is_as_it_should_be(tmp_path: Path) -> None:
    with sql_on_the_loop() as found:
        await ours("beside_the_loop")(database(tmp_path))
    assert found == []


@pytest.mark.asyncio
async def test_a_test_may_ask_the_database_itself(tmp_path: Path) -> None:
    with sql_on_the_loop() as found, database(tmp_path).connect() as connection:
        connection.execute(text("SELECT 1"))
    assert found == []


def test_the_tests_of_the_web_process_stand_under_it_unasked() -> None:
    conftest = (PRODUCT.parent / "tests" / "front" / "conftest.py").read_text(encoding="utf-8")
    assert "@pytest.fixture(autouse=True)\ndef no_sql_on_the_loop(" in conftest
