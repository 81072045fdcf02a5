"""The inspector finds what was planted: a field without a name, words too pale in the dark, an attribute that stands twice."""

import pytest

from tests.accessibility.inspector import html_errors

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


BOTH = {("phone", "light"), ("desktop", "light")}
FIELD = "document.createElement('input')"
FOLD = """(() => { const fold = document.createElement('details')
  fold.innerHTML = '<summary>更多</summary><input>'; return fold })()"""
WORDS = """(() => { const words = document.createElement('p'); words.textContent = '看不清'
  words.style.cssText = '%s'; return words })()"""
PALE = WORDS % "color: #ddd; background: #fff"
PALE_IN_THE_DARK = WORDS % (
    "color-scheme: light dark; color: light-dark(#000, #222); background: light-dark(#fff, #000)"
)


@pytest.mark.parametrize(
    ("planted", "rule", "seen"),
    [
        (FIELD, "label:", BOTH),
        (FOLD, "label:", BOTH),
        (PALE, "color-contrast:", BOTH | {("desktop", "dark")}),
        (PALE_IN_THE_DARK, "color-contrast:", {("desktop", "dark")}),
    ],
    ids=["field", "folded", "pale", "dark"],
)
def test_inspector_finds_a_planted_fault(story, inspector, planted, rule, seen):
    screen = story.in_public().opens("/sign-in/")
    assert inspector.faults == set()
    screen.page.evaluate(f"document.querySelector('main').append({planted})")
    inspector(screen)
    assert {tuple(fault.split()[1:4]) for fault in inspector.faults} == {
        (*where, rule) for where in seen
    }
    assert inspector.weights["/sign-in/"] > 10_000


def test_parser_finds_a_planted_error():
    errors = html_errors(b"<!doctype html><title>t</title><p id=a id=b>")
    assert len(errors) == 1
