"""A sentence that says who wrote a figure is true on every day on which it is said."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.kb.gates import check_named_sources
from bot.kb.loading.files import RawFiles, read_files
from tests.fixtures.small_kb import copy_small_kb

FLEXIBLE = "policies/example_subsidy_flexible.yml"
SHARE = "parameters/example_subsidy/max_share.yml"
PLAN, LAW = "example_plan-3", "example_law-1"


def with_sentences(tmp_path: Path, sentences: list[dict[str, str]], writers: dict[str, str]) -> RawFiles:
    """Return the small knowledge base with sentences about a share that clauses give from days on."""
    raw = read_files(copy_small_kb(tmp_path))
    starts = [*writers, None]
    raw.by_kind["parameters"][SHARE]["values"] = [
        {"valid_from": start, "valid_to": f"{int(end[:4]) - 1}-12-31" if end else None, "clause": clause}
        for (start, clause), end in zip(writers.items(), starts[1:], strict=True)
    ]
    said = [{**each, "sources": [{"clause": PLAN}]} for each in sentences]
    raw.by_kind["policies"][FLEXIBLE]["answers"]["amount"] = said
    return raw


SHARE_SAID = "最高补所缴保费的{example_subsidy.max_share}"
CHANGED = {"2022-06-21": PLAN, "2027-01-01": LAW}


@pytest.mark.parametrize(
    ("sentences", "mistakes"),
    [
        ([{"text": f"方案写{SHARE_SAID}。"}], ["example_law-1"]),
        ([{"text": f"区方案规定{SHARE_SAID}。", "valid_to": "2026-12-31"}], []),
        ([{"text": f"{SHARE_SAID}。"}], []),
        (
            [
                {"text": f"方案写{SHARE_SAID}。", "valid_to": "2026-12-31"},
                {"text": f"国家规定{SHARE_SAID}。", "valid_from": "2027-01-01"},
            ],
            [],
        ),
        ([{"text": f"国家规定{SHARE_SAID}。", "valid_from": "2022-06-21"}], ["example_plan-3"]),
        ([{"text": f"方案没有写的,国家另有规定;{SHARE_SAID}。"}], []),
        ([{"text": f"《示例国家规定》以后,方案写{SHARE_SAID}。", "valid_to": "2026-12-31"}], []),
    ],
)
def test_who_is_named_wrote_the_figure_on_every_day_of_the_sentence(
    tmp_path: Path, sentences: list[dict[str, str]], mistakes: list[str]
) -> None:
    found = check_named_sources(with_sentences(tmp_path, sentences, CHANGED))
    assert len(found) == len(mistakes)
    for problem, clause in zip(found, mistakes, strict=True):
        assert (problem.file, problem.place) == (FLEXIBLE, "answers.amount[0].text")
        assert clause in problem.message


def test_the_recipe_that_was_once_taught_is_refused_on_the_real_content(tmp_path: Path) -> None:
    raw = read_files(Path("policies_kb"))
    assert check_named_sources(raw) == []
    values = raw.by_kind["parameters"]["parameters/social_insurance_subsidy/max_share.yml"]["values"]
    values[-1]["valid_to"] = "2026-12-31"
    values.append({"valid_from": "2027-01-01", "valid_to": None, "clause": "employment_funds_2023-x"})
    writers = yaml.safe_load(Path("policies_kb/documents/employment_funds_2023.yml").read_text(encoding="utf-8"))
    values[-1]["clause"] = writers["clauses"][0]["id"]
    files = {problem.file for problem in check_named_sources(raw)}
    assert "policies/social_insurance_subsidy_flexible.yml" in files
