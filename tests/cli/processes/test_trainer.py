"""When the model is trained again, and what is said when training fails."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from bot.cli.processes import trainer
from bot.cli.processes.failures import DISK_FULL, StartError
from bot.kb import load
from tests.fixtures.small_kb import copy_small_kb

SUCCEEDS = "import pathlib; pathlib.Path('models/new/leye.tar.gz').write_bytes(b'model')"
LACKS_SPACE = "print('OSError: [Errno 28] No space left on device')"
Prepare = Callable[[str], None]


@pytest.fixture
def train_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Prepare:
    """Return what sets the stand-in for Rasa, in a folder with a little training data."""
    monkeypatch.chdir(tmp_path)
    copy_small_kb(tmp_path)
    for name in ("data/nlu/greet.yml", "domain/slots.yml", "config.yml", "policies_kb/policies/loan.yml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("first")
    (tmp_path / "models/new").mkdir(parents=True)
    lines_of = trainer._lines_of

    def prepare(code: str) -> None:
        monkeypatch.setattr(
            trainer, "_lines_of", lambda _command, environment: lines_of([sys.executable, "-c", code], environment)
        )

    return prepare


def ensure() -> bool:
    return trainer.ensure_model(Console(quiet=True), load(Path("kb")))


def test_a_model_is_trained_once_while_nothing_changes(train_with: Prepare) -> None:
    train_with(SUCCEEDS)
    assert ensure()
    assert not ensure()
    assert trainer.MODEL.read_bytes() == b"model"


@pytest.mark.parametrize("name", ["data/nlu/greet.yml", "domain/slots.yml", "config.yml"])
def test_a_change_of_what_is_learned_trains_again(train_with: Prepare, name: str) -> None:
    train_with(SUCCEEDS)
    ensure()
    Path(name).write_text("second")
    assert ensure()


def test_a_new_amount_in_a_policy_does_not_train_again(train_with: Prepare) -> None:
    train_with(SUCCEEDS)
    ensure()
    Path("policies_kb/policies/loan.yml").write_text("second")
    assert not ensure()


def test_a_model_that_was_changed_or_comes_from_before_models_were_sealed_is_trained_again(train_with: Prepare) -> None:
    train_with(SUCCEEDS)
    ensure()
    trainer.MODEL.write_bytes(b"another")
    assert ensure()
    assert trainer.MODEL.read_bytes() == b"model"
    trainer.MODEL.with_name("leye.tar.gz.signatures").unlink()
    assert ensure()
    assert not ensure()


def test_a_failed_training_names_its_log_and_is_tried_again(train_with: Prepare) -> None:
    train_with("print('bad story'); raise SystemExit(1)")
    with pytest.raises(StartError, match=r"训练没有成功：bad story .*var/log/train\.log"):
        ensure()
    assert "bad story" in trainer.LOG.read_text()
    train_with(SUCCEEDS)
    assert ensure()


def test_a_full_disk_is_called_so(train_with: Prepare) -> None:
    train_with(LACKS_SPACE)
    with pytest.raises(StartError) as failure:
        ensure()
    assert str(failure.value) == DISK_FULL


def test_too_little_space_is_said_before_training(train_with: Prepare, monkeypatch: pytest.MonkeyPatch) -> None:
    train_with(SUCCEEDS)
    usage = type("Usage", (), {"free": 3_000_000})
    monkeypatch.setattr("bot.cli.processes.failures.shutil.disk_usage", lambda _folder: usage)
    with pytest.raises(StartError, match="需要 500 MB，只剩 3 MB"):
        ensure()
