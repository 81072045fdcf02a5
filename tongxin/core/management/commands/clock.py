"""`tongxin clock`: runs periodic duties; of several clocks only the one that holds the lease does."""

import logging
import signal
import threading

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections, connection

from tongxin.core import leases, periodic
from tongxin.core.failures import describe

logger = logging.getLogger(__name__)

NAME = "clock"


class Command(BaseCommand):
    help = "Run periodic duties until told to stop."

    def add_arguments(self, parser):
        parser.add_argument("--every", type=float, default=15.0, help="seconds between two looks")
        parser.add_argument("--once", action="store_true", help="run what is due and end")

    def handle(self, *args, every, once, **options):
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_signal: stopped.set())
        if once:
            stopped.set()
        tick(stopped, every)


def tick(stopped: threading.Event, every: float) -> None:
    """Look once, then again after each pause until `stopped`."""
    holder = leases.new_holder()
    while True:
        close_old_connections()
        try:
            _look(holder)
        except DatabaseError as error:
            logger.error("the clock could not look: %s", describe(error))
            connection.close()
        if stopped.wait(every):
            break
    leases.release(NAME, holder)


def _look(holder: str) -> None:
    if leases.acquire(NAME, holder):
        with leases.kept(NAME, holder):
            periodic.run_due(holder)
