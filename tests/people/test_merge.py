"""Facts of several origins: what each replaces, and what it leaves."""

from __future__ import annotations

from datetime import date

from bot.people.merge import Known, added, provenance_of, replaced

EARLY, LATE = date(2026, 1, 1), date(2026, 6, 1)
CHAT = provenance_of("chat", EARLY, "x")
LIST = provenance_of("import:list", LATE, "y")
KNOWN = Known({"veteran": True, "has_job": True}, {"veteran": CHAT, "has_job": LIST})


def test_a_list_forgets_what_it_said_before_and_leaves_what_others_said() -> None:
    assert replaced(KNOWN, "import:list", {}, {}) == Known({"veteran": True}, {"veteran": CHAT})


def test_a_list_replaces_what_others_said_of_an_earlier_day() -> None:
    found = replaced(KNOWN, "import:list", {"veteran": False}, {"veteran": LIST})
    assert found == Known({"veteran": False}, {"veteran": LIST})


def test_an_older_statement_does_not_replace_a_newer_one() -> None:
    assert added(KNOWN, {"has_job": False}, {"has_job": CHAT}) == KNOWN
    assert added(KNOWN, {"veteran": False}, {"veteran": CHAT}).facts["veteran"] is False


def test_nothing_known_is_simply_filled() -> None:
    assert replaced(Known({}, {}), "import:list", {"a": 1}, {"a": LIST}) == Known({"a": 1}, {"a": LIST})


def test_what_a_list_says_in_a_way_that_cannot_be_read_takes_nothing_back() -> None:
    assert replaced(KNOWN, "import:list", {}, {}, {"has_job"}) == KNOWN
    found = replaced(KNOWN, "import:list", {"veteran": False}, {"veteran": LIST}, {"has_job"})
    assert found.facts == {"veteran": False, "has_job": True}
