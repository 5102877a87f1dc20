"""Each mistake of an editor is reported once, with its file, its place and its remedy; nothing else is reported."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.errors import PolicyDataError
from bot.kb import load, validate
from tests.fixtures.small_kb import SMALL
from tests.kb.mistakes import Mistake, added_policy
from tests.kb.mistakes_of_campaign_texts import OF_CALENDAR, OF_CAMPAIGN_TEXTS
from tests.kb.mistakes_of_campaigns import OF_CAMPAIGNS
from tests.kb.mistakes_of_meaning import OF_CASES, OF_MEANING
from tests.kb.mistakes_of_names import OF_NAMES, OF_REFERENCES
from tests.kb.mistakes_of_shape import OF_FILES, OF_SCHEMA

FILES = sorted(path.relative_to(SMALL).as_posix() for path in SMALL.rglob("*.yml"))
TODAY = date(2026, 11, 25)
MISTAKES = (
    *OF_FILES,
    *OF_SCHEMA,
    *OF_NAMES,
    *OF_REFERENCES,
    *OF_MEANING,
    *OF_CASES,
    *OF_CAMPAIGNS,
    *OF_CAMPAIGN_TEXTS,
    *OF_CALENDAR,
)


def problems_of(folder: Path) -> list[str]:
    return [str(problem) for problem in validate(folder, TODAY).problems]


def test_the_small_knowledge_base_has_no_mistake(folder: Path) -> None:
    report = validate(folder, TODAY)
    assert not report.problems
    assert report.kb is not None


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_one_mistake_is_reported_once_with_its_place_and_remedy(folder: Path, mistake: Mistake) -> None:
    mistake.apply(folder)
    assert problems_of(folder) == [str(mistake.problem())]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_stops_the_loading(folder: Path, mistake: Mistake) -> None:
    mistake.apply(folder)
    with pytest.raises(PolicyDataError) as caught:
        load(folder)
    assert caught.value.problems == (mistake.problem(),)


@pytest.mark.parametrize("file", FILES)
def test_a_broken_file_does_not_raise_problems_in_others(folder: Path, file: str) -> None:
    (folder / file).write_text("broken: [", encoding="utf-8")
    (problem,) = validate(folder, TODAY).problems
    assert problem.file == file
    assert problem.message.startswith("YAML 写法有误")


def test_all_mistakes_are_listed_at_once(folder: Path) -> None:
    made = [
        each
        for each in (*OF_FILES, *OF_SCHEMA, *OF_REFERENCES, *OF_MEANING)
        if each.name
        in {
            "not UTF-8",
            "a bad id",
            "an empty text",
            "a rewrite that spoils a name",
            "a quote that its clause does not hold",
        }
    ]
    for mistake in made:
        mistake.apply(folder)
    assert len(made) == 5
    assert problems_of(folder) == sorted(str(mistake.problem()) for mistake in made)


def test_every_mistake_within_one_answer_is_listed(folder: Path) -> None:
    path = folder / "policies" / "example_loan.yml"
    text = path.read_text(encoding="utf-8")
    for sentence in ("到经办银行办。", "最长三年。"):
        text = text.replace(f"- text: {sentence}", "- words: 改坏了")
    path.write_text(text, encoding="utf-8")
    assert problems_of(folder) == [
        "policies/example_loan.yml: answers.duration[0]: 不认识 words;检查拼写,可用的有 absence、applies_when、basis、id、part、payee、questions、searched_on、sources、text、valid_from、valid_to",
        "policies/example_loan.yml: answers.duration[0]: 缺少 text;补上这一项",
        "policies/example_loan.yml: answers.where[0]: 不认识 words;检查拼写,可用的有 absence、applies_when、basis、id、part、payee、questions、searched_on、sources、text、valid_from、valid_to",
        "policies/example_loan.yml: answers.where[0]: 缺少 text;补上这一项",
    ]


def test_the_same_id_in_two_files_is_reported(folder: Path) -> None:
    (folder / "policies" / "more").mkdir()
    (folder / "policies" / "more" / "example_loan.yml").write_bytes(
        (folder / "policies" / "example_loan.yml").read_bytes()
    )
    assert (
        "policies/more/example_loan.yml: example_loan: 编号 example_loan 在 policies/example_loan.yml 里已经用过;换一个"
        in problems_of(folder)
    )


def test_a_parameter_is_called_by_its_folder_and_file(folder: Path) -> None:
    path = folder / "parameters" / "example_training" / "standard.yml"
    path.rename(path.with_name("rate.yml"))
    assert problems_of(folder) == [
        "parameters/example_training/rate.yml: id: "
        "「example_training.standard」和文件名不一致;改成 example_training.rate,或给文件改名"
    ]


def test_a_document_of_an_unregistered_source_is_reported_once(folder: Path) -> None:
    path = folder / "sources.yml"
    kept = path.read_text(encoding="utf-8").split("- id: example_news")[0]
    path.write_text(kept, encoding="utf-8")
    assert problems_of(folder) == [
        "documents/example_news.yml: source: sources.yml 里没有 example_news;先在那里登记这份资料"
    ]


def test_a_title_is_a_name_and_belongs_to_one_policy(folder: Path) -> None:
    added_policy(folder, aliases=["示例创业培训补贴"])
    assert any("叫法「示例创业培训补贴」已经属于" in problem for problem in problems_of(folder))


def test_a_missing_headline_topic_is_reported(folder: Path) -> None:
    topics = folder / "topics.yml"
    topics.write_text(topics.read_text(encoding="utf-8").split("- id: training_subsidy")[0], encoding="utf-8")
    (folder / "policies" / "example_training.yml").unlink()
    cases = folder / "cases.yml"
    cases.write_text(cases.read_text(encoding="utf-8").split("- policy: example_training")[0], encoding="utf-8")
    assert problems_of(folder) == ["topics.yml: 缺少主题 training_subsidy;三个主打主题都要有"]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    (problem,) = validate(tmp_path / "nowhere", TODAY).problems
    assert problem.message == "找不到知识库文件夹;在项目根目录运行,或用 LEYE_KB_DIR 指定"


def test_a_message_names_file_place_and_remedy(folder: Path) -> None:
    OF_SCHEMA[0].apply(folder)
    with pytest.raises(PolicyDataError, match=r"^policies/example_loan\.yml: 缺少 serves;补上这一项$"):
        load(folder)
