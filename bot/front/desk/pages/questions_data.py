"""What the pages of questions work with: the queue over the knowledge base, made when the first colleague looks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Engine

from bot.content import ContentChanges
from bot.kb import KnowledgeBase, MadeOf
from bot.lookup import Ranker
from bot.questions import Proposal, ProposalKind, Proposals, QuestionGroup, Queue
from bot.wording.office import NO_WORDS, facet_label, known_words, passage_title, policy_title, queue_labels


@dataclass(frozen=True)
class Nearest:
    """A passage that a group may belong to; ``search`` is what to look up to see it."""

    policy: str
    policy_title: str
    facet: str
    title: str
    search: str


@dataclass(frozen=True)
class GroupView:
    """A group as the page shows it.

    Args:
        text: the question that stands for it, or that no words were kept.
        is_worded: whether there are words.
        about: what the answers were about.
        others: other wordings of it.
        proposed: how many proposals for it wait.
        nearest: what it may belong to, what the answers were about first.
    """

    group: QuestionGroup
    text: str
    is_worded: bool
    ended: str
    about: str
    others: Sequence[str]
    proposed: int
    nearest: Sequence[Nearest]


class QuestionRoom:
    """The questions of one process; several threads may look at once."""

    def __init__(self, engine: Engine, kb: Callable[[], KnowledgeBase]) -> None:
        self.engine = engine
        self.proposals = Proposals(engine)
        self.changes = ContentChanges(engine)
        self._kb = kb
        self._queue = MadeOf(kb, lambda kb: Queue(engine, kb, Ranker(kb)))

    @property
    def kb(self) -> KnowledgeBase:
        """Return the knowledge base."""
        return self._kb()

    @property
    def queue(self) -> Queue:
        """Return the queue."""
        return self._queue()

    def accepting(self, proposal: Proposal) -> str:
        """Return the address of the page on which a proposal is carried out; empty where none can be."""
        wish = proposal.wish
        if wish.policy not in self.kb.policies:
            return ""
        if wish.kind is ProposalKind.CORRECTION:
            return f"/desk/content?tab=sentences&policy={wish.policy}"
        page = "names" if wish.kind is ProposalKind.ALIAS else "questions"
        return f"/desk/content/{page}/{wish.policy}?proposal={proposal.id}"

    def views(self, groups: Sequence[QuestionGroup]) -> list[GroupView]:
        """Return how groups are shown."""
        proposed = Counter(proposal.wish.question for proposal in self.proposals.all())
        return [self._view(group, proposed[group.id]) for group in groups]

    def _view(self, group: QuestionGroup, proposed: int) -> GroupView:
        kb = self.kb
        about = passage_title(kb, group.policy, next(iter(group.facets), None)) if group.policy else ""
        others = [text for text in self.queue.examples(group.id) if text != group.text] if group.count > 1 else []
        return GroupView(
            group,
            group.text or NO_WORDS,
            bool(group.text),
            known_words(queue_labels(), group.outcome),
            about,
            others,
            proposed,
            self._nearest(kb, group),
        )

    def _nearest(self, kb: KnowledgeBase, group: QuestionGroup) -> list[Nearest]:
        found = [(hit.policy, hit.facet) for hit in group.nearest]
        if group.policy:
            found.insert(0, (group.policy, next(iter(group.facets), "")))
        # A policy that was taken out of the knowledge base since is nothing to propose for.
        known = [(policy, facet) for policy, facet in dict.fromkeys(found) if policy in kb.policies]
        return [
            Nearest(
                policy,
                policy_title(kb, policy),
                facet,
                passage_title(kb, policy, facet),
                f"{policy_title(kb, policy)} {facet_label(kb, facet)}".strip(),
            )
            for policy, facet in known
        ]
