"""The examples in docstrings hold, wherever they stand."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[1]
MODULES = sorted(
    path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
    for top in ("actions", "bot", "devservers", "simulator")
    for path in (ROOT / top).rglob("*.py")
    if ">>>" in path.read_text(encoding="utf-8")
)


def test_there_are_examples_to_look_at() -> None:
    assert len(MODULES) > 90


def test_the_examples_of_every_module_hold() -> None:
    found = [test for name in MODULES for test in doctest.DocTestFinder(exclude_empty=True).find(import_module(name))]
    assert not [
        f"{test.name} line {example.lineno}: {example.source.strip()}" for test in found for example in _failing(test)
    ]


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
