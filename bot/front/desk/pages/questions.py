"""The pages of what was asked: not answered, of no use, this week, and what colleagues propose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.frame import AgendaLine
from bot.front.desk.frame.request import NOT_FOUND, Answer, DeskRefusal, DeskRequest, Download, Page, Redirect
from bot.front.desk.pages.questions_data import QuestionRoom
from bot.kb import KnowledgeBase
from bot.questions import (
    WRONG_CARDS_SINCE,
    EditorsWish,
    ProposalKind,
    ProposalState,
    QueueFilter,
    QueueShelf,
    as_yaml,
    asking,
    count_waiting,
    for_editors,
    wrong_cards,
)
from bot.staff import Permission
from bot.wording.office import NO_WORDS, queue_labels
from bot.wording.office import questions as say

PATH = "/desk/questions"
TABS = {"unanswered": "没答上", "useless": "说没用", "week": "本周在问什么", "proposals": "建议"}
PER_PAGE = 20
LAST_PAGE = 500
WEEK = timedelta(days=7)
SETTLED_SHOWN = 30
WEEK_GROUPS, ON_AGENDA, LONGEST_WORDS = 10, 5, 40
BAD_FORM = DeskRefusal(400, "表单不完整。请回到上一页，刷新后再提一次。")
NO_POLICY = "请选一条政策，或者写对它的名字。"
NO_NOTE = "改错要写一句哪里不对，编辑才知道改什么。"
LARGEST_GROUP = 2**31 - 1
NO_SUCH_CHOICE = DeskRefusal(400, "没有这一种处理办法。请刷新页面再试。")


def add_question_pages(desk: Desk, engine: Engine, kb: Callable[[], KnowledgeBase]) -> None:
    """Add the pages, the way to them, and what waits."""
    room = QuestionRoom(engine, kb)
    desk.entry("群众问的", PATH, Permission.QUESTIONS)
    desk.waiting(
        Permission.QUESTIONS, "没答上的问题", PATH, lambda _asked: count_waiting(engine, QueueShelf.UNANSWERED)
    )
    desk.waiting(Permission.SETTLE, "同事的建议", f"{PATH}?tab=proposals", lambda _asked: len(room.proposals.all()))
    desk.agenda(Permission.SETTLE, "问得最多、没答上的", lambda _asked: _agenda(room))
    _add_reading(desk, room)
    _add_proposing(desk, room)
    _add_settling(desk, room)


def _agenda(room: QuestionRoom) -> list[AgendaLine]:
    """Return the groups that were asked most; they are put together when the list itself is looked at."""
    groups = room.queue.groups(QueueShelf.UNANSWERED, ON_AGENDA)
    return [
        AgendaLine(group.text or NO_WORDS, f"{PATH}#group-{group.id}", f"问过 {group.count} 次") for group in groups
    ]


def _add_reading(desk: Desk, room: QuestionRoom) -> None:
    @desk.get(PATH, Permission.QUESTIONS)
    def look(asked: DeskRequest) -> Answer:
        tab = asked.query.get("tab", "unanswered")
        if tab not in TABS:
            raise NOT_FOUND
        show = {"week": _week, "proposals": _proposals}.get(tab, _shelf)
        return show(asked, room, tab)

    @desk.get(f"{PATH}/export", Permission.SETTLE)
    def export(asked: DeskRequest) -> Answer:
        asked.audit("question.exported")
        name = f"questions-{asked.at:%Y-%m-%d}.yml"
        return Download(
            as_yaml(room.kb, for_editors(room.engine, room.queue, asked.at), asked.at).encode(),
            name,
            "application/yaml",
        )


def _add_proposing(desk: Desk, room: QuestionRoom) -> None:
    @desk.post(f"{PATH}/proposals", Permission.QUESTIONS)
    def propose(asked: DeskRequest) -> Answer:
        wish = _wish_in(asked.form, room.kb)
        number = room.proposals.propose(wish, asked.colleague.userid, asked.at)
        asked.audit("question.proposed", f"proposal:{number}", kind=wish.kind.value, group=wish.question)
        return Redirect(_back(asked), f"已记下建议 {number} 号，编辑会看。")


def _add_settling(desk: Desk, room: QuestionRoom) -> None:
    @desk.post(f"{PATH}/groups/settle", Permission.SETTLE)
    def put_some_away(asked: DeskRequest) -> Answer:
        groups = [int(each) for each in asked.all("group") if each.isascii() and each.isdigit() and len(each) < 10]
        if not groups:
            raise SituationError("先勾上要收起的几组。")
        counts = {group: room.queue.settle(group) for group in groups}
        for group, count in counts.items():
            if count:
                asked.audit("question.settled", f"group:{group}", questions=count)
        done = sum(count > 0 for count in counts.values())
        return Redirect(_back(asked), f"已收起 {done} 组。以后再有人问，会重新出现。")

    @desk.post(f"{PATH}/groups/{{group}}/settle", Permission.SETTLE)
    def put_away(asked: DeskRequest) -> Answer:
        group = asked.number("group")
        count = room.queue.settle(group)
        if not count:
            raise DeskRefusal(409, "这一组已经有人收起来了。请刷新再看。")
        asked.audit("question.settled", f"group:{group}", questions=count)
        return Redirect(_back(asked), f"已收起这一组（{count} 次提问）。以后再有人问，会重新出现。")

    @desk.post(f"{PATH}/proposals/{{proposal}}/settle", Permission.SETTLE)
    def settle(asked: DeskRequest) -> Answer:
        proposal, state = asked.number("proposal"), asked.form.get("state", "")
        if state not in (ProposalState.DONE.value, ProposalState.DECLINED.value):
            raise NO_SUCH_CHOICE
        room.proposals.settle(proposal, ProposalState(state), asked.colleague.userid, asked.at)
        asked.audit(f"proposal.{state}", f"proposal:{proposal}")
        return Redirect(f"{PATH}?tab=proposals", f"{proposal} 号：{say.STATES[state]}。")


def _shelf(asked: DeskRequest, room: QuestionRoom, tab: str) -> Page:
    number = _page_number(asked)
    room.queue.refresh()
    wanted = _filter_in(asked.query)
    groups = room.queue.groups(QueueShelf(tab), PER_PAGE + 1, offset=(number - 1) * PER_PAGE, wanted=wanted)
    views = room.views(groups[:PER_PAGE])
    more = {"number": number, "has_next": len(groups) > PER_PAGE, "groups": views, "wanted": wanted}
    more |= {"endings": queue_labels(), "filtered": _as_query(wanted)}
    return _page(room, "questions_shelf.html", tab, waiting=count_waiting(room.engine, QueueShelf(tab)), **more)


def _week(asked: DeskRequest, room: QuestionRoom, tab: str) -> Page:
    since = asked.at - WEEK
    room.queue.refresh()
    found = asking(room.engine, since, asked.at)
    groups = room.views(room.queue.groups(QueueShelf.UNANSWERED, WEEK_GROUPS, since=since))
    return _page(room, "questions_week.html", tab, found=found, groups=groups, since=since)


def _proposals(asked: DeskRequest, room: QuestionRoom, tab: str) -> Page:
    settled = room.proposals.all((ProposalState.DONE, ProposalState.DECLINED), SETTLED_SHOWN)
    cards = wrong_cards(room.engine, asked.at - WRONG_CARDS_SINCE)
    more = {"changes": room.changes.of_proposals(), "accept": room.accepting, "settled": settled, "cards": cards}
    return _page(room, "questions_proposals.html", tab, waiting=room.proposals.all(), **more)


def _page(room: QuestionRoom, template: str, tab: str, **values: Any) -> Page:
    shown = {"kb": room.kb, "words": say, "tabs": TABS, "tab": tab, "path": PATH}
    return Page(template, {**shown, **values})


def _filter_in(query: Mapping[str, str]) -> QueueFilter:
    outcome = query.get("outcome", "")
    return QueueFilter(
        query.get("q", "").strip()[:LONGEST_WORDS],
        outcome if outcome in queue_labels() else "",
        query.get("of", "")[:64],
    )


def _as_query(wanted: QueueFilter) -> str:
    """Return a filter as it stands in an address, for the next page."""
    given = {"q": wanted.words, "outcome": wanted.outcome, "of": wanted.policy}
    return urlencode({name: value for name, value in given.items() if value})


def _page_number(asked: DeskRequest) -> int:
    text = asked.query.get("page", "1")
    if not (text.isascii() and text.isdigit() and len(text) < 9 and 1 <= int(text) <= LAST_PAGE):
        raise NOT_FOUND
    return int(text)


def _back(asked: DeskRequest) -> str:
    """Return the tab from which a form came."""
    tab = asked.form.get("tab", "")
    return f"{PATH}?tab={tab}" if tab in TABS else PATH


def _wish_in(form: Mapping[str, str], kb: KnowledgeBase) -> EditorsWish:
    """Return what a form proposes.

    Raises:
        DeskRefusal: no page of ours makes such a form.
        SituationError: something is missing that the colleague can add.
    """
    if form.get("kind") not in {kind.value for kind in ProposalKind}:
        raise BAD_FORM
    kind, facet, note = ProposalKind(form["kind"]), form.get("facet") or None, form.get("note", "")
    if facet is not None and facet not in kb.facets:
        raise BAD_FORM
    if kind is ProposalKind.CORRECTION and not note:
        raise SituationError(NO_NOTE)
    policy = _policy_named(form, kb)
    # What is corrected is a passage and not the question that led to it; the words go along as a reason.
    text = "" if kind is ProposalKind.CORRECTION else form.get("text", "")
    return EditorsWish(kind, policy, text, None if kind is ProposalKind.ALIAS else facet, note, _group_of(form))


def _policy_named(form: Mapping[str, str], kb: KnowledgeBase) -> str:
    """Return the policy that was picked, or that was named by id or title."""
    named = form.get("other") or form.get("policy") or ""
    if named in kb.policies:
        return named
    found = [policy.id for policy in kb.policies.values() if named in (policy.title, policy.short_title)]
    if len(found) != 1:
        raise SituationError(NO_POLICY)
    return found[0]


def _group_of(form: Mapping[str, str]) -> int | None:
    text = form.get("group", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and int(text[:11]) <= LARGEST_GROUP):
        raise BAD_FORM
    return int(text[:11])
