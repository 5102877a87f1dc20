"""What a picked choice asks for, and the one form in which it travels and is kept: ``/intent{"entity": "value"}``. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

# The form is Rasa's own: a text with this mark is an intent with entities, and never read as words.
MARK = "/"
# The wishes of the office's own rooms begin so; they ask nothing of the knowledge base and never reach the dialogue.
OFFICE = "office_"


@dataclass(frozen=True)
class Wish:
    """An intent and the entities it comes with."""

    intent: str
    entities: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_of_the_office(self) -> bool:
        """Tell whether a room of the office offered it."""
        return self.intent.startswith(OFFICE)

    def encode(self) -> str:
        """Return the payload that stands for the wish.

        >>> Wish("ask_where", {"policy": "startup_loan"}).encode(), Wish("show_menu").encode()
        ('/ask_where{"policy": "startup_loan"}', '/show_menu{}')
        """
        return f"{MARK}{self.intent}{json.dumps(dict(self.entities), ensure_ascii=False)}"

    @classmethod
    def decode(cls, payload: str) -> Wish:
        """Return the wish that a payload stands for.

        >>> Wish.decode('/ask_where{"policy": "startup_loan"}')
        Wish(intent='ask_where', entities={'policy': 'startup_loan'})

        Raises:
            ValueError: it is no payload.
        """
        intent, brace, rest = payload.removeprefix(MARK).partition("{")
        if not intent or not payload.startswith(MARK):
            raise ValueError("not the payload of a wish")
        return cls(intent, json.loads(brace + rest) if brace else {})
