"""In the matrix's city a database as strict as PostgreSQL, whatever the suite runs on."""

import pytest
from django.db import DataError, models

from tests.matrix.browsers import find_ways_once


@pytest.fixture(autouse=True)
def strict_columns(monkeypatch):
    """SQLite keeps what is too long and takes NUL; here both fail as they would on PostgreSQL."""
    prepared, saved = models.CharField.get_prep_value, models.CharField.get_db_prep_save

    def without_nul(field, value):
        value = prepared(field, value)
        if isinstance(value, str) and "\x00" in value:
            raise ValueError(f"{field}: a string literal cannot contain NUL")
        return value

    def within_length(field, value, connection):
        if isinstance(value, str) and field.max_length and len(value) > field.max_length:
            raise DataError(f"{field}: value too long for {field.max_length}")
        return saved(field, value, connection)

    monkeypatch.setattr(models.CharField, "get_prep_value", without_nul)
    monkeypatch.setattr(models.CharField, "get_db_prep_save", within_length)


@pytest.fixture(autouse=True)
def ways_found_once(browsers, monkeypatch):
    """Hundreds of questions to the same addresses by the same few, each answer undone; they have signed in before."""
    find_ways_once(monkeypatch)


@pytest.fixture(autouse=True)
def quiet_log(caplog):
    """Refused requests are what is tried here; they need no lines."""
    caplog.set_level("CRITICAL")
