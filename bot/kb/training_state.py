"""How the training of the dialogue model stands after a change of the knowledge base: a small file beside the edition, written by who trains."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

NAME = "model_training"


class TrainingStage(str, Enum):
    """Where a training stands."""

    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True)
class TrainingState:
    """A training and when it came there; ``why`` says what went wrong, in a sentence for an operator."""

    stage: TrainingStage
    at: datetime
    why: str = ""


def write_training_state(edition: Path, state: TrainingState) -> None:
    """Let everybody who looks beside the edition know how the training stands."""
    file = edition.with_name(NAME)
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f"{NAME}.new")
    told = {"stage": state.stage.value, "at": state.at.isoformat(), "why": state.why}
    fresh.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    os.replace(fresh, file)


def training_state(edition: Path) -> TrainingState | None:
    """Return how the last training stands; None when there was none, or the file says nothing that can be read."""
    try:
        told = json.loads(edition.with_name(NAME).read_text(encoding="utf-8"))
        return TrainingState(TrainingStage(told["stage"]), datetime.fromisoformat(told["at"]), str(told["why"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
