"""An installation of its own in a folder that is thrown away: a small city, ten proposals, and copies of them."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

ORIGINALS = 10


class Ground:
    """The city, its ten proposals that went through the actions, and as many copies as were asked for."""

    def __init__(self) -> None:
        from tests.factories.cities import make_city
        from tests.proposals.copies import ten
        from tongxin.search.queue import index_due

        self.city = make_city()
        self.originals = ten(self.city)
        assert len(self.originals) == ORIGINALS
        self.rounds = 0
        while index_due():
            pass

    def grow(self, count: int) -> None:
        """Copy until there are `count` proposals."""
        from django.db import connection

        from tests.proposals.copies import copies

        rounds = count // ORIGINALS - 1
        if rounds > self.rounds:
            copies(self.originals, self.rounds + 1, rounds)
            self.rounds = rounds
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


@contextmanager
def ground(settings: str = "bench.settings") -> Iterator[Ground]:
    """A city on a SQLite file as in production, at the suite's moment, all assemblies open to the caller."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="tongxin-bench-"))
        prepare(Path(folder), settings)
        from tests.conftest import PLENARY_MORNING
        from tongxin.core import clock
        from tongxin.organisations.scope import all_assemblies

        stack.enter_context(clock.frozen(PLENARY_MORNING))
        stack.enter_context(all_assemblies(reason="the benchmark looks at the whole database"))
        yield Ground()


def prepare(folder: Path, settings: str) -> None:
    """Django set up on an empty installation in this folder: migrated, static files collected."""
    os.environ["TONGXIN_DATA"] = str(folder / "data")
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


def database_file() -> Path:
    from django.conf import settings

    return Path(settings.DATABASES["default"]["NAME"])


def caches() -> list[str]:
    """Every cache of the product, for the report: what the measured numbers rest on."""
    from django.conf import settings

    cache = settings.CACHES["default"]
    return [
        f"django cache: {cache['BACKEND'].rpartition('.')[2]} in {cache['LOCATION']}, for attempts and used codes only",
        f"sessions: {settings.SESSION_ENGINE} (read at each request, nothing kept in memory)",
        "templates: compiled once per process (Django's cached loader)",
        f"static files: {settings.STORAGES['staticfiles']['BACKEND'].rpartition('.')[2]}, manifest read once per process",
        "translations, address map, figures and lifecycle tables: built once per process",
        "functools: holidays, secrecy marks, drawn icons, common passwords, keyring, channels of sending, fonts",
        "search: entries are made by the worker out of a queue; figures: versions of facts, not read for today's numbers",
        "rulebook, permissions, identities, lists, home pages, figures of today: not cached, asked at each request",
        "database: SQLite's page cache of 64 MB per connection, memory map of 256 MB",
    ]


def load() -> str:
    """How busy the machine is: what else runs here changes milliseconds, and ratios much less."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def describe(what: Any = "") -> None:
    """The head of a report."""
    print(f"caches in use ({load()}):")
    for line in caches():
        print(f"  - {line}")
    if what:
        print(what)
