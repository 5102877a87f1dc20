"""The menu keeps the platform's limits, and each of its entries asks something that the dialogue knows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from bot.messaging.protocol.wechat_menu import (
    COLUMN_BYTES,
    ENTRIES,
    ENTRY_BYTES,
    KEY_BYTES,
    MENU,
    MOST_COLUMNS,
    MOST_ENTRIES,
    MenuEntry,
    menu_body,
)

PUBLIC = "https://leye.example.cn"


def intents() -> set[str]:
    """Return the intents that the dialogue is trained for."""
    found: set[str] = set()
    for path in Path("domain").glob("*.yml"):
        for intent in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("intents", []):
            found.add(intent if isinstance(intent, str) else next(iter(intent)))
    return found


def test_the_platforms_limits_are_kept() -> None:
    columns = menu_body(PUBLIC)["button"]
    assert len(columns) <= MOST_COLUMNS
    for column in columns:
        assert len(column["name"].encode()) <= COLUMN_BYTES
        assert 1 <= len(column["sub_button"]) <= MOST_ENTRIES
        for entry in column["sub_button"]:
            assert len(entry["name"].encode()) <= ENTRY_BYTES
            assert len(entry.get("key", "").encode()) <= KEY_BYTES


def test_every_key_is_its_own() -> None:
    keys = [entry.key for entries in MENU.values() for entry in entries if entry.key]
    assert len(keys) == len(set(keys)) == len(ENTRIES)


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
def test_a_tap_asks_what_the_dialogue_knows(entry: MenuEntry) -> None:
    intent, brace, rest = entry.payload.removeprefix("/").partition("{")
    assert intent in intents()
    assert json.loads(brace + rest) == ({"topic": entry.topic} if entry.topic else {})


def test_pages_need_a_public_address() -> None:
    def kinds(public_url: str | None) -> set[str]:
        return {each["type"] for column in menu_body(public_url)["button"] for each in column["sub_button"]}

    assert kinds(None) == {"click"}
    assert kinds(PUBLIC) == {"click", "view"}
    urls = [each["url"] for column in menu_body(PUBLIC)["button"] for each in column["sub_button"] if "url" in each]
    assert urls and all(url.startswith(f"{PUBLIC}/") for url in urls)
