"""The examples in docstrings hold, wherever they stand."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted(
    path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
    for top in ("actions", "bot", "devservers", "simulator")
    for path in (ROOT / top).rglob("*.py")
    if ">>>" in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name: str) -> None:
    module = importlib.import_module(name)
    failures = [
        f"{test.name} line {example.lineno}: {example.source.strip()}"
        for test in doctest.DocTestFinder(exclude_empty=True).find(module)
        for example in _failing(test)
    ]
    assert not failures


def _failing(test: doctest.DocTest) -> list[doctest.Example]:
    """Run the examples of one docstring and return those that give something else."""
    failing: list[doctest.Example] = []

    class Runner(doctest.DocTestRunner):
        def report_failure(self, out, test, example, got) -> None:  # type: ignore[no-untyped-def]
            failing.append(example)

        def report_unexpected_exception(self, out, test, example, exc_info) -> None:  # type: ignore[no-untyped-def]
            failing.append(example)

    Runner(verbose=False).run(test, clear_globs=False)
    return failing
