"""The menu of the 服务号 as people look at it: drawn as a tree, checked against the platform's limits, compared with what the platform has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.tree import Tree

from bot.messaging.protocol import COLUMN_BYTES, ENTRY_BYTES, KEY_BYTES, MOST_COLUMNS, MOST_ENTRIES

COMPARED = ("type", "name", "key", "url")


def menu_tree(body: Mapping[str, Any]) -> Tree:
    """Return the tree: columns, below them the entries with what a tap does."""
    tree = Tree("底部菜单")
    for column in body["button"]:
        branch = tree.add(f"{column['name']}（{_bytes(column['name'])}/{COLUMN_BYTES} 字节）")
        for entry in column["sub_button"]:
            does = f"打开 {entry['url']}" if entry["type"] == "view" else f"问 {entry['key']}"
            branch.add(f"{entry['name']}（{_bytes(entry['name'])}/{ENTRY_BYTES} 字节） → {does}")
    return tree


def menu_problems(body: Mapping[str, Any]) -> list[str]:
    """Return everything in which a menu breaks the limits of the platform, one sentence each."""
    columns = body["button"]
    problems = [f"一共 {len(columns)} 栏，最多 {MOST_COLUMNS} 栏。"] if len(columns) > MOST_COLUMNS else []
    for column in columns:
        problems += _too_long("栏名", column["name"], column["name"], COLUMN_BYTES)
        entries = column["sub_button"]
        if not 1 <= len(entries) <= MOST_ENTRIES:
            problems.append(f"「{column['name']}」下面有 {len(entries)} 项，要 1 到 {MOST_ENTRIES} 项。")
        for entry in entries:
            problems += _too_long("菜单名", entry["name"], entry["name"], ENTRY_BYTES)
            problems += _too_long("key", entry["name"], entry.get("key", ""), KEY_BYTES)
    return problems


def menu_differences(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[str]:
    """Return where two menus differ, by the name of the entry; empty when a person would see and get the same.

    The platform adds empty lists and numbers of its own, which say nothing.
    """
    our_lines, their_lines = dict(_lines(ours)), dict(_lines(theirs))
    missing = [f"平台上没有「{name}」" for name in our_lines if name not in their_lines]
    extra = [f"平台上多出「{name}」" for name in their_lines if name not in our_lines]
    changed = [
        f"「{name}」不一样" for name in our_lines if name in their_lines and our_lines[name] != their_lines[name]
    ]
    is_other_order = not (missing or extra or changed) and list(our_lines) != list(their_lines)
    return [*missing, *extra, *changed, *(["顺序不一样"] if is_other_order else [])]


def _lines(menu: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for column in menu.get("button", ()):
        below: Sequence[Mapping[str, Any]] = column.get("sub_button") or ()
        yield str(column.get("name")), () if below else _told(column)
        for entry in below:
            yield f"{column.get('name')} → {entry.get('name')}", _told(entry)


def _told(entry: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(entry.get(name, "")) for name in COMPARED)


def _too_long(what: str, entry: str, text: str, most: int) -> list[str]:
    size = _bytes(text)
    return [f"「{entry}」的{what}有 {size} 字节，最多 {most} 字节（一个汉字 3 字节）。"] if size > most else []


def _bytes(text: str) -> int:
    return len(text.encode())
