"""`tongxin worker`: runs jobs and every declared loop, each in a thread, under one lease."""

import os
import signal
import threading

from django.core.management.base import BaseCommand
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from tongxin.core import jobs, leases, loops

PAGES_KEPT = "PRAGMA cache_size=-16384"
"""16 MB for each thread's connection: long lists are written as fast as with the site's 64, and need the room."""


GIVES_WAY = 5
"""Added to the niceness: however much there is to compute, whoever waits for a page goes first."""


class Command(BaseCommand):
    help = "Run jobs and deliveries until told to stop."

    def add_arguments(self, parser):
        parser.add_argument("--jobs", type=int, default=1, help="jobs run at the same time")

    def handle(self, *args, jobs: int, **options):
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_signal: stopped.set())
        connection_created.connect(keep_few_pages)
        os.nice(GIVES_WAY)
        work(stopped, job_threads=jobs)


def keep_few_pages(connection: BaseDatabaseWrapper, **_signal) -> None:
    """For SQLite, whose pages lie in this process; PostgreSQL looks after its own."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(PAGES_KEPT)


def work(stopped: threading.Event, job_threads: int = 1) -> None:
    """Do what workers do until `stopped`; what is in hand is finished first."""
    holder = leases.new_holder()
    name = f"{jobs.WORKER}{holder}"
    leases.acquire(name, holder)
    wanted = [*loops.loops(), *(jobs.loop(name) for _number in range(job_threads))]
    threads = [
        threading.Thread(target=loops.run, args=(loop, stopped), name=loop.code) for loop in wanted
    ]
    with leases.kept(name, holder):
        for thread in threads:
            thread.start()
        stopped.wait()
        for thread in threads:
            thread.join()
    leases.release(name, holder)
