"""What a mistake in a content file is: how it gets in, and the words that must say where it is and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.errors import Problem


@dataclass(frozen=True)
class Mistake:
    """One mistake: in ``file``, ``old`` becomes ``new`` (an empty ``old`` replaces the whole file; ``None`` removes it)."""

    name: str
    file: str
    old: str
    new: str | bytes | None
    place: str
    message: str

    def apply(self, folder: Path) -> None:
        """Make the mistake in a copy of the small knowledge base."""
        path = folder / self.file
        if self.new is None:
            path.unlink()
        elif isinstance(self.new, bytes):
            path.write_bytes(self.new)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self._spoilt(path), encoding="utf-8")

    def problem(self) -> Problem:
        """Return the one problem that has to be reported."""
        return Problem(self.file, self.place, self.message)

    def _spoilt(self, path: Path) -> str:
        if not self.old:
            return str(self.new)
        text = path.read_text(encoding="utf-8")
        assert text.count(self.old) == 1, f"{self.name}: 「{self.old}」 stands {text.count(self.old)} times"
        return text.replace(self.old, str(self.new))


def added_policy(folder: Path, **changes: object) -> None:
    """Add a policy that differs from the training policy only in its id and the given keys."""
    data = yaml.safe_load((folder / "policies" / "example_training.yml").read_text(encoding="utf-8"))
    data |= {"id": "example_other", "title": "示例别的", "short_title": "示例别的", "aliases": [], **changes}
    data["verified_on"] = str(data["verified_on"])
    text = yaml.safe_dump(data, allow_unicode=True)
    (folder / "policies" / "example_other.yml").write_text(text, encoding="utf-8")
