"""The demonstration's door: one button per persona. Exists only where TONGXIN_DEMO is on."""

import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from tongxin.accounts import identity
from tongxin.accounts.access import public
from tongxin.accounts.actor import identities_of
from tongxin.accounts.models import Person, RoleAssignment, User
from tongxin.portal.demo.accounts import PASSWORD, PERSONAS, SECRET

BACKEND = "tongxin.accounts.backends.AccountBackend"


@public
def door(request: HttpRequest) -> HttpResponse:
    """Who there is to be, and how their usual sign-in goes."""
    _only_in_demo()
    names = [username for username, _role in PERSONAS]
    users = User.objects.filter(username__in=names).select_related("person")
    personas = sorted(
        ((user, _shown(user.person, user.username)) for user in users),
        key=lambda pair: names.index(pair[0].username),
    )
    context = {"personas": personas, "password": PASSWORD, "secret": SECRET}
    return render(request, "portal/demo.html", context)


@public
def enter(request: HttpRequest, username: str) -> HttpResponse:
    """Come in as a persona, as if both factors had been shown."""
    _only_in_demo()
    if request.method != "POST" or username not in dict(PERSONAS):
        raise Http404
    user = get_object_or_404(User, username=username)
    login(request, user, backend=BACKEND)
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time.time()}]
    request.session["account_authentication_methods_user"] = str(user.pk)
    request.session[identity.SESSION_KEY] = _shown(user.person, username).public_id
    return redirect("me")


def _shown(person: Person, username: str) -> RoleAssignment:
    """The identity that the persona stands for: the city's before a county's."""
    role = dict(PERSONAS)[username]
    held = [one for one in identities_of(person) if one.role == role]
    return min(held, key=lambda one: (one.assembly is None, one.assembly_id or 0))


def _only_in_demo() -> None:
    if not settings.DEMO:
        raise Http404
