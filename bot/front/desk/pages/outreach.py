"""The pages of campaigns: the list, one run with rehearsal, progress and what came of it, and what people decide about it. Added by ``opening``."""

from __future__ import annotations

from typing import Any

from bot.errors import SituationError
from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.frame import AgendaLine
from bot.front.desk.frame.request import Answer, DeskRefusal, DeskRequest, Download, Page, Redirect
from bot.front.desk.pages.outreach_data import OutreachRoom
from bot.outreach.audience import is_quiet, next_opening
from bot.outreach.control import SAYS, decisions
from bot.outreach.reports import FUNNEL, TITLES, RunProgress, as_table, progress, report
from bot.outreach.runs import NoticeState, Run, RunState, log_of
from bot.outreach.scheduler import set_due
from bot.staff import Permission, Switch, Switches
from bot.text import as_csv
from bot.wording.office import ACTS, KNOCK_STATES, VERDICTS, WAYS, WHY_NOT, say_reason

PATH = "/desk/outreach"
SHORTEST_REASON, LONGEST_REASON = 2, 120
NO_REASON = DeskRefusal(400, f"请写一下为什么，{SHORTEST_REASON}到{LONGEST_REASON}个字。")
NOT_SURE = DeskRefusal(400, "停止以后不能再开始。真要停止，请先打勾。")
NO_WECOM = "还没有接企业微信，不能试发。样子在“彩排”下面看。"
UNDER_WAY = "正在彩排，请等它做完。"
# What is looked at while a run goes, in the order in which a notice comes through them.
BARS = {
    "等待发送": (NoticeState.PLANNED,),
    "正在发": (NoticeState.CLAIMED,),
    "已发出": (NoticeState.SENT, NoticeState.DELIVERED, NoticeState.READ),
    "已送达": (NoticeState.DELIVERED, NoticeState.READ),
    "已读": (NoticeState.READ,),
    "没送到": (NoticeState.FAILED,),
    "不清楚是否送到": (NoticeState.UNKNOWN,),
    "不再发送": (NoticeState.SUPPRESSED, NoticeState.EXPIRED, NoticeState.CANCELLED),
}


def add_outreach(desk: Desk, room: OutreachRoom) -> None:
    """Serve the pages of campaigns."""
    desk.entry("推送", PATH, Permission.OUTREACH)

    def wait_for_approval(_asked: DeskRequest) -> int:
        return sum(run.state is RunState.REHEARSED for run in room.runs())

    desk.waiting(Permission.APPROVE, "等批准的推送", PATH, wait_for_approval)
    desk.agenda(Permission.APPROVE, "等批准的推送", lambda asked: _agenda(room, asked))
    _add_reading(desk, room)
    _add_rehearsing(desk, room)
    _add_deciding(desk, room)


def _agenda(room: OutreachRoom, asked: DeskRequest) -> list[AgendaLine]:
    """Return the runs that somebody else rehearsed."""
    waiting = [run for run in room.runs() if run.state is RunState.REHEARSED]
    return [
        AgendaLine(room.title(run), _path(run), f"{room.name(run.rehearsed_by)}彩排，{run.audience or 0:,} 人")
        for run in waiting
        if run.rehearsed_by != asked.colleague.userid
    ]


