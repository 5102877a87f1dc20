"""A faithful local stand-in for WeChat's 服务号 and WeCom platforms, for tests, benches and trying things out by hand.

It encodes one reading of the platforms' pages, kept apart from the connector, so that neither checks itself.
"""

from simulator.app import create_simulator
from simulator.platform.config import (
    DEFAULT,
    Limits,
    Mode,
    SandboxTemplate,
    SandboxTemplateField,
    SandboxTemplateKind,
    SimulatorConfig,
)
from simulator.platform.simulated_clock import SimulatedClock

__all__ = [
    "DEFAULT",
    "Limits",
    "Mode",
    "SandboxTemplate",
    "SandboxTemplateField",
    "SandboxTemplateKind",
    "SimulatedClock",
    "SimulatorConfig",
    "create_simulator",
]
