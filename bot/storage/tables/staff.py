"""The tables of the desk: how colleagues sign in, what they did, and what was switched off."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text

from bot.storage.tables.base import Document, Moment, metadata

staff_accounts = Table(
    "staff_accounts",
    metadata,
    Column("userid", String(64), ForeignKey("staff.userid", ondelete="CASCADE"), primary_key=True),
    Column("password_hash", Text, nullable=False),
    # A password that someone else chose opens nothing but the page where it is changed.
    Column("must_change", Boolean, nullable=False),
    Column("password_set_at", Moment, nullable=False),
    # Sealed with the installation's secret; NULL: no second factor.
    Column("totp_sealed", Text, nullable=True),
    # The last 30 seconds whose code was used: no code opens twice.
    Column("totp_step", Integer, nullable=True),
)

# Wrong tries in a row, by account and the device or address they came from.
sign_in_tries = Table(
    "sign_in_tries",
    metadata,
    Column("userid", String(64), ForeignKey("staff.userid", ondelete="CASCADE"), primary_key=True),
    Column("place", String(80), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("tried_at", Moment, nullable=False),
    Column("waits_until", Moment, nullable=True),
)

staff_sessions = Table(
    "staff_sessions",
    metadata,
    # A digest: who reads the table cannot sign in with it.
    Column("id", String(64), primary_key=True),
    Column("userid", String(64), ForeignKey("staff.userid", ondelete="CASCADE"), nullable=False),
    # code: the password was right and the second factor is awaited; change: the password must be changed first; open.
    Column("stage", String(16), nullable=False),
    Column("began_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Index("ix_staff_sessions_userid", "userid"),
    Index("ix_staff_sessions_seen_at", "seen_at"),
)

# Rows are added and never changed or deleted: triggers of the database see to it.
audit_log = Table(
    "audit_log",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("who", String(64), nullable=False),
    Column("act", String(48), nullable=False),
    # What it was done to, as kind:id; never a name, a number or what someone wrote.
    Column("about", String(128), nullable=True),
    Column("detail", Document, nullable=True),
    # From where someone signed in, or tried to (网络安全法第二十三条: logs of the network are kept for six months at least).
    Column("source", String(64), nullable=True),
    # Digest of the row and of the link before; NULL only in rows of before there were links.
    Column("link", String(64), nullable=True),
    Index("ix_audit_log_at", "at"),
    Index("ix_audit_log_who", "who", "id"),
    Index("ix_audit_log_about", "about"),
)

switches = Table(
    "switches",
    metadata,
    # chat or outreach
    Column("name", String(16), primary_key=True),
    Column("is_off", Boolean, nullable=False),
    Column("reason", String(200), nullable=True),
    Column("changed_by", String(64), nullable=False),
    Column("changed_at", Moment, nullable=False),
)


staff = Table(
    "staff",
    metadata,
    # The userid of the directory, in small letters: the platform takes it so.
    Column("userid", String(64), primary_key=True),
    Column("name", String(64), nullable=False),
    Column("role", String(16), nullable=False),
    Column("station", String(64), nullable=True),
    Column("is_active", Boolean, nullable=False),
    Column("added_at", Moment, nullable=False),
)


staff_feedback = Table(
    "staff_feedback",
    metadata,
    # One word of one colleague about one card: a second tap changes nothing.
    Column("task", String(128), primary_key=True),
    Column("userid", String(64), primary_key=True),
    Column("button", String(64), nullable=False),
    Column("about", Text, nullable=True),
    Column("given_at", Moment, nullable=False),
)


quiz_answers = Table(
    "quiz_answers",
    metadata,
    # One answer of a colleague to a question a day: a second click changes nothing.
    Column("userid", String(64), ForeignKey("staff.userid", ondelete="CASCADE"), primary_key=True),
    Column("question", String(16), primary_key=True),
    Column("on", Date, primary_key=True),
    Column("is_right", Boolean, nullable=False),
    Column("answered_at", Moment, nullable=False),
    Index("ix_quiz_answers_answered_at", "answered_at"),
)

# What a colleague was asked last on WeCom, where a letter alone comes back.
quiz_asked = Table(
    "quiz_asked",
    metadata,
    Column("userid", String(64), ForeignKey("staff.userid", ondelete="CASCADE"), primary_key=True),
    Column("question", String(16), nullable=False),
    Column("choices", Document, nullable=False),
    Column("asked_at", Moment, nullable=False),
)
