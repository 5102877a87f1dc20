"""Says in Chinese what pip-audit found, or that its database was not reached."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

UNREACHED = "漏洞没有查成：pip-audit 没有装上，或者它的漏洞库连不上。这一次不算查过。"


def findings(report: str) -> tuple[int, list[str]]:
    """Return how many packages were looked up, and a line for each known vulnerability.

    Args:
        report: the JSON of pip-audit; anything else counts as nothing looked up.
    """
    try:
        packages: list[dict[str, Any]] = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return 0, []
    looked_up = [package for package in packages if "vulns" in package]
    lines = []
    for package in looked_up:
        for known in package["vulns"]:
            mended = "、".join(known.get("fix_versions", ())) or "还没有"
            lines.append(f"{package['name']} {package['version']}  {known['id']}  修好的版本：{mended}")
    return len(looked_up), lines


def main(arguments: Sequence[str]) -> int:
    """Print the findings of a report; return 1 when there are any."""
    report, said = (Path(name).read_text(encoding="utf-8") for name in arguments)
    count, lines = findings(report)
    if not count:
        print(UNREACHED)
        print("\n".join(line for line in said.splitlines() if "ERROR" in line))
        return 0
    print("\n".join(lines))
    print(f"查了 {count} 个包，已知漏洞 {len(lines)} 个。")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
