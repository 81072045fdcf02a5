"""The one walk of the matrix that PostgreSQL does, too: every address is asked and its page drawn, for whoever opens it."""

import pytest
from django.db import connection

from tests.matrix.addresses import lines
from tests.matrix.browsers import answer, read_askers_once

CLOSED = {"403", "404", "in"}
OPENING = (
    *("office", "general", "lead", "unit", "memlia", "assign", "secgen"),
    *("county", "chair", "secure", "system", "public"),
)
"""Who is asked in turn until a page opens; between them they open whatever opens for anybody."""


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor == "sqlite", reason="every other walk runs on SQLite")
def test_every_address_is_answered(world, browsers, monkeypatch, caplog):
    """Readers are compared by `test_urls`; here a query that only this database refuses shows as 500."""
    caplog.set_level("CRITICAL", logger="django.request")
    read_askers_once(monkeypatch)
    answers = {}
    for line in lines(world):
        for reader in OPENING:
            told = answer(browsers.ask(reader, line.method, line.url, line.data))
            answers[line.title] = told
            if told not in CLOSED:
                break
    assert [title for title, told in answers.items() if told.startswith("5")] == []
    assert sum(told in ("200", "302") for told in answers.values()) > len(answers) / 2
