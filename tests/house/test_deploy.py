"""The files in ``deploy/`` name what there is: every process has its unit, every setting exists, nobody else's is opened."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cli.commands.run import PROGRAMS

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
SETTING = re.compile(r"\b(LEYE_[A-Z_]+[A-Z])\b")
# Of the database in the same compose file, not of the assistant.
OF_COMPOSE = {"LEYE_DATABASE_PASSWORD"}


def unit(path: Path) -> configparser.ConfigParser:
    parsed = configparser.ConfigParser(strict=True, interpolation=None)
    parsed.optionxform = str  # type: ignore[assignment,method-assign]
    parsed.read(path, encoding="utf-8")
    return parsed


def settings() -> set[str]:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    return set(SETTING.findall(example)) | OF_COMPOSE


def test_every_process_of_leye_run_has_a_unit_and_the_target_wants_it() -> None:
    started = {unit(path)["Service"]["ExecStart"].split(" -m ")[1] for path in UNITS}
    assert started == {program.command[-1] for program in PROGRAMS}
    assert set(unit(DEPLOY / "systemd/leye.target")["Unit"]["Wants"].split()) == {path.name for path in UNITS}


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_restarts_watches_and_locks_in_its_process(path: Path) -> None:
    service = unit(path)["Service"]
    assert find_spec(service["ExecStart"].split(" -m ")[1]) is not None
    assert (service["Type"], service["Restart"], service["User"], service["UMask"]) == (
        "notify",
        "always",
        "leye",
        "0077",
    )
    assert int(service["WatchdogSec"]) >= 10
    assert service["ProtectSystem"] == "strict" and service["ReadWritePaths"] == "/srv/leye/var"
    assert service["NoNewPrivileges"] == "true" and service["MemoryMax"]


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_systemd_itself_understands_a_unit(path: Path, tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd is not installed")
    # It asks for the program, which is where it will be on the server; everything else is as it stands.
    copy = tmp_path / path.name
    text = path.read_text(encoding="utf-8").replace("/srv/leye/.venv/bin/python", "/bin/true")
    copy.write_text(text.replace("PartOf=leye.target\n", ""), encoding="utf-8")
    done = subprocess.run([program, "verify", "--man=no", str(copy)], capture_output=True, text=True, check=False)
    assert [line for line in done.stderr.splitlines() if path.name in line] == []


@pytest.mark.parametrize("path", [each for each in DEPLOY.rglob("*") if each.is_file()], ids=lambda path: path.name)
def test_every_setting_named_there_is_one(path: Path) -> None:
    assert set(SETTING.findall(path.read_text(encoding="utf-8"))) <= settings()


def test_the_compose_file_opens_the_assistant_to_this_machine_only_and_the_database_to_nobody() -> None:
    services: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))["services"]
    assert all(port.startswith("127.0.0.1:") for port in services["leye"]["ports"])
    assert "ports" not in services["database"]
    assert (DEPLOY / services["leye"]["build"]["context"]).resolve() == ROOT
    assert (ROOT / services["leye"]["build"]["dockerfile"]).exists()


def test_the_container_runs_as_a_user_of_its_own_and_starts_what_is_there() -> None:
    lines = (DEPLOY / "Containerfile").read_text(encoding="utf-8").splitlines()
    words = [line.split(maxsplit=1) for line in lines if re.match(r"[A-Z]+ ", line)]
    order = [word for word, _ in words]
    assert order[0] == "FROM" and order.index("USER") < order.index("CMD")
    assert ("CMD", '[".venv/bin/leye", "run"]') in [(word, rest) for word, rest in words]
    assert all((ROOT / name).exists() for name in re.findall(r"sh (install/\w+)", "\n".join(lines)))


def test_nginx_lets_in_only_what_people_need() -> None:
    text = (DEPLOY / "nginx/leye.conf").read_text(encoding="utf-8")
    assert text.count("{") == text.count("}")
    assert "Strict-Transport-Security" in text and "X-Forwarded-For $remote_addr" in text
    assert "$proxy_add_x_forwarded_for" not in text
    assert "location / { return 404; }" in text
    assert re.search(r"location ~ \^/desk.*?deny all;", text, re.DOTALL)
    assert not re.search(r"location[^{]*(metrics|readyz|healthz)", text)
