"""Turns a started notice into the letter that leaves: text, or template and fields, in the words of ``bot.wording``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.eligibility import Status
from bot.kb import Campaign
from bot.messaging.api import Letter, Way
from bot.outreach.context import Outreach
from bot.outreach.control.policy_changes import change_text
from bot.outreach.ledger.start import Started
from bot.outreach.runs.runs import Run
from bot.outreach.runs.states import NoticeKind
from bot.wording.notices import follow_up_fields, follow_up_text, notice_text, template_fields

BY_TEMPLATE = (Way.SUBSCRIBE, Way.TEMPLATE)


class Letters:
    """The letters of one run on one day; each text is made once, for all who get it.

    Args:
        before: what people were told of the policy before, for a change of it.
    """

    def __init__(
        self,
        outreach: Outreach,
        run: Run,
        campaign: Campaign,
        on: date,
        before: Mapping[str, str] | None = None,
    ) -> None:
        self._kb = outreach.kb
        self._run = run
        self._campaign = campaign
        self._on = on
        self._before = before or {}
        self._texts: dict[tuple[NoticeKind, str], str] = {}
        self._fields: dict[NoticeKind, dict[str, str]] = {}

    @property
    def kind(self) -> NoticeKind:
        """Return the kind of the run's own notices."""
        return self._run.kind

    def letter(self, notice: Started) -> Letter:
        """Return the letter for a notice.

        Raises:
            SituationError: a figure is not in force on the day.
        """
        if notice.way in BY_TEMPLATE:
            fields = self._fields_of(notice.kind)
            return Letter(notice.way, notice.address, notice.key, template=notice.template, fields=fields)
        return Letter(notice.way, notice.address, notice.key, text=self._text_of(notice.kind, notice.verdict))

    def _fields_of(self, kind: NoticeKind) -> dict[str, str]:
        if kind not in self._fields:
            make = follow_up_fields if kind is NoticeKind.FOLLOW_UP else template_fields
            self._fields[kind] = make(self._kb, self._campaign, self._on)
        return self._fields[kind]

    def _text_of(self, kind: NoticeKind, verdict: str) -> str:
        if (kind, verdict) not in self._texts:
            self._texts[kind, verdict] = self._made(kind, verdict)
        return self._texts[kind, verdict]

    def _made(self, kind: NoticeKind, verdict: str) -> str:
        if kind is NoticeKind.FOLLOW_UP:
            return follow_up_text(self._kb, self._campaign, self._on)
        if kind is NoticeKind.POLICY_CHANGE:
            return change_text(self._kb, self._campaign.policy, self._before, self._run.told)
        return notice_text(self._kb, self._campaign, Status(verdict), self._on)