def _add_reading(desk: Desk, room: OutreachRoom) -> None:
    @desk.get(PATH, Permission.OUTREACH)
    def show_all(_asked: DeskRequest) -> Page:
        runs = room.runs()
        names = {who: room.name(who) for run in runs for who in (run.rehearsed_by, run.approved_by) if who}
        values = {"runs": runs, "title": room.title, "names": names, "not_begun": room.not_begun()}
        return Page("outreach.html", {**values, "SAYS": SAYS, "say_reason": say_reason})

    @desk.get(f"{PATH}/{{run}}", Permission.OUTREACH)
    def show(asked: DeskRequest) -> Page:
        run = room.run(asked)
        going = _going(room, run, asked)
        found = report(room.engine, run.campaign)
        failed = going["progress"].counts[NoticeState.FAILED]
        log = [{**entry, "name": room.name(entry["who"])} for entry in reversed(log_of(room.engine, run.id))]
        values = {
            **going,
            "rehearsing": room.rehearsing(run),
            "names": {who: room.name(who) for who in (run.rehearsed_by, run.approved_by) if who},
            "buttons": room.buttons(run, asked.colleague, failed),
            "campaign": room.campaigns.get(run.campaign),
            "field_titles": room.field_titles(run),
            "most": decisions.ceiling_for(run.audience or 0),
            "title": room.title(run),
            "has_wecom": room.has_wecom,
            "report": found,
            "funnel": [(TITLES[name], found.total.counts[name]) for name in FUNNEL],
            "others": [(TITLES[name], found.total.counts[name]) for name in TITLES if name not in FUNNEL],
            "TITLES": {name: TITLES[name] for name in FUNNEL},
            "log": log,
            **_LABELS,
        }
        return Page("outreach_run.html", values)

    @desk.get(f"{PATH}/{{run}}/progress", Permission.OUTREACH)
    def show_progress(asked: DeskRequest) -> Page:
        return Page("outreach_progress.html", {**_going(room, room.run(asked), asked), **_LABELS})

    @desk.get(f"{PATH}/{{run}}/rehearsal", Permission.OUTREACH)
    def show_rehearsal(asked: DeskRequest) -> Page:
        run = room.run(asked)
        return Page("outreach_rehearsal.html", _rehearsal(room, run), is_whole_anew=_is_over(room, run))

    @desk.get(f"{PATH}/{{run}}/report.csv", Permission.OUTREACH)
    def download(asked: DeskRequest) -> Download:
        run = room.run(asked)
        asked.audit("outreach.exported", f"run:{run.id}")
        content = as_csv(as_table(report(room.engine, run.campaign)))
        return Download(content, f"推送效果-{run.campaign}-{asked.at:%Y-%m-%d}.csv", "text/csv; charset=utf-8")


def _add_rehearsing(desk: Desk, room: OutreachRoom) -> None:
    @desk.post(PATH, Permission.REHEARSE)
    def propose(asked: DeskRequest) -> Answer:
        run = room.propose(asked.form.get("campaign", "")[:64], asked.at)
        asked.audit("outreach.proposed", f"run:{run.id}")
        return begin(asked, run)

    @desk.post(f"{PATH}/{{run}}/rehearse", Permission.REHEARSE)
    def rehearse(asked: DeskRequest) -> Answer:
        return begin(asked, room.run(asked))

    @desk.post(f"{PATH}/{{run}}/look", Permission.OUTREACH)
    def look(asked: DeskRequest) -> Answer:
        run = room.run(asked)
        if not room.rehearse(run, asked.colleague.userid, asked.at, counts=False):
            raise SituationError(UNDER_WAY)
        return Redirect(f"{_path(run)}#rehearsal")

    @desk.post(f"{PATH}/{{run}}/try", Permission.REHEARSE)
    def try_out(asked: DeskRequest) -> Answer:
        run = room.run(asked)
        if not room.has_wecom:
            raise SituationError(NO_WECOM)
        count = room.try_out(run, asked.colleague.userid, asked.at)
        return _done(asked, run, "tried", f"{count} 条发到您自己的企业微信了，别人收不到。")

    def begin(asked: DeskRequest, run: Run) -> Answer:
        if not room.buttons(run, asked.colleague, 0).rehearse:
            raise SituationError(f"这次推送{SAYS[run.state]}，不用再彩排。")
        if not room.rehearse(run, asked.colleague.userid, asked.at, counts=True):
            raise SituationError(UNDER_WAY)
        asked.audit("outreach.rehearsed", f"run:{run.id}")
        return Redirect(f"{_path(run)}#rehearsal")


