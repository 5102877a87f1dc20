"""``leye questions``: what was not answered, what was asked, and the file for the editors."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from sqlalchemy.engine import Engine

from bot.clock import now
from bot.conversation.message import IncomingMessage, TurnOutcome
from bot.questions.proposals import EditorsWish, ProposalKind, Proposals, propose_correction
from bot.questions.question_keeper import QuestionKeeper
from bot.questions.rating import rate
from bot.questions.states import Rating
from bot.settings import Settings
from bot.staff.feedback import StaffFeedback
from bot.storage import open_database
from tests.cli.conftest import Leye
from tests.databases import lay_out

EVIL = "<b>摆摊</b>: [要] 交税吗 # 'x' \"y\" {z}"


@pytest.fixture
def engine(leye: Leye) -> Engine:
    """Give the database that the commands open."""
    settings = Settings.from_environment()
    lay_out(settings.database_url)
    return open_database(settings.database_url)


@pytest.fixture
def policy(leye: Leye) -> str:
    """Give a policy of the small knowledge base."""
    return sorted(path.stem for path in Path("kb/policies").glob("*.yml"))[0]


def keep(engine: Engine, text: str, outcome: str, policy: str | None = None, days_ago: int = 0) -> str:
    at = now() - timedelta(days=days_ago)
    (ticket,) = QuestionKeeper(engine).keep(
        IncomingMessage("web:one", text), [TurnOutcome(outcome, None, policy, ("amount",) if policy else ())], 0.1, at
    )
    assert ticket is not None
    return ticket


def test_the_list_counts_alike_questions_as_one_group(leye: Leye, engine: Engine) -> None:
    for text in ("摆摊要不要交税", "摆摊要交税吗", "装修要交物业费吗"):
        keep(engine, text, "not_covered")
    done = leye("questions", "list")
    assert (done.code, done.err) == (0, "")
    assert "摆摊要不要交税" in done.out
    assert "摆摊要交税吗" not in done.out
    assert "没有依据" in done.out
    assert "装修要交物业费吗" not in leye("questions", "list", "--limit", "1").out


def test_useless_answers_are_listed_apart(leye: Leye, engine: Engine, policy: str) -> None:
    rate(engine, "web:one", keep(engine, "贷多少", "answered", policy), Rating.USELESS, now())
    assert "贷多少" not in leye("questions", "list").out
    assert "贷多少" in leye("questions", "list", "--useless").out


def test_an_empty_queue_says_so(leye: Leye) -> None:
    assert leye("questions", "list").out == "没有没答上的问题。\n"
    assert leye("questions", "list", "--useless").out == "没有人说没用。\n"
    assert "没有人问" in leye("questions", "week").out


def test_the_export_holds_everything_that_an_editor_needs(
    leye: Leye, engine: Engine, policy: str, tmp_path: Path
) -> None:
    keep(engine, EVIL, "clarify")
    rate(engine, "web:one", keep(engine, "贷多少", "answered", policy), Rating.USELESS, now())
    Proposals(engine).propose(EditorsWish(ProposalKind.ALIAS, policy, EVIL, question=1), "li", now())
    propose_correction(engine, policy, "amount", "plan-3", "上限提高了", "wang", now())
    StaffFeedback(engine).give("task", "li", "wrong", f"{policy}/amount/贷 多/少", now())
    file = tmp_path / "out.yml"
    done = leye("questions", "export", str(file))
    assert (done.code, done.err) == (0, "")
    assert "建议2条，没答上1组，说没用1组，说不对1条" in done.out
    found = yaml.safe_load(file.read_text(encoding="utf-8"))
    correction, alias = found["proposals"]
    assert (alias["kind"], alias["text"], alias["file"]) == ("alias", EVIL, f"policies/{policy}.yml")
    assert (correction["facet"], correction["text"], correction["note"]) == ("amount", "plan-3", "上限提高了")
    assert [(group["text"], group["asked"]) for group in found["unanswered"]] == [(EVIL, 1)]
    assert [(group["text"], group["policy"]) for group in found["useless"]] == [("贷多少", policy)]
    assert [(card["policy"], card["facet"], card["asked"]) for card in found["wrong_cards"]] == [
        (policy, "amount", "贷 多/少")
    ]


def test_exporting_changes_nothing(leye: Leye, engine: Engine, policy: str, tmp_path: Path) -> None:
    Proposals(engine).propose(EditorsWish(ProposalKind.ALIAS, policy, "小贷"), "li", now())
    for name in ("one.yml", "two.yml"):
        leye("questions", "export", str(tmp_path / name))
    one, two = (yaml.safe_load((tmp_path / name).read_text("utf-8"))["proposals"] for name in ("one.yml", "two.yml"))
    assert one == two
    assert len(one) == 1


@pytest.mark.parametrize("file", ["nowhere/out.yml", "."])
def test_a_file_that_cannot_be_written_is_said_in_one_sentence(leye: Leye, file: str) -> None:
    done = leye("questions", "export", file)
    assert (done.code, done.out) == (1, "")
    assert len(done.err.splitlines()) == 1


def test_the_week_counts_what_was_asked_lately(leye: Leye, engine: Engine, policy: str) -> None:
    rate(engine, "web:one", keep(engine, "贷多少", "answered", policy), Rating.USEFUL, now())
    keep(engine, "摆摊要交税吗", "not_covered")
    keep(engine, "上个月问的", "not_covered", days_ago=30)
    out = leye("questions", "week").out
    assert "这7天问了2次" in out
    assert "说有用的占100%" in out
    assert "摆摊要交税吗" in out
    assert "上个月问的" not in out
    assert "这60天问了3次" in leye("questions", "week", "--days", "60").out
