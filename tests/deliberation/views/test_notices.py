"""What people read in their messages says what happened, in words and not in a code."""

import pytest

from tests.factories.accounts import sign_in
from tongxin.deliberation.actions.appeal import appeal
from tongxin.deliberation.lifecycle import STATEMENT
from tongxin.lifecycle.perform import perform


@pytest.fixture
def offered(conferring):
    return conferring.offered(conferring.collecting())


def messages_of(client, actor) -> str:
    sign_in(client, actor)
    return client.get("/me/messages/").content.decode()


def test_author_reads_that_the_view_is_shown(conferring, client, offered):
    perform(STATEMENT.show, offered, conferring.general)
    assert "您提的观点已公开" in messages_of(client, conferring.member())


def test_author_and_judges_read_of_the_appeal(conferring, client, offered):
    held = conferring.held_back(offered)
    assert "您提的观点没有公开" in messages_of(client, conferring.member())
    appeal(held, actor=conferring.member(), words="分不开。")
    assert "有一条没有公开的观点请复核" in messages_of(client, conferring.second)
