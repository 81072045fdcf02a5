"""Search in a small city: everything that waits is indexed before a question is asked."""

from contextvars import Context

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
    """As the worker does it: in a context of its own, without any scope."""
    while Context().run(search.index_due):
        pass
