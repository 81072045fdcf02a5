"""How long staged lists are kept: not longer than they are of use."""

from datetime import timedelta

import pytest

from tongxin.core import clock
from tongxin.core.periodic import duties
from tongxin.papers.actions.confirm_import import confirm_import
from tongxin.papers.actions.wipe_old_imports import KEEP_ENDED, KEEP_OPEN, wipe_old_imports
from tongxin.papers.imports.queries import reconciliation, rows_of
from tongxin.papers.imports.terms import Stage

pytestmark = pytest.mark.django_db

LIST = "姓名,手机\n王敏,13800001234\n李建国,1380\n"


def after(time: timedelta):
    return clock.frozen(clock.now() + time + timedelta(minutes=1))


def test_lists_left_lying_are_given_up(checked):
    batch = checked(LIST)
    assert wipe_old_imports() == 0
    with after(KEEP_OPEN):
        assert wipe_old_imports() == 1
    batch.refresh_from_db()
    assert (batch.stage, batch.file.cleared_at is None) == (Stage.DISCARDED, False)


def test_confirmed_lists_lose_their_content_but_not_their_account(checked, liaison):
    batch = confirm_import(checked(LIST), actor=liaison)
    before = [account.numbers for account in reconciliation(batch)]
    with after(KEEP_ENDED):
        assert wipe_old_imports() == 1
        assert wipe_old_imports() == 0
    assert {(str(row.raw), str(row.values), str(row.issues)) for row in rows_of(batch)} == {
        ("[]", "{}", "[]")
    }
    assert [account.numbers for account in reconciliation(batch)] == before


def test_the_clock_does_it():
    assert {"papers.wipe_imports", "papers.collect_files"} <= {duty.code for duty in duties()}
