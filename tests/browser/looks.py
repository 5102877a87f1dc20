"""Looks at a page as everybody may see it: for axe by day and by night, for words that are cut, and for pictures that people look at."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page, ViewportSize

from tests.browser.test_accessibility import violations

# Where to keep pictures of the pages; bench/pictures.py makes those of the docs of them.
PICTURES = os.environ.get("LEYE_PICTURES")
SMALLEST = ViewportSize(width=320, height=568)
NARROW = 600
LARGER = """is => {
  document.documentElement.classList.toggle("large-text", is);
  document.documentElement.style.fontSize = is && location.pathname.startsWith("/desk") ? "125%" : "";
}"""


def look_at(page: Page, name: str, size: ViewportSize) -> None:
    """Fail where a page has a serious violation, by day or by night, or is wider than a screen of its kind; the page is left as it was."""
    _keep(page, f"{name}-{size['width']}")
    assert violations(page) == [], name
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    _keep(page, f"{name}-{size['width']}-dark")
    assert violations(page, "color-contrast") == [], f"{name}, dark"
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    _is_not_cut(page, name)
    if size["width"] < NARROW:
        page.set_viewport_size(SMALLEST)
        page.evaluate(LARGER, True)
        _is_not_cut(page, name)
        _keep(page, f"{name}-{SMALLEST['width']}")
        page.evaluate(LARGER, False)
        page.set_viewport_size(size)


def _is_not_cut(page: Page, name: str) -> None:
    width, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width <= room, f"{name} is {width} wide on a screen of {room}"


def _keep(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png")
