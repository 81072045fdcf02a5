"""Which ways out of the house this installation has."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.conf import settings

from tongxin.notifications.channels.demonstration import Demonstration
from tongxin.notifications.channels.mail import Mail
from tongxin.notifications.channels.official import OfficialAccount
from tongxin.notifications.channels.seam import (
    Binder,
    Message,
    PermanentError,
    RateLimitedError,
    Receipt,
    Sender,
    SendingError,
    TemporaryError,
)
from tongxin.notifications.channels.sms import SmsGateway
from tongxin.notifications.channels.wecom import WeCom
from tongxin.notifications.terms import Channel

__all__ = [
    "Binder",
    "Message",
    "PermanentError",
    "RateLimitedError",
    "Receipt",
    "Sender",
    "SendingError",
    "TemporaryError",
    "bindable",
    "configured",
    "site",
]

SENDERS = {
    Channel.WECOM: WeCom,
    Channel.OFFICIAL: OfficialAccount,
    Channel.SMS: SmsGateway,
    Channel.MAIL: Mail,
}


def configured() -> Mapping[str, Sender]:
    """Channel to sender, for every channel that the settings describe; all of them in the demonstration."""
    if settings.DEMO:
        return _demonstration()
    return _built(json.dumps(_gateways(), sort_keys=True))


def bindable() -> Mapping[str, Binder]:
    """Those of them whose accounts people bind themselves."""
    return {
        channel: sender
        for channel, sender in configured().items()
        if isinstance(sender, WeCom | OfficialAccount)
    }


def site() -> str:
    """The address under which people reach this site from outside, for links in messages."""
    return str(_gateways().get("site", "")).rstrip("/")


@cache
def _built(gateways: str) -> Mapping[str, Sender]:
    """One sender per channel and process: senders keep their tokens."""
    described = json.loads(gateways)
    return {
        channel: sender(**described[channel])
        for channel, sender in SENDERS.items()
        if channel in described
    }


@cache
def _demonstration() -> Mapping[str, Sender]:
    return {channel: Demonstration() for channel in SENDERS}


def _gateways() -> dict[str, Any]:
    return getattr(settings, "GATEWAYS", {})
