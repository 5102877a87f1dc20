"""Stands in for packages that Rasa imports everywhere and that the components of this pipeline never use, while this process runs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from bot.errors import SettingsError

# Nearly half of the time to start and of the memory: TensorFlow is what Rasa's neural components learn with.
ABSENT = (
    "tensorflow",
    "keras",
    "matplotlib",
    "pymongo",
    "boto3",
    "botocore",
    "aiogram",
    "webexteamssdk",
    "slack_sdk",
    "twilio",
    "fbmessenger",
    "mattermostwrapper",
    "rocketchat_API",
    "socketio",
    "engineio",
)


class AbsentName(type):
    """A class that is only named, subclassed or read from; nothing can be made of it.

    Raises:
        SettingsError: somebody wants one made, so the pipeline does need the package.
    """

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return AbsentName(name, (), {"__module__": cls.__module__})

    def __call__(cls, *given: Any, **named: Any) -> Any:
        raise SettingsError(
            f"config.yml 里有用到 {cls.__name__} 的组件，这里启动时没有装载它所在的包。"
            f"请把 bot/dialogue/absent_packages.py 的 ABSENT 清空。"
        )


class AbsentModule(ModuleType):
    """A module every name of which is an `AbsentName`."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return AbsentName(name, (), {"__module__": self.__name__})


class AbsentFinder(MetaPathFinder, Loader):
    """Finds the absent packages and everything in them."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return how such a module is made; None for any other."""
        is_absent = fullname.partition(".")[0] in ABSENT
        return ModuleSpec(fullname, self, is_package=True) if is_absent else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Make it."""
        return AbsentModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Run nothing."""


def leave_out() -> None:
    """Leave the packages out from now on, unless they are there already."""
    sys.meta_path.insert(0, AbsentFinder())
