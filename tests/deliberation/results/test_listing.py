"""The list of all views: filters by what they say, orders, words, twenty at first, and addresses that keep the choice."""

import numpy as np
import pytest

from tests.deliberation.ground import conversation_in, says, statements_in, two_views, voices_in
from tongxin.deliberation.actions.analyse_conversation import analyse_conversation
from tongxin.deliberation.queries.readings import reading_of
from tongxin.deliberation.results.listing import FIRST, Listing
from tongxin.deliberation.results.reading import Reading


@pytest.fixture
def reading(city) -> Reading:
    """Twelve views of which some divide, twelve with which all agree, one on which few said anything."""
    conversation = conversation_in(city)
    voices = voices_in(conversation, 60)
    says(voices, statements_in(conversation, 12), two_views(60))
    says(voices, statements_in(conversation, 12), np.ones((60, 12)))
    says(voices[:6], statements_in(conversation, 1), np.ones((6, 1)))
    analyse_conversation(conversation)
    return reading_of(conversation)


def numbers(reading: Reading, **asked: str) -> list[int]:
    return [line.number for line in Listing(reading, asked | {"all": "1"}).lines]


def test_by_itself_it_lists_all_innermost_first(reading):
    assert numbers(reading) == [line.number for line in reading.lines]


def test_kinds_hold_what_they_say(reading):
    by_number = {line.number: line for line in reading.lines}
    shared, contested = numbers(reading, kept="shared"), numbers(reading, kept="contested")
    assert set(range(13, 25)) <= set(shared)
    assert all(by_number[one].is_shared for one in shared)
    assert contested
    assert all(max(by_number[one].shares) >= 0.5 > min(by_number[one].shares) for one in contested)
    assert not set(shared) & set(contested)
    assert 25 in numbers(reading, kept="few")


def test_orders(reading):
    by_number = {line.number: line for line in reading.lines}
    assert numbers(reading, order="number") == sorted(by_number)
    assert numbers(reading, order="seen")[-1] == 25
    spreads = [
        max(by_number[one].shares) - min(by_number[one].shares)
        for one in numbers(reading, order="contested")
        if by_number[one].shares
    ]
    assert spreads == sorted(spreads, reverse=True)


def test_words_are_found_and_nothing_else(reading):
    assert numbers(reading, words=" 观点之25 ") == [25]
    assert numbers(reading, words="没有人说过") == []


def test_twenty_stand_first_and_the_rest_is_for_paper(reading):
    listing = Listing(reading, {})
    assert (len(listing.first), len(listing.later), listing.is_long) == (FIRST, 5, True)
    whole = Listing(reading, {"all": "1"})
    assert (len(whole.first), len(whole.later)) == (25, 0)


def test_addresses_keep_what_was_chosen(reading):
    listing = Listing(reading, {"by": "found", "order": "seen", "words": "观点", "kept": "few"})
    assert listing.whole_url.startswith("?by=found&kept=few&order=seen&words=")
    assert listing.plain_url == "?by=found&all=1"
    assert [one.active for one in listing.choices] == [False, False, False, True]


@pytest.mark.parametrize("asked", [{"kept": "x", "order": "y"}, {"kept": "", "order": ""}])
def test_unknown_wishes_are_no_wishes(reading, asked):
    assert numbers(reading, **asked) == numbers(reading)
