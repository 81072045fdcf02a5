"""Codes by message: pace, tries, expiry, and guesses in parallel."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from unittest import mock

import pytest
from django.db import connection

from tests.factories.accounts import UserFactory
from tests.factories.organisations import AssemblyFactory
from tongxin.accounts import codes
from tongxin.accounts.actions.issue_message_code import PER_ADDRESS_AND_HOUR, issue_message_code
from tongxin.accounts.actions.purge import purge
from tongxin.accounts.actions.use_message_code import TRIES, use_message_code
from tongxin.accounts.models import MessageCode
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.organisations.models import RulebookEntry

pytestmark = pytest.mark.django_db


def later(**span):
    return clock.frozen(clock.now() + timedelta(**span))


@pytest.fixture
def user():
    return UserFactory(phone_verified=False)


@pytest.fixture
def issued(user, sent):
    return issue_message_code(user.phone)


def test_code_proves_the_phone(user, issued, sent):
    assert use_message_code(issued.public_id, sent[-1].code) == user
    user.refresh_from_db()
    assert user.phone_verified


def test_code_may_be_typed_with_blanks(user, issued, sent):
    code = sent[-1].code
    assert use_message_code(issued.public_id, f" {code[:3]} {code[3:]}") == user


def test_code_is_used_up(user, issued, sent):
    use_message_code(issued.public_id, sent[-1].code)
    assert use_message_code(issued.public_id, sent[-1].code) is None


def test_code_is_void_after_five_tries(issued, sent):
    for _try in range(TRIES):
        assert use_message_code(issued.public_id, "wrong1") is None
    assert use_message_code(issued.public_id, sent[-1].code) is None


def test_code_expires(issued, sent):
    with later(minutes=5):
        assert use_message_code(issued.public_id, sent[-1].code) is None


def test_code_lives_as_long_as_the_rulebook_says(user, sent):
    RulebookEntry._base_manager.create(
        assembly=AssemblyFactory(), code="accounts.code_minutes", value=10,
        valid_from=clock.today(), reason="试验",
    )  # fmt: skip
    row = issue_message_code(user.phone)
    assert sent[-1].valid_minutes == 10
    with later(minutes=9):
        assert use_message_code(row.public_id, sent[-1].code) == user


def test_code_of_another_row_does_not_fit(user, issued, sent):
    with later(minutes=2):
        other = issue_message_code(user.phone)
        assert use_message_code(other.public_id, sent[0].code) is None


def test_code_is_void_when_the_number_moved_on(user, issued, sent):
    user.phone = "13911112222"
    user.save()
    assert use_message_code(issued.public_id, sent[-1].code) is None


def test_code_is_void_when_the_account_was_locked(user, issued, sent):
    user.is_active = False
    user.save()
    assert use_message_code(issued.public_id, sent[-1].code) is None


def test_only_a_digest_is_kept_and_nothing_is_printed_by_accident(issued, sent):
    assert sent[-1].code not in MessageCode.objects.get().digest
    assert sent[-1].code not in repr(sent[-1])
    assert sent[-1].phone not in repr(sent[-1])


def test_next_code_waits_a_minute(user, issued):
    with pytest.raises(Refused, match="请 60 秒后再试"), later(seconds=1):
        issue_message_code(user.phone)
    with later(seconds=61):
        assert issue_message_code(user.phone)


def test_five_codes_an_hour(user, sent):
    for number in range(5):
        with later(minutes=2 * number):
            issue_message_code(user.phone)
    with pytest.raises(Refused, match="次数已满"), later(minutes=30):
        issue_message_code(user.phone)
    with later(minutes=70):
        assert issue_message_code(user.phone)


def test_unknown_number_is_paced_the_same(sent):
    issue_message_code("13900000000")
    with pytest.raises(Refused):
        issue_message_code("13900000000")


def test_one_address_may_serve_a_hall_but_not_the_world(sent):
    MessageCode.objects.bulk_create(
        MessageCode(phone=f"139{n:08d}", digest="x", address="10.0.0.1", expires_at=clock.now())
        for n in range(PER_ADDRESS_AND_HOUR)
    )
    with pytest.raises(Refused, match="当前网络"):
        issue_message_code("13900009999", address="10.0.0.1")
    assert issue_message_code("13900009999", address="10.0.0.2")


def test_without_messages_the_page_says_what_to_do(monkeypatch, user):
    monkeypatch.setattr(codes, "_senders", [])
    with pytest.raises(Refused, match="密码登录"):
        issue_message_code(user.phone)


def test_old_codes_are_thrown_away(issued):
    with later(days=1):
        assert purge() == 0
    with later(days=3):
        assert purge() >= 1
    assert MessageCode.objects.count() == 0


@pytest.mark.threads
@pytest.mark.django_db(transaction=True)
def test_guesses_in_parallel_share_five_tries(user, sent):
    row, moment = issue_message_code(user.phone), clock.now()
    looked_at = []
    compare = codes.matches

    def counted(*args, **kwargs):
        looked_at.append(1)
        return compare(*args, **kwargs)

    def guess(number):
        with clock.frozen(moment):
            use_message_code(row.public_id, f"wrong{number}")
        connection.close()

    with mock.patch.object(codes, "matches", counted), ThreadPoolExecutor(8) as pool:
        list(pool.map(guess, range(24)))
    assert len(looked_at) == TRIES
