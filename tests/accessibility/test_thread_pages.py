"""Every page of journey (a), chapter by chapter: nothing for axe to find, valid HTML, light to load."""

import pytest

from tests.accessibility.inspector import Inspector, html_errors
from tests.journeys.shortcuts import skip_to
from tests.journeys.thread import CHAPTERS, Tale

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEAVIEST = 150_000


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.__name__)
def test_pages_are_accessible_valid_and_light(story, chapter):
    tale = Tale(story)
    skip_to(tale, chapter)
    inspector = story.look = Inspector(story.site)
    chapter(tale)
    assert "\n".join(sorted(inspector.faults)) == ""
    assert "\n".join(sorted(inspector.invalid)) == ""
    assert {name: size for name, size in inspector.weights.items() if size > HEAVIEST} == {}


def test_inspector_finds_a_planted_fault(story):
    screen = story.in_public()
    screen.opens("/sign-in/")
    inspector = Inspector(story.site)
    screen.page.evaluate("document.querySelector('main').append(document.createElement('input'))")
    inspector(screen)
    assert {fault.split()[3] for fault in inspector.faults} == {"label:"}
    assert inspector.weights["/sign-in/"] > 10_000


def test_parser_finds_a_planted_error():
    errors = html_errors(b"<!doctype html><title>t</title><p id=a id=b>")
    assert len(errors) == 1
