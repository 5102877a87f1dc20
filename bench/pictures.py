"""Makes the pictures of docs/pages.md: every page of citizens and desk, at a desk, on a phone, at night, and large on the smallest phone, side by side.

python -m bench.pictures            take them anew (a few minutes, needs Chromium) and write docs/images
python -m bench.pictures FOLDER     write docs/images from pictures that the browser tests kept there
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

TARGET = Path("docs/images")
TESTS = tuple(
    f"tests/browser/test_{name}.py"
    for name in ("citizen_pages", "desk_pages", "desk_overview", "desk_outreach", "desk_lists")
)
# The width of the screen, and day or night, in the order in which they stand side by side.
SHOTS = ("1280", "390", "390-dark", "320")
HEIGHT, GAP = 844, 24
SHARE, QUALITY = 0.62, 62
BETWEEN = "#8b908a"
LARGEST_TOTAL = 6_000_000


def names_in(folder: Path) -> Sequence[str]:
    """Return the pages of which there are pictures at a desk and on a phone."""
    wide = {path.name.removesuffix("-1280.png") for path in folder.glob("*-1280.png")}
    return sorted(name for name in wide if (folder / f"{name}-390.png").exists())


def beside(pictures: Sequence[Image.Image]) -> Image.Image:
    """Return the tops of pictures side by side, made smaller."""
    width = sum(each.width for each in pictures) + GAP * (len(pictures) - 1)
    whole = Image.new("RGB", (width, HEIGHT), BETWEEN)
    left = 0
    for each in pictures:
        whole.paste(each.crop((0, 0, each.width, min(each.height, HEIGHT))), (left, 0))
        left += each.width + GAP
    size = (round(width * SHARE), round(HEIGHT * SHARE))
    return whole.resize(size, Image.Resampling.LANCZOS)


def write(folder: Path) -> int:
    """Write a picture for each page, drop those of pages that are gone, and return how many bytes there are."""
    TARGET.mkdir(parents=True, exist_ok=True)
    written = set()
    for name in names_in(folder):
        found = [folder / f"{name}-{shot}.png" for shot in SHOTS]
        target = TARGET / f"{name}.webp"
        beside([Image.open(path).convert("RGB") for path in found if path.exists()]).save(
            target, quality=QUALITY, method=6
        )
        written.add(target)
    for path in TARGET.glob("*.webp"):
        if path not in written:
            path.unlink()
    return sum(path.stat().st_size for path in TARGET.rglob("*") if path.is_file())


def main(folder: str | None) -> None:
    """Take the pictures unless they are there, and write them."""
    if folder is not None:
        total = write(Path(folder))
    else:
        with TemporaryDirectory() as taken:
            # Fields of dates say what is in them in the language of the browser.
            environment = {**os.environ, "LEYE_PICTURES": taken, "LANGUAGE": "zh_CN"}
            subprocess.run([sys.executable, "-m", "pytest", "-q", *TESTS], env=environment, check=True)
            total = write(Path(taken))
    print(f"{TARGET}：{total / 1_000_000:.1f} MB")
    if total > LARGEST_TOTAL:
        sys.exit("太大了：把 SHARE 或 QUALITY 调小。")


if __name__ == "__main__":
    main(next(iter(sys.argv[1:]), None))
