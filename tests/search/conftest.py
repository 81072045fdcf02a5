"""Search in a small city: everything that waits is indexed before a question is asked."""

import pytest

from tongxin import search


@pytest.fixture
def found(city):
    """Finds as an actor: the titles, in order."""

    def titles(actor, text, kinds=("proposals",), **options):
        index()
        return [hit.record.matter for hit in search.find(actor, text, kinds, **options)]

    return titles


def index() -> None:
    while search.index_due():
        pass
