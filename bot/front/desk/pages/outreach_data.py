"""What the pages of campaigns need: runs with their titles, rehearsals, and what a colleague may do with a run now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.front.desk.frame.request import NOT_FOUND, DeskRequest
from bot.front.desk.pages.rehearsals import Rehearsals, Rehearsing, Told, trial_letters
from bot.kb import Campaign, KnowledgeBase, MadeOf
from bot.messaging.ledgers import StaffLetters
from bot.outreach import Outreach, outreach_on
from bot.outreach.control import decisions
from bot.outreach.reports import Rehearsal, as_kept, kept_rehearsal, rehearse
from bot.outreach.runs import OUTBOX, NoticeKind, Run, RunState, before_run, content_of, get, propose, runs_in
from bot.settings import Settings
from bot.staff import Colleague, Permission, Staff, may

REMINDERS = "招聘会提醒（本人要的，不用批准）"
REMOVED = "（推送文件已删除）"
GOING = (RunState.PROPOSED, RunState.REHEARSED, RunState.APPROVED, RunState.RUNNING, RunState.PAUSED)


@dataclass(frozen=True)
class Buttons:
    """What a colleague may do with a run now; the rooms check it again."""

    rehearse: bool
    approve: bool
    is_own_rehearsal: bool
    start: bool
    pause: bool
    resume: bool
    stop: bool
    retry: bool


class OutreachRoom:
    """Campaigns as the desk sees them."""

    def __init__(self, engine: Engine, kb: Callable[[], KnowledgeBase], settings: Settings) -> None:
        self.engine = engine
        self.rehearsals = Rehearsals()
        self.staff = Staff(engine)
        self.has_wecom = settings.wecom is not None
        self._outreach = MadeOf(kb, lambda kb: outreach_on(engine, kb, settings, {}))

    @property
    def outreach(self) -> Outreach:
        """Return outreach without any way to send: the desk decides, another process sends."""
        return self._outreach()

    @property
    def campaigns(self) -> Mapping[str, Campaign]:
        """Return the campaigns of the knowledge base."""
        return self.outreach.kb.campaigns

    def run(self, asked: DeskRequest) -> Run:
        """Return the run of the address.

        Raises:
            DeskRefusal: there is none.
        """
        try:
            return get(self.engine, asked.number("run"))
        except SituationError:
            raise NOT_FOUND from None

    def campaign(self, run: Run) -> Campaign:
        """Return the campaign of a run.

        Raises:
            SituationError: its file was deleted.
        """
        return self.outreach.kb.campaign(run.campaign)

    def title(self, run: Run) -> str:
        """Return what a run is called."""
        if run.kind is NoticeKind.FAIR_REMINDER:
            return REMINDERS
        return self.campaigns[run.campaign].title if run.campaign in self.campaigns else REMOVED

    def runs(self) -> list[Run]:
        """Return all runs, those under way first, then the newest first."""
        found = runs_in(self.engine, tuple(RunState))
        return sorted(found, key=lambda run: (run.state not in GOING, -run.id))

    def not_begun(self) -> list[Campaign]:
        """Return the campaigns that nobody rehearsed so far."""
        begun = {run.campaign for run in runs_in(self.engine, tuple(RunState))}
        return [campaign for campaign in self.campaigns.values() if campaign.id not in begun]

    def name(self, userid: str | None) -> str:
        """Return who it is: a colleague's name, or what was written on the command line."""
        if userid is None:
            return ""
        found = None if userid == OUTBOX else self.staff.find(userid)
        return ("（程序）" if userid == OUTBOX else userid) if found is None else found.name

    def field_titles(self, run: Run) -> Mapping[str, str]:
        """Return what each field of the template of a run's notices is called."""
        campaign = self.campaigns.get(run.campaign)
        use = None if campaign is None else campaign.message.wechat
        template = None if use is None else self.outreach.kb.templates.get(use.template)
        return {} if template is None else {field.key: field.title for field in template.fields}

    def propose(self, campaign: str, at: datetime) -> Run:
        """Return the run of a campaign for its policy as it is today."""
        content = self.outreach.kb.campaign(campaign)
        on = self.outreach.today()
        return propose(self.engine, self.outreach.kb, content, NoticeKind(content.kind.value), at, on)

    def rehearse(self, run: Run, who: str, at: datetime, *, counts: bool) -> bool:
        """Begin a rehearsal; return False when one is under way.

        Args:
            counts: whether it makes the run rehearsed by ``who``; otherwise it is only looked at.
        """
        campaign = self.campaign(run)

        def play(told: Told) -> Rehearsal:
            found = rehearse(self.outreach, run, campaign, at, told)
            if counts:
                decisions.mark_rehearsed(self.engine, run, campaign, who, at, found.told, as_kept(found))
            return found

        return self.rehearsals.begin(run.id, who, play)

    def rehearsing(self, run: Run) -> Rehearsing | None:
        """Return the last rehearsal of a run: of this process, or what was kept, by whichever process or command it was made."""
        found = self.rehearsals.find(run.id)
        is_older = found is not None and found.tally is not None and _is_before(found.tally.at, run.rehearsed_at)
        if (found is None or is_older) and run.rehearsed_by is not None:
            kept = kept_rehearsal(self.engine, run.id)
            return found if kept is None else Rehearsing(run.rehearsed_by, tally=kept)
        return found

    def try_out(self, run: Run, userid: str, at: datetime) -> int:
        """Send a colleague, and nobody else, what a run would say; return how many letters that are.

        Raises:
            SituationError: there is no rehearsal of the run to take the words from.
        """
        letters = trial_letters(self.rehearsing(run), self.title(run), self.field_titles(run), userid)
        return StaffLetters(self.engine).put(letters, at)

    def buttons(self, run: Run, colleague: Colleague, failed: int) -> Buttons:
        """Return what a colleague may do with a run."""
        state, role = run.state, colleague.role
        control = may(role, Permission.CONTROL)
        is_known = run.campaign in self.campaigns
        is_own = (run.rehearsed_by or "").casefold() == colleague.userid.casefold()
        waits = state is RunState.REHEARSED and may(role, Permission.APPROVE)
        return Buttons(
            rehearse=is_known and may(role, Permission.REHEARSE) and state.value in before_run(RunState.REHEARSED),
            approve=waits and not is_own and is_known and run.content == content_of(self.campaigns[run.campaign]),
            is_own_rehearsal=waits and is_own,
            start=control and is_known and state in (RunState.APPROVED, RunState.RUNNING) and run.due_at is None,
            pause=control and state.value in before_run(RunState.PAUSED),
            resume=control and state is RunState.PAUSED and run.approved_by is not None,
            stop=control and state.value in before_run(RunState.STOPPED),
            retry=control and failed > 0 and state in GOING,
        )


def _is_before(at: datetime, other: datetime | None) -> bool:
    return other is not None and at < other
