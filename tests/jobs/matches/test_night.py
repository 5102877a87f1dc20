"""A night keeps for everybody who agrees what would be found for them, once, whoever does which part of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.engine import Engine

from bot.jobs.matches import KEPT, NightlyMatching, plan_night, progress_of, start_again
from bot.jobs.matches.blocks import give_back, take_block
from bot.jobs.matches.night import keep
from bot.jobs.pairs import PairFinder
from bot.jobs.seekers import Seekers
from bot.kb import KnowledgeBase
from bot.people.erase import erase_person
from bot.storage import holder_name
from bot.storage.tables import match_blocks, openings
from tests.jobs.conftest import NOW
from tests.jobs.matches.conftest import AT_NIGHT, NIGHT, kept, register

Make = Callable[..., NightlyMatching]
LEASE = timedelta(minutes=2)


def test_everybody_has_what_would_be_found_for_them(engine: Engine, kb: KnowledgeBase, matching: Make) -> None:
    people = register(engine, 13)
    assert matching().run(NIGHT)
    found = kept(engine)
    assert set(found) == {each.id for each in people}
    for seeker in people:
        pairs = PairFinder(engine, kb).openings_for(seeker, NIGHT, KEPT)
        assert [(each[0], each[1]) for each in found[seeker.id]] == [
            (pair.opening.id, round(pair.score, 4)) for pair in pairs
        ]
    assert found[people[0].id][0][2].startswith("trade+ ")


def test_who_does_not_agree_is_not_looked_at(engine: Engine, matching: Make) -> None:
    stays, goes, ends = register(engine, 3)
    Seekers(engine).stop(goes.person, "chat", NOW)
    later = ends.until + timedelta(days=1)
    assert matching().run(NIGHT) and set(kept(engine)) == {stays.id, ends.id}
    assert matching().run(later) and kept(engine) == {}


def test_what_was_found_goes_with_the_consent_and_with_the_person(engine: Engine, matching: Make) -> None:
    stopped, erased = register(engine, 2)
    matching().run(NIGHT)
    Seekers(engine).stop(stopped.person, "chat", AT_NIGHT)
    assert set(kept(engine)) == {erased.id}
    erase_person(engine, erased.person, AT_NIGHT)
    assert kept(engine) == {}


def test_who_withdraws_while_their_openings_are_ranked_has_nothing_kept(engine: Engine, matching: Make) -> None:
    goes, stays = register(engine, 2)
    matching()
    Seekers(engine).stop(goes.person, "chat", AT_NIGHT)
    with engine.begin() as connection:
        keep(connection, NIGHT, {goes.id: [], stays.id: []}, AT_NIGHT, AT_NIGHT)
    assert set(kept(engine)) == {stays.id}


def test_what_is_not_public_that_night_is_not_kept(engine: Engine, matching: Make) -> None:
    [person] = register(engine, 1)
    work = matching()
    with engine.begin() as connection:
        connection.execute(update(openings).where(openings.c.id != 6, openings.c.id != 12).values(state="filled"))
        connection.execute(update(openings).where(openings.c.id == 12).values(until=NIGHT - timedelta(days=1)))
    work.run(NIGHT)
    assert [each[0] for each in kept(engine)[person.id]] == [6]


def test_one_that_is_stopped_gives_its_block_back_and_the_next_goes_on_there(engine: Engine, matching: Make) -> None:
    register(engine, 30)
    looked_at: list[int] = []
    assert not matching(is_stopping=lambda: len(looked_at) >= 3, on_chunk=looked_at.append).run(NIGHT)
    assert 0 < len(kept(engine)) < 30
    assert matching(on_chunk=looked_at.append).run(NIGHT)
    assert sum(looked_at) == len(kept(engine)) == 30


def test_a_block_is_held_by_one_until_its_lease_is_over(engine: Engine, matching: Make) -> None:
    register(engine, 1)
    plan_night(engine, NIGHT, AT_NIGHT)
    mine = take_block(engine, NIGHT, holder_name(), AT_NIGHT, LEASE)
    assert mine is not None
    assert take_block(engine, NIGHT, holder_name(), AT_NIGHT, LEASE) is None
    assert not matching().run(NIGHT)
    later = take_block(engine, NIGHT, "other", AT_NIGHT + LEASE, LEASE)
    assert later is not None
    give_back(engine, mine)
    assert take_block(engine, NIGHT, "third", AT_NIGHT + LEASE, LEASE) is None


def test_one_that_lost_its_block_keeps_nothing(engine: Engine, matching: Make) -> None:
    register(engine, 1)
    taken: list[bool] = []

    def steal() -> bool:
        with engine.begin() as connection:
            connection.execute(update(match_blocks).values(holder="another"))
        taken.append(True)
        return False

    plan_night(engine, NIGHT, AT_NIGHT)
    matching(is_stopping=steal).match_one(NIGHT, holder_name())
    assert taken and kept(engine) == {}


def test_a_night_is_planned_once_and_again_only_when_asked(engine: Engine, matching: Make) -> None:
    register(engine, 4)
    assert matching().run(NIGHT)
    looked_at: list[int] = []
    assert matching(on_chunk=looked_at.append).run(NIGHT) and not looked_at
    start_again(engine, NIGHT)
    assert not progress_of(engine, NIGHT).blocks
    assert matching(on_chunk=looked_at.append).run(NIGHT) and sum(looked_at) == 4


def test_several_share_a_night(engine: Engine, matching: Make) -> None:
    register(engine, 24)
    plan_night(engine, NIGHT, AT_NIGHT)
    shares: list[int] = []
    names = [holder_name() for _ in range(3)]
    workers = [(matching(on_chunk=shares.append), name) for name in names]
    while not progress_of(engine, NIGHT).is_done:
        for worker, name in workers:
            worker.match_one(NIGHT, name)
    assert progress_of(engine, NIGHT).is_done
    assert sum(shares) == len(kept(engine)) == 24
