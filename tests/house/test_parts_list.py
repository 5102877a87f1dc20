"""``make sbom`` lists what is locked, and ``make audit`` never says that all is well when nothing was looked up."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.house.sources import ROOT


def listed() -> dict[str, Any]:
    done = subprocess.run([sys.executable, ROOT / "install/parts_list.py"], capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def audited(folder: Path, report: str) -> subprocess.CompletedProcess[str]:
    (folder / "report").write_text(report, encoding="utf-8")
    (folder / "said").write_text("No known vulnerabilities found\n", encoding="utf-8")
    program = [sys.executable, ROOT / "install/audit_report.py", folder / "report", folder / "said"]
    return subprocess.run(program, capture_output=True, text=True, check=False)


def test_every_locked_package_is_a_part_once_with_the_hashes_of_the_lock() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    parts = listed()["components"]
    locked = re.findall(r"^([A-Za-z0-9._-]+)(?:\[.*?\])?==(\S+)", lock, re.MULTILINE)
    assert len({part["bom-ref"] for part in parts}) == len(parts) == len(locked) > 100
    assert [part["version"] for part in parts] == [version for _, version in locked]
    assert sum(len(part["properties"]) for part in parts) == lock.count("--hash=sha256:")


def test_the_same_lock_gives_the_same_list() -> None:
    first = listed()
    assert first == listed()
    assert (first["bomFormat"], first["specVersion"], first["version"]) == ("CycloneDX", "1.5", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", first["serialNumber"])


@pytest.mark.parametrize("report", ["", "{}", '{"dependencies": [{"name": "a", "skip_reason": "not found"}]}'])
def test_what_was_not_looked_up_is_said_to_be_not_looked_up(tmp_path: Path, report: str) -> None:
    done = audited(tmp_path, report)
    assert done.returncode == 0
    assert "漏洞没有查成" in done.stdout and "No known" not in done.stdout


def test_a_known_vulnerability_ends_with_one_and_names_the_version_that_mends_it(tmp_path: Path) -> None:
    known = {"id": "PYSEC-0", "fix_versions": ["1.1"]}
    sound = {"name": "b", "version": "2", "vulns": []}
    report = {"dependencies": [{"name": "a", "version": "1.0", "vulns": [known]}, sound]}
    done = audited(tmp_path, json.dumps(report))
    assert done.returncode == 1
    assert "a 1.0  PYSEC-0  修好的版本：1.1" in done.stdout and "查了 2 个包，已知漏洞 1 个。" in done.stdout
    assert audited(tmp_path, json.dumps({"dependencies": [sound]})).returncode == 0
