"""Sealed texts can only be read where they belong, with a key from the keyring, unaltered."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tongxin.accounts import crypto


@pytest.fixture
def fresh_cache():
    """These tests touch no database."""


def test_sealed_text_is_read_again():
    token = crypto.seal("110101199003077758", bound_to="person:7:number")
    assert "110101" not in token
    assert crypto.unseal(token, bound_to="person:7:number") == "110101199003077758"


def test_equal_texts_are_sealed_differently():
    assert crypto.seal("a", bound_to="x") != crypto.seal("a", bound_to="x")


def test_text_moved_to_another_row_is_unreadable():
    token = crypto.seal("secret", bound_to="person:7:number")
    with pytest.raises(crypto.UnreadableError):
        crypto.unseal(token, bound_to="person:8:number")


@pytest.mark.parametrize(
    "spoil", [lambda t: t[:-4] + "AAAA", lambda t: "k9" + t[2:], lambda t: "x"]
)
def test_altered_text_is_unreadable(spoil):
    token = crypto.seal("secret", bound_to="here")
    with pytest.raises(crypto.UnreadableError):
        crypto.unseal(spoil(token), bound_to="here")


def test_new_key_seals_and_old_texts_stay_readable():
    before = crypto.seal("secret", bound_to="here")
    assert crypto.add_key() == crypto.keyring().active
    after = crypto.seal("secret", bound_to="here")
    assert (crypto.is_current(before), crypto.is_current(after)) == (False, True)
    assert crypto.unseal(before, bound_to="here") == crypto.unseal(after, bound_to="here")


def test_keyring_is_readable_by_its_owner_only(keyring):
    crypto.keyring()
    assert stat.S_IMODE(keyring.stat().st_mode) == 0o600
    assert stat.S_IMODE(keyring.parent.stat().st_mode) == 0o700
    assert [path.name for path in keyring.parent.iterdir()] == [keyring.name]


def test_first_use_by_many_makes_one_keyring(keyring):
    with ThreadPoolExecutor(8) as pool:
        tokens = list(pool.map(lambda n: crypto.seal(str(n), bound_to="here"), range(32)))
    assert sorted(int(crypto.unseal(each, bound_to="here")) for each in tokens) == list(range(32))
    assert len(json.loads(Path(keyring).read_text())["keys"]) == 1


def test_keys_of_another_machine_are_adopted(keyring, settings, tmp_path):
    elsewhere = tmp_path / "elsewhere.json"
    settings.KEYRING = str(elsewhere)
    token = crypto.seal("secret", bound_to="here")
    settings.KEYRING = str(keyring)
    own = crypto.seal("secret", bound_to="here")
    with pytest.raises(crypto.UnreadableError):
        crypto.unseal(token, bound_to="here")
    assert crypto.adopt_keys(elsewhere) == [token.partition(":")[0]]
    assert crypto.adopt_keys(elsewhere) == []
    assert crypto.unseal(token, bound_to="here") == crypto.unseal(own, bound_to="here") == "secret"
    assert crypto.is_current(own)


def test_different_keys_of_one_name_are_not_adopted(keyring, tmp_path):
    active = crypto.keyring().active
    other = tmp_path / "other.json"
    other.write_text(json.dumps({"active": active, "keys": {active: "A" * 43 + "="}}))
    before = keyring.read_text()
    with pytest.raises(ValueError, match=active):
        crypto.adopt_keys(other)
    assert keyring.read_text() == before
