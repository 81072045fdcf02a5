"""The two codes of a door: the one on the screen, which changes every thirty seconds, and a person's own for the desk."""

import hmac
from datetime import datetime
from hashlib import sha256

from django.utils.crypto import constant_time_compare, salted_hmac

from tongxin.gatherings.models import Invitation, Sitting

STEP = 30
DIGITS = 6
OWN_STEP = 60
OWN_LASTS = 5
"""A person's own code is good for so many of its steps, also at a desk whose clock is a little off."""

OWN_MARK = 12


def door_code(sitting: Sitting, moment: datetime) -> str:
    """The digits that the door shows at a moment."""
    return _digits(sitting, step_of(moment))


def fits(sitting: Sitting, code: str, moment: datetime) -> bool:
    """Whether a code is the present one or the one before: somebody may have scanned in the last second."""
    now = step_of(moment)
    return any(constant_time_compare(_digits(sitting, step), code) for step in (now, now - 1))


def step_of(moment: datetime, length: int = STEP) -> int:
    """Which stretch of time a moment lies in."""
    return int(moment.timestamp()) // length


def seconds_left(moment: datetime) -> int:
    """How long the code of a moment is still shown."""
    return STEP - int(moment.timestamp()) % STEP


def own_key(invitation_id: str) -> bytes:
    """The key of one invitation's codes, by its public id. A desk holds those of its gathering, and no other."""
    return salted_hmac("tongxin.gatherings.own_code", invitation_id, algorithm="sha256").digest()


def own_code(invitation: Invitation, moment: datetime) -> str:
    """What a member's phone shows to a desk: whose it is, since when, and the proof."""
    key, step = own_key(invitation.public_id), step_of(moment, OWN_STEP)
    proof = hmac.digest(key, str(step).encode(), "sha256").hex()[:OWN_MARK]
    return f"{invitation.public_id}.{step}.{proof}"


def _digits(sitting: Sitting, step: int) -> str:
    key = sitting.unseal_secret().encode()
    number = int.from_bytes(hmac.new(key, str(step).encode(), sha256).digest()[:8], "big")
    return f"{number % 10**DIGITS:0{DIGITS}}"
