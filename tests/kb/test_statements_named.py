"""Every statement of the real knowledge base has a name, and the headline ones have the questions that people ask for them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

KB = Path(__file__).parents[2] / "policies_kb"
HEADLINES = {"social_insurance_subsidy": 6, "startup_loan": 6, "training_subsidy": 6}
OTHERS = 3
# These serve the headline topics' neighbours and stand under their topic without being asked about as often.
SMALLER = {"contribution_base", "employee_insurance_subsidy"}


@pytest.fixture(scope="module")
def policies() -> list[dict[str, object]]:
    """Give the policy files as they are written."""
    return [
        yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        for path in sorted((KB / "policies").glob("*.yml"))
    ]


def names_of(policy: dict[str, object]) -> set[str]:
    """Return the names of a policy's statements; an empty one where a statement has none."""
    answers = policy["answers"]
    assert isinstance(answers, dict)
    return {entry.get("id", "") for held in answers.values() if isinstance(held, list) for entry in held}


def test_every_statement_has_a_name(policies: list[dict[str, object]]) -> None:
    assert [policy["id"] for policy in policies if "" in names_of(policy)] == []


def test_every_statement_has_the_questions_that_ask_for_it(policies: list[dict[str, object]]) -> None:
    few = []
    for policy in policies:
        asked = yaml.load((KB / "questions" / f"{policy['id']}.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)[
            "questions"
        ]
        needed = OTHERS if policy["id"] in SMALLER else HEADLINES.get(str(policy["topic"]), OTHERS)
        few += [f"{policy['id']}.{name}" for name in sorted(names_of(policy)) if len(asked.get(name, ())) < needed]
    assert few == []
