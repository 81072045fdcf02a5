"""List, thread, home and figures ask the same number of queries however many proposals there are.

TONGXIN_TEST_ROWS sets another number than three hundred; bench/bench_pages.py asks the same of a hundred thousand.
"""

import os

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.proposals.copies import copies, ten
from tongxin.proposals.models import Proposal

ROWS = int(os.environ.get("TONGXIN_TEST_ROWS", "300"))
OFFICE_PAGES = ("list", "queue", "board", "workbench")


@pytest.fixture
def originals(city):
    return ten(city)


def readers(city) -> dict:
    return {
        "office": city.office,
        "assigner": city.assigner,
        "member": city.member_actor(),
        "unit": city.clerks[0],
    }


def pages(city) -> dict[str, str]:
    slug = city.assembly.slug
    lists = {name: reverse(f"proposals:{name}", args=[slug]) for name in OFFICE_PAGES}
    return lists | {"home": reverse("me"), "figures": reverse("figures:page", args=[slug])}


def asked(client, city, addresses: dict[str, str]) -> dict[tuple[str, str], tuple[int, int]]:
    """Status and number of queries, by reader and page."""
    found = {}
    for name, reader in readers(city).items():
        sign_in(client, reader).get(reverse("me"))
        for page, address in addresses.items():
            with CaptureQueriesContext(connection) as queries:
                status = client.get(address).status_code
            found[name, page] = status, len(queries)
    return found


def test_pages_ask_the_same_queries_for_ten_and_for_many(city, client, originals):
    threads = {one.state: one.get_absolute_url() for one in originals}
    addresses = pages(city) | threads
    few = asked(client, city, addresses)
    assert {status for status, _queries in few.values()} == {200, 404}
    copies(originals, 1, ROWS // len(originals) - 1)
    assert Proposal.objects.count() == ROWS
    assert asked(client, city, addresses) == few
