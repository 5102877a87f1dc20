"""Checks the shape of a mapping file against ``mapping.schema.json``, whose own words say what to write; all mistakes at once. Pure but for the schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from jsonschema.exceptions import ValidationError

from bot.people.imports.list_files import PeopleListError

SCHEMA = Path(__file__).with_name("mapping.schema.json")
# Here nothing means "not known", and what stands there is for `values_of` to judge.
VALUES = "values"


class Mistakes(list[str]):
    """What is wrong in a mapping file, each with its place."""

    def note(self, place: str, message: str) -> None:
        """Record a mistake at a place such as ``facts.age.unit``, or (with an empty one) of the file as a whole."""
        self.append(f"{place}: {message}" if place else message)

    def raise_any(self, name: str) -> None:
        """Tell all of them, if there are any.

        Raises:
            PeopleListError: there are.
        """
        if self:
            raise PeopleListError(
                "\n".join([f"映射文件 {name} 有 {len(self)} 处要改：", *(f"  {each}" for each in self)])
            )


def without_gaps(content: Any) -> Any:
    """Return the content of a mapping file as YAML read it, with text keys, and without what was left empty.

    >>> without_gaps({"basis": " 同意 ", "town": None, "facts": {"age": {"column": "", "values": {"不详": None}}}})
    {'basis': '同意', 'facts': {'age': {'values': {'不详': None}}}}
    """
    if isinstance(content, list):
        return [{} if each is None else without_gaps(each) for each in content]
    if not isinstance(content, dict):
        return content.strip() if isinstance(content, str) else content
    filled: dict[str, Any] = {}
    for name, below in content.items():
        if name == VALUES:
            filled |= {} if below is None else {VALUES: below}
        elif name == "facts" and isinstance(below, dict):
            filled["facts"] = {str(fact): {} if each is None else without_gaps(each) for fact, each in below.items()}
        elif below is not None and below != "" and (kept := without_gaps(below)) != "":
            filled[str(name)] = kept
    return filled


def note_shape(content: Any, mistakes: Mistakes) -> None:
    """Note everything in a mapping file, without its gaps, that has not the shape of one."""
    validator = Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    told = [each for error in validator.iter_errors(content) for each in _told(error)]
    for place, message in dict.fromkeys(told):
        mistakes.note(place, message)


def _told(error: ValidationError) -> Iterator[tuple[str, str]]:
    schema: Any = error.schema
    instance: Any = error.instance
    expected: Any = error.validator_value
    place, rule = _place(error), str(error.validator)
    if rule == "required":
        for key in (key for key in expected if key not in instance):
            described = schema["properties"][key]
            what = described.get("messages", {}).get("required", "缺少这一项")
            yield f"{place}.{key}".strip("."), f"{what}：{described['description']}"
    elif rule == "additionalProperties":
        extra = [key for key in instance if key not in schema["properties"]]
        yield place, f"不认识 {'、'.join(extra)}；可用的有 {'、'.join(sorted(schema['properties']))}"
    elif rule == "pattern":
        yield place, f"写法不对：{schema['description']}"
    elif rule == "maxLength":
        yield place, f"太长了，最多 {expected} 个字：{schema['description']}"
    else:
        yield place, schema["messages"][rule]


def _place(error: ValidationError) -> str:
    place = ""
    for part in error.absolute_path:
        place += f"[{part}]" if isinstance(part, int) else f".{part}"
    return place.strip(".")
