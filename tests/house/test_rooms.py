"""How the house is laid out: folders with chapters, names that mean one thing, rooms entered by their doors, owned tables."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.house.sources import PRODUCT, ROOT, name_of, sources_below, tree_of

MOST_FILES = 18
# Revisions are a history, not a shelf: they only grow.
HISTORIES = {"bot/storage/migrations/versions"}
# Nouns that end so: a rating is what a person gives, a mapping is a file, meaning is what the third gate is about, ageing is
# a fact's growing older with the day. This list only shrinks.
NOUNS_IN_ING = {
    "bot/eligibility/ageing.py",
    "bot/kb/gates/meaning.py",
    "bot/people/imports/mapping.py",
    "bot/questions/rating.py",
    "bot/storage/migrations/versions/0004_messaging.py",
    "bot/wording/office/rating.py",
}
# What every room may stand on without a door.
GROUND = {
    "bot.channel_settings",
    "bot.clock",
    "bot.errors",
    "bot.heartbeat",
    "bot.owner_only",
    "bot.part_counts",
    "bot.restarts",
    "bot.web_addresses",
    "bot.settings",
    "bot.signed_model",
    "bot.spare",
}
# Whole ways through the house, and the house itself: they mirror no single file.
JOURNEYS = ("browser", "chaos", "faults", "fixtures", "house", "journeys")
LEAST_MIRRORED = 0.9
# Who may write a table besides its owner, with the reason. This list only shrinks.
WRITES = {"delete", "insert", "insert_for", "update"}
GUESTS = {
    # A letter that is started uses up what it may use, and one that was refused corrects it, in the transaction of the ledger.
    ("template_grants", "bot.outreach"),
    ("channel_identities", "bot.outreach"),
    # The step of a referral that came from 敲门 is the outcome of the knock.
    ("knocks", "bot.referrals"),
}
OWNERS: Mapping[str, str] = {
    "asked_questions": "bot.questions",
    "audit_log": "bot.staff",
    "campaign_log": "bot.outreach",
    "campaign_runs": "bot.outreach",
    "carried_promises": "bot.storage",
    "case_codes": "bot.referrals",
    "channel_identities": "bot.people",
    "clock_marks": "bot.storage",
    "consents": "bot.people",
    "content_changes": "bot.content",
    "conversations": "bot.storage",
    "delivery_events": "bot.outreach",
    "employers": "bot.jobs",
    "erased_counts": "bot.people",
    "erased_keys": "bot.storage",
    "fair_reminders": "bot.jobs",
    "fairs": "bot.jobs",
    "held_replies": "bot.messaging",
    "introductions": "bot.referrals",
    "knocks": "bot.outreach",
    "leases": "bot.outreach",
    "list_entries": "bot.people",
    "merges": "bot.people",
    "notices": "bot.outreach",
    "offered_choices": "bot.storage",
    "opening_entries": "bot.jobs",
    "openings": "bot.jobs",
    "people": "bot.people",
    "proposals": "bot.questions",
    "quiz_answers": "bot.staff",
    "quiz_asked": "bot.staff",
    "received": "bot.messaging",
    "referral_drafts": "bot.referrals",
    "referral_events": "bot.referrals",
    "referrals": "bot.referrals",
    "reply_windows": "bot.messaging",
    "retention_runs": "bot.storage",
    "seekers": "bot.jobs",
    "found_seekers": "bot.referrals",
    "kept_matches": "bot.jobs",
    "match_blocks": "bot.jobs",
    "shared_tokens": "bot.messaging",
    "sign_in_tries": "bot.staff",
    "staff": "bot.staff",
    "staff_accounts": "bot.staff",
    "staff_feedback": "bot.staff",
    "staff_letters": "bot.messaging",
    "staff_sessions": "bot.staff",
    "station_areas": "bot.referrals",
    "stored_replies": "bot.storage",
    "strong_keys": "bot.people",
    "switches": "bot.staff",
    "takeovers": "bot.referrals",
    "talk_lines": "bot.referrals",
    "template_grants": "bot.people",
    "turn_counts": "bot.questions",
    "web_inbox": "bot.outreach",
    "write_probe": "bot.storage",
}


FILES = sources_below(*PRODUCT)
# Measures are no room that others enter, but laid out and named as the rooms are.
LAID_OUT = sources_below(*PRODUCT, "bench")


def room_of(module: str) -> str:
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "bot" else parts[0]


def module_of(path: Path) -> str:
    return name_of(path.with_suffix("")).replace("/", ".").removesuffix(".__init__")


def imports_of(path: Path) -> Iterator[ast.ImportFrom]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in PRODUCT:
            yield node


def test_a_folder_holds_no_more_files_than_one_can_look_over() -> None:
    folders: dict[str, int] = defaultdict(int)
    for path in LAID_OUT:
        folders[name_of(path.parent)] += 1
    assert not {name: n for name, n in folders.items() if n > MOST_FILES and name not in HISTORIES}


def test_a_class_name_means_one_thing() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path in LAID_OUT:
        for node in tree_of(path).body:
            if isinstance(node, ast.ClassDef):
                places[node.name].append(name_of(path))
    assert not {name: files for name, files in places.items() if len(files) > 1}


def test_files_are_named_by_nouns() -> None:
    assert {name_of(path) for path in LAID_OUT if path.stem.endswith("ing")} == NOUNS_IN_ING


def behind_doors(path: Path) -> set[str]:
    """Return the modules of other rooms that a file imports past their doors."""
    own = room_of(module_of(path))
    return {
        node.module or ""
        for node in imports_of(path)
        if room_of(node.module or "") != own
        and node.module not in GROUND
        and not (ROOT / (node.module or "").replace(".", "/")).is_dir()
    }


def test_another_room_is_entered_by_its_door() -> None:
    found = {name_of(path): behind_doors(path) for path in FILES}
    assert not {name: modules for name, modules in found.items() if modules}, "import it from what holds it"


def test_every_door_is_a_contents_page() -> None:
    for path in (each for each in FILES if each.name == "__init__.py"):
        kinds = [type(node) for node in tree_of(path).body]
        assert set(kinds) <= {ast.Expr, ast.ImportFrom, ast.Assign}, name_of(path)
        listed = [ast.literal_eval(node.value) for node in tree_of(path).body if isinstance(node, ast.Assign)]
        brought = [alias.asname or alias.name for node in imports_of(path) for alias in node.names]
        assert sorted(brought) == sorted(*listed) if listed else not brought, name_of(path)


def test_no_docstring_says_who_calls() -> None:
    callers = re.compile(r"\b(?:[Cc]alled|[Uu]sed) by (?:the |``|all |both |every |\w+ room)")
    for path in FILES:
        assert not callers.search(ast.get_docstring(tree_of(path)) or ""), name_of(path)


def _written(path: Path) -> Iterator[str]:
    """Yield the tables that a file writes by name."""
    tables = {
        alias.asname or alias.name: alias.name
        for node in imports_of(path)
        if node.module == "bot.storage.tables"
        for alias in node.names
    }
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if called in WRITES:
                yield from (tables[each.id] for each in node.args if isinstance(each, ast.Name) and each.id in tables)


def test_a_table_is_written_by_its_owner_alone() -> None:
    written = {(table, room_of(module_of(path))) for path in FILES for table in _written(path)}
    assert {(table, room) for table, room in written if OWNERS[table] != room} == GUESTS


def test_every_table_has_an_owner() -> None:
    from bot.storage.tables import metadata

    assert set(metadata.tables) == set(OWNERS)


def _mirrors(test: Path) -> bool:
    """Tell whether a test stands at the place of what it tries: the same folders, and the name of a file or chapter there, or of one part of it."""
    folder = test.parent.relative_to(ROOT / "tests")
    tried = test.stem.removeprefix("test_")
    homes = [home for home in (ROOT / "bot" / folder, ROOT / folder) if home.is_dir()]
    names = {path.stem.strip("_") for home in homes for path in (home, *home.glob("*"), *home.glob("*/*"))}
    return any(tried == name or tried.startswith(f"{name}_") for name in names)


def test_tests_stand_where_the_code_stands() -> None:
    tests = [
        path
        for path in (ROOT / "tests").rglob("test_*.py")
        if path.relative_to(ROOT / "tests").parts[0] not in JOURNEYS
    ]
    astray = sorted(name_of(path) for path in tests if not _mirrors(path))
    assert len(astray) <= (1 - LEAST_MIRRORED) * len(tests), astray
