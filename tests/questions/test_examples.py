"""The examples in the docstrings of the room and of its line on WeChat hold."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import bot.questions

NAMES = sorted(module.name for module in pkgutil.iter_modules(bot.questions.__path__, "bot.questions."))


@pytest.mark.parametrize("name", [*NAMES, "bot.messaging.protocol.rating_line"])
def test_the_examples_of_a_module_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
