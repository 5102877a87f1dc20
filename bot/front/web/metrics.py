"""What Prometheus reads from front: turns by outcome, their duration, refusals and failures. No texts, no people."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.registry import Collector

BUCKETS = (0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0)


class Metrics:
    """The metrics of one application, in a registry of their own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._turns = Counter("leye_turns", "Replies by outcome.", ["outcome"], registry=self._registry)
        self._seconds = Histogram(
            "leye_turn_seconds", "Time from a turn's start to its replies.", buckets=BUCKETS, registry=self._registry
        )
        self._refusals = Counter("leye_refusals", "Requests refused, by code.", ["code"], registry=self._registry)
        self._incoming = Counter(
            "leye_incoming", "What came in on platforms, by kind.", ["kind"], registry=self._registry
        )
        self._errors = Counter("leye_errors", "Failures of the system, by reason.", ["reason"], registry=self._registry)

    def turn(self, outcomes: list[str], seconds: float) -> None:
        """Count one played turn."""
        for outcome in outcomes:
            self._turns.labels(outcome).inc()
        self._seconds.observe(seconds)

    def turns(self) -> dict[str, float]:
        """Return the replies since the start by outcome."""
        samples = (sample for family in self._turns.collect() for sample in family.samples)
        return {sample.labels["outcome"]: sample.value for sample in samples if sample.name == "leye_turns_total"}

    def refused(self, code: str) -> None:
        """Count a refused request."""
        self._refusals.labels(code).inc()

    def came_in(self, kind: str) -> None:
        """Count something that came in on a platform."""
        self._incoming.labels(kind).inc()

    def failed(self, reason: str) -> None:
        """Count a failure that is ours, not the client's."""
        self._errors.labels(reason).inc()

    def include(self, collector: Collector) -> None:
        """Tell from now on also what a collector finds at the moment of asking."""
        self._registry.register(collector)

    def text(self) -> bytes:
        """Return everything in Prometheus' text form; what is included may ask the database."""
        return generate_latest(self._registry)
