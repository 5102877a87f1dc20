"""A faithful local stand-in for WeChat's 服务号 and WeCom platforms, for tests, benches and trying things out by hand.

It encodes one reading of the platforms' pages, kept apart from the connector, so that neither checks itself.
"""

from simulator.app import create_simulator
from simulator.platform.config import DEFAULT, Limits, Mode, SimulatorConfig, Template, TemplateField, TemplateKind
from simulator.platform.simulated_clock import SimulatedClock

__all__ = [
    "DEFAULT",
    "Limits",
    "Mode",
    "SimulatedClock",
    "SimulatorConfig",
    "Template",
    "TemplateField",
    "TemplateKind",
    "create_simulator",
]
