"""Data that came to another machine without its keyring: said plainly, and nothing is lost until the keys are back."""

import logging
from pathlib import Path

import pytest
from django.urls import reverse

from tests.deliberation.conferring import days_later, fresh
from tests.factories.accounts import sign_in
from tests.factories.cities import staff
from tongxin.accounts import crypto
from tongxin.accounts.middleware import UnreadableMiddleware
from tongxin.accounts.terms import Role
from tongxin.deliberation.actions.join import voice_of
from tongxin.deliberation.clockwork import tick
from tongxin.deliberation.lifecycle import CONVERSATION
from tongxin.deliberation.terms import ConversationState
from tongxin.lifecycle.perform import perform

pytestmark = pytest.mark.once
WRITTEN = "夜间把机关的车位让出来"


@pytest.fixture
def keyless(conferring, settings, tmp_path, caplog):
    """A conversation in which people vote, and a keyring that was made on another machine."""
    caplog.set_level(logging.CRITICAL)
    conversation = conferring.voting()
    here = settings.KEYRING
    settings.KEYRING = str(tmp_path / "fresh" / "keyring.json")
    yield conversation
    settings.KEYRING = here


def address(conversation, name: str) -> str:
    return reverse(
        f"deliberation:{name}", args=[conversation.assembly.slug, conversation.public_id]
    )


def test_member_reads_that_it_cannot_be_opened_for_now(keyless, conferring, client):
    sign_in(client, conferring.member())
    assert client.get(address(keyless, "conversation")).status_code == 200
    answer = client.get(address(keyless, "take_part"))
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "暂时打不开" in page and "请告诉系统管理员" in page and "keyring" not in page


def test_system_manager_reads_what_is_missing(keyless, conferring, rf, settings):
    request = rf.get("/")
    request.actor = staff(Role.SYSTEM_MANAGER, conferring.assembly)
    error = crypto.UnreadableError("k7")
    answer = UnreadableMiddleware(lambda _request: None).process_exception(request, error)
    assert answer.status_code == 503
    assert "adopt_keys" in answer.content.decode() and settings.KEYRING in answer.content.decode()


def test_other_errors_stay_errors(rf):
    assert (
        UnreadableMiddleware(lambda _request: None).process_exception(rf.get("/"), KeyError())
        is None
    )


def test_what_was_written_is_shown_again(keyless, conferring, client):
    sign_in(client, conferring.general)
    perform(CONVERSATION.discuss, fresh(keyless), conferring.general)
    close = f"{keyless.get_absolute_url()}act/close/"
    answer = client.post(close, {"version": fresh(keyless).version, "words": WRITTEN})
    assert answer.status_code == 503 and WRITTEN in answer.content.decode()
    assert fresh(keyless).state == ConversationState.DISCUSSING and fresh(keyless).secret


def test_clock_leaves_it_open_and_moves_the_others(keyless, conferring):
    other = conferring.voting(question="公园几点关门？")
    with days_later(20):
        assert tick() > 0
    assert fresh(keyless).state == ConversationState.VOTING
    assert fresh(other).state == ConversationState.CLOSED


def test_same_voice_speaks_again_when_the_keys_are_back(conferring, settings, tmp_path):
    conversation, here = conferring.voting(), settings.KEYRING
    before = voice_of(conversation, conferring.member().person)
    settings.KEYRING = str(tmp_path / "fresh" / "keyring.json")
    with pytest.raises(crypto.UnreadableError):
        voice_of(conversation, conferring.member().person)
    crypto.adopt_keys(Path(here))
    assert voice_of(conversation, conferring.member().person) == before
