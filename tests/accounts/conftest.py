"""Codes are caught instead of sent; the keyring is a fresh one; one-time passwords are worked out like an app does."""

import time

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache

from tongxin.accounts import codes


@pytest.fixture(autouse=True)
def keyring(settings, tmp_path):
    settings.KEYRING = str(tmp_path / "keys" / "keyring.json")
    return tmp_path / "keys" / "keyring.json"


@pytest.fixture(autouse=True)
def fresh_cache(db):
    cache.clear()


@pytest.fixture
def sent(monkeypatch):
    """The messages with codes, newest last."""
    caught: list[codes.CodeMessage] = []
    monkeypatch.setattr(codes, "_senders", [caught.append])
    return caught


@pytest.fixture
def app_code():
    """What an authenticator app shows for a secret; `ago` periods before now for a second code."""

    def shown(secret: str, ago: int = 0) -> str:
        return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 - ago))

    return shown
