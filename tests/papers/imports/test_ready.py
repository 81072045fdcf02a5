"""A list made ready before its transaction: nothing is looked up twice while nothing moved, nothing written once it did."""

import dataclasses
from functools import partial

import pytest

from tests.papers.imports.people import PEOPLE
from tongxin.accounts.models import Person
from tongxin.core.bulk import ready, reserve
from tongxin.core.digests import canonical, digest
from tongxin.core.errors import Conflict
from tongxin.papers.actions.confirm_import import confirm_import
from tongxin.papers.actions.order_import import confirm_or_order
from tongxin.papers.actions.run_import import run_import
from tongxin.papers.imports import kinds
from tongxin.papers.imports.queries import rows_of
from tongxin.papers.imports.rows import Applied, Prepared
from tongxin.papers.imports.terms import Stage
from tongxin.papers.models import ImportBatch, ImportResult

pytestmark = pytest.mark.django_db

LIST = "姓名,手机\n王敏,13800001234\n李建国,13800001235\n"


@pytest.fixture
def asked(people, monkeypatch) -> list[str]:
    """The kind with `prepare` and `basis` in place of `apply`; the list fills with what it was asked."""
    calls: list[str] = []

    def validate(context, rows):
        calls.append("validate")
        return PEOPLE.validate(context, rows)

    def prepare(context, rows):
        calls.append("prepare")
        context.tell(len(rows))
        made = [Person(name=row["name"], phone=row.get("mobile", "")) for row in rows]
        for person, key in zip(made, reserve(Person, len(made)), strict=True):
            person.pk = key
        applied = [Applied.created(row, one) for row, one in zip(rows, made, strict=True)]
        return Prepared(applied, partial(write, ready(made)))

    def write(rows, *, actor):
        calls.append("write")
        rows.write_rows()

    def basis(context, rows):
        calls.append("basis")
        return digest(canonical(list(Person.objects.order_by("pk").values_list("pk"))))

    changed = {"apply": None, "prepare": prepare, "validate": validate, "basis": basis}
    kind = dataclasses.replace(PEOPLE, **changed)
    monkeypatch.setitem(kinds._kinds, kind.code, kind)
    return calls


def test_while_nothing_moved_nothing_is_looked_up_again(asked, checked, liaison):
    batch = checked(LIST)
    asked.clear()
    confirm_import(batch, actor=liaison)
    assert asked == ["basis", "prepare", "basis", "write"]
    assert Person.objects.filter(name__in=["王敏", "李建国"]).count() == 2
    assert ImportResult.objects.filter(batch=batch, is_new=True).count() == 2


def test_what_moved_since_the_check_is_looked_up_again(asked, checked, liaison):
    batch = checked(LIST)
    Person.objects.create(name="赵磊")
    asked.clear()
    assert confirm_import(batch, actor=liaison).stage == Stage.CONFIRMED
    assert asked == ["basis", "validate", "prepare", "basis", "write"]


def test_what_moves_meanwhile_is_a_conflict_and_nothing_is_written(
    asked, checked, liaison, monkeypatch
):
    batch = checked(LIST)
    kind = kinds.kind(PEOPLE.code)

    def overtaken(context, rows):
        Person.objects.create(name="赵磊")
        return kind.prepare(context, rows)

    monkeypatch.setitem(kinds._kinds, kind.code, dataclasses.replace(kind, prepare=overtaken))
    with pytest.raises(Conflict) as refusal:
        confirm_import(batch, actor=liaison)
    assert "请再导入一次" in refusal.value.message
    assert not Person.objects.filter(name="王敏").exists()
    assert ImportBatch.objects.get(pk=batch.pk).stage == Stage.CHECKED
    monkeypatch.setitem(kinds._kinds, kind.code, kind)
    assert confirm_import(batch, actor=liaison).stage == Stage.CONFIRMED


def test_rows_left_out_by_prepare_stop_the_import(asked, checked, liaison, monkeypatch):
    kind = kinds.kind(PEOPLE.code)

    def forgetful(context, rows):
        return kind.prepare(context, rows[:1])

    batch = checked(LIST)
    monkeypatch.setitem(kinds._kinds, kind.code, dataclasses.replace(kind, prepare=forgetful))
    with pytest.raises(RuntimeError):
        confirm_import(batch, actor=liaison)
    assert rows_of(batch).count() == 2
    assert not ImportResult.objects.exists()


def test_worker_tells_how_many_rows_are_prepared(asked, checked, liaison, monkeypatch):
    kind = kinds.kind(PEOPLE.code)
    monkeypatch.setitem(kinds._kinds, kind.code, dataclasses.replace(kind, at_once=1))
    batch = confirm_or_order(checked(LIST), actor=liaison)
    run_import(batch.pk)
    batch.refresh_from_db()
    assert (batch.stage, batch.rows_prepared) == (Stage.CONFIRMED, 2)