def _add_deciding(desk: Desk, room: OutreachRoom) -> None:
    @desk.post(f"{PATH}/{{run}}/approve", Permission.APPROVE)
    def approve(asked: DeskRequest) -> Answer:
        run = room.run(asked)
        _require_number(asked, run)
        decisions.approve(room.engine, run, room.campaign(run), asked.colleague.userid, asked.at, _most(asked))
        return _done(asked, run, "approved", "已批准。到时间会自己发。")

    @desk.post(f"{PATH}/{{run}}/start", Permission.CONTROL)
    def start(asked: DeskRequest) -> Answer:
        run = room.run(asked)
        set_due(room.outreach, run.id, asked.at)
        return _done(asked, run, "started", "马上开始；夜里和节假日不发，等到能发的时候。")

    @desk.post(f"{PATH}/{{run}}/pause", Permission.CONTROL)
    def pause(asked: DeskRequest) -> Answer:
        run = room.run(asked)
        decisions.pause(room.engine, run, asked.colleague.userid, asked.at, _reason(asked))
        return _done(asked, run, "paused", "已暂停，没发的留着。")

    @desk.post(f"{PATH}/{{run}}/resume", Permission.CONTROL)
    def resume(asked: DeskRequest) -> Answer:
        run = room.run(asked)
        decisions.resume(room.engine, run, asked.colleague.userid, asked.at)
        return _done(asked, run, "resumed", "接着发了。")

    @desk.post(f"{PATH}/{{run}}/stop", Permission.CONTROL)
    def stop(asked: DeskRequest) -> Answer:
        run, reason = room.run(asked), _reason(asked)
        if asked.form.get("sure") != "yes":
            raise NOT_SURE
        decisions.stop(room.engine, run, asked.colleague.userid, asked.at, reason)
        return _done(asked, run, "stopped", "已停止，没发的都取消了。")

    @desk.post(f"{PATH}/{{run}}/retry", Permission.CONTROL)
    def retry(asked: DeskRequest) -> Answer:
        run = room.run(asked)
        count = decisions.retry_failed(room.engine, run, asked.colleague.userid, asked.at)
        return _done(asked, run, "retried", f"{count:,} 条会再试；发过的、不清楚的都不重发。")


def _rehearsal(room: OutreachRoom, run: Run) -> dict[str, Any]:
    return {"run": run, "rehearsing": room.rehearsing(run), "field_titles": room.field_titles(run), **_LABELS}


def _is_over(room: OutreachRoom, run: Run) -> bool:
    """Tell whether a rehearsal has ended: then the steps, the buttons and the log above it have changed too."""
    found = room.rehearsals.find(run.id)
    return found is not None and found.is_over


_LABELS = {
    "SAYS": SAYS,
    "ACTS": ACTS,
    "WAYS": WAYS,
    "WHY_NOT": WHY_NOT,
    "VERDICTS": VERDICTS,
    "KNOCK_STATES": KNOCK_STATES,
    "say_reason": say_reason,
    "shortest": SHORTEST_REASON,
    "longest": LONGEST_REASON,
}


def _going(room: OutreachRoom, run: Run, asked: DeskRequest) -> dict[str, Any]:
    """Return how far a run is, and why nothing leaves just now."""
    found: RunProgress = progress(room.engine, run.id, asked.at)
    bars = [(title, sum(found.counts[state] for state in states)) for title, states in BARS.items()]
    campaign, calendar = room.campaigns.get(run.campaign), room.outreach.kb.calendar
    opens_at = None
    if campaign is not None and is_quiet(campaign.quiet, calendar, asked.at):
        opens_at = next_opening(campaign.quiet, calendar, asked.at)
    elif run.not_before is not None and run.not_before > asked.at:
        opens_at = run.not_before
    is_off = any(each.switch is Switch.OUTREACH for each in Switches(room.engine).off())
    return {"run": run, "progress": found, "bars": bars, "opens_at": opens_at, "is_switched_off": is_off}


def _done(asked: DeskRequest, run: Run, act: str, say: str) -> Redirect:
    asked.audit(f"outreach.{act}", f"run:{run.id}")
    return Redirect(_path(run), say)


def _path(run: Run) -> str:
    return f"{PATH}/{run.id}"


def _require_number(asked: DeskRequest, run: Run) -> None:
    """Refuse an approval that does not name how many people were rehearsed: whoever approves has read the number.

    Raises:
        DeskRefusal: the number is missing or another one, as when somebody rehearsed again meanwhile.
    """
    if run.state is RunState.REHEARSED and not decisions.is_audience(run, asked.form.get("number", "")):
        raise DeskRefusal(400, "输入的人数和彩排的不一样，没有批准。请看一遍彩排，照现在的人数再输一次。")


def _most(asked: DeskRequest) -> int | None:
    """Return how many people may be told at most, if the approver says so."""
    said = asked.form.get("most", "").strip()
    if said and not (said.isascii() and said.isdigit() and len(said) <= 8):
        raise DeskRefusal(400, "最多发给多少人，请写整数，或者不写。")
    return int(said) if said else None


def _reason(asked: DeskRequest) -> str:
    reason = asked.form.get("reason", "").strip()
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise NO_REASON
    return reason
