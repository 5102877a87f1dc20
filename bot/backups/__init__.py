"""Copies of the database that only the backup key opens, and putting one in place of it without breaking a promise."""

from bot.backups.backup import ENDING, MadeBackup, check_backup, forget_old, make_backup
from bot.backups.manifest import Manifest, digest_of
from bot.backups.release import release
from bot.backups.replay import BY_HAND, ReplayReport, catch_up
from bot.backups.restore import RestoredBackup, restore_backup

__all__ = [
    "BY_HAND",
    "ENDING",
    "MadeBackup",
    "Manifest",
    "ReplayReport",
    "RestoredBackup",
    "catch_up",
    "check_backup",
    "digest_of",
    "forget_old",
    "make_backup",
    "release",
    "restore_backup",
]
