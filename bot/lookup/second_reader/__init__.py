"""A model of the office's own that is asked which statement is meant, where ours is unsure: off by default, never a word of it is read by people."""

from bot.lookup.second_reader.offer import Offer, Pick, offer_of, picked_in
from bot.lookup.second_reader.reader import SecondReader, second_reader_of

__all__ = ["Offer", "Pick", "SecondReader", "offer_of", "picked_in", "second_reader_of"]
