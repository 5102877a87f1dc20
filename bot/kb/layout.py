"""The one layout of the files of the knowledge base: indents, ``null`` in full, dates without quotation marks; comments stay. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.scalarstring import ScalarString

from bot.errors import SituationError

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# Their quotation marks say nothing; in other places (「'on'」, 「dated」) a date is text.
DATES = ("valid_from", "valid_to", "verified_on", "searched_on", "date")
# No line is broken: a sentence stays one line, so that a change of it is one line.
WIDEST = 1_000_000


def laid_out(text: str) -> str:
    r"""Return the text of a YAML file in the one layout; laying it out again changes nothing.

    >>> laid_out("a:\n- b: null\n  valid_to: '2026-01-01'\n")
    'a:\n  - b: null\n    valid_to: 2026-01-01\n'

    Raises:
        SituationError: it is not YAML, or not written so that it can be laid out.
    """
    return edited(text, lambda data: None)


def edited(text: str, edit: Callable[[Any], object]) -> str:
    r"""Return the text of a YAML file after a change of its data, in the one layout; comments stay.

    >>> edited("a: 1  # why\n", lambda data: data.update(a=2))
    'a: 2  # why\n'

    Args:
        edit: changes the data in place.

    Raises:
        SituationError: it is not YAML, or not written so that it can be laid out.
    """
    yaml = _yaml()
    try:
        data = yaml.load(text)
    except YAMLError as error:
        raise SituationError(f"不是能读的 YAML：{str(error).splitlines()[-1].strip()}") from None
    if data is None:
        return text
    edit(data)
    for holder, key in _dates(data):
        holder[key] = date.fromisoformat(str(holder[key]))
    written = StringIO()
    yaml.dump(data, written)
    lines = written.getvalue().split("\n")
    if isinstance(data, list):
        # A list that is the whole file begins at the edge.
        lines = [line[2:] if line.startswith("  ") else line for line in lines]
    return "\n".join(line.rstrip() for line in lines)


def _yaml() -> Any:
    yaml: Any = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = WIDEST
    yaml.preserve_quotes = True
    yaml.Representer = _FullNull
    return yaml


class _FullNull(RoundTripRepresenter):
    """Writes what is not there as ``null``, not as nothing."""

    def represent_none(self, data: None) -> Any:
        """Return the word."""
        return self.represent_scalar("tag:yaml.org,2002:null", "null")


_FullNull.add_representer(type(None), _FullNull.represent_none)


def _dates(data: Any) -> Iterator[tuple[Any, str]]:
    """Yield where a date stands in quotation marks."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key in DATES and isinstance(value, ScalarString) and ISO_DATE.fullmatch(str(value)):
                yield data, key
        data = list(data.values())
    if isinstance(data, list):
        for value in data:
            yield from _dates(value)
