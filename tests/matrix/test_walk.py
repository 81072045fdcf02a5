"""The walk behind the tests of leaks reads what a reader can reach, and says when it would not."""

import re

import pytest
from django.urls import reverse

from tests.architecture.source import modules
from tests.matrix.marking import mark
from tests.matrix.walk import WITH_OWN_TABS, found

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DRAFT, EVALUATION = mark("台账草稿"), mark("未听取的评价")


def test_the_walk_reads_lists_papers_workbooks_feeds_and_messages(reach):
    read = reach("lead")
    kinds = (".docx", "/export/", "/feed/", "/me/messages/", "/search/")
    assert [kind for kind in kinds if not any(kind in address for address in read)] == []
    assert found(read, (mark("已立案"),))


def test_the_walk_reads_lists_with_the_rows_of_all_tabs_and_every_column(world, browsers, reach):
    """A draft stands in a tab that is not the first, the day of its entry in a column that is not shown at first."""
    own, day = reverse("records:list", args=[world.slug, "donation"]), "登记日期"
    page = browsers.get("general", own).content.decode()
    assert DRAFT not in page and f'data-label="{day}"' not in page
    for address in (own, reverse("records:export", args=[world.slug, "donation"])):
        assert DRAFT in reach("general")[address]
        assert day in reach("general")[address]


def test_the_walk_goes_through_the_tabs_of_pages_that_are_no_lists(world, reach):
    """Whoever reads the tab from the address, past the engine of lists, is known to the walk."""
    asking = re.compile(r"""GET\b.*["']tab["']""")
    readers = [one.path for one in modules() if asking.search(one.source)]
    assert readers == ["tongxin/proposals/views/examination.py"]
    pages = [reverse(f"proposals:{name}", args=[world.slug]) for name in ("queue", "board")]
    assert {page for page in pages if not page.endswith(WITH_OWN_TABS)} == set()
    read = reach("office")
    assert [page for page in pages if not any(f"{page}?tab=" in one for one in read)] == []


def test_a_leak_would_be_found(reach):
    planted = reach("public") | {"/open/planted/": f"<p>{EVALUATION}</p>"}
    assert found(planted, (EVALUATION,)) == {EVALUATION: ["/open/planted/"]}
