"""A signed-in browser per column; what an act changes is rolled back after the answer."""

from collections.abc import Callable
from copy import copy, deepcopy
from functools import cache
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.base import BaseHandler
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import ResolverMatch, get_resolver

from tests.factories.accounts import sign_in
from tongxin.accounts import middleware
from tongxin.accounts.actor import Actor
from tongxin.accounts.backends import AccountBackend

SIGN_IN = "/sign-in/"


class Browsers:
    """Asks as anybody; sessions are made once."""

    def __init__(self, actors: dict[str, Actor]):
        self._handler = Client(raise_request_exception=False).handler
        self._cookies = {name: self._signed_in(actor) for name, actor in actors.items()}

    def get(self, name: str, url: str, **headers: str) -> HttpResponse:
        """A page as this column reads it."""
        return whole(self._client(name).get(url, headers=headers))

    def ask(
        self, name: str, method: str, url: str, data: dict | bytes | None = None, **more: Any
    ) -> HttpResponse:
        """One request of any method, undone afterwards."""
        with transaction.atomic():
            client = self._client(name)
            send = client.post if method == "POST" else client.get
            response = whole(send(url, data or {}, **more))
            transaction.set_rollback(True)
        return response

    def _client(self, name: str) -> Client:
        """A new one every time, so that no answer is remembered; only the middleware is put together once."""
        client = Client(raise_request_exception=False)
        client.handler = self._handler
        client.cookies.load(self._cookies[name])
        return client

    @staticmethod
    def _signed_in(actor: Actor) -> dict[str, str]:
        if actor.person is None:
            return {}
        client = sign_in(Client(), actor)
        client.get("/")
        return {name: morsel.value for name, morsel in client.cookies.items()}


def read_askers_once(patch: pytest.MonkeyPatch) -> None:
    """Thousands of questions by the same few: account and identity are read once, each request gets its own copy."""
    account = cache(AccountBackend().get_user)
    patch.setattr(AccountBackend, "get_user", lambda _backend, key: copy(account(key)))
    patch.setattr(middleware, "actor_of", cache(middleware.actor_of))


def find_ways_once(patch: pytest.MonkeyPatch) -> None:
    """The same addresses asked by everybody, each answer undone: session and view are found once for each."""
    session, resolve = cache(_stored), cache(get_resolver().resolve)

    def resolved(_handler: BaseHandler, request: HttpRequest) -> ResolverMatch:
        request.resolver_match = resolve(request.path_info)
        return request.resolver_match

    patch.setattr(SessionStore, "load", lambda store: deepcopy(session(store.session_key)))
    patch.setattr(BaseHandler, "resolve_request", resolved)


def _stored(key: str, load: Callable[[SessionStore], dict] = SessionStore.load) -> dict[str, Any]:
    return load(SessionStore(key))


def whole(response: HttpResponse) -> HttpResponse:
    """With a download read to its end, which closes it."""
    if response.streaming:
        response.body = response.getvalue()
    return response


def answer(response: HttpResponse) -> str:
    """What stands in the matrix for a response: its status, or `in` for the way to the sign-in."""
    sent_away = response.status_code == 302 and response.url.startswith(SIGN_IN)
    return "in" if sent_away or response.status_code == 401 else str(response.status_code)
