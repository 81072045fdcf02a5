"""Codes that people type: how they are made, kept and compared, and the seam through which messages leave."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.crypto import constant_time_compare, salted_hmac

from tongxin.accounts.terms import CodePurpose
from tongxin.core.models import ALPHABET

DIGITS = 6
SHEET_GROUPS = 3
SHEET_GROUP_LENGTH = 4


@dataclass(frozen=True)
class CodeMessage:
    """A code on its way to a phone."""

    phone: str = field(repr=False)
    code: str = field(repr=False)
    purpose: CodePurpose
    valid_minutes: int
    person_id: int | None


Sender = Callable[[CodeMessage], None]

_senders: list[Sender] = []


def on_sending_code(sender: Sender) -> None:
    """Register who delivers codes: `notifications` does, once; it is called inside the issuing transaction."""
    _senders.append(sender)


def can_send() -> bool:
    """Whether anybody delivers messages in this installation."""
    return bool(_senders)


def send(message: CodeMessage) -> None:
    """Hand a code to whoever delivers."""
    for sender in _senders:
        sender(message)


def new_digits() -> str:
    """Six random digits for a message."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def new_sheet_code() -> str:
    """Twelve letters and digits (59 bits) in groups for a printed sheet: k7m2-9fhx-3qrt."""
    groups = (
        "".join(secrets.choice(ALPHABET) for _place in range(SHEET_GROUP_LENGTH))
        for _group in range(SHEET_GROUPS)
    )
    return "-".join(groups)


def digest(code: str, *, bound_to: str) -> str:
    """What is kept of a code: keyed with the installation's secret and bound to its row or account."""
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    return salted_hmac(
        "tongxin.accounts.codes", f"{bound_to}:{plain}", algorithm="sha256"
    ).hexdigest()


def matches(code: str, kept: str, *, bound_to: str) -> bool:
    """Whether a typed code is the one whose digest was kept."""
    return constant_time_compare(digest(code, bound_to=bound_to), kept)
