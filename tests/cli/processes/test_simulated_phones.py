"""The phones of a simulation are called as their people are."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.processes.simulated_phones import names_of
from bot.errors import SituationError


def test_a_phone_is_called_as_the_person_of_the_list(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("编号,姓名,openid\n1,测试0817,o-000000817\n2,,o-000000818\n3,测试0819,\n", encoding="utf-8")
    assert names_of(people) == {"o-000000817": "测试0817", "o-000000818": "000818"}


def test_a_list_without_openids_is_refused_with_what_to_do(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("编号,姓名\n1,测试0817\n", encoding="utf-8")
    with pytest.raises(SituationError, match="leye people sample"):
        names_of(people)
