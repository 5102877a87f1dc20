"""What the chat API takes: the shape of a message, exact enough to generate tests from its OpenAPI."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from pydantic import BaseModel, Extra, Field, PydanticValueError, StrictStr, conint, root_validator, validator

from bot.wording.office import chat as say

LONGEST_TEXT = 2000
LONGEST_CHOICE_ID = 64
MOST_SEEN, LARGEST_ID = 500, 2**31 - 1
# Line breaks and tabs come with pasted text and are welcome; other control characters and lone surrogates are not.
FORBIDDEN = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
FORBIDDEN_CHARACTER = re.compile(rf"[{FORBIDDEN}\ud800-\udfff]")
# Surrogates stay out of the documented pattern: not every regular expression engine can name them.
TEXT_PATTERN = rf"^[^{FORBIDDEN}]*[^\s{FORBIDDEN}][^{FORBIDDEN}]*$"


class EmptyText(PydanticValueError):
    """Nothing but white space."""

    code = "refused.empty_text"
    msg_template = say.EMPTY


class TextTooLong(PydanticValueError):
    """Longer than anyone needs to ask a question."""

    code = "refused.text_too_long"
    msg_template = say.text_too_long(LONGEST_TEXT)


class ControlCharacters(PydanticValueError):
    """Characters that no keyboard types."""

    code = "refused.control_characters"
    msg_template = say.CONTROL_CHARACTERS


class NotADate(PydanticValueError):
    """``on`` is not a calendar date."""

    code = "refused.not_a_date"
    msg_template = say.NOT_A_DATE


class MessageIn(BaseModel):
    """One message: either the words of a person or the id of a choice offered before."""

    text: StrictStr | None = Field(None, description="The words of a person, 1 to 2000 characters after trimming.")
    choice: StrictStr | None = Field(None, max_length=LONGEST_CHOICE_ID, description="The id of an offered choice.")
    on: StrictStr | None = Field(None, description="Answer for this date instead of today (fact-checkers).")

    class Config:
        """Refuse unknown fields and describe the either-or, which pydantic 1 cannot express."""

        extra = Extra.forbid

        @staticmethod
        def schema_extra(schema: dict[str, Any], _model: type[MessageIn]) -> None:
            """Complete the JSON Schema."""
            fields = schema["properties"]
            fields["text"].update(minLength=1, maxLength=LONGEST_TEXT, pattern=TEXT_PATTERN)
            fields["choice"].update(minLength=1, pattern=rf"^[^{FORBIDDEN}]+$")
            fields["on"].update(format="date")
            schema["oneOf"] = [{"required": ["text"]}, {"required": ["choice"]}]

    @root_validator(pre=True)
    def _is_text_or_choice(cls, values: dict[str, Any]) -> dict[str, Any]:
        if any(value is None for value in values.values()) or ("text" in values) == ("choice" in values):
            raise ValueError("exactly one of text and choice, and no nulls")
        return values

    @validator("text")
    def _is_speakable(cls, text: str) -> str:
        if FORBIDDEN_CHARACTER.search(text):
            raise ControlCharacters
        trimmed = text.strip()
        if not trimmed:
            raise EmptyText
        if len(trimmed) > LONGEST_TEXT:
            raise TextTooLong
        return trimmed

    @validator("choice")
    def _is_an_id(cls, choice: str) -> str:
        if not choice:
            raise ValueError("empty id")
        if FORBIDDEN_CHARACTER.search(choice):
            raise ControlCharacters
        return choice

    @validator("on")
    def _is_a_date(cls, on: str) -> str:
        try:
            return date.fromisoformat(on).isoformat()
        except ValueError:
            raise NotADate from None


class SeenIn(BaseModel):
    """What the page has shown of what it was given before, by the ids of notices and lines."""

    notices: list[conint(ge=0, le=LARGEST_ID)] = Field(default_factory=list, max_items=MOST_SEEN)  # type: ignore[valid-type]
    lines: list[conint(ge=0, le=LARGEST_ID)] = Field(default_factory=list, max_items=MOST_SEEN)  # type: ignore[valid-type]

    @validator("notices", "lines", pre=True, each_item=True)
    def _whole(cls, number: object) -> int:
        """Take 3 and 3.0, which are one number in JSON; no text, no truth value, no half."""
        if isinstance(number, bool) or not isinstance(number, (int, float)) or number != int(number):
            raise TypeError("not a whole number")
        return int(number)

    class Config:
        """Nothing but these two."""

        extra = Extra.forbid
