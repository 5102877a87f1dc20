"""What the documents say to type exists, and what they point to is there."""

from __future__ import annotations

import re
import subprocess

from bot.cli.application import COMMANDS
from tests.house.sources import ROOT, name_of, text_of

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "policies_kb/README.md"])
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
TYPED_MAKE = re.compile(r"(?:^|`)(?:[A-Z_]+=\S+ )*make ([a-z-]+)", re.MULTILINE)
TYPED_LEYE = re.compile(r"(?:^|`)(?:\.venv/bin/)?leye ([a-z]+)", re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|#|mailto:)([^)#\s]+)")
LONGEST_README = 200


def typed(command: re.Pattern[str], known: set[str]) -> list[tuple[str, str]]:
    """Return what a document says to type that is not known, each with its document."""
    return [(name_of(each), word) for each in DOCUMENTS for word in command.findall(text_of(each)) if word not in known]


def test_every_make_command_in_a_document_is_a_target() -> None:
    assert not typed(TYPED_MAKE, TARGETS)


def test_every_leye_command_in_a_document_exists() -> None:
    assert not typed(TYPED_LEYE, {*COMMANDS})


def test_every_relative_link_leads_to_a_file() -> None:
    links = [(each, link) for each in DOCUMENTS for link in LINK.findall(text_of(each))]
    assert links
    assert not [(name_of(each), link) for each, link in links if not (each.parent / link).exists()]


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
