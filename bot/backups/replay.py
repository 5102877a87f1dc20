"""What a database that was restored does not know, done once more from the journal; and nothing leaves until a person has looked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path

from sqlalchemy.engine import Connection, Engine

from bot.clock import SHANGHAI
from bot.messaging.ledgers import drop_held, drop_letters
from bot.outreach.ledger import SettledNotices, replay_told, still_told
from bot.people import ReplayedPromises, replay_promises
from bot.people.unions import UNIONS, ReplayedUnions
from bot.referrals import drop_lines
from bot.staff import Switch, Turned, bring_back, end_every_session, replay_rights, switch_off_within, write_within
from bot.storage import JournalEntry, JournalKind, carry, journal_of

RESTORED = "restored"
BY = "restore"
REASON = "恢复了 {made:%Y-%m-%d %H:%M} 的备份，请核对以后用 leye restore --release 放行"
BY_HAND = "数据库比登记簿旧，像是换上了备份；已经按登记簿补做，请核对以后用 leye restore --release 放行"
# A promise is in the journal a moment before it is in the database: what was written last may still be on its way.
UNDER_WAY = timedelta(minutes=1)
LOOKED_AT = timedelta(days=35)


@dataclass(frozen=True)
class ReplayReport:
    """What a database did not know.

    Args:
        told: notices that had been sent.
        colleagues: whose rights had changed.
        carried: promises to people whom it does not know at all.
        unions: records that had become one person, or two again.
    """

    promises: ReplayedPromises = field(default_factory=ReplayedPromises)
    told: int = 0
    colleagues: int = 0
    carried: int = 0
    unions: int = 0

    @property
    def changed(self) -> int:
        """Return how much the database did not know."""
        done = self.promises
        return done.withdrawn + done.paused + done.erased + self.told + self.colleagues + self.unions


def replay(connection: Connection, entries: Sequence[JournalEntry], *, carries: bool = True) -> ReplayReport:
    """Do once more what the journal says, within the caller's transaction; what is known already changes nothing.

    Args:
        carries: whether what concerns nobody whom the database knows is kept until they come back.
    """
    ordered = sorted(entries, key=lambda entry: entry.at)
    told, asked = still_told(ordered), _asked(ordered)
    of_told, of_asked = _ids(told), _ids(asked)
    unions, promises, count, united = ReplayedUnions(connection, SettledNotices(), ordered), ReplayedPromises(), 0, 0
    # In the order of their moments: what one record asked for while it was one with another holds for both.
    for is_union, group in groupby(ordered, lambda entry: entry.kind in UNIONS):
        these = list(group)
        if is_union:
            united += sum(unions.replay(entry) for entry in these)
            continue
        # Who was told and erased afterwards leaves nothing behind.
        count += replay_told(connection, [each for each in these if id(each) in of_told], unions.whose)
        promises += replay_promises(connection, [each for each in these if id(each) in of_asked], unions.whose)
    colleagues = replay_rights(connection, ordered)
    kept = _carry(connection, ordered, told) if carries else 0
    return ReplayReport(promises, count, colleagues, kept, united)


def _ids(entries: Sequence[JournalEntry]) -> set[int]:
    return {id(entry) for entry in entries}


def _carry(connection: Connection, ordered: Sequence[JournalEntry], told: Sequence[JournalEntry]) -> int:
    still = _ids(told)
    return carry(connection, (each for each in ordered if each.kind is not JournalKind.TOLD or id(each) in still))


def settle_restored(connection: Connection, made_at: datetime, at: datetime, exports: Path) -> None:
    """Let nothing leave that waited when a backup was made, sign everyone out, and switch outreach off, within the caller's transaction.

    Args:
        exports: where the files of the audit log are: its rows since the backup come back from there.
    """
    drop_held(connection)
    drop_letters(connection, RESTORED)
    drop_lines(connection, RESTORED)
    end_every_session(connection)
    returned = bring_back(connection, exports)
    write_within(connection, BY, "backup.restored", None, at, made_at=made_at.isoformat(), returned=returned)
    reason = REASON.format(made=made_at.astimezone(SHANGHAI))
    switch_off_within(connection, Turned(Switch.OUTREACH, True, reason, BY, at))


def catch_up(engine: Engine, at: datetime) -> ReplayReport:
    """Do once more what the journal says of the last weeks; when the database did not know it, switch outreach off.

    For a file that somebody put in place of the database by hand.
    """
    journal = journal_of(engine)
    if journal is None:
        return ReplayReport()
    recent = journal.read(at - LOOKED_AT).entries
    entries = [entry for entry in recent if entry.at < at - UNDER_WAY and entry.kind is not JournalKind.PAUSED]
    with engine.begin() as connection:
        done = replay(connection, entries, carries=False)
        if done.changed:
            done = replace(done, carried=replay(connection, entries).carried)
            switch_off_within(connection, Turned(Switch.OUTREACH, True, BY_HAND, BY, at))
    return done


def _asked(entries: Sequence[JournalEntry]) -> list[JournalEntry]:
    """Return what people asked for; of pauses, the last one of each."""
    last = {entry.person: entry for entry in entries if entry.kind is JournalKind.PAUSED}
    asked = (JournalKind.WITHDRAWN, JournalKind.ERASED)
    return [entry for entry in entries if entry.kind in asked or last.get(entry.person) is entry]
