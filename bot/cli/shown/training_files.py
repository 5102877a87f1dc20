"""Saves the files that Rasa trains with, and tells whether those in the repository are current. For ``leye kb export-training``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.understanding import NLU_FOLDER


def save(files: Mapping[str, str], root: Path) -> int:
    """Write what differs and remove generated files that nothing makes any more; return how many changed."""
    changed = 0
    for name, text in files.items():
        path = root / name
        if _text(path) != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            changed += 1
    for path in _left_over(files, root):
        path.unlink()
        changed += 1
    return changed


def current(files: Mapping[str, str], root: Path) -> bool:
    """Tell whether the generated files of the repository are what the knowledge base gives today."""
    kept = {name: text for name, text in files.items() if name.startswith(f"{NLU_FOLDER}/")}
    return not _left_over(files, root) and all(_text(root / name) == text for name, text in kept.items())


def _left_over(files: Mapping[str, str], root: Path) -> list[Path]:
    return [
        path for path in sorted((root / NLU_FOLDER).glob("*.yml")) if path.relative_to(root).as_posix() not in files
    ]


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None
