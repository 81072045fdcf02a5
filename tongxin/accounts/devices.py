"""Bound devices: a browser that keeps a secret token counts as something its owner has."""

import re
import secrets

from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import BoundDevice, User
from tongxin.core import clock

COOKIE = "tongxin_device"
YEAR = 365 * 24 * 3600
BROWSERS = (
    ("MicroMessenger", _("微信")), ("DingTalk", _("钉钉")), ("Edg", "Edge"), ("QQBrowser", _("QQ浏览器")),
    ("360SE", _("360浏览器")), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"),
    ("Windows", "Windows"), ("Mac OS", "macOS"), ("UOS", "UOS"), ("Kylin", "Kylin"), ("Linux", "Linux"),
)  # fmt: skip


def token_of(request: HttpRequest) -> str:
    """The token this browser keeps, or a new one for it."""
    return request.COOKIES.get(COOKIE) or secrets.token_urlsafe(32)


def keep(response: HttpResponse, request: HttpRequest, token: str) -> None:
    """Have the browser keep the token; how long it counts is decided by the row, not by the cookie."""
    response.set_cookie(
        COOKIE, token, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
    )


def digest(token: str) -> str:
    """What the database keeps of a token."""
    return salted_hmac("tongxin.accounts.devices", token, algorithm="sha256").hexdigest()


def is_bound(request: HttpRequest, user: User) -> bool:
    """Whether this browser is bound to the account today."""
    token = request.COOKIES.get(COOKIE)
    if not token:
        return False
    return BoundDevice.objects.filter(
        user=user, digest=digest(token), expires_at__gt=clock.now()
    ).exists()


def browser_of(request: HttpRequest) -> str:
    """What the browser calls itself."""
    return request.headers.get("User-Agent", "")[:200]


def is_phone(request: HttpRequest) -> bool:
    """Whether the browser says that it runs on a phone or tablet: those are personal, so binding is offered."""
    return bool(re.search("Mobile|Android|HarmonyOS", browser_of(request)))


def described(browser: str) -> str:
    """A browser in words that its owner recognises: 微信 · Android."""
    parts = (
        next((str(name) for mark, name in known if mark in browser), "")
        for known in (BROWSERS, SYSTEMS)
    )
    return " · ".join(filter(None, parts)) or browser[:40] or "?"
