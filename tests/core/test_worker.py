"""What a worker does differently from the site."""

import pytest
from django.db import connection

from tongxin.core.management.commands.worker import keep_few_pages

pytestmark = pytest.mark.django_db


def test_worker_keeps_few_pages_of_sqlite_in_memory():
    keep_few_pages(connection)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size")
            assert cursor.fetchone() == (-16384,)
