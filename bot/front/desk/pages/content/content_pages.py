"""The pages of the knowledge base: what may be changed, what waits for a second person, what was published, and the way back."""

from __future__ import annotations

from difflib import unified_diff

from bot.content import ContentChange, ContentKind, ContentState
from bot.errors import SituationError
from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.frame import AgendaLine
from bot.front.desk.frame.request import NOT_FOUND, Answer, DeskRequest, Page, Redirect
from bot.front.desk.pages.check import SAYS
from bot.front.desk.pages.content.content_room import PATH, ContentRoom, sentences_of
from bot.front.desk.pages.content.edit_pages import add_editing
from bot.front.desk.pages.content.spoken_pages import add_spoken
from bot.kb import Policy
from bot.staff import Permission

CHANGE = PATH + "/changes/{change}"
TABS = {"amounts": "数", "sentences": "句子", "heard": "叫法和问法", "changes": "改过的"}
STATES = {
    ContentState.PROPOSED: "等另一位同事发布",
    ContentState.PUBLISHED: "已发布",
    ContentState.DECLINED: "没有同意",
    ContentState.WITHDRAWN: "提出的人撤下了",
}
NOTHING_TYPED = {"remark": "", "reason": ""}
LIVE = "已发布，几秒内各处都照新的说。"
TRAINING = "改了叫法：现在就能查到；聊天在后台重新训练，好了自动换上，训练时照旧回答。"


def add_content(desk: Desk, room: ContentRoom) -> None:
    """Add the pages, the way to them, and what waits."""
    desk.entry("改内容", PATH, Permission.PUBLISH)
    desk.waiting(Permission.PUBLISH, "等发布的改动", f"{PATH}?tab=changes", lambda _asked: len(room.waiting()))
    desk.agenda(Permission.PUBLISH, "等发布的改动", lambda asked: _agenda(room, asked))
    _add_overview(desk, room)
    add_editing(desk, room)
    add_spoken(desk, room)
    _add_one(desk, room)
    _add_deciding(desk, room)


def _agenda(room: ContentRoom, asked: DeskRequest) -> list[AgendaLine]:
    """Return what somebody else proposed: one's own cannot be published by oneself."""
    others = [each for each in room.waiting() if each.proposed_by != asked.colleague.userid]
    return [
        AgendaLine(each.wanted.title, f"{PATH}/changes/{each.id}", f"{room.name(each.proposed_by)}提的")
        for each in others
    ]


def _add_overview(desk: Desk, room: ContentRoom) -> None:
    @desk.get(PATH, Permission.PUBLISH)
    def look(asked: DeskRequest) -> Page:
        tab = asked.query.get("tab", "amounts")
        if tab not in TABS:
            raise NOT_FOUND
        kb, words = room.kb, asked.query.get("q", "").strip()[:60]
        values: dict[str, object] = {"tab": tab, "TABS": TABS, "words": words, "path": PATH, "today": room.today()}
        values["training"] = room.training()
        if tab == "amounts":
            values["parameters"] = [each for each in kb.parameters.values() if words in each.title]
        elif tab == "sentences":
            chosen = kb.policies.get(asked.query.get("policy", ""))
            values |= {"policies": list(kb.policies.values()), "policy": chosen, "facets": kb.facets}
            values["places"] = list(sentences_of(chosen)) if chosen is not None else []
        elif tab == "heard":
            values["policies"] = [each for each in kb.policies.values() if _is_named(each, words)]
        else:
            values |= {
                "changes": room.publication.changes.all(tuple(ContentState)),
                "name": room.name,
                "STATES": STATES,
            }
        return Page("content.html", values)


def _is_named(policy: Policy, words: str) -> bool:
    return any(words in name for name in (policy.title, policy.short_title, *policy.aliases))


def _add_one(desk: Desk, room: ContentRoom) -> None:
    @desk.get(CHANGE, Permission.PUBLISH)
    def one(asked: DeskRequest) -> Page:
        return Page("content_change.html", _change_values(room, room.change(asked), asked))


def _add_deciding(desk: Desk, room: ContentRoom) -> None:
    @desk.post(CHANGE + "/publish", Permission.PUBLISH)
    def publish(asked: DeskRequest) -> Answer:
        change = room.change(asked)
        try:
            published = room.publication.publish(change, asked.colleague, asked.at, room.today())
        except SituationError as error:
            return _again(room, change, asked, error)
        asked.audit("content.published", f"content:{change.id}")
        return Redirect(f"{PATH}/changes/{change.id}", LIVE + (TRAINING if published.needs_training else ""))

    @desk.post(CHANGE + "/decline", Permission.PUBLISH)
    def decline(asked: DeskRequest) -> Answer:
        change, remark = room.change(asked), asked.form.get("remark", "").strip()[:500]
        is_own = change.proposed_by == asked.colleague.userid
        if not is_own and not remark:
            return _again(room, change, asked, SituationError("请写一句为什么不同意，提的人看得到。"))
        state = ContentState.WITHDRAWN if is_own else ContentState.DECLINED
        room.publication.changes.decide(change.id, state, asked.colleague.userid, asked.at, remark or None)
        asked.audit(f"content.{state.value}", f"content:{change.id}")
        return Redirect(f"{PATH}?tab=changes", f"{change.id}号：{STATES[state]}。")

    @desk.post(CHANGE + "/undo", Permission.PUBLISH)
    def undo(asked: DeskRequest) -> Answer:
        change = room.change(asked)
        try:
            number = room.publication.undo(
                change, asked.form.get("reason", "")[:500], asked.colleague, asked.at, room.today()
            )
        except SituationError as error:
            return _again(room, change, asked, error)
        asked.audit("content.undone", f"content:{change.id}", undo=number)
        return Redirect(f"{PATH}/changes/{number}", f"{change.id}号已经撤回，几秒内各处都照原来的说。")


def _again(room: ContentRoom, change: ContentChange, asked: DeskRequest, error: SituationError) -> Page:
    """Show the change again with what stands in its way; what was typed is kept."""
    values = _change_values(room, change, asked)
    return Page("content_change.html", {**values, "wrong": str(error), "form": {**NOTHING_TYPED, **asked.form}}, 409)


def _change_values(room: ContentRoom, change: ContentChange, asked: DeskRequest) -> dict[str, object]:
    waits = change.state is ContentState.PROPOSED
    return {
        "change": change,
        "seen": room.preview(change.wanted, is_searched=True) if waits else None,
        "files": [
            (name, _changed_lines(change.wanted.before[name] or "", text or ""))
            for name, text in change.wanted.after.items()
        ],
        "is_own": change.proposed_by == asked.colleague.userid,
        "waits": waits,
        "is_last": change.state is ContentState.PUBLISHED
        and all(room.publication.text(name) == text for name, text in change.wanted.after.items()),
        "name": room.name,
        "STATES": STATES,
        "training": room.training() if change.wanted.kind is not ContentKind.AMOUNT else None,
        "SAYS": SAYS,
        "wrong": "",
        "form": NOTHING_TYPED,
        "path": PATH,
    }


def _changed_lines(before: str, after: str) -> list[tuple[str, str]]:
    """Return the lines that go and come, each with its sign, and those beside them."""
    lines = list(unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2))[2:]
    return [(line[:1], line[1:]) for line in lines if not line.startswith("@@")]
