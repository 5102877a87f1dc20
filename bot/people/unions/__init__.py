"""Two records that are one person: what proves it, how they become one, and how they become two again."""

from bot.people.held import id_aside
from bot.people.unions.record import MARK, columns_of, known_of
from bot.people.unions.refusals import WITHDRAWN_BY as MERGED
from bot.people.unions.refusals import covers, says_no
from bot.people.unions.replayed_unions import UNIONS, ReplayedUnions
from bot.people.unions.sealed_records import reseal_records
from bot.people.unions.separation import Separation, split_list, split_merge
from bot.people.unions.strong_keys import ID_NUMBER, NAME_PHONE, StrongKey, id_number_key, name_phone_key
from bot.people.unions.told_ledger import BusyPersonError, ToldLedger
from bot.people.unions.union import BY_HAND, SUBJECT, Pair, Union, merge_people, unite

__all__ = [
    "BY_HAND",
    "ID_NUMBER",
    "MARK",
    "MERGED",
    "NAME_PHONE",
    "SUBJECT",
    "UNIONS",
    "BusyPersonError",
    "Pair",
    "ReplayedUnions",
    "Separation",
    "StrongKey",
    "ToldLedger",
    "Union",
    "columns_of",
    "covers",
    "id_aside",
    "id_number_key",
    "known_of",
    "merge_people",
    "name_phone_key",
    "reseal_records",
    "says_no",
    "split_list",
    "split_merge",
    "unite",
]
