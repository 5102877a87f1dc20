"""The tables of jobs: employers, their openings, which row of which list is which opening, and who looks for work."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, text

from bot.storage.tables.base import Document, Moment, metadata

employers = Table(
    "employers",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    # 统一社会信用代码; NULL where no list has told it.
    Column("credit_code", String(18), nullable=True, unique=True),
    Column("name", String(128), nullable=False),
    # The name as it is compared.
    Column("name_key", String(128), nullable=False),
    Column("kind", String(32), nullable=True),
    Column("size", String(32), nullable=True),
    Column("town", String(64), nullable=True),
    # Encrypted with the key of the installation, or NULL.
    Column("contact_sealed", Text, nullable=True),
    Column("phone_sealed", Text, nullable=True),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index("ix_employers_name_key", "name_key"),
)

openings = Table(
    "openings",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("employer", Integer, ForeignKey("employers.id", ondelete="CASCADE"), nullable=False),
    # Of what makes two rows of lists the same opening.
    Column("digest", String(64), nullable=False, unique=True),
    Column("title", String(64), nullable=False),
    Column("trade", String(32), nullable=False),
    Column("town", String(64), nullable=True),
    Column("place", String(200), nullable=True),
    # The public texts: telephone numbers and accounts are taken out of them.
    Column("duties", Text, nullable=True),
    Column("requirements", Text, nullable=True),
    Column("hours", String(200), nullable=True),
    Column("insurance", String(200), nullable=True),
    # As the list says it, and what was read of it in 分: a month, a day or an hour; NULL: 面议, or not read.
    Column("pay_text", String(100), nullable=True),
    Column("pay_period", String(8), nullable=True),
    Column("pay_low", Integer, nullable=True),
    Column("pay_high", Integer, nullable=True),
    Column("form", String(16), nullable=True),
    Column("headcount", Integer, nullable=True),
    # The last day on which it is public.
    Column("until", Date, nullable=True),
    # What was taken out of the public texts, encrypted.
    Column("hidden_sealed", Text, nullable=True),
    # [{"kind", "found", "clause"}]: what a colleague has to look at.
    Column("flags", Document, nullable=False),
    Column("state", String(16), nullable=False),
    Column("judged_by", String(64), nullable=True),
    Column("judged_at", Moment, nullable=True),
    Column("reason", String(200), nullable=True),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index("ix_openings_employer", "employer"),
    Index("ix_openings_state", "state", "created_at"),
    # What a search asks, in the order in which it shows: the best paid of a work in a town, of a work, of a town.
    *(
        Index(
            f"ix_openings_by_{'_'.join(columns)}",
            *(*columns, "pay_period", "pay_high", "id"),
            sqlite_where=text("state = 'passed'"),
            postgresql_where=text("state = 'passed'"),
        )
        for columns in (("trade", "town"), ("trade",), ("town",))
    ),
)

# Which row of which list is which opening, so that a list can be imported again; one opening may stand on several.
opening_entries = Table(
    "opening_entries",
    metadata,
    Column("source", String(64), primary_key=True),
    Column("source_key", String(64), primary_key=True),
    Column("opening", Integer, ForeignKey("openings.id", ondelete="CASCADE"), nullable=False),
    # Of the whole row, so that one that says the same changes nothing.
    Column("content", String(64), nullable=False),
    Column("read_at", Moment, nullable=False),
    Index("ix_opening_entries_opening", "opening"),
)

# Who agreed to be introduced to employers, one row a person; it says something only while that consent is in force.
seekers = Table(
    "seekers",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    # No foreign key: of two records that become one, a row that cannot move stays under the id that was.
    Column("person", String(32), nullable=False),
    # Where they said it, and are asked.
    Column("conversation", String(80), nullable=False),
    # NULL: not said yet; without both nobody is introduced. A town may be any.
    Column("trade", String(32), nullable=True),
    Column("town", String(64), nullable=True),
    # All that follows may be left unsaid. The least pay in 分, for a month, a day or an hour.
    Column("floor", Integer, nullable=True),
    Column("pay_period", String(8), nullable=False),
    Column("form", String(16), nullable=True),
    Column("works_nights", Boolean, nullable=True),
    # {certificate: whether they have it}
    Column("certificates", Document, nullable=False),
    # Encrypted; a colleague sees it only for an introduction that the person agreed to.
    Column("phone_sealed", Text, nullable=True),
    # The question that is open, and since when.
    Column("asked", String(16), nullable=True),
    Column("asked_at", Moment, nullable=True),
    # The last day for which they agreed.
    Column("until", Date, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    UniqueConstraint("person", name="uq_seekers_person"),
    Index("ix_seekers_conversation", "conversation"),
    Index("ix_seekers_trade", "trade", "town"),
)

# What was found for each seeker in a night: their best openings, which are looked at again whenever they are shown.
kept_matches = Table(
    "kept_matches",
    metadata,
    # With the registration goes what was found for it.
    Column("seeker", Integer, ForeignKey("seekers.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("person", String(32), nullable=False),
    Column("night", Date, nullable=False),
    # [[opening, score, "trade+ pay- shift?"]], best first; + fits, - misses, ? is not known.
    Column("best", Document, nullable=False),
    Column("made_at", Moment, nullable=False),
    Index("ix_kept_matches_person", "person"),
    Index("ix_kept_matches_night", "night"),
)

# The work of a night in pieces, each the seekers of one trade in one town; ``after`` goes on in the transaction that keeps what was found.
match_blocks = Table(
    "match_blocks",
    metadata,
    Column("night", Date, primary_key=True),
    Column("trade", String(32), primary_key=True),
    Column("town", String(64), primary_key=True),
    # The last seeker for whom it was done.
    Column("after", Integer, nullable=False),
    Column("seekers", Integer, nullable=False),
    Column("holder", String(32), nullable=True),
    Column("held_until", Moment, nullable=True),
    Column("done_at", Moment, nullable=True),
)

# Fairs and live sessions, as colleagues entered them: what is not here is told to nobody.
fairs = Table(
    "fairs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    # Of title, day and place: the same list again changes nothing.
    Column("digest", String(64), nullable=False, unique=True),
    # fair, or live.
    Column("kind", String(8), nullable=False),
    Column("title", String(100), nullable=False),
    Column("held_on", Date, nullable=False),
    # 09:00; NULL where the list does not say it.
    Column("begins", String(5), nullable=True),
    Column("ends", String(5), nullable=True),
    Column("town", String(64), nullable=True),
    Column("place", String(200), nullable=True),
    Column("hosts", String(200), nullable=True),
    Column("about", Text, nullable=True),
    Column("source", String(64), nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index("ix_fairs_held_on", "held_on"),
)

# Who is to be reminded of which fair, as they were told of it last.
fair_reminders = Table(
    "fair_reminders",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("person", String(32), nullable=False),
    Column("fair", Integer, nullable=False),
    Column("title", String(100), nullable=False),
    Column("held_on", Date, nullable=False),
    Column("begins", String(5), nullable=True),
    Column("town", String(64), nullable=True),
    Column("place", String(200), nullable=True),
    Column("asked_at", Moment, nullable=False),
    Column("remind_at", Moment, nullable=True),
    Column("changes", Integer, nullable=False),
    Column("is_gone", Boolean, nullable=False),
    # What the notices of it are called in the ledger: claiming compares them.
    Column("due_version", String(32), nullable=False),
    Column("change_version", String(32), nullable=True),
    UniqueConstraint("person", "fair", name="uq_fair_reminders_once"),
    Index("ix_fair_reminders_fair", "fair"),
)
