"""``leye run`` with stand-ins for its processes, and its refusals."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from bot.cli.commands import run as running
from bot.cli.processes.child import Program
from bot.cli.processes.failures import StartError
from bot.cli.processes.ports import free_ports
from bot.errors import PolicyDataError, SettingsError
from bot.kb import digest
from bot.settings import Settings

ROOT = Path(__file__).parents[3]
# Answers /readyz, then asks the process that watches it to stop, as Ctrl-C would.
READY = """
import http.server, os, signal
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
        self.wfile.write(b'{}')
    def log_message(self, *arguments): print('asked', self.path, flush=True)
server = http.server.HTTPServer(('127.0.0.1', %d), Handler)
server.handle_request()
os.kill(os.getppid(), signal.SIGINT)
signal.pause()
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder that looks like the project, with a knowledge base that may be spoilt and no model to train."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("LEYE_")]:
        monkeypatch.delenv(name)
    (port,) = free_ports(1)
    monkeypatch.setenv("LEYE_PORT", str(port))
    monkeypatch.setattr(running, "ensure_model", lambda _console, _kb: False)
    shutil.copytree(ROOT / "policies_kb", tmp_path / "policies_kb")
    (tmp_path / "config.yml").touch()
    return tmp_path


@pytest.fixture
def taken_port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        monkeypatch.setenv("LEYE_PORT", str(server.getsockname()[1]))
        yield server.getsockname()[1]


def test_everything_needed_is_made_before_the_start(project: Path) -> None:
    settings = running.prepare(Console(quiet=True))
    assert settings.secret
    assert settings.kb_checked == digest(project / "policies_kb")
    assert running.environment_for(settings)["LEYE_KB_CHECKED"] == settings.kb_checked
    assert (project / "var/leye.db").exists()


def test_a_broken_policy_file_stops_the_start_and_is_named(project: Path) -> None:
    policy = sorted((project / "policies_kb/policies").glob("*.yml"))[0]
    policy.write_text(policy.read_text(encoding="utf-8").replace("title:", "titel:", 1), encoding="utf-8")
    with pytest.raises(PolicyDataError, match=policy.name):
        running.prepare(Console(quiet=True))


def test_a_taken_port_is_said_first(project: Path, taken_port: int) -> None:
    shutil.rmtree(project / "policies_kb")
    with pytest.raises(StartError, match=f"端口 {taken_port}"):
        running.prepare(Console(quiet=True))


def test_a_malformed_setting_is_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEYE_PORT", "eighty")
    with pytest.raises(SettingsError, match="LEYE_PORT"):
        running.prepare(Console(quiet=True))


def test_another_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StartError, match="请先进入项目文件夹"):
        running.prepare(Console(quiet=True))


def test_the_page_address_is_printed_once_ready_and_a_signal_ends_it_well(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings.from_environment().with_secret()
    front = Program("front", (sys.executable, "-c", READY % settings.port))
    waits = Program("rasa", (sys.executable, "-c", "import signal; signal.pause()"))
    assert running.start(settings, (waits, front), Console(soft_wrap=True)) is None
    assert f"请用浏览器打开：http://127.0.0.1:{settings.port}/" in capsys.readouterr().out
    assert "asked /readyz" in (project / "var/log/front.log").read_text()


def test_a_process_that_dies_is_named_with_its_last_words_and_its_log(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings.from_environment().with_secret()
    dies = Program("actions", (sys.executable, "-c", "print('内存不够'); raise SystemExit(9)"))
    ended = running.start(settings, (dies,), Console(soft_wrap=True))
    assert ended is not None
    said = running.describe(ended, running.LOGS)
    assert "actions 进程自己停了（退出码 9）" in said
    assert "内存不够" in said
    assert "var/log/actions.log" in said
    assert "actions | 内存不够" in capsys.readouterr().out


def test_the_processes_share_one_secret_and_talk_on_different_loopback_ports(project: Path) -> None:
    environment = running.environment_for(Settings.from_environment().with_secret())
    assert environment["LEYE_SECRET"]
    assert environment["LEYE_RASA_URL"] != environment["LEYE_ACTIONS_URL"]
    assert environment["LEYE_RASA_URL"].startswith("http://127.0.0.1:")
    assert environment["RASA_TELEMETRY_ENABLED"] == "false"


def test_a_refusal_ends_with_a_sentence_and_no_traceback(project: Path, taken_port: int) -> None:
    done = subprocess.run([sys.executable, "-m", "bot.cli", "run"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(f"端口 {taken_port} 已经被别的程序占用")
    assert "Traceback" not in done.stderr
