"""``leye kb export-training`` writes what Rasa learns of the knowledge base; ``--check`` tells when that is old."""

from __future__ import annotations

from pathlib import Path

import jieba
import pytest
import yaml

from tests.cli.conftest import Leye

GENERATED = Path("data/nlu/generated")
NAMES = Path("build/jieba/names.txt")


@pytest.fixture
def exported(leye: Leye) -> Leye:
    assert leye("kb", "export-training").code == 0
    return leye


def entries(name: str) -> dict[str, list[str]]:
    """Return the examples of each lookup table or synonym of a generated file."""
    data = yaml.safe_load((GENERATED / name).read_text(encoding="utf-8"))
    assert data["version"] == "3.1"
    tables = {}
    for entry in data["nlu"]:
        (kind,) = set(entry) - {"examples"}
        lines = entry["examples"].splitlines()
        assert lines
        assert all(line.startswith("- ") for line in lines)
        tables[f"{kind} {entry[kind]}"] = [line.removeprefix("- ") for line in lines]
    return tables


def test_names_of_policies_and_topics_become_lookup_tables(exported: Leye) -> None:
    tables = entries("names.yml")
    assert {"个人创业担保贷款", "示例个人创业担保贷款", "免费创业培训"} <= set(tables["lookup policy_name"])
    assert {"创业贷款", "社会保险补贴"} <= set(tables["lookup topic_name"])


def test_everyday_words_of_the_glossary_become_synonyms(exported: Leye) -> None:
    assert set(entries("synonyms.yml")["synonym 灵活就业"]) >= {"打零工"}


def test_a_glossary_without_terms_makes_no_synonyms_and_takes_old_ones_away(exported: Leye, kb_folder: Path) -> None:
    (kb_folder / "glossary.yml").write_text("rewrites: []\nterms: []\n", encoding="utf-8")
    assert exported("kb", "export-training").code == 0
    assert [path.name for path in GENERATED.iterdir()] == ["names.yml"]


def test_jieba_keeps_the_names_in_one_piece(exported: Leye) -> None:
    tokenizer = jieba.Tokenizer()
    before = tokenizer.lcut("我想办个人创业担保贷款")
    tokenizer.load_userdict(str(NAMES))
    assert "个人创业担保贷款" not in before
    assert "个人创业担保贷款" in tokenizer.lcut("我想办个人创业担保贷款")
    assert all(line.rpartition(" ")[2].isdigit() for line in NAMES.read_text(encoding="utf-8").splitlines())


def test_the_same_knowledge_base_gives_the_same_files(exported: Leye) -> None:
    before = {path: path.stat().st_mtime_ns for path in (*GENERATED.iterdir(), NAMES)}
    assert "已是最新" in exported("kb", "export-training").out
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_the_check_is_quiet_while_all_is_current_and_needs_no_build_folder(exported: Leye) -> None:
    NAMES.unlink()
    done = exported("kb", "export-training", "--check")
    assert (done.code, done.err) == (0, "")
    assert not NAMES.exists()


def test_a_new_name_makes_the_check_fail_in_one_sentence(exported: Leye, kb_folder: Path) -> None:
    policy = kb_folder / "policies/example_training.yml"
    policy.write_text(policy.read_text(encoding="utf-8").replace("[免费创业培训]", "[免费创业培训, 学创业]"), "utf-8")
    done = exported("kb", "export-training", "--check")
    assert done.code == 1
    assert done.err == "data/nlu/generated 不是最新的。请运行 leye kb export-training，把变化一起提交。\n"


def test_a_generated_file_that_nothing_makes_any_more_makes_the_check_fail(exported: Leye) -> None:
    (GENERATED / "old.yml").write_text('version: "3.1"\n', encoding="utf-8")
    assert exported("kb", "export-training", "--check").code == 1
