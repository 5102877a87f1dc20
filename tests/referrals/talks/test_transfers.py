"""A referral goes to somebody else once, with its reason; the promises keep their time; who has not the town or the right gets nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.referrals import Act, Acting, Board, Inbox, ReferralOutcome, Takeovers, TalkLines, Transfer, Transfers, history
from bot.referrals.retention import KEPT_FOR, forget_closed
from bot.staff import Colleague, Role, Staff
from tests.referrals.conftest import AT, call

LI, WANG = (Colleague(each, each, Role.MATCHMAKER, "甲站") for each in ("lihong", "wangfang"))
ZHAO = Colleague("zhaoli", "赵丽", Role.MATCHMAKER, "乙站")
BOSS = Colleague("boss", "钱总", Role.ADMIN, None)
TO_WANG = Transfer("wangfang", why="我明天休假，材料差社保清单", turn=1)
LATER = AT + timedelta(hours=3)


def lines_of(engine: Engine) -> list[str]:
    return [line.text for line in TalkLines(engine).of("web:a")]


def test_who_when_and_why_stay_and_the_promises_keep_their_time(office: Engine) -> None:
    opened = call(office)
    before = Board(office).find(BOSS, opened.id)
    assert Transfers(office).make(opened.id, TO_WANG, "lihong", LATER) == "wangfang"
    after = Board(office).find(WANG, opened.id)
    assert before is not None and after is not None and after.assigned_to == "wangfang"
    for name in ("opened_at", "contact_due_at", "introduce_due_at", "state", "area", "station"):
        assert getattr(after, name) == getattr(before, name), name
    given = [(event.at, event.who, event.act, event.note) for event in history(office, opened.id)][-2:]
    assert given == [
        (LATER, "lihong", Act.ASSIGNED, "wangfang"),
        (LATER, "lihong", Act.HANDED_ON, "我明天休假，材料差社保清单"),
    ]
    assert lines_of(office) == ["您的这件事现在由甲站的王老师负责。"]
    assert Transfers(office).was_made_by(opened.id, "lihong")


def test_of_many_clicks_one_moves_it(office: Engine) -> None:
    opened = call(office)
    to_station = Transfer(station="甲站", why="忙不过来", turn=1)

    def move(_: int) -> str | None:
        return Transfers(office).make(opened.id, to_station, "boss", AT)

    with ThreadPoolExecutor(4) as pool:
        assert [each for each in pool.map(move, range(4)) if each] == ["wangfang"]
    assert len(lines_of(office)) == 1


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"why": " "}, "为什么转"),
        ({"to": "nobody"}, "没有这位同事"),
        ({"to": "editor"}, "孙编是编辑，不能办呼叫"),
        ({"to": "zhaoli"}, "甲镇归甲站管，赵丽不管那里"),
        ({"to": "", "station": "乙站"}, "甲镇归甲站管，乙站不管那里"),
        ({"to": "", "station": "没有的站"}, "没有这个服务站"),
        ({"to": "", "station": "空站", "area": "丙镇"}, "空站现在没有红娘"),
        ({"to": "zhaoli", "area": "没有的镇"}, "没有服务站管"),
    ],
)
def test_a_refusal_says_why_and_changes_nothing(office: Engine, change: dict[str, str], reason: str) -> None:
    opened = call(office)
    with pytest.raises(SituationError, match=reason):
        Transfers(office).make(opened.id, replace(TO_WANG, **change), "lihong", AT)
    found = Board(office).find(LI, opened.id)
    assert found is not None and (found.assigned_to, found.area) == ("lihong", "甲镇")
    assert lines_of(office) == [] and [each.act for each in history(office, opened.id)] == [Act.OPENED, Act.ASSIGNED]


def test_it_goes_to_another_station_with_the_right_town_or_by_an_admin(office: Engine) -> None:
    first, second = call(office), call(office, "web:b")
    transfers = Transfers(office)
    assert transfers.make(first.id, Transfer("zhaoli", why="住乙镇", area="乙镇"), "lihong", AT) == "zhaoli"
    assert transfers.make(second.id, Transfer("zhaoli", why="借调"), "boss", AT, is_anywhere=True) == "zhaoli"
    moved = [Board(office).find(ZHAO, each.id) for each in (first, second)]
    assert [each.area for each in moved if each] == ["乙镇", "甲镇"]
    assert Board(office).find(LI, first.id) is None


def test_a_closed_one_and_one_in_which_somebody_else_speaks_stay(office: Engine) -> None:
    opened, transfers = call(office), Transfers(office)
    Takeovers(office).begin("web:a", opened.id, "boss", AT)
    with pytest.raises(SituationError, match="正在和这位居民说话"):
        transfers.make(opened.id, TO_WANG, "lihong", AT)
    Acting(office).close(opened.id, ReferralOutcome.TOLD, "boss", AT)
    with pytest.raises(SituationError, match="已经办结"):
        transfers.make(opened.id, TO_WANG, "lihong", AT)


def test_who_speaks_and_gives_it_on_leaves_the_talk_and_the_person_hears_one_sentence(office: Engine) -> None:
    opened, takeovers = call(office), Takeovers(office)
    takeovers.begin("web:a", opened.id, "lihong", AT)
    Acting(office).contact(opened.id, "lihong", AT, is_told=False)
    heard = len(lines_of(office))
    Transfers(office).make(opened.id, TO_WANG, "lihong", AT)
    assert takeovers.current("web:a", AT) is None
    assert lines_of(office)[heard:] == ["您的这件事现在由甲站的王老师负责；王老师来之前，您说话是机器人回答。"]
    # Whoever got it is told until they have done something about it.
    inbox = Inbox(office)
    assert (inbox.news(WANG, AT).handed, inbox.news(LI, AT).handed) == (1, 0)
    takeovers.begin("web:a", opened.id, "wangfang", AT)
    assert inbox.news(WANG, AT).handed == 0


def test_an_inactive_colleague_gets_nothing(office: Engine) -> None:
    opened = call(office)
    Staff(office).remove("wangfang", AT)
    with pytest.raises(SituationError, match="没有这位同事"):
        Transfers(office).make(opened.id, TO_WANG, "lihong", AT)


def test_the_reason_is_forgotten_with_the_other_notes_of_what_was_closed(office: Engine) -> None:
    opened = call(office)
    Transfers(office).make(opened.id, TO_WANG, "lihong", AT)
    Acting(office).close(opened.id, ReferralOutcome.TOLD, "wangfang", AT)
    forget_closed(office, AT + KEPT_FOR + timedelta(days=1))
    notes = {event.act: event.note for event in history(office, opened.id)}
    assert notes[Act.HANDED_ON] is None and notes[Act.ASSIGNED] == "wangfang"
