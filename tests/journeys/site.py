"""The whole site over a real socket, held at the story's moment, keeping what it sent for inspection."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application

from tests.conftest import PLENARY_MORNING
from tongxin.core import clock

SOON = 0.02
"""Seconds until a site that is asked to stop takes notice."""


@dataclass(frozen=True)
class Sent:
    """An answer of the site: what was asked, the status line, kind and bytes."""

    path: str
    status: str
    kind: str
    body: bytes

    @property
    def is_page(self) -> bool:
        return self.kind.startswith("text/html") and self.body.startswith(b"<!doctype html>")


@dataclass
class Site:
    """Serves every request at `moment`; the browser's own clock is left alone."""

    moment: datetime = PLENARY_MORNING
    port: int = 0
    sent: list[Sent] = field(default_factory=list)

    def __post_init__(self):
        self.app = StaticFilesHandler(get_wsgi_application())

    def __call__(self, environ: dict, start_response: Callable) -> list[bytes]:
        head: dict[str, str] = {}

        def note(status: str, headers: list[tuple[str, str]], exc_info=None) -> None:
            kinds = [value for name, value in headers if name.lower() == "content-type"]
            head.update(status=status, kind=next(iter(kinds), ""))
            start_response(status, headers, exc_info)

        with clock.frozen(self.moment):
            answer = self.app(environ, note)
            body = b"".join(answer)
            answer.close()
        self.sent.append(Sent(environ["PATH_INFO"], body=body, **head))
        return [body]

    @property
    def pages(self) -> list[Sent]:
        return [one for one in self.sent if one.is_page]


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *args) -> None:
        pass


def serve() -> Iterator[Site]:
    """A site that answers until the caller is done with it."""
    site = Site()
    with listening(site) as site.port:
        yield site


@contextmanager
def listening(app: Callable) -> Iterator[int]:
    """The port at which `app` answers until the caller is done with it."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler)
    server.set_app(app)
    thread = threading.Thread(target=server.serve_forever, args=[SOON], daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join()
