"""The installer's refusals, each one sentence: no Python 3.10, no space. Installing itself is what `make test` begins with."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = ("awk", "cat", "cmp", "df", "dirname", "grep", "ls", "rm")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Give a folder with what the installer reads, and ``bin`` with the tools it may find."""
    shutil.copytree(ROOT / "install", tmp_path / "install")
    for name in ("pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(str(shutil.which(tool)))
    return tmp_path


def offer(clone: Path, tool: str, script: str) -> None:
    path = clone / "bin" / tool
    path.unlink(missing_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def bootstrap(clone: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(clone / "bin"), "HOME": str(clone), **environment}
    return subprocess.run(
        ["/bin/sh", "install/bootstrap"], cwd=clone, env=environment, capture_output=True, text=True, check=False
    )


def test_a_missing_python_is_one_sentence_with_the_remedy(clone: Path) -> None:
    offer(clone, "df", "echo; echo disk 9 9 99999999 1% /")
    done = bootstrap(clone)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "Python 3.10" in done.stderr
    assert "pyenv install 3.10" in done.stderr


def test_a_shim_that_does_not_run_counts_as_missing(clone: Path) -> None:
    offer(clone, "df", "echo; echo disk 9 9 99999999 1% /")
    offer(clone, "python3.10", "exit 127")
    assert "Python 3.10" in bootstrap(clone).stderr


def test_a_full_disk_is_said_before_anything_is_fetched(clone: Path) -> None:
    offer(clone, "df", "echo; echo disk 9 9 307200 99% /")
    done = bootstrap(clone)
    assert done.returncode == 1
    assert done.stderr.startswith("磁盘空间不够：安装需要 4 GB，这里只剩 300 MB。")
    assert len(done.stderr.splitlines()) == 1


def test_what_is_installed_is_not_installed_again(clone: Path) -> None:
    (clone / ".venv/bin").mkdir(parents=True)
    offer(clone, "../.venv/bin/leye", "")
    lock, project = ((clone / name).read_text() for name in ("requirements.lock", "pyproject.toml"))
    (clone / ".venv/installed-run").write_text(f"{os.path.realpath(clone)}\n{lock}{project}")
    done = bootstrap(clone)
    assert (done.returncode, done.stderr) == (0, "")


def test_uv_installs_exactly_the_lock_into_the_private_folder(clone: Path) -> None:
    offer(clone, "df", "echo; echo disk 9 9 99999999 1% /")
    offer(clone, "python3.10", "echo /usr/bin/python3.10")
    offer(clone, "uv", 'echo "$@" >>uv.calls; case $1 in venv) mkdir -p .venv/bin;; esac')
    (clone / "bin/mkdir").symlink_to(str(shutil.which("mkdir")))
    assert bootstrap(clone).returncode == 0
    calls = (clone / "uv.calls").read_text()
    assert "venv --quiet --no-project --python /usr/bin/python3.10 .venv" in calls
    assert "pip sync --python .venv/bin/python --require-hashes requirements.lock" in calls
    assert (clone / ".venv/installed-run").exists()
