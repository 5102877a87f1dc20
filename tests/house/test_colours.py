"""A colour is written where day and night are: whoever needs one takes it by name, so that no page is unreadable at night."""

from __future__ import annotations

import re
from pathlib import Path

FRONT = Path(__file__).parents[2] / "bot/front"
PALETTES = {"palette.css", "dark.css", "job_map.css", "job_map_dark.css"}
STYLES = sorted(path for path in FRONT.rglob("*.css") if path.name not in PALETTES and "vendor" not in path.parts)
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b", re.IGNORECASE)
# Ink on paper, for printing and for what is scanned.
ON_PAPER = {"#fff", "#ffffff", "#000", "#000000"}


def test_no_style_names_a_colour_of_its_own() -> None:
    found = [(path.name, each) for path in STYLES for each in COLOUR.findall(path.read_text(encoding="utf-8"))]
    assert len(STYLES) > 10
    assert not [each for each in found if each[1].lower() not in ON_PAPER], "take it from palette.css"
