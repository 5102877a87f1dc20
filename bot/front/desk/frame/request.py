"""What a page of the desk gets and gives: one request of a signed-in colleague, and a page, a way onward or a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.staff import AuditLog, Colleague, Permission, Session, may

LARGEST_NUMBER = 2**31 - 1


@dataclass(frozen=True)
class UploadedFile:
    """A file of a form: the name that it had with the colleague, without folders, and what it holds."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class DeskRequest:
    """One request; ``path`` are the parameters in the address, ``fields`` and ``files`` those of the form."""

    session: Session
    query: Mapping[str, str]
    fields: Mapping[str, Sequence[str]]
    path: Mapping[str, str]
    at: datetime
    is_fragment: bool
    log: AuditLog = field(repr=False)
    files: Mapping[str, UploadedFile] = field(default_factory=dict, repr=False)

    @property
    def colleague(self) -> Colleague:
        """Return who asks."""
        return self.session.colleague

    @property
    def form(self) -> Mapping[str, str]:
        """Return the form with the last value of each field."""
        return {name: values[-1] for name, values in self.fields.items() if values}

    def all(self, name: str) -> Sequence[str]:
        """Return all values of a field, such as several ticks."""
        return self.fields.get(name, ())

    def number(self, name: str) -> int:
        """Return a number of the address.

        Raises:
            DeskRefusal: it is none, so there is no such page.
        """
        text = self.path.get(name, "")
        if not (text.isascii() and text.isdigit() and int(text[:11]) <= LARGEST_NUMBER):
            raise NOT_FOUND
        return int(text[:11])

    def may(self, permission: Permission) -> bool:
        """Tell whether the colleague may do something."""
        return may(self.colleague.role, permission)

    def audit(self, act: str, about: str | None = None, **detail: Any) -> None:
        """Write down what the colleague does: ids and numbers only."""
        self.log.write(self.colleague.userid, act, about, self.at, **detail)


@dataclass(frozen=True)
class Page:
    """A page, or a part of one, of a template.

    Args:
        is_whole_anew: whether the page around a part is to be fetched again, because more of it has changed than the part.
    """

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    is_whole_anew: bool = False


@dataclass(frozen=True)
class Redirect:
    """Onward to another page of the desk, which says a sentence once."""

    path: str
    say: str = ""


@dataclass(frozen=True)
class Download:
    """A file."""

    content: bytes
    name: str
    media_type: str


Answer = Page | Redirect | Download


class DeskRefusal(Exception):
    """The desk does not do this; the sentence is for the colleague."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


NOT_FOUND = DeskRefusal(404, "没有这一页，或者不归您管。")
