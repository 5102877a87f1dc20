"""Trains the model anew when names were published that it learns from, and takes it while turns go on by the old one."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event, Thread
from typing import Protocol

from bot.clock import now
from bot.dialogue.known import LiveReading
from bot.errors import SettingsError
from bot.kb import KnowledgeBase, TrainingStage, TrainingState, write_training_state
from bot.signed_model import require_signed
from bot.understanding import training_files

logger = logging.getLogger(__name__)

# It takes a file for itself, so that of several processes one trains and the others find that it is done.
TRAIN = (sys.executable, "-m", "bot.cli", "train")
LOWEST = 19
NOT_LOADED = "新模型训练好了，但是装不上：{}"
NOT_STARTED = "训练没有启动：{}"
NOTHING_SAID = "没有说为什么"


class ModelHolder(Protocol):
    """Serves by a model; exchanges it as a whole, when it is loaded (Rasa's agent)."""

    def load_model(self, model_path: str) -> object:
        """Load a model and serve by it from then on; a failure leaves the old one."""


class ModelRenewal:
    """Follows what is published. The old model serves until the new one is there, and stays when that fails.

    Args:
        edition: the file by which every process learns what was published; how the training stands is told beside it.
        train: the command that trains, unless there is nothing new to learn.
        check: refuses a model that was not trained here, by a SettingsError.
    """

    def __init__(
        self,
        holder: ModelHolder,
        reading: LiveReading,
        edition: Path,
        model: Path,
        train: Sequence[str] = TRAIN,
        check: Callable[[Path], None] = require_signed,
    ) -> None:
        self._holder, self._reading, self._edition, self._model = holder, reading, edition, model
        self._train, self._check = train, check
        self._kb = reading.kb
        self._learned = _learned_from(self._kb)
        self._is_wanted = Event()

    def begin(self) -> None:
        """Be ready to train, beside everything else."""
        Thread(target=self._follow, name="model renewal", daemon=True).start()

    def renew(self) -> None:
        """Look for a newer knowledge base, and let the model be trained when it learns from what is new."""
        self._reading.renew()
        kb = self._reading.kb
        if kb is self._kb:
            return
        self._kb, learned = kb, _learned_from(kb)
        if learned != self._learned:
            self._learned = learned
            self._is_wanted.set()

    def train_and_take(self) -> None:
        """Train, and serve by the new model; tell how it went."""
        self._tell(TrainingStage.RUNNING)
        why = self._trained() or self._taken()
        self._tell(TrainingStage.FAILED if why else TrainingStage.READY, why)
        logger.warning("the old model stays: %s" if why else "the model is the one trained last%s", why)

    def _follow(self) -> None:
        while self._is_wanted.wait():
            self._is_wanted.clear()
            try:
                self.train_and_take()
            except Exception:
                # The old one stays, and the next change is another attempt.
                logger.exception("could not train the model anew")

    def _trained(self) -> str:
        """Train in a process that everybody else goes before; return what went wrong, empty when nothing did."""
        try:
            process = subprocess.Popen(
                self._train, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace"
            )
        except OSError as error:
            return NOT_STARTED.format(error.strerror)
        os.setpriority(os.PRIO_PROCESS, process.pid, LOWEST)
        said, _ = process.communicate()
        lines = [line.strip() for line in said.splitlines() if line.strip()]
        return "" if process.returncode == 0 else (lines or [NOTHING_SAID])[-1]

    def _taken(self) -> str:
        try:
            self._check(self._model)
            self._holder.load_model(str(self._model))
        except SettingsError as error:
            return str(error)
        except Exception as error:
            logger.exception("the new model cannot be loaded")
            return NOT_LOADED.format(type(error).__name__)
        return ""

    def _tell(self, stage: TrainingStage, why: str = "") -> None:
        write_training_state(self._edition, TrainingState(stage, now(), why))


def _learned_from(kb: KnowledgeBase) -> tuple[object, ...]:
    """Return all that the model learns of a knowledge base."""
    return training_files(kb), kb.topics, kb.facets, kb.referrals, kb.terms, kb.rewrites
