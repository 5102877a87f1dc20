"""Which files of the knowledge base are not in the one layout."""

from __future__ import annotations

from pathlib import Path

from bot.errors import SituationError
from bot.kb import laid_out


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
