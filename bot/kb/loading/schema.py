"""Gate 1: checks the shape of each file against the JSON Schemas in ``policies_kb/schema`` and says the mistakes in Chinese."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from bot.errors import Problem
from bot.kb.loading.files import RawFiles

SCHEMA_OF_KIND = {
    "policies": "policy",
    "parameters": "parameter",
    "documents": "document",
    "eligibility_cases": "eligibility_cases",
    "campaigns": "campaign",
}
TYPE_NAMES = {
    "string": "文字",
    "array": "列表",
    "object": "键值",
    "integer": "整数",
    "number": "数字",
    "boolean": "true/false",
    "null": "空(null)",
}
# What was found without a mistake, by its words and those of its schema: whoever edits one file has the others looked at again
# with every letter, and half of the time of all gates goes here.
MOST_REMEMBERED = 4_000
_faultless: set[bytes] = set()
BOUNDS = {"minimum": "太小了,最小是", "maximum": "太大了,最大是"}


def check_schema(raw: RawFiles, schema_folder: Path) -> list[Problem]:
    """Return every breach of a schema; files that breach one are taken out of ``raw`` so that later gates can go on."""
    problems: list[Problem] = []
    for kind in sorted(raw.by_kind):
        path = schema_folder / f"{SCHEMA_OF_KIND.get(kind, kind)}.schema.json"
        schema = path.read_text(encoding="utf-8")
        validator = Draft7Validator(json.loads(schema), format_checker=FormatChecker(["date"]))
        for name, data in raw.items(kind):
            words = hashlib.sha256(f"{schema}\0{data!r}".encode()).digest()
            if words in _faultless:
                continue
            found = [_problem(name, error) for error in _leaves(validator.iter_errors(data))]
            if not found:
                _remember(words)
            else:
                problems += found
                raw.leave_out(kind, name)
    return problems


def _remember(words: bytes) -> None:
    if len(_faultless) >= MOST_REMEMBERED:
        _faultless.clear()
    _faultless.add(words)


def _leaves(errors: Iterator[ValidationError]) -> Iterator[ValidationError]:
    """Look inside ``oneOf`` and yield every mistake of the branch that was meant, because its messages are the useful ones."""
    for error in errors:
        if not error.context:
            yield error
            continue
        branches: dict[Any, list[ValidationError]] = {}
        for inner in error.context:
            branches.setdefault(inner.relative_schema_path[0], []).append(inner)
        meant = min(branches.values(), key=lambda found: any(_is_of_another_kind(inner) for inner in found))
        yield from _leaves(iter(meant))


def _is_of_another_kind(error: ValidationError) -> bool:
    """Tell whether a branch of ``oneOf`` does not even have the right kind of value at its top."""
    return error.validator == "type" and not error.relative_path


def _place(error: ValidationError) -> str:
    place = ""
    for part in error.absolute_path:
        place += f"[{part}]" if isinstance(part, int) else (f".{part}" if place else str(part))
    return place


def _problem(name: str, error: ValidationError) -> Problem:
    return Problem(name, _place(error), _say(error))


def _say(error: ValidationError) -> str:
    rule: Any = error.validator_value
    schema: Any = error.schema
    instance: Any = error.instance
    found = json.dumps(instance, ensure_ascii=False, default=str)
    found = found if len(found) <= 40 else found[:37] + "…"
    if error.validator == "required":
        missing = [key for key in rule if key not in instance]
        return f"缺少 {'、'.join(missing)};补上这一项"
    if error.validator == "additionalProperties":
        known = set(schema.get("properties", ()))
        extra = [str(key) for key in instance if key not in known]
        return f"不认识 {'、'.join(extra)};检查拼写,可用的有 {'、'.join(sorted(known))}"
    if error.validator == "type":
        wanted = [rule] if isinstance(rule, str) else rule
        return f"应当是{'或'.join(TYPE_NAMES[kind] for kind in wanted)},现在是 {found}"
    if error.validator == "enum":
        return f"{found} 不在清单里;可用的有 {'、'.join(str(value) for value in rule)}"
    if error.validator == "format":
        return f"{found} 不是日期;写成 2022-06-21 这样"
    if error.validator == "pattern":
        return f"{found} 写法不对;{schema.get('description', '应当符合 ' + rule)}"
    if error.validator in ("minLength", "minItems", "minProperties"):
        return "不能是空的;写上内容或删去这一项"
    if error.validator in BOUNDS:
        return f"{found} {BOUNDS[error.validator]} {rule}"
    if error.validator == "maxLength":
        return f"太长了,最多 {rule} 个字,现在 {len(instance)} 个"
    return f"{found} 不符合格式({error.validator}: {rule})"
