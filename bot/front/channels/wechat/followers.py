"""What following, leaving, scanning and consenting on WeChat change in what we hold of a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from bot.kb import KnowledgeBase, Station
from bot.messaging.protocol import TemplateConsent
from bot.people import Consents, GrantKind, Grants, Identities, Identity

STATION_SCENE = "st:"


class Following:
    """The changes, for one account.

    Args:
        kinds: how long a grant of each template id lasts; a template that is not named is taken for one-off, the safer reading.
    """

    def __init__(
        self,
        identities: Identities,
        consents: Consents,
        grants: Grants,
        kb: Callable[[], KnowledgeBase],
        kinds: Mapping[str, GrantKind],
    ) -> None:
        self._identities = identities
        self._consents = consents
        self._grants = grants
        self._kb = kb
        self._kinds = kinds

    def scanned(self, identity: Identity, scene: str, at: datetime) -> Station | None:
        """Record the station of a scanned code and return it; None when the code names no station that we know."""
        station = (
            self._kb().stations.get(scene.removeprefix(STATION_SCENE)) if scene.startswith(STATION_SCENE) else None
        )
        if station is not None:
            self._identities.suggest_station(identity.person, station.id, at)
        return station

    def left(self, identity: Identity, at: datetime) -> None:
        """Stop everything for someone who does not follow any more: nothing is sent again unless they agree anew."""
        self._identities.set_reachable(identity.conversation, "unfollowed")
        self._consents.withdraw(identity.person, "unfollowed", at, channel=identity.channel)
        self._grants.refuse(identity.person)

    def consented(self, identity: Identity, changes: Sequence[TemplateConsent], at: datetime) -> None:
        """Count what someone allowed or refused in WeChat's own pop-up or settings."""
        for change in changes:
            if change.accepted:
                kind = self._kinds.get(change.template, GrantKind.ONE_OFF)
                self._grants.accept(identity.person, change.template, kind, at)
            else:
                self._grants.refuse(identity.person, change.template)
