"""The phone page as files: nothing inline, nothing from elsewhere, nothing parsed as markup, every part named for tests."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[3] / "simulator" / "phone"
PAGE = (STATIC / "phone.html").read_text("utf-8")
SCRIPTS = {path.name: path.read_text("utf-8") for path in sorted(STATIC.glob("*.js"))}
SHEETS = {path.name: path.read_text("utf-8") for path in sorted(STATIC.glob("*.css"))}
# Runs inside the assistant's page, on another origin; the phone page must not load it.
STAND_IN = "jweixin.js"
IN_PAGE = (
    "follow",
    "input",
    "send",
    "messages",
    "control-toggle",
    "advance-60",
    "webview",
    "webview-close",
    "new-person",
    "to-keyboard",
    "to-menu",
)
BY_SCRIPT = {
    "menubar.js": "menu-button-${",
    "consents.js": "consent-accept-${",
    "staff_cards.js": "card-button-${",
    STAND_IN: "subscribe-allow",
}


class Elements(HTMLParser):
    """Collects every element of the page with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(PAGE)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


ELEMENTS = Elements().found
IDS = [attributes["id"] for _, attributes in ELEMENTS if attributes.get("id")]


def test_no_script_style_or_handler_is_inline() -> None:
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=|javascript:", PAGE)


def test_the_page_loads_only_files_that_exist_beside_it() -> None:
    loaded = [
        attributes.get("src") or attributes.get("href") for tag, attributes in ELEMENTS if tag in {"link", "script"}
    ]
    assert len(loaded) >= 5
    for address in loaded:
        assert address is not None
        assert address.startswith("/static/")
        assert (STATIC / address.removeprefix("/static/")).is_file(), address


@pytest.mark.parametrize(
    "path", sorted(path for path in STATIC.rglob("*") if path.is_file()), ids=lambda path: path.name
)
def test_no_file_names_an_address_elsewhere(path: Path) -> None:
    text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?://[a-z]|url\([\"']?(?:data:|//)|import\(", text)


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_never_turn_text_into_markup_or_code(name: str) -> None:
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|setHTML", SCRIPTS[name]
    )


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_import_only_files_beside_them(name: str) -> None:
    for imported in re.findall(r'from "([^"]+)"', SCRIPTS[name]):
        assert imported.startswith("./")
        assert imported.removeprefix("./") in SCRIPTS


def test_every_script_is_reached_from_the_page_except_the_stand_in() -> None:
    reached: set[str] = set()
    waiting = ["phone.js"]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += [each.removeprefix("./") for each in re.findall(r'from "([^"]+)"', SCRIPTS[name])]
    assert set(SCRIPTS) - reached == {STAND_IN}


def test_every_icon_that_a_sheet_names_exists() -> None:
    named = [icon for sheet in SHEETS.values() for icon in re.findall(r'url\("([^"]+)"\)', sheet)]
    assert named
    for icon in named:
        assert (STATIC / icon).is_file(), icon


def test_every_part_is_named_for_tests() -> None:
    names = [attributes.get("data-testid") for _, attributes in ELEMENTS]
    assert [name for name in IN_PAGE if names.count(name) != 1] == []
    assert [name for script, name in BY_SCRIPT.items() if name not in SCRIPTS[script]] == []


def test_ids_are_unique_and_scripts_use_only_ids_of_the_page() -> None:
    assert len(IDS) == len(set(IDS))
    used = {name for script in SCRIPTS.values() for name in re.findall(r'\bat\("([\w-]+)"\)', script)}
    assert used
    assert used - set(IDS) == set()


def test_every_field_and_frame_has_a_name_that_is_read_aloud() -> None:
    labels = re.findall(r"<label.*?</label>", PAGE, re.DOTALL)
    for tag, attributes in ELEMENTS:
        if tag in {"input", "select", "textarea"} and not attributes.get("aria-label"):
            assert any(f'id="{attributes["id"]}"' in label for label in labels), attributes
        if tag == "iframe":
            assert attributes.get("title")
    assert 'lang="zh-CN"' in PAGE
    assert PAGE.count('role="log" aria-live="polite"') == 2


@pytest.mark.parametrize("name", [*SCRIPTS, *SHEETS])
def test_files_are_short_and_say_first_what_they_are_for(name: str) -> None:
    text = (STATIC / name).read_text("utf-8")
    assert text.count("\n") <= 300
    assert text.startswith("// " if name.endswith(".js") else "/* ")
