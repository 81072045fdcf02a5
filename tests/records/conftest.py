"""A city with a record book."""

import pytest

from tests.records.book import Book, make_book
from tongxin.organisations.scope import scope


@pytest.fixture
def book(city, settings, tmp_path) -> Book:
    """Its offices and one county; files go to a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    made = make_book(city)
    with scope([made.here.pk, made.county.pk]):
        yield made
