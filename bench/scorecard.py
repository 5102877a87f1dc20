"""Writes docs/scorecard.md: each command replaces its own part and leaves the others as they are."""

from __future__ import annotations

import math
import os
import platform
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from bot import clock

SCORECARD = Path("docs/scorecard.md")
HEAD = """# 得分

由 `make evaluate`（质量）和 `make bench`（速度和内存）生成，请不要手改。部分答对算错；没有依据就说没有、先反问一句，算"如实"。
用来打分的真实问题从不用于训练。
"""
PARTS = (
    "quality",
    "speed",
    "paint",
    "eligibility",
    "wechat",
    "soak",
    "outreach",
    "load",
    "chaos",
    "lookup",
    "desk",
    "facts",
    "import",
    "answers",
)


def write_part(name: str, text: str, path: Path = SCORECARD) -> None:
    """Replace one part of the scorecard."""
    kept = {part: _part_of(path, part) for part in PARTS} | {name: text.strip()}
    body = "\n\n".join(f"<!-- {part} -->\n{kept[part]}\n<!-- /{part} -->" for part in PARTS if kept[part])
    path.write_text(f"{HEAD}\n{body}\n", encoding="utf-8")


def _part_of(path: Path, name: str) -> str:
    if not path.exists():
        return ""
    text = path.read_text(encoding="utf-8")
    return text.partition(f"<!-- {name} -->\n")[2].partition(f"\n<!-- /{name} -->")[0]


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def percent(share: float) -> str:
    """Return a share as people read it; a share of nothing is a dash."""
    return "—" if share != share else f"{share:.0%}"


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which this share of the values lies (nearest rank).

    >>> percentile([1.0, 2.0, 3.0, 4.0], 0.5)
    2.0
    """
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def measured_on() -> str:
    """Return the line that says when, on which version and on what machine something was measured."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    machine = f"{os.cpu_count()} 核、{memory:.0f} GB 内存、{platform.machine()}、Python {platform.python_version()}"
    return f"测于 {clock.now():%Y-%m-%d %H:%M}，版本 {commit.stdout.strip() or '未提交'}，机器：{machine}。"
