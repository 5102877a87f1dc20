"""Reads the form by which a colleague proposes something to the editors."""

from __future__ import annotations

from collections.abc import Mapping

from bot.errors import SituationError
from bot.front.desk.frame.request import DeskRefusal
from bot.kb import KnowledgeBase
from bot.questions import ProposalKind, Wish

BAD_FORM = DeskRefusal(400, "表单不完整。请回到上一页，刷新后再提一次。")
NO_POLICY = "请选一条政策，或者写对它的名字。"
NO_NOTE = "改错要写一句哪里不对，编辑才知道改什么。"
LARGEST_GROUP = 2**31 - 1


def wish_in(form: Mapping[str, str], kb: KnowledgeBase) -> Wish:
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
    policy = _policy(form, kb)
    # What is corrected is a passage and not the question that led to it; the words go along as a reason.
    text = "" if kind is ProposalKind.CORRECTION else form.get("text", "")
    return Wish(kind, policy, text, None if kind is ProposalKind.ALIAS else facet, note, _group(form))


def _policy(form: Mapping[str, str], kb: KnowledgeBase) -> str:
    """Return the policy that was picked, or that was named by id or title."""
    named = form.get("other") or form.get("policy") or ""
    if named in kb.policies:
        return named
    found = [policy.id for policy in kb.policies.values() if named in (policy.title, policy.short_title)]
    if len(found) != 1:
        raise SituationError(NO_POLICY)
    return found[0]


def _group(form: Mapping[str, str]) -> int | None:
    text = form.get("group", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and int(text[:11]) <= LARGEST_GROUP):
        raise BAD_FORM
    return int(text[:11])
