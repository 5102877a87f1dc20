"""The alerts and the dashboard in ``deploy/`` name only metrics that the code exports, and say what to do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from bot.cli.application import COMMANDS
from bot.cli.commands.run import PROGRAMS
from bot.clock import SHANGHAI
from bot.conversation import Outcome
from bot.front.part_files import PartFiles
from bot.front.watched import HouseGauges
from bot.front.web.metrics import Metrics
from bot.outreach.ledger.leases import SCHEDULER, take_lease
from bot.outreach.runs import RunState
from bot.part_counts import PartCounts
from bot.restarts import write_restarts
from bot.storage import open_database
from tests.databases import lay_out
from tests.house.sources import ROOT

ALERTS = ROOT / "deploy/prometheus/alerts.yml"
BOARD = ROOT / "deploy/grafana/leye.json"
NOON = datetime(2026, 11, 30, 12, 0, tzinfo=SHANGHAI)
METRIC = re.compile(r"\b(leye_[a-z_]+)")
LABEL = re.compile(r"\b(leye_[a-z_]+)\{([a-z]+)=\"([^\"]*)\"\}")
SHOWN_LABEL = re.compile(r"\$labels\.([a-z]+)|\{\{([a-z]+)\}\}")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Give the labels of every series that front exports, by its name; made by exporting them."""
    folder = tmp_path_factory.mktemp("exported")
    url = f"sqlite:///{folder}/leye.db"
    lay_out(url)
    engine, metrics = open_database(url), Metrics()
    write_restarts(folder / "restarts.json", {program.name: 0 for program in PROGRAMS})
    take_lease(engine, SCHEDULER, "somebody", NOON, timedelta(seconds=10))
    metrics.include(HouseGauges(engine, lambda: True, {"var": folder}, folder / "restarts.json", lambda: NOON))
    counts = PartCounts("actions")
    counts.done("x", 0.1, is_failure=True)
    counts.write(folder)
    metrics.include(PartFiles(folder))
    metrics.turn([Outcome.ERROR.value], 0.1)
    metrics.refused("x")
    metrics.came_in("x")
    metrics.failed("x")
    engine.dispose()
    found: dict[str, set[str]] = {}
    for family in text_string_to_metric_families(metrics.text().decode()):
        for sample in family.samples:
            found.setdefault(sample.name, set()).update(sample.labels)
    return found


def rules() -> list[dict[str, Any]]:
    groups: list[dict[str, Any]] = yaml.safe_load(ALERTS.read_text(encoding="utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


def panels() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(BOARD.read_text(encoding="utf-8"))["panels"]
    return found


def expressions() -> Iterator[tuple[str, str]]:
    """Yield what is asked of Prometheus, each with the words that show its labels."""
    for rule in rules():
        yield rule["expr"], " ".join(rule["annotations"].values())
    for panel in panels():
        yield from ((target["expr"], target["legendFormat"]) for target in panel["targets"])


def test_every_metric_named_is_one_that_the_code_exports(exported: dict[str, set[str]]) -> None:
    named = {name for expression, _ in expressions() for name in METRIC.findall(expression)}
    assert named and named <= set(exported)


def test_every_label_shown_is_one_of_the_metric(exported: dict[str, set[str]]) -> None:
    for expression, words in expressions():
        shown = {first or second for first, second in SHOWN_LABEL.findall(words)}
        known = set().union(*(exported[name] for name in METRIC.findall(expression)))
        assert shown <= known, expression


def test_every_value_asked_for_is_one_that_comes() -> None:
    values = {"outcome": {each.value for each in Outcome}, "state": {each.value for each in RunState}}
    asked = [match for expression, _ in expressions() for match in LABEL.findall(expression)]
    assert asked
    assert [(name, label, value) for name, label, value in asked if value not in values[label]] == []


def test_every_gauge_of_the_house_is_on_the_dashboard(exported: dict[str, set[str]]) -> None:
    shown = {name for panel in panels() for target in panel["targets"] for name in METRIC.findall(target["expr"])}
    gauges = {name for name in exported if not name.endswith(("_created", "_bucket", "_sum", "_count"))}
    # When a lease ends is for looking closer: whether it holds is what is shown.
    assert gauges - shown == {"leye_outreach_lease_until_seconds"}


def test_an_alert_says_what_it_means_and_what_to_do_with_commands_that_exist() -> None:
    assert len({rule["alert"] for rule in rules()}) == len(rules())
    for rule in rules():
        assert set(rule["annotations"]) == {"summary", "means", "do"}, rule["alert"]
        assert all(re.search(r"[一-鿿]", text) for text in rule["annotations"].values())
        assert rule["labels"]["severity"] in ("page", "ticket")
    typed = re.findall(r"\bleye ([a-z]+)", ALERTS.read_text(encoding="utf-8"))
    assert set(typed) <= {*COMMANDS}


def test_panels_do_not_lie_on_each_other() -> None:
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in panels()]
    assert len(set(places)) == len(places)
    assert all(panel["gridPos"]["w"] <= 8 and panel["gridPos"]["h"] <= 7 for panel in panels())
