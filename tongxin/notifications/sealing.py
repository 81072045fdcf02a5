"""Encrypts what a sign-in code needs on its way, so that neither the row nor a backup of it tells number or code."""

import base64
import hashlib
import json

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

PURPOSE = b"tongxin.notifications.sealed"


def seal(content: dict[str, str]) -> str:
    """The content as text that only this installation can open."""
    return _box().encrypt(json.dumps(content).encode()).decode()


def unseal(sealed: str) -> dict[str, str] | None:
    """What was sealed; None when it is empty or was sealed under another key."""
    try:
        return json.loads(_box().decrypt(sealed.encode()))
    except InvalidToken:
        return None


def _box() -> Fernet:
    key = hashlib.sha256(PURPOSE + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
