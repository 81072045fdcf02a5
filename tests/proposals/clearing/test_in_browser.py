"""A real browser drops its copy of what was cleared, and no other."""

import pytest

from tests.journeys.steps import Screen
from tests.proposals.thread import draft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEEP = """([person, names]) => names.forEach((name) =>
  localStorage.setItem(`tongxin.draft.${person}.proposals.write.${name}`, '{"values":{}}'))"""
KEPT = "() => Object.keys(localStorage).filter((name) => name.startsWith('tongxin.draft.'))"


@pytest.fixture
def screen(story) -> Screen:
    """The first member's browser."""
    return story.on_phone(story.city.member_actor())


def test_next_page_drops_the_copy_of_what_was_cleared(screen, city, clear):
    cleared, other = draft(city), draft(city)
    person = city.members[0].person.public_id
    screen.opens("/me/")
    screen.page.evaluate(KEEP, [person, [cleared.public_id, other.public_id]])
    assert len(screen.page.evaluate(KEPT)) == 2
    clear(cleared)
    screen.opens("/me/")
    screen.page.wait_for_function(f"({KEPT})().length === 1")
    assert screen.page.evaluate(KEPT) == [
        f"tongxin.draft.{person}.proposals.write.{other.public_id}"
    ]
