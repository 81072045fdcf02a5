"""The site and the worker as real processes on the test database, to be killed; and browsers that talk to the site."""

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from tests.conftest import PLENARY_MORNING
from tests.factories.accounts import sign_in
from tests.notifications.test_processes import database_address
from tongxin.accounts.actor import Actor
from tongxin.core.clock import SHANGHAI
from tongxin.core.management.commands.serve import programs

PATIENCE = 60
CSRF = "c" * 32


def until(condition: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait for it."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


class Installation:
    """The parts of `tongxin serve`, each started and killed by itself; messages go to the stand-in."""

    def __init__(self, sms, log: Path):
        self.port = free_port()
        self.log = log
        self.sms = sms
        moment = PLENARY_MORNING.replace(tzinfo=SHANGHAI)
        shift = (moment - datetime.now(SHANGHAI)).total_seconds()
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.reliability.settings",
            "TONGXIN_TEST_SHIFT": str(shift),
            "TONGXIN_DATABASE": str(database_address()),
            "TONGXIN_SMS_URL": sms.settings["url"],
            "TONGXIN_SMS_KEY": sms.settings["key"],
            "TONGXIN_SMS_SECRET": sms.settings["secret"],
        }
        parts = programs("127.0.0.1", self.port, 1, None)
        self.commands = {part.name: part.command for part in parts}
        self.running: dict[str, subprocess.Popen] = {}

    def start(self, part: str) -> None:
        with self.log.open("ab") as log:
            self.running[part] = subprocess.Popen(
                self.commands[part],
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self, part: str) -> None:
        """As by `kill -9`, with all its children."""
        process = self.running.pop(part)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        for part in list(self.running):
            self.kill(part)

    def open(self) -> None:
        """Start the site and wait until it answers."""
        self.start("web")
        until(self._answers)

    def _answers(self) -> bool:
        assert self.running["web"].poll() is None, self.log.read_text()
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return True
        except OSError:
            return False


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@dataclass(frozen=True)
class Tap:
    """One press of a button: where it is sent, what it carries; the same key however often it is repeated."""

    address: str
    key: str
    fields: tuple[tuple[str, str], ...] = ()


class Browser:
    """Somebody's session, over HTTP."""

    def __init__(self, actor: Actor, port: int):
        session = sign_in(Client(), actor).cookies[settings.SESSION_COOKIE_NAME].value
        self.port = port
        self.headers = {
            "Host": "localhost",
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={CSRF}",
            "Content-Type": "application/x-www-form-urlencoded",
        }

    def press(self, tap: Tap) -> int | None:
        """The status of the answer; None when there was none."""
        fields = {"csrfmiddlewaretoken": CSRF, "request_key": tap.key, **dict(tap.fields)}
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            line.request("POST", tap.address, urlencode(fields), self.headers)
            return line.getresponse().status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            line.close()
