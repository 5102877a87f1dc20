"""A message is read against the knowledge base: what it names, hints at, asks for, and what belongs to others."""

from __future__ import annotations

import pytest

from bot.kb import Period
from bot.understanding import NamedSubject, Reader
from tests.understanding.conftest import Read

LOAN_TOPIC = NamedSubject("startup_loan", None)
LOAN = NamedSubject("startup_loan", "example_loan")
FLEXIBLE = NamedSubject("social_insurance_subsidy", "example_subsidy_flexible")
GRADUATES = NamedSubject("social_insurance_subsidy", "example_subsidy_graduates")


@pytest.mark.parametrize(
    ("message", "named"),
    [
        ("个人创业担保贷款能贷多少", (LOAN,)),
        ("示例个人创业担保贷款", (LOAN,)),
        ("创业贷款能贷多少", (LOAN_TOPIC,)),
        ("社保补贴怎么申请", (NamedSubject("social_insurance_subsidy", None),)),
        ("社宝补帖怎么申请", (NamedSubject("social_insurance_subsidy", None),)),
        ("創業擔保貸款在哪辦", (LOAN_TOPIC,)),
        ("社保补贴和创业贷款都要什么材料", (NamedSubject("social_insurance_subsidy", None), LOAN_TOPIC)),
        ("创业贷款,我说的是创业担保贷款", (LOAN_TOPIC,)),
        ("今天天气怎么样", ()),
    ],
)
def test_subjects_called_by_a_name_are_read_in_order(read: Read, message: str, named: tuple[NamedSubject, ...]) -> None:
    assert read(message).named == named


@pytest.mark.parametrize(
    "message", ["不是问社保补贴，是问创业贷款", "甭提社保补贴，就说创业贷款", "我不想打听社保补贴，创业贷款多少利息"]
)
def test_what_is_said_not_to_be_asked_is_not_named(read: Read, message: str) -> None:
    assert read(message).named == (LOAN_TOPIC,)


@pytest.mark.parametrize("message", ["是不是社保补贴给四分之三", "不是社保补贴吗"])
def test_a_name_stays_where_it_is_the_only_one(read: Read, message: str) -> None:
    assert read(message).named == (NamedSubject("social_insurance_subsidy", None),)


def test_a_name_that_was_only_heard_is_read_by_sound(read: Read) -> None:
    assert read("创页但保带款能贷多少").named == (LOAN_TOPIC,)


def test_a_topic_is_narrowed_by_whom_the_message_is_about(read: Read) -> None:
    assert read("我毕业了,社保补贴怎么申请").named == (GRADUATES,)
    assert read("灵活干活的人社保补贴怎么申请").named == (FLEXIBLE,)


def test_a_topic_stays_open_when_two_policies_fit(read: Read) -> None:
    assert read("毕业了自己交保险,社保补贴怎么申请").named == (NamedSubject("social_insurance_subsidy", None),)


def test_the_most_exact_name_counts(read: Read) -> None:
    assert read("创业贷款,就是个人担保贷款").named == (LOAN,)


def test_a_topic_is_hinted_at_when_all_words_of_a_group_occur(read: Read) -> None:
    assert read("想开店没本钱,能借钱吗").hinted == ("startup_loan",)
    assert read("想开店").hinted == ()


def test_a_named_topic_is_not_hinted_at_as_well(read: Read) -> None:
    reading = read("开店想借钱,创业贷款行吗")
    assert (reading.named, reading.hinted) == ((LOAN_TOPIC,), ())


def test_two_topics_may_be_hinted_at(read: Read) -> None:
    assert read("想学开店,也想借钱").hinted == ("startup_loan", "training_subsidy")


def test_a_hinted_topic_can_be_narrowed(reader: Reader) -> None:
    assert reader.narrowed_topic("social_insurance_subsidy", "毕业后交社保补不补") == GRADUATES
    assert reader.narrowed_topic("social_insurance_subsidy", "交社保补不补").policy is None


def test_several_facets_are_read_in_the_order_of_mention(read: Read) -> None:
    assert read("创业贷款要带什么,能贷多少,去哪办").facets == ("materials", "amount", "where")


def test_a_facet_inside_a_name_is_not_asked_for(read: Read) -> None:
    assert read("创业贷款").facets == ()


def test_neighbouring_matters_are_read(read: Read) -> None:
    assert read("住房公积金怎么提取").referrals == ("housing_fund",)
    assert read("养老金什么时候发").referrals == ("pension",)


def test_a_neighbouring_matter_is_ours_when_the_message_says_so(read: Read) -> None:
    assert read("养老金有补贴吗").referrals == ()
    assert read("公积金有补贴吗").referrals == ("housing_fund",)


def test_other_places_are_read(read: Read) -> None:
    assert read("我在北京交社保,上海也交过").places == ("北京", "上海")
    assert read("社保补贴怎么申请").places == ()


def test_the_date_asked_about_is_read(read: Read) -> None:
    assert read("２０２２年创业贷款能贷多少").period == Period.year(2022)
    assert read("去年创业贷款能贷多少").period == Period.year(2025)
    assert read("创业贷款能贷多少").period is None


def test_an_empty_message_mentions_nothing(read: Read) -> None:
    reading = read("")
    assert not (reading.named or reading.hinted or reading.facets or reading.referrals or reading.places)
    assert reading.period is None
