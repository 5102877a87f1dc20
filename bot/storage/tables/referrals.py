"""The tables of 呼叫—指派: referrals, what was done about them, who serves which area, and what a colleague says in a talk."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, text

from bot.storage.tables.base import Document, Moment, metadata

station_areas = Table(
    "station_areas",
    metadata,
    # A town or a village, as residents say it.
    Column("area", String(64), primary_key=True),
    Column("station", String(64), nullable=False),
)

# What someone who asked for a person has said so far; becomes a referral or is forgotten.
referral_drafts = Table(
    "referral_drafts",
    metadata,
    Column("conversation", String(80), primary_key=True),
    Column("step", String(16), nullable=False),
    Column("area", String(64), nullable=True),
    Column("topic", String(64), nullable=True),
    Column("policy", String(64), nullable=True),
    Column("question", Text, nullable=True),
    Column("asked_at", Moment, nullable=False),
)

referrals = Table(
    "referrals",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    # call: the person asked; knock: from a 敲门 list.
    Column("kind", String(16), nullable=False),
    Column("person", String(32), nullable=True),
    Column("conversation", String(80), nullable=True),
    Column("knock", Integer, nullable=True, unique=True),
    Column("area", String(64), nullable=True),
    # NULL: nobody serves the area, and everyone sees it.
    Column("station", String(64), nullable=True),
    Column("assigned_to", String(64), nullable=True),
    Column("topic", String(64), nullable=True),
    Column("policy", String(64), nullable=True),
    # What was asked, with numbers and addresses masked.
    Column("question", Text, nullable=True),
    Column("phone_sealed", Text, nullable=True),
    Column("state", String(16), nullable=False),
    Column("outcome", String(32), nullable=True),
    Column("opened_at", Moment, nullable=False),
    Column("contact_due_at", Moment, nullable=False),
    Column("introduce_due_at", Moment, nullable=False),
    Column("contacted_at", Moment, nullable=True),
    Column("introduced_at", Moment, nullable=True),
    Column("closed_at", Moment, nullable=True),
    # When an overdue promise was reported; NULL: not yet.
    Column("contact_escalated_at", Moment, nullable=True),
    Column("introduce_escalated_at", Moment, nullable=True),
    # When the person's page on the web last asked what is new; written only while somebody is expected there.
    Column("page_seen_at", Moment, nullable=True),
    Index("ix_referrals_station", "station", "state", "contact_due_at"),
    Index("ix_referrals_state", "state", "contact_due_at"),
    Index("ix_referrals_assigned", "assigned_to", "state"),
    Index("ix_referrals_conversation", "conversation"),
    Index("ix_referrals_person", "person"),
    Index("ix_referrals_opened_at", "opened_at"),
    # One open call of a conversation at a time.
    Index(
        "uq_referrals_open_call",
        "conversation",
        unique=True,
        sqlite_where=text("kind = 'call' AND state <> 'closed'"),
        postgresql_where=text("kind = 'call' AND state <> 'closed'"),
    ),
)

referral_events = Table(
    "referral_events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("referral", Integer, ForeignKey("referrals.id", ondelete="CASCADE"), nullable=False),
    # Whose referral it is, so that they are told of it and it is erased with the rest.
    Column("person", String(32), nullable=True),
    Column("conversation", String(80), nullable=True),
    Column("at", Moment, nullable=False),
    # A userid, or citizen, or system.
    Column("who", String(64), nullable=False),
    Column("act", String(24), nullable=False),
    Column("note", Text, nullable=True),
    Index("ix_referral_events_referral", "referral", "id"),
    Index("ix_referral_events_person", "person"),
    Index("ix_referral_events_conversation", "conversation"),
)

# By which number and code a person finds their call again on another day or device; the code itself is kept nowhere.
case_codes = Table(
    "case_codes",
    metadata,
    Column("referral", Integer, ForeignKey("referrals.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    # Whose it is, so that it is erased with the rest.
    Column("conversation", String(80), nullable=False),
    Column("salt", String(32), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    # Wrong codes in a row, and the last of them.
    Column("failures", Integer, nullable=False),
    Column("failed_at", Moment, nullable=True),
    Index("ix_case_codes_conversation", "conversation"),
)

takeovers = Table(
    "takeovers",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("conversation", String(80), nullable=False),
    Column("referral", Integer, nullable=True),
    Column("userid", String(64), nullable=False),
    Column("began_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False),
    # The word of the form that was sent last: sent twice, it says its line once.
    Column("last_key", String(32), nullable=True),
    Column("ended_at", Moment, nullable=True),
    # A userid, or idle.
    Column("ended_by", String(64), nullable=True),
    # The last line that a page of the colleague has shown.
    Column("read_line", Integer, nullable=True),
    # One person at a time speaks in a conversation.
    Index(
        "uq_takeovers_open",
        "conversation",
        unique=True,
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
)

talk_lines = Table(
    "talk_lines",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    # NULL: the office says something without having taken over, such as a step of a referral.
    Column("takeover", Integer, ForeignKey("takeovers.id", ondelete="CASCADE"), nullable=True),
    Column("conversation", String(80), nullable=False),
    # citizen, staff, or system: a step, or where a takeover began and ended.
    Column("speaker", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
    # Of what goes to the person: waiting, sending, sent, failed, unknown; of what the person says: heard.
    Column("state", String(16), nullable=False),
    Column("reason", String(64), nullable=True),
    # When its sending began, or when it was shown.
    Column("sent_at", Moment, nullable=True),
    Index("ix_talk_lines_conversation", "conversation", "id"),
    Index("ix_talk_lines_state", "state", "id"),
)

# A seeker and an opening brought together; each pair once, whatever became of it.
introductions = Table(
    "introductions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    # No foreign key: of two records that become one, a row that cannot move stays under the id that was.
    Column("person", String(32), nullable=False),
    # Where the person is asked and told.
    Column("conversation", String(80), nullable=False),
    # NULL once the employer was erased.
    Column("opening", Integer, ForeignKey("openings.id", ondelete="SET NULL"), nullable=True),
    Column("referral", Integer, ForeignKey("referrals.id", ondelete="SET NULL"), nullable=True),
    # As they were when the person was asked.
    Column("title", String(64), nullable=False),
    Column("employer_name", String(128), nullable=False),
    Column("state", String(16), nullable=False),
    # Why it came to nothing.
    Column("reason", String(200), nullable=True),
    Column("introduced_by", String(64), nullable=False),
    Column("asked_at", Moment, nullable=False),
    # When the person answered, the employer did, and it ended.
    Column("answered_at", Moment, nullable=True),
    Column("employer_at", Moment, nullable=True),
    Column("ended_at", Moment, nullable=True),
    UniqueConstraint("person", "opening", name="uq_introductions_once"),
    Index("ix_introductions_conversation", "conversation"),
    Index("ix_introductions_referral", "referral"),
    Index("ix_introductions_opening", "opening"),
    Index("ix_introductions_state", "state", "asked_at"),
)

# What a colleague found last with 找人, so that a number can mean one of it; numbers only, and for some hours.
found_seekers = Table(
    "found_seekers",
    metadata,
    # No foreign key: a row is gone within hours, whatever becomes of the account.
    Column("userid", String(64), primary_key=True),
    # The opening that people were looked for; NULL where only a trade was named.
    Column("opening", Integer, nullable=True),
    # Numbers of seekers, in the order in which they were shown.
    Column("seekers", Document, nullable=False),
    # Numbers of openings by number of seeker, in the order in which they were offered.
    Column("offered", Document, nullable=False),
    Column("found_at", Moment, nullable=False),
)
