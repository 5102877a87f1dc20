"""The pages on which an amount or a sentence is changed: what holds now, the form, what would change, and the proposal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import yaml

from bot.content import ContentKind, ContentPreview, ProposedContent, SentenceEdit, with_sentence
from bot.errors import SituationError
from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.request import Answer, DeskRequest, Page, Redirect
from bot.front.desk.pages.check import SAYS
from bot.front.desk.pages.content.amount_form import BASES, FIELDS, STANDINGS, amount_change
from bot.front.desk.pages.content.content_room import PATH, ContentRoom, SentencePlace
from bot.staff import Permission

AMOUNT = PATH + "/amounts/{parameter}"
SENTENCE = PATH + "/sentences/{policy}/{facet}/{number}"
PROPOSED = "已经提出，{}号。要另一位同事看过、发布，才会对群众说。"
Wanted = Callable[[DeskRequest], ProposedContent]


def add_editing(desk: Desk, room: ContentRoom) -> None:
    """Add the pages of amounts and sentences."""

    @desk.get(AMOUNT, Permission.EDIT)
    def amount(asked: DeskRequest) -> Page:
        return Page("content_amount.html", _amount_values(room, asked, {"basis": "clause", "standing": "official"}))

    @desk.post(AMOUNT, Permission.EDIT)
    def change_amount(asked: DeskRequest) -> Answer:
        def wanted(asked: DeskRequest) -> ProposedContent:
            return amount_change(room, room.parameter(asked), asked.form)

        return taken(room, asked, wanted, "content_amount.html", lambda: _amount_values(room, asked, asked.form))

    @desk.get(SENTENCE, Permission.EDIT)
    def sentence(asked: DeskRequest) -> Page:
        place = room.sentence(asked)
        return Page("content_sentence.html", _sentence_values(room, place, {"text": place.sentence.template}))

    @desk.post(SENTENCE, Permission.EDIT)
    def change_sentence(asked: DeskRequest) -> Answer:
        place = room.sentence(asked)
        return taken(
            room,
            asked,
            lambda asked: _sentence_change(room, place, asked.form),
            "content_sentence.html",
            lambda: _sentence_values(room, place, asked.form),
        )


def taken(
    room: ContentRoom, asked: DeskRequest, wanted: Wanted, template: str, values: Callable[[], dict[str, object]]
) -> Answer:
    """Show what a form would change, or propose it; what is wrong with it is said beside the form, which keeps all that was typed."""
    seen: ContentPreview | None = None
    try:
        change = wanted(asked)
        # As one types, only what is quick: what would be found needs an index of its own.
        seen = room.preview(change, is_searched=not asked.is_fragment)
        if asked.is_fragment:
            return Page("content_preview.html", {"seen": seen, "wrong": "", "SAYS": SAYS})
        if "propose" in asked.form and not seen.problems:
            number = room.publication.changes.propose(change, asked.colleague.userid, asked.at)
            asked.audit("content.proposed", f"content:{number}", kind=change.kind.value)
            return Redirect(f"{PATH}/changes/{number}", PROPOSED.format(number))
    except SituationError as error:
        if asked.is_fragment:
            return Page("content_preview.html", {"seen": None, "wrong": str(error)})
        return Page(template, {**values(), "seen": seen, "wrong": str(error)}, 409)
    return Page(template, {**values(), "seen": seen}, 409 if seen.problems else 200)


def _amount_values(room: ContentRoom, asked: DeskRequest, form: Mapping[str, str]) -> dict[str, object]:
    parameter = room.parameter(asked)
    return {
        "parameter": parameter,
        "used_by": room.used_by(parameter.id),
        "clauses": sorted(room.kb.clauses.values(), key=lambda clause: clause.id),
        "sources": sorted(room.kb.sources.values(), key=lambda source: source.title),
        "form": {field: form.get(field, "") for field in FIELDS},
        "BASES": BASES,
        "STANDINGS": STANDINGS,
        "today": room.today(),
        "seen": None,
        "wrong": "",
        "SAYS": SAYS,
    }


def _sentence_values(room: ContentRoom, place: SentencePlace, form: Mapping[str, str]) -> dict[str, object]:
    return {
        "place": place,
        "facet": room.kb.facets[place.facet].label,
        "form": {field: form.get(field, "") for field in ("text", "since", "reason")},
        "seen": None,
        "wrong": "",
        "SAYS": SAYS,
    }


def _sentence_change(room: ContentRoom, place: SentencePlace, form: Mapping[str, str]) -> ProposedContent:
    name, text = f"policies/{place.policy.id}.yml", form.get("text", "").strip()
    if not text:
        raise SituationError("这句话不能是空的。要说一项政策没有了，请找管理员把它关掉。")
    held = room.publication.text(name)
    if held is None or _written(held, place) != place.sentence.template:
        raise SituationError("这句话刚有人改过，还没有生效。请过一会儿刷新再改。")
    since = _day(form.get("since", ""))
    edit = SentenceEdit(place.facet, place.number, text, since)
    facet = room.kb.facets[place.facet].label
    title = f"{place.policy.short_title} · {facet}：{'改了一句' if since is None else f'{since}起换一句'}"
    about = f"{place.policy.id}/{place.facet}"
    after = {name: with_sentence(held, edit)}
    return ProposedContent(ContentKind.SENTENCE, about, title, form.get("reason", ""), {name: held}, after, since)


def _written(text: str, place: SentencePlace) -> str | None:
    """Return what the file says where the sentence is thought to stand."""
    sentences = yaml.safe_load(text)["answers"].get(place.facet)
    is_there = isinstance(sentences, list) and place.number < len(sentences)
    return str(sentences[place.number]["text"]) if is_there else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise SituationError("“从哪天起”要写一个日期，例如 2027-01-01；不写就是把现在这句改对。") from None
