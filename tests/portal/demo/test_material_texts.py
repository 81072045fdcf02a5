"""The written material reads like proposals: long enough, all different, answered point by point."""

import re
from collections import Counter

import pytest

from tongxin.portal.demo.material import city
from tongxin.portal.demo.material.dice import dice
from tongxin.portal.demo.material.grammar import render
from tongxin.portal.demo.material.names import PHONES
from tongxin.portal.demo.material.topics import common_points, topics

UNFILLED = re.compile(r"[{}<>\[\]|]")
CATEGORIES = {"economic", "political", "cultural", "social", "ecological"}


@pytest.fixture(scope="module")
def stories():
    return city().stories


def whole(text):
    return "".join((text.matter, text.situation, text.analysis, *text.suggestions))


def replies(stories):
    return [
        (story, reply)
        for story in stories
        for handling in story.handlings
        for reply in handling.replies
    ]


def test_topics_are_many_and_of_all_categories():
    assert len(topics()) >= 90
    assert len({topic.code for topic in topics()}) == len(topics())
    assert {topic.category for topic in topics()} == CATEGORIES


def test_topics_name_sectors_that_exist():
    names = {sector.name for sector in city().sectors}
    assert {name for topic in topics() for name in topic.sectors} <= names


def test_render_chooses_and_counts_and_fills():
    text = render("[甲|甲]在{road}设<4-4>处,约<1.5-1.5:0.1>公里", dice("t"), {"road": "贮木路"})
    assert text == "甲在贮木路设4处,约1.5公里"


def test_render_draws_agreed_figures_from_their_own_generator():
    told = {render("<100-900:10>", dice("words", turn), {}, dice("facts")) for turn in range(9)}
    assert len(told) == 1


def test_no_two_texts_are_equal(stories):
    bodies = {whole(story.text).replace(story.text.matter, "", 1) for story in stories}
    assert len(bodies) == len(stories)


def test_no_matter_is_used_twice_in_a_year(stories):
    matters = Counter((story.assembly, story.year, story.text.matter) for story in stories)
    assert set(matters.values()) == {1}


def test_texts_and_replies_have_no_gaps_left_in_them(stories):
    assert not [story.code for story in stories if UNFILLED.search(whole(story.text))]
    assert not [story.code for story, reply in replies(stories) if UNFILLED.search(reply.body)]


def test_docketed_texts_are_long_and_have_suggestions(stories):
    docketed = [story.text for story in stories if story.outcome == "docketed"]
    assert min(text.length for text in docketed) >= 300
    assert max(text.length for text in docketed) <= 1400
    assert {len(text.suggestions) for text in docketed} == {2, 3, 4, 5, 6}


def test_a_lead_unit_answers_every_suggestion_in_order(stories):
    for story in stories:
        expected = list(range(1, len(story.text.suggestions) + 1))
        for handling in story.handlings:
            for reply in handling.replies:
                numbers = [answer.number for answer in reply.answers]
                assert handling.role == "parallel" or numbers == expected


def test_units_in_parallel_share_the_suggestions(stories):
    shared = [
        [answer.number for handling in story.handlings if handling.replies
         for answer in handling.replies[0].answers]
        for story in stories
        if any(handling.role == "parallel" for handling in story.handlings)
    ]  # fmt: skip
    assert shared
    assert all(sorted(numbers) == list(range(1, len(numbers) + 1)) for numbers in shared)


def test_answers_give_a_reason_or_a_day(stories):
    for _, reply in replies(stories):
        for answer in reply.answers:
            assert (answer.reason is not None) == (answer.verdict != "adopted")
            assert (answer.due_on is not None) == (answer.verdict != "declined" and not answer.done)


def test_near_duplicates_are_near_and_not_equal(stories):
    by_code = {story.code: story for story in stories}
    twins = [(story, by_code[story.twin_of]) for story in stories if story.twin_of]
    assert len(twins) > 60
    for story, main in twins:
        assert story.topic == main.topic
        assert story.text.matter != main.text.matter
        assert story.draft.at >= main.draft.at


def test_faults_are_of_every_kind(stories):
    flaws = {story.flaw for story in stories if story.flaw}
    assert {"personal", "two_matters", "telephone", "no_suggestions", "product"} <= flaws


@pytest.mark.parametrize(
    ("flaw", "spoiled"),
    [
        ("no_suggestions", lambda text: not text.suggestions),
        ("telephone", lambda text: PHONES in text.situation),
        ("two_matters", lambda text: "和" in text.matter and "另外" in text.situation),
    ],
)
def test_sent_back_texts_had_the_flaw_and_lose_it(stories, flaw, spoiled):
    sent_back = [story for story in stories if story.flaw == flaw and story.outcome]
    assert sent_back
    assert all(spoiled(story.submission.text) for story in sent_back)
    assert not any(PHONES in whole(story.text) or not story.text.suggestions for story in sent_back)


def test_every_topic_is_written_about(stories):
    assert {story.topic for story in stories if story.topic} == {topic.code for topic in topics()}


def test_common_points_close_some_proposals(stories):
    asked = [point.ask[:8] for point in common_points()]
    closing = [story for story in stories if any(ask in whole(story.text) for ask in asked)]
    assert 0.2 < len(closing) / len(stories) < 0.6
