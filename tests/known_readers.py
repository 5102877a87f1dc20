"""Prepares once per process what reads a knowledge base: wordings compiled, statements indexed.

The product makes each once per process, too; a test that makes a whole application made them all again, a second or two each.
They depend on the knowledge base alone, are never changed by what they read, and are kept while it is the same object.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

from bot.front.desk.pages import questions_data
from bot.lookup.statements import scores
from bot.understanding.acts import reader as act_reader
from bot.understanding.situation import reader as situation_reader

Made = TypeVar("Made")
# Knowledge bases that a test has spoilt come and go.
WHOLE, PARTS = 4, 2_000


class OnceForTheSame(Generic[Made]):
    """Makes something, and gives it again where the objects that it depends on are the same.

    Args:
        make: what is called otherwise.
        kept: how many are kept, those asked for last.
        count: how many of the arguments it depends on; the others follow from these.
    """

    def __init__(self, make: Callable[..., Made], kept: int, count: int = 1) -> None:
        self._make = make
        self._kept = kept
        self._count = count
        # The arguments are kept as well, so that no other object gets their identity.
        self._known: OrderedDict[tuple[int, ...], tuple[tuple[Any, ...], Made]] = OrderedDict()

    def __call__(self, *arguments: Any) -> Made:
        key = tuple(map(id, arguments[: self._count]))
        if key not in self._known:
            self._known[key] = (arguments, self._make(*arguments))
        self._known.move_to_end(key)
        while len(self._known) > self._kept:
            self._known.popitem(last=False)
        return self._known[key][1]


def entries_of(kb: Any) -> tuple[Any, ...]:
    """Return the statements of a knowledge base, all at once."""
    return tuple(_entries_of(kb))


_entries_of: Callable[[Any], Iterator[Any]] = scores.entries_of


def prepare_each_once() -> None:
    """Let all readers of this process share what they are made of."""
    for module, name, once in (
        (scores, "entries_of", OnceForTheSame(entries_of, WHOLE)),
        (scores, "EvidenceTable", OnceForTheSame(scores.EvidenceTable, WHOLE, count=2)),
        (scores, "KindNames", OnceForTheSame(scores.KindNames, WHOLE)),
        (questions_data, "Ranker", OnceForTheSame(questions_data.Ranker, WHOLE)),
        (act_reader, "CompiledWordings", OnceForTheSame(act_reader.CompiledWordings, PARTS)),
        (act_reader, "patterns_of", OnceForTheSame(act_reader.patterns_of, PARTS)),
        (situation_reader, "FrameFinder", OnceForTheSame(situation_reader.FrameFinder, WHOLE)),
    ):
        setattr(module, name, once)
