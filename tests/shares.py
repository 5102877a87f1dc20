"""How two workers of pytest-xdist share the tests: those that need one costly or single thing stay together, others by file.

What takes longest is given out first, so that neither worker waits long for the other at the end.
"""

from __future__ import annotations

from xdist.scheduler import LoadFileScheduling

# The whole assistant writes its logs into the project's folder, so only one may run at a time.
ASSISTANT = "the running assistant"
TOGETHER = {
    "tests/browser/test_simulation.py": ASSISTANT,
    "tests/browser/test_story.py": ASSISTANT,
    "tests/journeys": ASSISTANT,
}
FIRST = (
    "tests/browser/test_simulation.py",
    "tests/browser/test_story.py",
    "tests/journeys",
    "tests/browser",
    # These need the trained model, which the first share makes: until then the other worker has something else to do.
    "tests/chaos",
    "tests/faults",
    "tests/cli",
    "tests/outreach",
)


def share_of(nodeid: str) -> str:
    """Return the name of the share that a test belongs to: all of a share runs in one worker, one after the other.

    >>> share_of("tests/journeys/test_logs.py::test_a")
    'the running assistant'
    >>> share_of("tests/text/test_cut.py::test_a[x::y]")
    'tests/text/test_cut.py'
    """
    file = nodeid.partition("::")[0]
    return next((share for start, share in TOGETHER.items() if file.startswith(start)), file)


def turn_of(nodeid: str) -> int:
    """Return when a test is given out, from 0; tests of the same number keep the order in which they were found."""
    return next((turn for turn, start in enumerate(FIRST) if nodeid.startswith(start)), len(FIRST))


class SharedScheduling(LoadFileScheduling):
    """Gives out shares instead of files; the order is that of the collected tests."""

    def _split_scope(self, nodeid: str) -> str:
        return share_of(nodeid)
