"""Words: matters that belong to other offices, safe rewrites, official terms beside everyday ones."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NeighbouringMatter:
    """A neighbouring matter that belongs to another office.

    ``says``: templates of wordings that mean it whatever else is named (老板不给社保补贴); ``words`` mean it unless one of
    ``unless`` stands beside them.

    ``is_alien``: neither work nor social insurance nor help for people in need (farming, housing, traffic), which nobody takes
    for employment policy.
    """

    id: str
    title: str
    office: str
    words: tuple[str, ...]
    unless: tuple[str, ...]
    say: str
    is_alien: bool = False
    says: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rewrite:
    """A safe replacement of misspelt or spoken forms by the official writing."""

    write: str
    heard: tuple[str, ...]


@dataclass(frozen=True)
class Term:
    """An official term with the everyday words for it."""

    term: str
    everyday: tuple[str, ...]
