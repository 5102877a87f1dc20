"""Files of the knowledge base: which are not in the one layout, and writing new ones that stay only when they are sound."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from bot.errors import PolicyDataError, SituationError
from bot.kb import laid_out, validate


def relaid(folder: Path) -> dict[Path, str]:
    """Return the files that would change, with their new text.

    Raises:
        SituationError: a file is no YAML; the sentence names it.
    """
    changed = {}
    for path in sorted(folder.rglob("*.yml")):
        text = path.read_text(encoding="utf-8")
        try:
            new = laid_out(text)
        except SituationError as error:
            raise SituationError(f"{path.relative_to(folder).as_posix()}：{error}") from None
        if new != text:
            changed[path] = new
    return changed


def write_sound(folder: Path, files: Mapping[Path, str], today: date) -> None:
    """Write files into a knowledge base; when it would break, all is as it was.

    Args:
        folder: the knowledge base.
        files: their text by their place in it.
        today: the day for which it is checked.

    Raises:
        PolicyDataError: the knowledge base would break.
    """
    before = {path: (folder / path).read_text(encoding="utf-8") for path in files if (folder / path).exists()}
    for path, text in files.items():
        (folder / path).write_text(text, encoding="utf-8")
    problems = validate(folder, today).problems
    if not problems:
        return
    for path in files:
        if path in before:
            (folder / path).write_text(before[path], encoding="utf-8")
        else:
            (folder / path).unlink()
    raise PolicyDataError(problems)
