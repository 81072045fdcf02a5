"""The inspector finds what was planted: a field without a name, an attribute that stands twice."""

import pytest

from tests.accessibility.inspector import Inspector, html_errors

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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
