"""Cross-validates the intent model on its training data with Rasa's own tool."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

FOLDS = 5


@dataclass(frozen=True)
class IntentScore:
    """The result of a cross-validation; the F1 score is the mean over intents."""

    macro_f1: float
    accuracy: float
    examples: int
    weakest: tuple[tuple[str, float], ...]


def cross_validate(folder: Path) -> IntentScore:
    """Return how well held-out parts of the training data are understood.

    Raises:
        subprocess.CalledProcessError: Rasa failed.
    """
    command = [sys.executable, "-m", "rasa", "test", "nlu", "--nlu", "data/nlu", "--config", "config.yml"]
    command += ["--cross-validation", "--folds", str(FOLDS), "--no-plot", "--no-errors", "--out", str(folder)]
    quiet = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    with (folder / "cross_validation.log").open("w", encoding="utf-8") as log:
        subprocess.run(command, env=quiet, stdout=log, stderr=subprocess.STDOUT, check=True)
    report = json.loads((folder / "intent_report.json").read_text(encoding="utf-8"))
    intents = {
        name: entry["f1-score"]
        for name, entry in report.items()
        if isinstance(entry, dict) and "confused_with" in entry
    }
    weakest = sorted(intents.items(), key=lambda pair: pair[1])[:5]
    average = report["macro avg"]
    accuracy = report.get("accuracy", report.get("micro avg", {}).get("f1-score", float("nan")))
    return IntentScore(average["f1-score"], float(accuracy), int(average["support"]), tuple(weakest))
