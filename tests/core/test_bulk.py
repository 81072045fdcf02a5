"""Rows made ready before the transaction: keys that nobody else gets, one short write."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories.organisations import AssemblyFactory, OrganisationFactory, ServiceFactory
from tongxin.accounts.models import Person
from tongxin.core.bulk import (
    LONG_RUN,
    PORTION,
    STAGED_FROM,
    Ready,
    among,
    ready,
    reserve,
    staged,
)
from tongxin.organisations.models import Organisation, Service
from tongxin.organisations.terms import OrganisationKind

pytestmark = pytest.mark.django_db


def unit(name: str, **fields) -> Organisation:
    return Organisation(kind=OrganisationKind.UNIT, name=name, **fields)


def test_reserved_keys_are_given_to_nobody_else():
    before = OrganisationFactory().pk
    keys = reserve(Organisation, 3)
    after = OrganisationFactory().pk
    assert keys == sorted(set(keys))
    assert (before < keys[0], keys[-1] < after) == (True, True)


def test_keys_of_a_table_that_was_always_empty_can_be_reserved():
    keys = reserve(Service, 2)
    assert len(set(keys)) == 2
    assert ServiceFactory().pk not in keys


def test_nothing_is_reserved_for_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert reserve(Organisation, 0) == []


def test_rows_stand_as_bulk_create_would_have_written_them():
    prepared = unit("市水务局", short_name="水务")
    ready([prepared]).write_rows()
    twin = Organisation.objects.bulk_create([unit("市民政局", short_name="水务")])[0]
    stored = Organisation.objects.get(name="市水务局")
    left_out = {"id", "public_id", "name", "created_at"}
    fields = [f.attname for f in Organisation._meta.concrete_fields if f.name not in left_out]
    assert [getattr(stored, name) for name in fields] == [getattr(twin, name) for name in fields]
    assert (stored.public_id, stored.created_at) == (prepared.public_id, prepared.created_at)


def test_related_rows_need_their_keys_only():
    (key,) = reserve(Organisation, 1)
    prepared = unit("市水务局")
    service = Service(assembly=AssemblyFactory(), organisation=prepared, channel="government")
    prepared.pk = key
    rows = [ready([prepared]), ready([service])]
    for each in rows:
        each.write_rows()
    assert Service._base_manager.get().organisation.name == "市水务局"


def test_rows_are_sent_in_one_statement(django_assert_num_queries):
    rows = ready([Person(name=f"王敏{number}") for number in range(50)])
    with django_assert_num_queries(1):
        rows.write_rows()
    with django_assert_num_queries(0):
        ready([]).write_rows()


def test_rows_may_come_one_after_the_other():
    ready(Person(name=f"王敏{number}") for number in range(3)).write_rows()
    assert Person.objects.count() == 3


def test_keys_side_by_side_are_asked_for_as_a_range():
    long = range(7, 7 + LONG_RUN)
    scattered = range(1000, 1000 + 2 * (PORTION + 1), 2)
    conditions = list(among("pk", [*scattered, *long]))
    assert [condition.children for condition in conditions] == [
        [("pk__gte", long[0]), ("pk__lte", long[-1])],
        [("pk__in", list(scattered[:PORTION]))],
        [("pk__in", list(scattered[PORTION:]))],
    ]


def test_conditions_hold_for_these_keys_and_no_others():
    keys = [one.pk for one in Person.objects.bulk_create(Person(name="王敏") for _n in range(99))]
    wanted = {*keys[:LONG_RUN], *keys[LONG_RUN + 1 :: 3]}
    found = [
        pk
        for condition in among("pk", wanted)
        for pk in Person.objects.filter(condition).values_list("pk", flat=True)
    ]
    assert sorted(found) == sorted(wanted)
    assert list(among("pk", [])) == []


def people(count: int) -> Ready:
    return ready([Person(name=f"王敏{number}") for number in range(count)])


def test_staged_rows_stand_as_those_that_were_sent():
    rows, few = people(STAGED_FROM), people(2)
    with staged([rows, few]):
        assert (bool(rows.place), few.place) == (connection.vendor == "sqlite", "")
        rows.write_rows()
        few.write_rows()
    assert list(Person.objects.order_by("pk").values_list("name", flat=True)) == [
        *(f"王敏{number}" for number in range(STAGED_FROM)),
        "王敏0",
        "王敏1",
    ]
    assert len({one.public_id for one in Person.objects.all()}) == STAGED_FROM + 2


@pytest.mark.skipif(connection.vendor != "sqlite", reason="elsewhere nobody waits")
def test_staged_rows_are_one_statement_without_rows_and_leave_nothing_behind():
    rows = people(STAGED_FROM)
    with staged([rows]), CaptureQueriesContext(connection) as asked:
        rows.write_rows()
    assert [one["sql"].split(" SELECT ")[1][:9] for one in asked] == ['"public_i']
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_temp_master")
        assert cursor.fetchone()[0] == 0


def test_broken_constraint_is_told_from_staged_rows_too():
    twins = [Person(name="王敏", public_id="aaaaaaaaaaaa") for _number in range(STAGED_FROM)]
    rows = ready(twins)
    with pytest.raises(IntegrityError), staged([rows]), transaction.atomic():
        rows.write_rows()
    assert Person.objects.count() == 0
    with pytest.raises((RuntimeError, IntegrityError)), transaction.atomic():
        rows.write_rows()
