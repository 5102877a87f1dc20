"""What a second person publishes is told at once, is a commit, and can be brought back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from bot.content import ContentState
from bot.errors import SituationError
from bot.staff import AuditLog, Colleague, Role, Staff
from tests.content.office_folder import (
    AT,
    EDITOR,
    LOAN,
    SECOND,
    SINCE,
    TODAY,
    ContentOffice,
    content_office,
    git,
)


@pytest.fixture
def office(engine: Engine, tmp_path: Path) -> ContentOffice:
    return content_office(engine, tmp_path)


def test_what_a_second_person_publishes_is_told_by_a_process_that_watches(office: ContentOffice) -> None:
    number = office.propose()
    assert office.says() == "40万元"
    office.publish(number)
    assert office.says() == "50万元"
    values = office.live().parameters["example_loan.individual_max"].values
    assert values[-2].validity.end == SINCE - timedelta(days=1)


def test_a_commit_names_who_proposed_who_published_and_why_and_holds_only_the_change(office: ContentOffice) -> None:
    commit = office.publish(office.propose())
    told = git(office.folder, "show", "--format=%an <%ae>%n%B", "--name-only", commit)
    assert told.startswith("赵丽 <zhaoli@localhost>\n贷款最高50万元")
    assert "新文件" in told and "Published-by: 王强 (wangqiang)" in told
    assert sorted(told.split("\n\n")[-1].split()) == ["kb/documents/example_plan.yml", f"kb/{LOAN}"]
    assert git(office.folder, "status", "--porcelain") in ("", "?? var/\n")


def test_nobody_publishes_what_they_proposed(office: ContentOffice) -> None:
    with pytest.raises(SituationError, match="您自己提的"):
        office.publish(office.propose(), EDITOR)
    assert office.says() == "40万元"


def test_an_account_that_the_proposer_made_is_no_second_person(office: ContentOffice, engine: Engine) -> None:
    puppet = Colleague("puppet", "木偶", Role.EDITOR, None)
    Staff(engine).add(puppet, AT - timedelta(days=9))
    AuditLog(engine).write(EDITOR.userid, "staff.added", "staff:puppet", AT - timedelta(days=9))
    with pytest.raises(SituationError, match="算同一个人"):
        office.publish(office.propose(), puppet)


def test_a_figure_that_its_quote_does_not_hold_is_not_published(office: ContentOffice) -> None:
    number = office.propose(office.loan(quote="最高90万元"))
    with pytest.raises(SituationError, match="检查没有通过"):
        office.publish(number)
    assert office.says() == "40万元"
    assert git(office.folder, "status", "--porcelain") in ("", "?? var/\n")


def test_what_was_changed_by_hand_meanwhile_is_not_overwritten(office: ContentOffice) -> None:
    number = office.propose()
    file = office.folder / LOAN
    file.write_text(file.read_text().replace("示例个人贷款", "示例贷款"))
    git(office.folder, "commit", "--quiet", "-am", "by hand")
    with pytest.raises(SituationError, match="提出以后又改过"):
        office.publish(number)


def test_what_somebody_else_has_half_written_does_not_go_live_with_it(office: ContentOffice) -> None:
    number = office.propose()
    (office.folder / "topics.yml").write_text((office.folder / "topics.yml").read_text() + "# half\n")
    with pytest.raises(SituationError, match=r"没提交的改动（kb/topics\.yml"):
        office.publish(number)
    assert office.says() == "40万元"


def test_an_undo_is_one_more_commit_that_brings_back_the_old(office: ContentOffice) -> None:
    number = office.propose()
    before = (office.folder / LOAN).read_text()
    office.publish(number)
    published = office.publication.changes.find(number)
    assert published is not None
    undo = office.publication.undo(published, "写错了", EDITOR, AT, TODAY)
    assert office.says() == "40万元"
    assert (office.folder / LOAN).read_text() == before
    assert git(office.folder, "log", "--format=%s").splitlines()[:2] == [
        f"撤回{number}号：贷款最高50万元",
        "贷款最高50万元",
    ]
    found = office.publication.changes.find(undo)
    assert found is not None and (found.undoes, found.state) == (number, ContentState.PUBLISHED)
    with pytest.raises(SituationError, match="最近的一次"):
        office.publication.undo(published, "再来", EDITOR, AT, TODAY)


def test_of_two_changes_of_one_file_the_second_waits_for_the_first(office: ContentOffice) -> None:
    number = office.propose()
    with pytest.raises(SituationError, match=f"还有一处改动（{number}号）"):
        office.propose(office.loan(600000, "60万元"))


def test_a_folder_outside_of_git_is_left_alone(office: ContentOffice) -> None:
    number = office.propose()
    (office.folder.parent / ".git").rename(office.folder.parent / "gone")
    with pytest.raises(SituationError, match="不在 git 里"):
        office.publish(number, SECOND)
    assert office.says() == "40万元"


def test_a_process_that_died_after_the_commit_is_followed_by_one_that_records_it(office: ContentOffice) -> None:
    number = office.propose()
    for name, text in office.loan().after.items():
        (office.folder / name).write_text(text or "")
    git(office.folder, "commit", "--quiet", "-am", "the commit of the one that died")
    assert office.publish(number) == git(office.folder, "rev-parse", "HEAD").strip()
    assert office.says() == "50万元"
