"""How the workers of pytest-xdist share the tests: those that need one costly or single thing stay together, others by file.

The cores are what is short. Some shares mostly wait, for processes that start, die and come back; they begin at once and beside
one that computes, so that at no time all workers wait, nor one alone at the end.
"""

from __future__ import annotations

from xdist.scheduler import LoadFileScheduling

# The whole assistant writes its logs into the project's folder, so only one may run at a time.
ASSISTANT = "the running assistant"
JOURNEYS = "tests/journeys/"
# Stand there for what they are, and start nothing.
WITHOUT_ASSISTANT = {"tests/journeys/test_values_through_doors.py"}
WORKERS = 3
# Every worker is given two shares before any begins: the first and the fourth, the second and the fifth, the third and the sixth.
FIRST = (
    # Makes the trained model, too.
    JOURNEYS,
    "tests/faults/test_faults.py",
    "tests/outreach/ledger/test_merged_people.py",
    "tests/backups/test_restore.py",
    # Needs the trained model, which is made while the faults are played.
    "tests/chaos/",
    "tests/outreach/ledger/test_consent_property.py",
    "tests/browser/",
    "tests/outreach/",
    "tests/front/channels/",
    "tests/cli/",
    # Long, and else the last of all.
    "tests/people/test_situations.py",
)


def share_of(nodeid: str) -> str:
    """Return the name of the share that a test belongs to: all of a share runs in one worker, one after the other.

    >>> share_of("tests/journeys/test_logs.py::test_a")
    'the running assistant'
    >>> share_of("tests/text/test_cut.py::test_a[x::y]")
    'tests/text/test_cut.py'
    """
    file = nodeid.partition("::")[0]
    return ASSISTANT if file.startswith(JOURNEYS) and file not in WITHOUT_ASSISTANT else file


def turn_of(nodeid: str) -> int:
    """Return when a test is given out, from 0; tests of the same number keep the order in which they were found."""
    file = nodeid.partition("::")[0]
    if file in WITHOUT_ASSISTANT:
        return len(FIRST)
    return next((turn for turn, start in enumerate(FIRST) if file.startswith(start)), len(FIRST))


class SharedScheduling(LoadFileScheduling):
    """Gives out shares instead of files; the order is that of the collected tests."""

    def _split_scope(self, nodeid: str) -> str:
        return share_of(nodeid)
