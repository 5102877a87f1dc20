"""What the pages of content work with: what may be changed, where it is used, and the changes on record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy.engine import Engine

from bot.content import ContentChange, ContentPreview, ContentState, ProposedContent, Publication
from bot.front.desk.frame.request import NOT_FOUND, DeskRefusal, DeskRequest
from bot.kb import (
    Answer,
    KnowledgeBase,
    Parameter,
    Policy,
    Sentence,
    TrainingState,
    conditions_of,
    places_in,
    training_state,
)
from bot.lookup import Searching
from bot.questions import Proposal, ProposalKind, Proposals, ProposalState
from bot.settings import Settings
from bot.staff import Staff

PATH = "/desk/content"
SETTLED = DeskRefusal(409, "这条建议已经有人处理了。请回到“群众问的”刷新再看。")


@dataclass(frozen=True)
class SentencePlace:
    """A sentence where it stands: its policy, its facet and its place there, from 0."""

    policy: Policy
    facet: str
    number: int
    sentence: Sentence

    @property
    def path(self) -> str:
        """Return the address of its page."""
        return f"{PATH}/sentences/{self.policy.id}/{self.facet}/{self.number}"


class ContentRoom:
    """The content of one installation as its editors see it."""

    def __init__(
        self,
        engine: Engine,
        kb: Callable[[], KnowledgeBase],
        searching: Searching,
        settings: Settings,
        today: Callable[[], date],
    ) -> None:
        self.publication = Publication(engine, settings.kb_dir, settings.edition_file, kb)
        self.today = today
        self._edition = settings.edition_file
        self._kb, self._searching = kb, searching
        self._proposals = Proposals(engine)
        self._staff = Staff(engine)

    @property
    def kb(self) -> KnowledgeBase:
        """Return what people are told now."""
        return self._kb()

    def parameter(self, asked: DeskRequest) -> Parameter:
        """Return the parameter of the address.

        Raises:
            DeskRefusal: there is none.
        """
        found = self.kb.parameters.get(asked.path.get("parameter", ""))
        if found is None:
            raise NOT_FOUND
        return found

    def sentence(self, asked: DeskRequest) -> SentencePlace:
        """Return the sentence of the address.

        Raises:
            DeskRefusal: there is none.
        """
        policy = self.kb.policies.get(asked.path.get("policy", ""))
        number = asked.number("number")
        for place in sentences_of(policy) if policy is not None else ():
            if (place.facet, place.number) == (asked.path.get("facet"), number):
                return place
        raise NOT_FOUND

    def change(self, asked: DeskRequest) -> ContentChange:
        """Return the change of the address.

        Raises:
            DeskRefusal: there is none.
        """
        found = self.publication.changes.find(asked.number("change"))
        if found is None:
            raise NOT_FOUND
        return found

    def training(self) -> TrainingState | None:
        """Return how the last training of the dialogue model stands; None when names were never changed."""
        return training_state(self._edition)

    def waiting(self) -> list[ContentChange]:
        """Return the changes that nobody has decided about."""
        return self.publication.changes.all((ContentState.PROPOSED,))

    def used_by(self, parameter: str) -> list[Policy]:
        """Return the policies that say a figure or decide by it."""
        return [policy for policy in self.kb.policies.values() if parameter in set(_figures_of(policy))]

    def proposal(self, asked: DeskRequest, kind: ProposalKind) -> Proposal | None:
        """Return the proposal that a page carries out, named in its address or its form; None when there is none.

        Raises:
            DeskRefusal: it is not one for this page, or somebody has settled it.
        """
        number = asked.form.get("proposal") or asked.query.get("proposal")
        if not number:
            return None
        found = (
            self._proposals.find(int(number)) if number.isascii() and number.isdigit() and len(number) < 10 else None
        )
        if found is None or (found.wish.kind, found.wish.policy) != (kind, asked.path.get("policy")):
            raise NOT_FOUND
        if found.state is not ProposalState.OPEN:
            raise SETTLED
        return found

    def preview(self, wanted: ProposedContent, is_searched: bool = False) -> ContentPreview:
        """Return what a change would change; what would be found only if it is searched for, which takes seconds."""
        return self.publication.preview(wanted, self.today(), self._searching if is_searched else None)

    def name(self, userid: str | None) -> str:
        """Return a colleague's name."""
        found = self._staff.find(userid) if userid else None
        return found.name if found is not None else userid or ""


def sentences_of(policy: Policy) -> Iterator[SentencePlace]:
    """Yield every sentence of a policy, in the order of its file."""
    for facet, held in policy.answers.items():
        if isinstance(held, Answer):
            for number, sentence in enumerate(held.sentences):
                yield SentencePlace(policy, facet, number, sentence)


def parameter_file(parameter: str) -> str:
    """Return the file of a parameter below the folder.

    >>> parameter_file("startup_loan.individual_max")
    'parameters/startup_loan/individual_max.yml'
    """
    group, _, name = parameter.partition(".")
    return f"parameters/{group}/{name}.yml"


def _figures_of(policy: Policy) -> Iterator[str]:
    for place in sentences_of(policy):
        yield from places_in(place.sentence.template)
    trees = [policy.criteria, *(state.criteria for state in policy.states.values())]
    for tree in trees:
        if tree is not None:
            yield from (each.parameter for each in conditions_of(tree) if each.parameter is not None)
