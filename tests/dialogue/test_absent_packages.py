"""What Rasa imports and this pipeline never uses is not loaded; a pipeline that does use it is told at once."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.dialogue import absent_packages
from bot.errors import SettingsError

# In a process of its own: what is left out stays out.
SERVED = """
import sys
from bot.dialogue.absent_packages import ABSENT, leave_out
leave_out()
import rasa.core.run, rasa.engine.recipes.default_components
from rasa.nlu.classifiers.diet_classifier import DIETClassifier
from bot.errors import SettingsError
real = [name for name in sys.modules if name.partition(".")[0] in ABSENT and getattr(sys.modules[name], "__file__", None)]
assert not real, real
try:
    DIETClassifier.model_class()(None)
except SettingsError as error:
    print(error)
"""


def test_rasa_starts_without_them_and_what_needs_them_says_what_to_do() -> None:
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", SERVED], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "config.yml" in done.stdout
    assert "ABSENT" in done.stdout


def test_a_name_may_be_read_subclassed_and_written_into_types_but_nothing_is_made_of_it() -> None:
    module = absent_packages.AbsentModule("tensorflow")

    class Layer(module.keras.layers.Layer):  # type: ignore[misc, name-defined]
        """A layer as Rasa declares them."""

    assert issubclass(Layer, Layer.__mro__[1])
    with pytest.raises(SettingsError, match="Layer"):
        Layer()


def test_only_the_absent_packages_are_found_by_it() -> None:
    finder = absent_packages.AbsentFinder()
    assert finder.find_spec("tensorflow.keras", None) is not None
    assert finder.find_spec("tensorflower", None) is None
