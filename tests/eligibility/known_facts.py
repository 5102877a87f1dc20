"""A catalogue in which facts follow from days, counts and each other, and strategies for what is known of a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from bot.eligibility import Leaf, Node
from bot.kb import Elapsed, Fact, FactType, Implication, Interval, Operator, Share, Value
from tests.eligibility.trees import fact, leaf

DATES = ("born", "paid_from", "paid_until")
COUNTS = ("hires", "staff", "number")
SAID = ("yes0", "yes1", "yes2", "choice0", "choice1")
CATALOGUE: dict[str, Fact] = {
    **{name: fact(name, FactType.DATE) for name in DATES},
    **{name: fact(name, FactType.NUMBER, unit="people") for name in COUNTS},
    **{name: fact(name, FactType.CHOICE if name.startswith("choice") else FactType.YES_NO) for name in SAID},
    "age": replace(fact("age", FactType.NUMBER, unit="years", grows=True), derived_from=Elapsed("born")),
    "paid": replace(fact("paid", FactType.NUMBER, unit="months"), derived_from=Elapsed("paid_from", "paid_until")),
    "within": replace(
        fact("within", FactType.NUMBER, unit="months", grows=True), derived_from=Elapsed("paid_from", counts_begun=True)
    ),
    "late": replace(fact("late", FactType.NUMBER, unit="days"), derived_from=Elapsed("paid_until")),
    "at_least": replace(fact("at_least", FactType.NUMBER, unit="percent"), derived_from=Share("hires", "staff")),
    "at_most": replace(
        fact("at_most", FactType.NUMBER, unit="permille"), derived_from=Share("hires", "staff", rounds_up=True)
    ),
}
# Near the day asked about, and far enough away for years to matter.
DAYS = st.dates(date(2026, 9, 1), date(2027, 1, 31)) | st.dates(date(1970, 1, 1), date(2027, 12, 31))
NUMBERS = {
    "age": (0, 60),
    "paid": (0, 30),
    "within": (0, 12),
    "late": (0, 99),
    "at_least": (0, 100),
    "at_most": (0, 1000),
}
ORDERED = [Operator.LT, Operator.LE, Operator.GT, Operator.GE, Operator.EQ, Operator.NE]


def exact(about: Fact) -> st.SearchStrategy[Any]:
    """Return values of a fact."""
    if about.type is FactType.YES_NO:
        return st.booleans()
    if about.type is FactType.CHOICE:
        return st.sampled_from(["a", "b"])
    return DAYS if about.type is FactType.DATE else st.integers(*NUMBERS.get(about.id, (0, 6)))


def known(about: Fact) -> st.SearchStrategy[Value]:
    """Return what may be known of a fact: a value, or for numbers and days also a range, open on one side or none."""
    if about.type in (FactType.YES_NO, FactType.CHOICE):
        return exact(about)
    ranges = st.tuples(exact(about), exact(about)).map(sorted).map(tuple)
    sides = st.sampled_from([(True, True), (True, False), (False, True)])
    return exact(about) | st.builds(
        lambda ends, kept: Interval(ends[0] if kept[0] else None, ends[1] if kept[1] else None), ranges, sides
    )


def random_person() -> st.SearchStrategy[dict[str, Value]]:
    """Return what is known of one person; any fact may be unknown."""
    return st.fixed_dictionaries({}, optional={name: known(about) for name, about in CATALOGUE.items()})


@st.composite
def random_catalogue(draw: st.DrawFn) -> Mapping[str, Fact]:
    """Return the catalogue with a few things that follow from each other, sensibly or not."""
    catalogue = dict(CATALOGUE)
    for _ in range(draw(st.integers(0, 4))):
        source = draw(st.sampled_from(["yes0", "yes1", "choice0", "number", "paid_from"]))
        target = draw(st.sampled_from([name for name in SAID if name != source]))
        operators = [Operator.EQ, Operator.NE] if source in SAID else ORDERED
        operator = draw(st.sampled_from(operators))
        then = {target: draw(exact(CATALOGUE[target]))}
        added = Implication(operator, draw(exact(CATALOGUE[source])), then)
        catalogue[source] = replace(catalogue[source], implies=(*catalogue[source].implies, added))
    return catalogue


@st.composite
def random_leaf(draw: st.DrawFn) -> Leaf:
    about = draw(st.sampled_from(list(CATALOGUE.values())))
    operators = [Operator.EQ, Operator.NE]
    if about.type in (FactType.NUMBER, FactType.DATE):
        operators = ORDERED + ([Operator.IN, Operator.NOT_IN] if about.type is FactType.NUMBER else [])
    operator = draw(st.sampled_from(operators))
    value = exact(about)
    limit = draw(st.lists(value, min_size=1, max_size=3).map(tuple)) if "in" in operator.value else draw(value)
    return leaf(draw(st.uuids()).hex, about, operator, limit)


def random_tree() -> st.SearchStrategy[Leaf | Node]:
    """Return trees over this catalogue."""
    return st.recursive(
        random_leaf(),
        lambda parts: st.one_of(
            st.builds(Node, st.sampled_from(["all", "any"]), st.lists(parts, min_size=1, max_size=3).map(tuple)),
            st.builds(Node, st.just("not"), parts.map(lambda part: (part,))),
        ),
        max_leaves=6,
    )
