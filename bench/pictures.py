"""Makes the pictures of docs/desk.md from those that the browser tests took: each page at a desk and on a phone, side by side.

LEYE_PICTURES=FOLDER python -m pytest tests/browser/test_desk_pages.py tests/browser/test_desk_outreach.py tests/browser/test_desk_overview.py
python -m bench.pictures FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image

TARGET = Path("docs/images/desk")
HEIGHT, GAP, COLOURS = 900, 20, 128
WIDE, NARROW = 1280, 390
# The name in the docs and the page that shows most of it.
PICTURES = {
    "sign-in": "sign-in",
    "home": "home",
    "lookup": "lookup",
    "check": "check-all",
    "referrals": "referrals",
    "referral": "referral",
    "talk": "talk",
    "questions": "questions",
    "outreach": "outreach-running",
    "overview": "overview-30",
    "switches": "switches",
    "colleagues": "colleagues",
    "audit": "audit",
}


def beside(desk: Image.Image, phone: Image.Image) -> Image.Image:
    """Return the tops of both pages, side by side."""
    picture = Image.new("RGB", (WIDE + GAP + NARROW, HEIGHT), "white")
    for page, left in ((desk, 0), (phone, WIDE + GAP)):
        picture.paste(page.crop((0, 0, page.width, min(page.height, HEIGHT))), (left, 0))
    return picture.resize((picture.width * 3 // 4, picture.height * 3 // 4)).quantize(COLOURS)


def main(folder: Path) -> None:
    """Write all pictures."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, page in PICTURES.items():
        desk, phone = (Image.open(folder / f"{page}-{width}.png").convert("RGB") for width in (WIDE, NARROW))
        beside(desk, phone).save(TARGET / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
