"""The worker as a real process: killed in the middle of a burst, stopped gently, beside a second one."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction

from tests.factories.notifications import DeliveryFactory, NoticeFactory
from tongxin.core import clock
from tongxin.core.models import Lease
from tongxin.notifications.models import Delivery
from tongxin.notifications.terms import DeliveryStatus

pytestmark = [pytest.mark.threads, pytest.mark.django_db(transaction=True)]
BURST = 120


def database_address():
    """The test database, as the environment names it for another process."""
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return at["NAME"]
    return f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


class Workers:
    """Worker processes on the test database, sending to the stand-in."""

    def __init__(self, sms):
        self.environment = {
            **os.environ,
            "TONGXIN_DATABASE": str(database_address()),
            "TONGXIN_SMS_URL": sms.settings["url"],
            "TONGXIN_SMS_KEY": sms.settings["key"],
            "TONGXIN_SMS_SECRET": sms.settings["secret"],
        }
        self.processes = []

    def start(self):
        command = [sys.executable, "-m", "tongxin.core.cli", "worker"]
        process = subprocess.Popen(command, env=self.environment, stderr=subprocess.PIPE)
        self.processes.append(process)
        return process

    def stop(self):
        for process in self.processes:
            if process.poll() is None:
                process.kill()
            process.communicate()


@pytest.fixture
def workers(sms):
    started = Workers(sms)
    yield started
    started.stop()


def until(condition, seconds=60):
    """Wait for it."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def burst():
    """Many notices to one person, as when results are released."""
    with transaction.atomic():
        first = NoticeFactory()
        for _number in range(BURST):
            DeliveryFactory(notice=NoticeFactory(assembly=first.assembly, person=first.person))
    return set(Delivery.objects.values_list("idempotency_key", flat=True))


def all_sent():
    return not Delivery.objects.exclude(status=DeliveryStatus.SENT).exists()


def let_leases_lapse():
    """As if the time of a lease had gone by."""
    past = clock.now() - timedelta(minutes=10)
    Delivery.objects.filter(status=DeliveryStatus.LEASED).update(lease_until=past)
    Lease.objects.update(expires_at=past)


def test_worker_killed_in_a_burst_loses_and_doubles_nothing(sms, workers):
    """Two at work; one is killed, the other takes over what it had in hand."""
    keys = burst()
    sms.delay = 0.01
    killed, _other = workers.start(), workers.start()
    until(lambda: len(sms.sent) >= BURST / 4)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert not all_sent()
    let_leases_lapse()
    until(all_sent)
    assert set(sms.sent) == keys
    assert len(sms.sent) == BURST
    assert sum(sms.asked.values()) <= BURST + 1


def test_worker_is_quick_when_idle_and_stops_with_clean_hands(sms, workers):
    worker = workers.start()
    until(Lease.objects.exists)
    time.sleep(1)
    started = time.monotonic()
    DeliveryFactory()
    until(lambda: sms.sent)
    assert time.monotonic() - started < 2
    sms.delay = 0.01
    burst()
    until(lambda: len(sms.sent) >= 20)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(30) == 0
    assert not Delivery.objects.filter(status=DeliveryStatus.LEASED).exists()
    assert len(sms.sent) == Delivery.objects.filter(status=DeliveryStatus.SENT).count() < BURST
    assert not Lease.objects.exists()
