"""Seals what must not be read from the database alone: AES-256-GCM with keys from a keyring outside the data folder."""

import base64
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12
KEY = 32


class UnreadableError(ValueError):
    """The sealed text was altered, belongs elsewhere, or its key, `key_id`, is not in the keyring."""

    def __init__(self, key_id: str):
        super().__init__(f"cannot be read with key {key_id!r}")
        self.key_id = key_id


@dataclass(frozen=True)
class Keyring:
    """Keys by id; new texts are sealed with the active one."""

    active: str
    keys: dict[str, bytes]


def seal(text: str, *, bound_to: str) -> str:
    """Encrypt `text` so that it can only be read where it belongs: `key id:nonce+ciphertext`."""
    ring = keyring()
    nonce = secrets.token_bytes(NONCE)
    sealed = AESGCM(ring.keys[ring.active]).encrypt(
        nonce, text.encode(), _context(ring.active, bound_to)
    )
    return f"{ring.active}:{base64.urlsafe_b64encode(nonce + sealed).decode()}"


def unseal(token: str, *, bound_to: str) -> str:
    """The text of a token that was sealed for the same place."""
    key_id, _colon, data = token.partition(":")
    try:
        raw = base64.urlsafe_b64decode(data)
        key = AESGCM(keyring().keys[key_id])
        return key.decrypt(raw[:NONCE], raw[NONCE:], _context(key_id, bound_to)).decode()
    except (KeyError, ValueError, InvalidTag) as error:
        raise UnreadableError(key_id) from error


def lookup(text: str, *, bound_to: str) -> str:
    """A keyed digest by which an equal text is found: `key id:hex`. Without the keyring nobody can try numbers out."""
    ring = keyring()
    return _digest(ring, ring.active, text, bound_to)


def lookups(text: str, *, bound_to: str) -> list[str]:
    """The same under every key, the active one first: while keys are being changed, rows stand under either."""
    ring = keyring()
    ids = sorted(ring.keys, key=lambda key_id: key_id != ring.active)
    return [_digest(ring, key_id, text, bound_to) for key_id in ids]


def _digest(ring: Keyring, key_id: str, text: str, bound_to: str) -> str:
    context = b"lookup\0" + _context(key_id, bound_to)
    key = hmac.digest(ring.keys[key_id], context, "sha256")
    return f"{key_id}:{hmac.digest(key, text.encode(), 'sha256').hex()}"


def is_current(token: str) -> bool:
    """Whether a token is sealed with the active key."""
    return token.partition(":")[0] == keyring().active


def keyring() -> Keyring:
    """The keyring of this installation, made on first use and readable by its owner only."""
    path = Path(settings.KEYRING)
    if not path.exists():
        _write_new(path)
    return _read(path, path.stat().st_mtime_ns)


def add_key() -> str:
    """Put a fresh key into the keyring and make it the active one; the old keys stay for reading."""
    path, ring = Path(settings.KEYRING), keyring()
    key_id, key = _new_key()
    _replace(path, Keyring(key_id, ring.keys | {key_id: key}))
    return key_id


def adopt_keys(source: Path) -> list[str]:
    """Take over the keys of another keyring, for data that came from its machine; gives back the ids that are new.

    The active key stays. Raises ValueError where both rings have different keys of one id: taking one would lose the
    other.
    """
    path, ring = Path(settings.KEYRING), keyring()
    other = _read(source, source.stat().st_mtime_ns)
    if clashing := [
        one for one in other.keys if ring.keys.get(one, other.keys[one]) != other.keys[one]
    ]:
        raise ValueError(f"two different keys are called {', '.join(clashing)}")
    added = sorted(other.keys.keys() - ring.keys.keys())
    if added:
        _replace(path, Keyring(ring.active, ring.keys | other.keys))
    return added


def _new_key() -> tuple[str, bytes]:
    """A fresh key and its id, drawn too: keyrings of two machines can be joined without one id meaning two keys."""
    return f"k{secrets.token_hex(4)}", secrets.token_bytes(KEY)


def _context(key_id: str, bound_to: str) -> bytes:
    return f"tongxin\0{key_id}\0{bound_to}".encode()


@lru_cache(maxsize=2)
def _read(path: Path, _changed: int) -> Keyring:
    content = json.loads(path.read_text())
    keys = {key_id: base64.b64decode(key) for key_id, key in content["keys"].items()}
    return Keyring(content["active"], keys)


def _write_new(path: Path) -> None:
    """Create the file unless another process is faster; its folder is made for the owner alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    key_id, key = _new_key()
    draft = _draft(path, Keyring(key_id, {key_id: key}))
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def _replace(path: Path, ring: Keyring) -> None:
    _draft(path, ring).replace(path)


def _draft(path: Path, ring: Keyring) -> Path:
    """The keyring written whole beside its place, so that nobody ever reads half of it."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        keys = {key_id: base64.b64encode(key).decode() for key_id, key in ring.keys.items()}
        json.dump({"active": ring.active, "keys": keys}, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    return draft
