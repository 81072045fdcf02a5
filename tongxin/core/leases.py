"""Leases: a name is held by one process at a time, renewed while it lives, free for others once it is dead."""

import logging
import os
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Q

from tongxin.core import clock
from tongxin.core.failures import describe
from tongxin.core.models import Lease

logger = logging.getLogger(__name__)

TIME_TO_LIVE = timedelta(seconds=30)
HEARTBEAT = 5.0


def new_holder() -> str:
    """A name for this process that no other process of any machine bears."""
    return f"{os.getpid()}-{secrets.token_hex(8)}"


def acquire(name: str, holder: str, ttl: timedelta = TIME_TO_LIVE) -> bool:
    """Take or renew a lease; False while somebody else holds it."""
    now = clock.now()
    fields = {
        "holder": holder,
        "host": socket.gethostname()[:120],
        "pid": os.getpid(),
        "expires_at": now + ttl,
    }
    if Lease.objects.filter(name=name, holder=holder).update(**fields):
        return True
    if Lease.objects.filter(name=name, expires_at__lte=now).update(taken_at=now, **fields):
        return True
    try:
        with transaction.atomic():
            Lease.objects.create(name=name, taken_at=now, **fields)
    except IntegrityError:
        return False
    return True


def release(name: str, holder: str) -> None:
    """Give a lease back before it lapses."""
    Lease.objects.filter(name=name, holder=holder).delete()


def living(prefix: str) -> set[str]:
    """The names under `prefix` that are held at this moment."""
    held = Lease.objects.filter(name__startswith=prefix, expires_at__gt=clock.now())
    return set(held.values_list("name", flat=True))


def sweep(before: timedelta = timedelta(days=1)) -> None:
    """Forget leases that lapsed long ago: workers choose a new name at each start."""
    stale = Q(expires_at__lte=clock.now() - before)
    Lease.objects.filter(stale).delete()


@contextmanager
def kept(name: str, holder: str, every: float = HEARTBEAT) -> Iterator[None]:
    """Renew a lease from a thread of its own, so that long work does not let it lapse."""
    stopped = threading.Event()
    heart = threading.Thread(
        target=_beat, args=(name, holder, every, stopped), name=f"heart {name}"
    )
    heart.start()
    try:
        yield
    finally:
        stopped.set()
        heart.join()


def _beat(name: str, holder: str, every: float, stopped: threading.Event) -> None:
    while not stopped.wait(every):
        try:
            acquire(name, holder)
        except DatabaseError as error:
            logger.warning("lease %s could not be renewed: %s", name, describe(error))
            connection.close()
    connection.close()
