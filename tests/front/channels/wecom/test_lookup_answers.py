"""Every facet of every policy of the real knowledge base, as colleagues would read it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.front.channels.wecom.lookup import asked_in
from bot.front.channels.wecom.lookup_answers import in_messages
from bot.kb import Period, load
from bot.lookup import StatementSearch, look_up
from bot.understanding import Reader
from bot.wording.office import wecom as say

TODAY = date(2026, 11, 25)


def test_the_words_offered_for_a_facet_find_it_and_its_answer_fits_into_the_messages() -> None:
    kb = load(Path("policies_kb"))
    search = StatementSearch(kb, Reader(kb))
    lost, too_long, torn = [], [], []
    for policy in kb.policies.values():
        for facet in kb.facets:
            asked = asked_in(say.words_for(kb, policy, facet)) or ""
            found = look_up(kb, search, asked, TODAY, 3)
            if found.passages[:1] != ((policy, facet),):
                lost.append((policy.id, facet))
            parts = say.lookup_parts(kb, [(policy, facet)] * 3, Period.day(TODAY), ("上海",), TODAY)
            pieces = in_messages(parts)
            shown = [f"{say.pushed(number, 3, '14:05:12')}\n{piece}" for number, piece in enumerate(pieces, start=1)]
            too_long += [(policy.id, facet) for piece in shown if len(piece.encode()) > 2048]
            if not any(parts[1] in piece for piece in pieces):
                torn.append((policy.id, facet))
    assert (lost, too_long, torn) == ([], [], [])
