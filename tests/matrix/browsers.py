"""A signed-in browser per column; what an act changes is rolled back after the answer."""

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.factories.accounts import sign_in
from tongxin.accounts.actor import Actor

SIGN_IN = "/sign-in/"


class Browsers:
    """Asks as anybody; sessions are made once."""

    def __init__(self, actors: dict[str, Actor]):
        self._cookies = {name: self._signed_in(actor) for name, actor in actors.items()}

    def get(self, name: str, url: str, **headers: str) -> HttpResponse:
        """A page as this column reads it."""
        return self._client(name).get(url, headers=headers)

    def ask(self, name: str, method: str, url: str, data: dict | None = None) -> HttpResponse:
        """One request of any method, undone afterwards."""
        with transaction.atomic():
            response = self._client(name).generic_or_form(method, url, data or {})
            transaction.set_rollback(True)
        return response

    def _client(self, name: str) -> "Browser":
        client = Browser(raise_request_exception=False)
        client.cookies.load(self._cookies[name])
        return client

    @staticmethod
    def _signed_in(actor: Actor) -> dict[str, str]:
        if actor.person is None:
            return {}
        cookies = sign_in(Client(), actor).cookies
        return {name: morsel.value for name, morsel in cookies.items()}


class Browser(Client):
    """A test client that takes the method as a word."""

    def generic_or_form(self, method: str, url: str, data: dict) -> HttpResponse:
        return self.post(url, data) if method == "POST" else self.get(url, data)


def answer(response: HttpResponse) -> str:
    """What stands in the matrix for a response: its status, or `in` for the way to the sign-in."""
    sent_away = response.status_code == 302 and response.url.startswith(SIGN_IN)
    return "in" if sent_away or response.status_code == 401 else str(response.status_code)
