"""Reads the YAML files of a knowledge base folder into plain data, noting what cannot be read. First step of loading."""

from __future__ import annotations

import pickle
import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.errors import Problem

SINGLE_FILES = (
    "topics",
    "facets",
    "sources",
    "contacts",
    "referrals",
    "glossary",
    "stations",
    "places",
    "cases",
    "facts",
    "templates",
    "calendar",
)
FOLDERS = (
    "policies",
    "questions",
    "parameters",
    "documents",
    "eligibility_cases",
    "campaigns",
    "fact_frames",
    "acts",
)
# Who writes on the desk has the gates look at the whole folder again and again, with one file that is another.
MOST_REMEMBERED = 1024
OPTIONAL_FILES = ("stations", "places", "cases", "facts", "templates", "calendar")


class _Loader(yaml.CSafeLoader):
    """Keeps dates and on/off as text (``on`` is a key of cases) and refuses a key that stands twice or is no text."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable):
                raise yaml.constructor.ConstructorError(None, None, "键不是文字", key_node.start_mark)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"「{key}」写了两次", key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


_READ_OTHERWISE = {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"}
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _READ_OTHERWISE]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), ["t", "f"])

_CHINESE_COLON = re.compile(r"^\s*(?:- )?[a-z_0-9]+：")
# What the parser says, and what an editor calls it.
_IN_WORDS = {
    "did not find expected '-' indicator": "这一行没有和上面的列表对齐",
    "did not find expected key": "这一行没有和上面的项对齐,或引号没有成对",
    "did not find expected ',' or": "方括号或花括号没有收尾",
    "mapping values are not allowed": "一行里有两个冒号,或上一行没有对齐;有冒号的文字要加引号",
    "could not find expected ':'": "少了冒号,或冒号后面没有空格",
    "unexpected end of stream": "引号没有收尾",
    "cannot start any token": "开头的符号要放在引号里",
    "found undefined alias": "开头的星号要放在引号里",
}


@dataclass
class RawFiles:
    """Plain data by kind (``policies``, ``topics`` …) and by file path below the folder, with what could not be read."""

    by_kind: dict[str, dict[str, Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unusable: set[str] = field(default_factory=set)

    def leave_out(self, kind: str, name: str) -> None:
        """Take a broken file out, remembering it so that names it would have defined raise no second error."""
        self.by_kind.get(kind, {}).pop(name, None)
        self.unusable.add(kind)

    def items(self, kind: str) -> list[tuple[str, Any]]:
        """Return ``(file, data)`` of a kind in the order of file names."""
        return sorted(self.by_kind.get(kind, {}).items())

    def single(self, kind: str) -> tuple[str, Any]:
        """Return ``(file, data)`` of a kind that has one file; the data is an empty list when the file is missing."""
        entries = self.items(kind)
        return entries[0] if entries else (f"{kind}.yml", [])


def read_files(folder: Path, instead: Mapping[str, str | None] | None = None) -> RawFiles:
    """Read every content file below ``folder``; an unreadable one becomes a problem and is left out.

    Args:
        instead: what files would hold, by their path below the folder, whatever they hold now; None for one that would be gone.
    """
    raw, texts = RawFiles(), instead or {}
    for kind in SINGLE_FILES:
        path = folder / f"{kind}.yml"
        if path.exists():
            _read(path, folder, kind, raw, texts)
        elif kind not in OPTIONAL_FILES:
            raw.leave_out(kind, path.name)
            raw.problems.append(Problem(path.name, "", "缺少这个文件;从最近一次备份或仓库里找回来"))
    for kind in FOLDERS:
        fresh = {folder / name for name, text in texts.items() if text is not None and name.startswith(f"{kind}/")}
        gone = {folder / name for name, text in texts.items() if text is None}
        for path in sorted({*(folder / kind).rglob("*.yml"), *fresh} - gone):
            _read(path, folder, kind, raw, texts)
    return raw


def _read(path: Path, folder: Path, kind: str, raw: RawFiles, texts: Mapping[str, str | None]) -> None:
    name = path.relative_to(folder).as_posix()
    text = texts.get(name) or ""
    try:
        text = text or path.read_text(encoding="utf-8")
        data = pickle.loads(_parsed(text))
    except UnicodeDecodeError:
        raw.leave_out(kind, name)
        raw.problems.append(Problem(name, "", "不是 UTF-8 编码;用编辑器另存为 UTF-8"))
    except yaml.MarkedYAMLError as error:
        raw.leave_out(kind, name)
        where, said = _said(error, text)
        raw.problems.append(Problem(name, where, f"YAML 写法有误({said});检查缩进、冒号后的空格和引号"))
    except yaml.YAMLError:
        raw.leave_out(kind, name)
        raw.problems.append(Problem(name, "", "文件里有看不见的控制字符;删去后重新保存"))
    else:
        if data is None:
            raw.leave_out(kind, name)
            raw.problems.append(Problem(name, "", "文件是空的;写入内容或删除文件"))
        else:
            raw.by_kind.setdefault(kind, {})[name] = data


@lru_cache(maxsize=MOST_REMEMBERED)
def _parsed(text: str) -> bytes:
    """Return what a text holds, as bytes from which everyone gets data of their own."""
    return pickle.dumps(yaml.load(text, Loader=_Loader), pickle.HIGHEST_PROTOCOL)


def _said(error: yaml.MarkedYAMLError, text: str) -> tuple[str, str]:
    """Return where the parser stopped and what it found wrong, in words of the editor."""
    lines, mark = text.splitlines(), error.problem_mark
    # The parser notices a slip only on the line after it.
    for number in range(mark.line, max(-1, mark.line - 2), -1) if mark else ():
        line = lines[number] if number < len(lines) else ""
        if _CHINESE_COLON.match(line):
            return f"第 {number + 1} 行第 {line.index('：') + 1} 列", "用了中文冒号“：”,要用英文冒号加一个空格"
        if "\t" in line:
            return f"第 {number + 1} 行第 {line.index(chr(9)) + 1} 列", "用了 Tab 键,缩进要用空格"
    where = f"第 {mark.line + 1} 行第 {mark.column + 1} 列" if mark else ""
    problem = str(error.problem)
    return where, next((said for words, said in _IN_WORDS.items() if words in problem), problem)
