"""The two codes of a door: the one on the screen, which changes every thirty seconds, and a person's own for the desk."""

import hmac
from datetime import datetime

from django.utils.crypto import constant_time_compare, salted_hmac

from tongxin.gatherings.models import Invitation, Sitting

STEP = 30
DIGITS = 6
OWN_STEP = 60
OWN_LASTS = 5
"""A person's own code is good for so many of its steps, also at a desk whose clock is a little off."""

OWN_MARK = 12


def door_code(sitting: Sitting, moment: datetime) -> str:
    """The digits that the door shows at a moment, for those who type them; wrong ones are counted by person."""
    return _digits(_proof(sitting, step_of(moment)))


def link_code(sitting: Sitting, moment: datetime) -> str:
    """What the picture beside the digits says: too long to be guessed, for it is asked before anybody is known."""
    return _long(_proof(sitting, step_of(moment)))


def fits(sitting: Sitting, code: str, moment: datetime) -> bool:
    """Whether a code is the present one or the one before: somebody may have scanned in the last second."""
    write = _digits if len(code) == DIGITS else _long
    now = step_of(moment)
    proofs = [_proof(sitting, step) for step in (now, now - 1)]
    return any(constant_time_compare(write(proof), code) for proof in proofs)


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


def _proof(sitting: Sitting, step: int) -> bytes:
    return hmac.digest(sitting.unseal_secret().encode(), str(step).encode(), "sha256")


def _digits(proof: bytes) -> str:
    return f"{int.from_bytes(proof[:8], 'big') % 10**DIGITS:0{DIGITS}}"


def _long(proof: bytes) -> str:
    return proof[8:24].hex()
