"""The index behind search: one interface, written once for each database."""

from django.db import connection

from tongxin.search.engines.postgresql import PostgreSQL
from tongxin.search.engines.seam import Engine
from tongxin.search.engines.sqlite import SQLite

__all__ = ["Engine", "engine"]

ENGINES: dict[str, Engine] = {"sqlite": SQLite(), "postgresql": PostgreSQL()}


def engine() -> Engine:
    """The engine of the database in use."""
    return ENGINES[connection.vendor]
