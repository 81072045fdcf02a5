"""The tenant scope: closed unless opened, narrowed to what it names, left as it was found."""

import threading

import pytest

from tests.factories.members import MemberFactory
from tests.factories.organisations import AssemblyFactory
from tongxin.members.models import Member
from tongxin.organisations.scope import OutsideScope, all_assemblies, current, scope


@pytest.fixture
def two_members(db):
    return [MemberFactory(assembly=AssemblyFactory()) for _number in range(2)]


def test_query_outside_a_scope_fails():
    with pytest.raises(OutsideScope):
        Member.objects.all()
    with pytest.raises(OutsideScope):
        Member.objects.filter(pk=1)


def test_scope_answers_for_its_assemblies_only(two_members):
    mine, _other = two_members
    with scope([mine.assembly_id]):
        assert list(Member.objects.all()) == [mine]


def test_empty_scope_sees_nothing(two_members):
    with scope([]):
        assert list(Member.objects.all()) == []


def test_inner_scope_ends_with_its_block(two_members):
    mine, other = two_members
    with scope([mine.assembly_id]):
        with scope([other.assembly_id]):
            assert list(Member.objects.all()) == [other]
        assert list(Member.objects.all()) == [mine]


def test_scope_ends_with_an_error_inside():
    with pytest.raises(ZeroDivisionError), scope([1]):
        1 / 0  # noqa: B018
    with pytest.raises(OutsideScope):
        current()


def test_scope_over_all_needs_a_reason(two_members):
    with pytest.raises(ValueError, match="reason"), all_assemblies(reason=""):
        pass
    with all_assemblies(reason="tests look at the whole database"):
        assert Member.objects.count() == 2
        assert current().reason == "tests look at the whole database"


def test_another_thread_starts_without_a_scope():
    found = []

    def ask():
        try:
            current()
        except OutsideScope:
            found.append("closed")

    with scope([1]):
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
    assert found == ["closed"]


def test_relations_of_a_row_in_hand_need_no_scope(two_members):
    mine, _other = two_members
    assert mine.term.assembly == mine.assembly
    mine.refresh_from_db()
