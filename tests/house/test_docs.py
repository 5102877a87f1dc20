"""What the documents say to type exists, and what they point to is there."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from bot.cli.application import COMMANDS

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "policies_kb/README.md"])
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
TYPED_MAKE = re.compile(r"(?:^|`)(?:[A-Z_]+=\S+ )*make ([a-z-]+)", re.MULTILINE)
TYPED_LEYE = re.compile(r"(?:^|`)(?:\.venv/bin/)?leye ([a-z]+)", re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|#|mailto:)([^)#\s]+)")
LONGEST_README = 200


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_make_command_in_a_document_is_a_target(document: Path) -> None:
    assert set(TYPED_MAKE.findall(document.read_text(encoding="utf-8"))) <= TARGETS


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_leye_command_in_a_document_exists(document: Path) -> None:
    assert set(TYPED_LEYE.findall(document.read_text(encoding="utf-8"))) <= {*COMMANDS}


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_relative_link_leads_to_a_file(document: Path) -> None:
    links = LINK.findall(document.read_text(encoding="utf-8"))
    assert not [link for link in links if not (document.parent / link).exists()]


def test_the_readmes_stay_short_enough_to_be_read() -> None:
    for name in ("README.md", "README.en.md"):
        assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= LONGEST_README


def test_make_alone_prints_every_verb_with_its_help() -> None:
    printed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for verb in ("run", "test", "check", "evaluate", "bench", "kb"):
        assert re.search(rf"^  make {verb} +\S", printed, re.MULTILINE)


def test_every_setting_is_explained_in_the_example() -> None:
    files = ("bot/settings.py", "bot/channel_settings.py")
    read = "".join((ROOT / name).read_text(encoding="utf-8") for name in files)
    known = set(re.findall(r'"(LEYE_[A-Z_]+[A-Z])"', read)) - {"LEYE_WECHAT", "LEYE_WECOM"}
    explained = set(re.findall(r"^#(LEYE_[A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
    assert known == explained
