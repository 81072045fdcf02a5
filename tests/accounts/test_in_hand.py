"""What a row in hand tells of a rule: as the database would say, or nothing."""

from datetime import date

import pytest
from django.db.models import Exists, F, OuterRef, Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.accounts import PersonFactory, RoleAssignmentFactory
from tests.factories.organisations import AssemblyFactory
from tongxin.accounts.in_hand import Lifted, Some, fetched_whole, holds
from tongxin.accounts.models import Person, RoleAssignment
from tongxin.accounts.terms import Role

pytestmark = pytest.mark.django_db

LEAVES = [
    Q(role=Role.MEMBER),
    Q(role__in=[Role.CHAIR, Role.VICE_CHAIR]),
    Q(organisation_id=7),
    Q(organisation__isnull=True),
    Q(ends_on__gte=date(2026, 1, 1)),
    Q(ends_on=None),
    Q(starts_on__lte=date(2030, 1, 1)),
    Q(person__name="张三"),
    Q(assembly__in=[]),
    Q(),
    Q(pk=F("person_id")),
]


@pytest.fixture
def row(db):
    made = RoleAssignmentFactory(
        role=Role.MEMBER, assembly=AssemblyFactory(), person=PersonFactory(name="张三")
    )
    return RoleAssignment._base_manager.select_related("person").get(pk=made.pk)


def asked(condition: Q, row) -> bool:
    return type(row)._base_manager.filter(condition, pk=row.pk).exists()


def conditions():
    return st.recursive(
        st.sampled_from(LEAVES),
        lambda inner: st.one_of(
            st.tuples(inner, inner).map(lambda two: two[0] & two[1]),
            st.tuples(inner, inner).map(lambda two: two[0] | two[1]),
            inner.map(lambda one: ~one),
        ),
        max_leaves=6,
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(condition=conditions())
def test_never_says_other_than_the_database(row, condition):
    assert holds(condition, row) in (None, asked(condition, row))


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        (Q(role=Role.MEMBER), True),
        (Q(role=Role.CHAIR), False),
        (Q(role=Role.CHAIR) | Q(person__name="张三"), True),
        (~Q(organisation_id=7), True),
        (Q(organisation__code="none of it"), False),
        (Q(pk__in=[]), False),
        (Q(), True),
        (Q(assembly__slug="not loaded"), None),
        (Q(pk__in=RoleAssignment._base_manager.values("pk")), None),
        (Q(pk=F("pk")), None),
        (Q(Exists(Person._base_manager.filter(pk=OuterRef("person_id")))), None),
        (Q(role=Role.CHAIR) & Q(assembly__slug="not loaded"), False),
        (Q(role=Role.MEMBER) | Q(assembly__slug="not loaded"), True),
        (Q(role=Role.MEMBER) ^ Q(role=Role.CHAIR), None),
        (Q(role__startswith="mem"), None),
        (Q(starts_on__gte="2026-01-01"), None),
    ],
)
def test_yes_no_or_ask(row, condition, told):
    assert holds(condition, row) is told


def test_field_that_was_left_out_is_not_fetched(row, django_assert_num_queries):
    part = RoleAssignment._base_manager.only("pk").get(pk=row.pk)
    with django_assert_num_queries(0):
        assert holds(Q(role=Role.MEMBER), part) is None


def test_lifted_condition_is_told_by_the_loaded_row_only(row):
    lifted = Q(Lifted(Q(name="张三"), "person", Person))
    assert holds(lifted, row) is True
    assert holds(lifted, RoleAssignment._base_manager.get(pk=row.pk)) is None
    assert asked(lifted, row)
    assert not asked(~lifted, row)


def test_some_is_told_by_rows_that_were_all_fetched(row, django_assert_num_queries):
    person = Person._base_manager.prefetch_related("roles").get(pk=row.person_id)
    held = Q(Some(Q(role=Role.MEMBER), "person", RoleAssignment))
    assert holds(held, person) is None
    assert asked(held, person)
    fetched_whole(person, "roles")
    with django_assert_num_queries(0):
        assert holds(held, person) is True
        assert holds(Q(Some(Q(role=Role.CHAIR), "person", RoleAssignment)), person) is False
