"""The model is trained anew when names were published; the old one serves meanwhile, and stays when that fails."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bot.dialogue.known import LiveReading
from bot.dialogue.model_renewal import ModelRenewal
from bot.errors import SettingsError
from bot.kb import LiveKnowledge, TrainingStage, publish_folder, training_state
from tests.fixtures.small_kb import copy_small_kb

MODEL = Path("models/leye.tar.gz")
# Waits until everybody else goes before it.
TRAINS = "import os\nwhile os.getpriority(os.PRIO_PROCESS, 0) != 19: pass"
FAILS = "import sys; print('正在训练'); sys.exit('训练没有成功：磁盘满了。')"


@dataclass
class Holder:
    """Notes what it was told to serve by; may fail to load it."""

    loaded: list[str] = field(default_factory=list)
    is_broken: bool = False

    def load_model(self, model_path: str) -> None:
        if self.is_broken:
            raise ValueError("not a model")
        self.loaded.append(model_path)


@dataclass
class Followed:
    """A folder, and a process that follows what is published of it."""

    folder: Path
    edition: Path
    holder: Holder
    renewal: ModelRenewal

    def publish(self, name: str, before: str, after: str) -> None:
        file = self.folder / name
        file.write_text(file.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
        publish_folder(self.folder, self.edition)
        self.renewal.renew()

    def is_wanted(self) -> bool:
        return self.renewal._is_wanted.is_set()

    def stage(self) -> TrainingStage | None:
        state = training_state(self.edition)
        return None if state is None else state.stage


def accept(_model: Path) -> None:
    """Take every model for one that was trained here."""


def refuse(_model: Path) -> None:
    raise SettingsError("模型文件被改过。")


def followed(tmp_path: Path, script: str = TRAINS, check: Callable[[Path], None] = accept) -> Followed:
    folder, edition, holder = copy_small_kb(tmp_path), tmp_path / "kb_edition", Holder()
    reading = LiveReading(LiveKnowledge(folder, edition))
    train = (sys.executable, "-c", script)
    return Followed(folder, edition, holder, ModelRenewal(holder, reading, edition, MODEL, train, check))


def test_another_name_asks_for_training_and_another_sentence_does_not(tmp_path: Path) -> None:
    here = followed(tmp_path)
    here.publish("policies/example_loan.yml", "到经办银行办。", "到经办银行的柜台办。")
    assert not here.is_wanted()
    here.publish("policies/example_loan.yml", "个人担保贷款]", "个人担保贷款, 小老板贷款]")
    assert here.is_wanted()


def test_the_new_model_is_taken_when_it_is_trained(tmp_path: Path) -> None:
    here = followed(tmp_path)
    assert here.stage() is None
    here.renewal.train_and_take()
    assert here.holder.loaded == [str(MODEL)]
    assert here.stage() is TrainingStage.READY


def test_a_training_that_fails_leaves_the_old_model_and_says_why(tmp_path: Path) -> None:
    here = followed(tmp_path, FAILS)
    here.renewal.train_and_take()
    state = training_state(here.edition)
    assert here.holder.loaded == [] and state is not None
    assert (state.stage, state.why) == (TrainingStage.FAILED, "训练没有成功：磁盘满了。")


def test_a_model_that_cannot_be_loaded_leaves_the_old_one(tmp_path: Path) -> None:
    here = followed(tmp_path)
    here.holder.is_broken = True
    here.renewal.train_and_take()
    state = training_state(here.edition)
    assert state is not None and state.stage is TrainingStage.FAILED and "装不上" in state.why


def test_a_model_that_was_not_trained_here_is_not_loaded_and_the_old_one_stays(tmp_path: Path) -> None:
    here = followed(tmp_path, check=refuse)
    here.renewal.train_and_take()
    state = training_state(here.edition)
    assert here.holder.loaded == [] and state is not None
    assert (state.stage, state.why) == (TrainingStage.FAILED, "模型文件被改过。")


def test_a_state_that_nobody_can_read_is_none(tmp_path: Path) -> None:
    (tmp_path / "model_training").write_text("{", encoding="utf-8")
    assert training_state(tmp_path / "kb_edition") is None
