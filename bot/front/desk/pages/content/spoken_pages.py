"""The pages on which the names of a policy and the questions of its sentences are changed; a colleague's proposal fills them in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.content import (
    ContentKind,
    ProposedContent,
    names_in_file,
    spoken_lines,
    with_names,
    with_questions,
)
from bot.errors import SituationError
from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.request import NOT_FOUND, Answer, DeskRequest, Page
from bot.front.desk.pages.check import SAYS
from bot.front.desk.pages.content.content_room import PATH, ContentRoom, SentencePlace, sentences_of
from bot.front.desk.pages.content.edit_pages import taken
from bot.kb import Policy
from bot.questions import Proposal, ProposalKind
from bot.staff import Permission

NAMES = PATH + "/names/{policy}"
SENTENCES = PATH + "/questions/{policy}"
QUESTIONS = SENTENCES + "/{statement}"
CHANGED = "刚有人改过，还没有生效。请过一会儿刷新再改。"
REASON_OF_PROPOSAL = "采纳同事的建议{}号"


def add_spoken(desk: Desk, room: ContentRoom) -> None:
    """Add the pages of names and questions."""
    _add_names(desk, room)
    _add_questions(desk, room)


def _add_names(desk: Desk, room: ContentRoom) -> None:
    @desk.get(NAMES, Permission.EDIT)
    def names(asked: DeskRequest) -> Page:
        policy, proposal = _policy(room, asked), room.proposal(asked, ProposalKind.ALIAS)
        return Page("content_names.html", {"policy": policy, **_values(_filled_in(policy.aliases, proposal), proposal)})

    @desk.post(NAMES, Permission.EDIT)
    def change_names(asked: DeskRequest) -> Answer:
        policy, form = _policy(room, asked), asked.form
        proposal = room.proposal(asked, ProposalKind.ALIAS)

        def wanted(asked: DeskRequest) -> ProposedContent:
            return _names_change(room, policy, _typed(form), form.get("reason", ""), proposal)

        def values() -> dict[str, object]:
            return {"policy": policy, **_values(form, proposal)}

        return taken(room, asked, wanted, "content_names.html", values)


def _add_questions(desk: Desk, room: ContentRoom) -> None:
    @desk.get(SENTENCES, Permission.EDIT)
    def sentences(asked: DeskRequest) -> Page:
        policy, proposal = _policy(room, asked), room.proposal(asked, ProposalKind.QUESTION)
        facet = proposal.wish.facet if proposal is not None else None
        places = sorted(_statements(room, policy), key=lambda place: place.facet != facet)
        shown = {"policy": policy, "places": places, "facets": room.kb.facets, "facet": facet, "proposal": proposal}
        return Page("content_heard.html", {**shown, "path": PATH})

    @desk.get(QUESTIONS, Permission.EDIT)
    def questions(asked: DeskRequest) -> Page:
        place, proposal = _statement(room, asked), room.proposal(asked, ProposalKind.QUESTION)
        form = _filled_in(place.sentence.questions, proposal)
        return Page("content_questions.html", _questions_values(room, place, form, proposal))

    @desk.post(QUESTIONS, Permission.EDIT)
    def change_questions(asked: DeskRequest) -> Answer:
        place, form = _statement(room, asked), asked.form
        proposal = room.proposal(asked, ProposalKind.QUESTION)

        def wanted(asked: DeskRequest) -> ProposedContent:
            return _questions_change(room, place, _typed(form), form.get("reason", ""), proposal)

        def values() -> dict[str, object]:
            return _questions_values(room, place, form, proposal)

        return taken(room, asked, wanted, "content_questions.html", values)


def _names_change(
    room: ContentRoom, policy: Policy, names: Sequence[str], reason: str, proposal: Proposal | None
) -> ProposedContent:
    name = f"policies/{policy.id}.yml"
    held = room.publication.text(name)
    if held is None or names_in_file(held) != policy.aliases:
        raise SituationError(f"这项政策的叫法{CHANGED}")
    title = f"{policy.short_title} · 叫法：{_come_and_gone(policy.aliases, names)}"
    number = None if proposal is None else proposal.id
    after = {name: with_names(held, names)}
    return ProposedContent(
        ContentKind.NAMES, policy.id, title, reason, {name: held}, after if names != policy.aliases else {name: held},
        proposal=number,
    )  # fmt: skip


def _questions_change(
    room: ContentRoom, place: SentencePlace, questions: Sequence[str], reason: str, proposal: Proposal | None
) -> ProposedContent:
    policy, held = place.policy, place.sentence.questions
    name = f"questions/{policy.id}.yml"
    text = room.publication.text(name)
    facet = room.kb.facets[place.facet].label
    title = f"{policy.short_title} · {facet}的问法：{_come_and_gone(held, questions)}"
    after = text if tuple(questions) == held else with_questions(text, policy.id, place.sentence.id, questions)
    number = None if proposal is None else proposal.id
    about = f"{policy.id}/{place.sentence.id}"
    return ProposedContent(
        ContentKind.QUESTIONS, about, title, reason, {name: text}, {name: after}, proposal=number
    )  # fmt: skip


def _come_and_gone(held: Sequence[str], wanted: Sequence[str]) -> str:
    """Return in a few words what comes and what goes.

    >>> _come_and_gone(["小贷"], ["小贷", "开店钱"]), _come_and_gone(["小贷"], [])
    ('加“开店钱”', '去掉“小贷”')
    """
    come, gone = [each for each in wanted if each not in held], [each for each in held if each not in wanted]
    parts = [f"{verb}“{'”“'.join(words[:3])}”" for verb, words in (("加", come), ("去掉", gone)) if words]
    return "，".join(parts) or "换了顺序"


def _policy(room: ContentRoom, asked: DeskRequest) -> Policy:
    found = room.kb.policies.get(asked.path.get("policy", ""))
    if found is None:
        raise NOT_FOUND
    return found


def _statements(room: ContentRoom, policy: Policy) -> list[SentencePlace]:
    """Return the sentences of a policy, once each: wordings of different days share their questions, and today's is shown."""
    found: dict[str, SentencePlace] = {}
    for place in sentences_of(policy):
        if place.sentence.id not in found or place.sentence.validity.covers(room.today()):
            found[place.sentence.id] = place
    return list(found.values())


def _statement(room: ContentRoom, asked: DeskRequest) -> SentencePlace:
    for place in _statements(room, _policy(room, asked)):
        if place.sentence.id == asked.path.get("statement"):
            return place
    raise NOT_FOUND


def _typed(form: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names or questions of a form: those that stay and those that come."""
    return spoken_lines(f"{form.get('lines', '')}\n{form.get('added', '')}")


def _filled_in(held: Sequence[str], proposal: Proposal | None) -> dict[str, str]:
    """Return a form with what is held, and what a colleague proposes to add."""
    if proposal is None:
        return {"lines": "\n".join(held)}
    reason = REASON_OF_PROPOSAL.format(proposal.id)
    return {"lines": "\n".join(held), "added": proposal.wish.text, "reason": reason}


def _values(form: Mapping[str, str], proposal: Proposal | None) -> dict[str, object]:
    # A browser sends its own ends of lines.
    typed = {field: "\n".join(form.get(field, "").splitlines()) for field in ("lines", "added", "reason")}
    return {"form": typed, "proposal": proposal, "seen": None, "wrong": "", "SAYS": SAYS, "path": PATH}


def _questions_values(
    room: ContentRoom, place: SentencePlace, form: Mapping[str, str], proposal: Proposal | None
) -> dict[str, object]:
    return {"place": place, "facet": room.kb.facets[place.facet].label, **_values(form, proposal)}
