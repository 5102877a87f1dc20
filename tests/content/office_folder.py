"""The small practice knowledge base in a git repository, and an office of three: what the tests of content change."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from sqlalchemy.engine import Engine

from bot.content import AmountEdit, ContentKind, ProposedContent, Publication, with_amount
from bot.kb import LiveKnowledge
from bot.staff import Colleague, Role, Staff
from tests.fixtures.small_kb import copy_small_kb

TODAY = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 2, tzinfo=timezone.utc)
LOAN = "parameters/example_loan/individual_max.yml"
EDITOR = Colleague("zhaoli", "赵丽", Role.EDITOR, None)
SECOND = Colleague("wangqiang", "王强", Role.APPROVER, None)
SINCE = date(2026, 11, 20)


def git(folder: Path, *arguments: str) -> str:
    """Run git there and return what it says."""
    command = ["git", "-C", str(folder), "-c", "user.name=t", "-c", "user.email=t@localhost", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@dataclass(frozen=True)
class ContentOffice:
    """A folder in git, those who work on it, and a process that watches."""

    folder: Path
    edition: Path
    live: LiveKnowledge
    publication: Publication

    def loan(self, value: int = 500000, shown: str = "50万元", quote: str = "最高50万元") -> ProposedContent:
        """Return the wish that loans are higher from a day on, by a passage that the plan is given."""
        held = self.publication.text(LOAN) or ""
        documents = "documents/example_plan.yml"
        plan = self.publication.text(documents) or ""
        passage = "  - id: example_plan-99\n    label: 第九十九条\n    text: 个人创业担保贷款最高50万元。\n"
        edit = AmountEdit(value, shown, SINCE, None, "example_plan-99", quote)
        after = {LOAN: with_amount(held, edit), documents: plan + passage}
        before = {LOAN: held, documents: plan}
        return ProposedContent(
            ContentKind.AMOUNT, "example_loan.individual_max", "贷款最高50万元", "新文件已经下发", before, after, SINCE
        )

    def propose(self, wanted: ProposedContent | None = None) -> int:
        """Let the editor propose."""
        return self.publication.changes.propose(wanted or self.loan(), EDITOR.userid, AT)

    def publish(self, number: int, by: Colleague = SECOND) -> str:
        """Let somebody publish what was proposed."""
        change = self.publication.changes.find(number)
        assert change is not None
        return self.publication.publish(change, by, AT, TODAY).commit

    def says(self) -> str:
        """Return the figure that the watching process tells."""
        self.live.renew()
        return self.live().parameters["example_loan.individual_max"].values[-1].shown


def content_office(engine: Engine, root: Path) -> ContentOffice:
    """Return an office whose folder is committed."""
    folder = copy_small_kb(root)
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "begin")
    for colleague in (EDITOR, SECOND):
        Staff(engine).add(colleague, AT - timedelta(days=9))
    edition = root / "var" / "kb_edition"
    live = LiveKnowledge(folder, edition)
    live()
    return ContentOffice(folder, edition, live, Publication(engine, folder, edition, live))
