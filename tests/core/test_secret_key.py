"""The key that signs sessions is made once, and whoever begins at that moment reads it whole."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tongxin.config import environment

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def none_given(monkeypatch):
    monkeypatch.delenv("TONGXIN_SECRET_KEY", raising=False)


def test_processes_that_begin_together_have_one_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        for turn in range(40):
            folder = tmp_path / str(turn)
            folder.mkdir()
            keys = set(pool.map(environment.secret_key, [folder] * 8))
            assert len(keys) == 1
            assert len(keys.pop()) > 50


def test_key_is_kept_for_its_owner_only(tmp_path):
    key = environment.secret_key(tmp_path)
    assert environment.secret_key(tmp_path) == key
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600
