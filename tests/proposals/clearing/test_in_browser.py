"""A real browser drops its copy of what was cleared, and no other."""

import pytest
from django.test import Client

from tests.factories.accounts import sign_in
from tests.proposals.thread import draft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEEP = """([person, names]) => names.forEach((name) =>
  localStorage.setItem(`tongxin.draft.${person}.proposals.write.${name}`, '{"values":{}}'))"""
KEPT = "() => Object.keys(localStorage).filter((name) => name.startsWith('tongxin.draft.'))"


@pytest.fixture
def page(chromium, site, city):
    """The first member's browser."""
    client = sign_in(Client(), city.member_actor(0))
    context = chromium.new_context(base_url=site.url)
    context.add_cookies(
        [
            {"name": name, "value": one.value, "url": site.url}
            for name, one in client.cookies.items()
        ]
    )
    yield context.new_page()
    context.close()


def test_next_page_drops_the_copy_of_what_was_cleared(page, city, clear):
    cleared, other = draft(city), draft(city)
    person = city.members[0].person.public_id
    page.goto("/me/")
    page.evaluate(KEEP, [person, [cleared.public_id, other.public_id]])
    assert len(page.evaluate(KEPT)) == 2
    clear(cleared)
    page.goto("/me/")
    page.wait_for_function(f"({KEPT})().length === 1")
    assert page.evaluate(KEPT) == [f"tongxin.draft.{person}.proposals.write.{other.public_id}"]
