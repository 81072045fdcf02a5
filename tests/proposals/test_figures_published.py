"""The arithmetic that cities have published comes out of the figures digit by digit."""

from datetime import date

import pytest

from tests.proposals import bulk
from tongxin import figures
from tongxin.figures.periods import Period
from tongxin.figures.scopes import Scope
from tongxin.figures.shares import percent
from tongxin.organisations.models import RulebookEntry

CLASSES = ("a", "b", "c", "d")


@pytest.fixture
def ask(city):
    """Asks figures of the city for the suite's year."""

    def asked(*codes: str) -> list:
        answers = figures.values(codes, Scope(city.assembly), Period.year(2026))
        return [answers[code] for code in codes]

    return asked


def rule(city, code, value):
    RulebookEntry._base_manager.create(
        assembly=city.assembly, code=code, value=value, valid_from=date(2026, 1, 1), reason="测试"
    )


def class_shares(ask, *classes: str) -> list[str]:
    return [share.percent for share in ask(*(f"proposals.class_{one}_share" for one in classes))]


def test_hanzhong_2020(city, ask):
    for reply_class, count in (("A", 165), ("B", 132), ("C", 32)):
        bulk.replied(city, count, reply_class)
    bulk.declined(city, 468 - 329)
    received, docketed, rate = ask(
        "proposals.received", "proposals.docketed", "proposals.filing_rate"
    )
    assert (received.value, docketed.value, rate.percent) == (468, 329, "70.3")
    assert class_shares(ask, "a", "b", "c") == ["50.2", "40.1", "9.7"]


def test_gansu(city, ask):
    roll = bulk.members(city, 593 - len(city.members))
    leads = [*city.members, *roll][:403]
    for reply_class, count in (("A", 418), ("B", 265), ("C", 116)):
        rows = bulk.replied(city, count, reply_class)
        for number, row in enumerate(rows):
            row.lead_proposer = leads[number % len(leads)]
        type(rows[0])._base_manager.bulk_update(rows, ["lead_proposer"])
    bulk.declined(city, 820 - 799)
    received, docketed, took_part, share = ask(
        "proposals.received",
        "proposals.docketed",
        "members.took_part",
        "members.participation",
    )
    assert (received.value, docketed.value, took_part.value) == (820, 799, 403)
    assert class_shares(ask, "a", "b", "c") == ["52.3", "33.2", "14.5"]
    assert percent(share.over.value, share.under.value, 0) == "68"


def test_city_vi_two_digits(city, ask):
    rule(city, "figures.percent_digits", 2)
    for reply_class, count in (("A", 22), ("B", 68), ("C", 2)):
        bulk.replied(city, count, reply_class)
    assert class_shares(ask, "a", "b", "c") == ["23.91", "73.91", "2.17"]


def test_yanan_counts_merged_ones_inside(city, ask):
    rule(city, "figures.percent_digits", 2)
    rule(city, "proposals.merged_count_as_docketed", True)
    mains = bulk.replied(city, 158 - 28, "A")
    for reply_class, count in (("B", 10), ("C", 24), ("D", 11)):
        bulk.replied(city, count, reply_class)
    bulk.merged(city, 28, into=mains[0])
    bulk.declined(city, 283 - 203)
    received, docketed, merged = ask("proposals.received", "proposals.docketed", "proposals.merged")
    assert (received.value, docketed.value, merged.value) == (283, 203, 28)
    assert class_shares(ask, *CLASSES) == ["77.83", "4.93", "11.82", "5.42"]


def test_national_2025_counts_merged_ones_apart(city, ask):
    main = bulk.docketed(city, 4531)
    bulk.docketed(city, 471, proposer_kind="party")
    bulk.merged(city, 262, into=main[0])
    bulk.declined(city, 626, decline_reason="empty", decline_route="suggestion")
    received, filed, merged, declined, outcomes, by_members, by_bodies = ask(
        "proposals.received",
        "proposals.docketed",
        "proposals.merged",
        "proposals.declined",
        "proposals.outcomes",
        "proposals.member_share",
        "proposals.collective_share",
    )
    assert (received.value, outcomes.value) == (5890, 5890)
    assert (filed.value, merged.value, declined.value) == (5002, 262, 626)
    assert (by_members.over.value, by_members.percent) == (4531, "90.6")
    assert (by_bodies.over.value, by_bodies.percent) == (471, "9.4")


def test_lishui_whole_percent_and_satisfaction(city, ask):
    rule(city, "figures.percent_digits", 0)
    evaluated = {"evaluated_on": bulk.DAY}
    bulk.replied(city, 122, "A", satisfaction="satisfied", **evaluated)
    bulk.replied(city, 22, "B", satisfaction="satisfied", **evaluated)
    bulk.replied(city, 2, "B", satisfaction="basically", **evaluated)
    assert class_shares(ask, "a", "b") == ["84", "16"]
    satisfied, basically, share = ask(
        "proposals.satisfied", "proposals.basically", "proposals.satisfaction"
    )
    assert (satisfied.value, basically.value, share.percent) == (144, 2, "100")


def test_silence_stands_beside_the_share_and_bounds_it(city, ask):
    bulk.replied(city, 103, "A", satisfaction="satisfied", evaluated_on=bulk.DAY)
    bulk.replied(city, 17, "A", satisfaction="dissatisfied", evaluated_on=bulk.DAY)
    bulk.replied(city, 20, "A")
    (share,) = ask("proposals.satisfaction")
    number = share.as_number()
    assert (number.value, [part.value for part in number.detail]) == (
        "85.8 %",
        ["120", "140", "20"],
    )
    assert share.bounds == ("73.6", "87.9")
