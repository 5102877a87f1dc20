"""Words: matters that belong to other offices, safe rewrites, official terms beside everyday ones."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NeighbouringMatter:
    """A neighbouring matter that belongs to another office."""

    id: str
    title: str
    office: str
    words: tuple[str, ...]
    unless: tuple[str, ...]
    say: str


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
