"""``leye train``: trains the model when something it learns from has changed."""

from __future__ import annotations

from rich.console import Console

from bot.cli.processes.trainer import ensure_model
from bot.kb import load
from bot.settings import Settings


def train() -> None:
    """训练对话模型；内容没有改过就不训练。"""
    console = Console(soft_wrap=True)
    if not ensure_model(console, load(Settings.from_environment().kb_dir)):
        console.print("内容没有改过，不用训练。")
