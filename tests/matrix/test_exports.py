"""What a list hands over as a workbook is what it shows: the button carries tab and filters, once."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize(
    ("reader", "place", "asked"),
    [
        ("general", "records/of/award", "tab=drafts"),
        ("general", "gatherings", "tab=closed"),
        ("office", "proposals", "tab=all"),
        ("memlia", "members", "tab=all"),
    ],
)
def test_button_for_the_workbook_carries_what_is_shown(world, browsers, reader, place, asked):
    page = browsers.get(reader, f"/{world.slug}/{place}/?{asked}")
    assert page.context["list"].export_url == f"/{world.slug}/{place}/export/?{asked}"
