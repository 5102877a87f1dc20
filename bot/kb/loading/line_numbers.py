"""Where in a file something stands: the line of a place such as ``answers.amount[0].text``, for the person who edits it."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from bot.errors import Problem

_STEPS = re.compile(r"[^.\[\]]+|\[\d+\]")


def line_of(folder: Path, problem: Problem) -> int | None:
    """Return the line on which a mistake stands, counted from one; None where the place is no path or the file cannot be read.

    What is missing stands where what should hold it begins.
    """
    try:
        node = yaml.compose((folder / problem.file).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return None
    found = None
    for step in _STEPS.findall(problem.place):
        below = _below(node, step)
        if below is None:
            break
        found, node = below
    return None if found is None else found + 1


def _below(node: yaml.Node | None, step: str) -> tuple[int, yaml.Node] | None:
    """Return the line and the node one step further down; None where there is none."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key.start_mark.line, value
    is_place = isinstance(node, yaml.SequenceNode) and step.startswith("[")
    if node is not None and is_place and int(step[1:-1]) < len(node.value):
        item = node.value[int(step[1:-1])]
        return item.start_mark.line, item
    return None
