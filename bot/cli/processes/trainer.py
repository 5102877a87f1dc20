"""Trains the dialogue model when something it learns from has changed."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from rich.console import Console

from bot.cli.processes.failures import DISK_FULL, StartError, last_line, require_space
from bot.cli.processes.lifeline import tied
from bot.cli.processes.progress import ProgressStep
from bot.cli.shown.training_files import save
from bot.kb import KnowledgeBase
from bot.signed_model import is_signed, sign_model
from bot.understanding import training_files

MODEL = Path("models/leye.tar.gz")
FINGERPRINT = Path("models/leye.fingerprint")
LOG = Path("var/log/train.log")
# Held while somebody trains: two trainings would write one file.
LOCK = Path("models/leye.lock")
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "PYTHONUNBUFFERED": "1",
    # Some containers forbid to keep compiled bytecode; Rasa would then be compiled anew whenever it starts again.
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONWARNINGS": "ignore",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    # The matrices are sparse: more threads only wait for each other (68 instead of 59 seconds of the processor).
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}
# The names of policies reach training through what is exported to data/ and build/jieba; their answers do not.
LEARNED_FROM = (
    "config.yml",
    "domain",
    "data",
    "build/jieba",
    "bot/dialogue",
    "bot/understanding",
    "policies_kb/facets.yml",
    "policies_kb/glossary.yml",
    "policies_kb/referrals.yml",
    "policies_kb/topics.yml",
)
LEARNED_WITH = ("rasa", "jieba", "scikit-learn")
KINDS = {".yml", ".txt", ".py"}
UNSIGNED = "现有的模型没有本机的签名（升级前训练的、从别处拷来的，或者被改过），重新训练一次。"
TRAINED_COMPONENT = re.compile(r"Starting to train component '(?P<name>\w+)'")


def ensure_model(console: Console, kb: KnowledgeBase) -> bool:
    """Train unless the model fits its sources; return whether it was trained.

    Of several that are started at once one trains and the others wait for it.

    Raises:
        StartError: training failed, with the file that says why.
    """
    MODEL.parent.mkdir(parents=True, exist_ok=True)
    with LOCK.open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _ensure_model(console, kb)


def _ensure_model(console: Console, kb: KnowledgeBase) -> bool:
    save(training_files(kb), Path())
    wanted = fingerprint()
    if FINGERPRINT.exists() and FINGERPRINT.read_text() == wanted:
        if is_signed(MODEL):
            return False
        if MODEL.exists():
            console.print(UNSIGNED, highlight=False)
    require_space()
    fresh = MODEL.parent / "new" / MODEL.name
    with ProgressStep(console, "正在训练（约一两分钟，内容没改就不会再训练）") as step:
        _train(fresh, step)
    sign_model(fresh, MODEL)
    os.replace(fresh, MODEL)
    FINGERPRINT.write_text(wanted)
    console.print(f"训练好了，用时 {step.seconds} 秒。", highlight=False)
    return True


def fingerprint(root: Path = Path()) -> str:
    """Return a digest of everything the model learns from, and of what it learns with."""
    digest = hashlib.sha256()
    for path in _sources(root):
        digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    for package in LEARNED_WITH:
        digest.update(f"{package}=={version(package)}\0".encode())
    return digest.hexdigest()


def _sources(root: Path) -> Iterator[Path]:
    for name in LEARNED_FROM:
        place = root / name
        found = sorted(place.rglob("*")) if place.is_dir() else [place]
        yield from (path for path in found if path.is_file() and path.suffix in KINDS)


def _train(fresh: Path, step: ProgressStep) -> None:
    arguments = ["--data", "data", "--domain", "domain", "--config", "config.yml"]
    arguments += ["--out", str(fresh.parent), "--fixed-model-name", fresh.name.removesuffix(".tar.gz")]
    LOG.parent.mkdir(parents=True, exist_ok=True)
    is_disk_full = False
    with LOG.open("w", encoding="utf-8") as log:
        for line in _lines_of([sys.executable, "-m", "rasa", "train", *arguments], QUIET):
            log.write(line)
            is_disk_full |= "No space left on device" in line
            if component := TRAINED_COMPONENT.search(line):
                step.note(component["name"])
    if is_disk_full:
        raise StartError(DISK_FULL)
    if not fresh.exists():
        raise StartError(
            f"训练没有成功：{last_line(LOG)} 完整记录见 {LOG}。改好 data/、domain/ 或 config.yml 后再运行一次。"
        )


def _lines_of(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[str]:
    """Run a command and yield its output; no process of it outlives this generator."""
    process = subprocess.Popen(
        tied(command),
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        yield from process.stdout
    finally:
        if process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        process.wait()
