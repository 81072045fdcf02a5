"""What the database and the managers refuse by themselves: unscoped reads, a changed trail."""

from contextlib import contextmanager

import pytest
from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db import DatabaseError, connection, models, transaction

from tongxin import trail
from tongxin.accounts.actor import SYSTEM
from tongxin.organisations.models import Assembly, ScopedManager, TenantModel
from tongxin.organisations.scope import OutsideScope, scope
from tongxin.trail import guard

EVERYBODYS = {
    "core.Lease": "which process holds what",
    "core.DutyRun": "when a duty ran",
    "core.Link": "points at rows that carry their assembly",
    "core.Sequence": "the key names the assembly",
    "trail.Event": "carries the assembly as a plain id, stands below everything it tells of",
    "organisations.Assembly": "the tenant itself",
    "organisations.Organisation": "serves several assemblies; `Service` says which",
    "organisations.Succession": "of organisations",
    "accounts.Person": "one row per human being",
    "accounts.User": "one account per person",
    "accounts.MessageCode": "of an account",
    "accounts.OneTimeCode": "of an account",
    "accounts.BoundDevice": "of an account",
    "accounts.FormerPassword": "of an account",
    "accounts.ListMemory": "of a person",
    "accounts.PersonAlias": "of two persons who are one",
    "accounts.CacheEntry": "the shared cache",
    "accounts.RoleAssignment": "a person's identities in all assemblies, chosen from at sign-in",
    "members.IdentityNumber": "of a person, whatever assemblies they sit in; read through a member's row",
    "gatherings.CalendarAddress": "of a person, whatever assemblies invite them",
    "notifications.Delivery": "belongs to its notice",
    "notifications.ChannelPreference": "of a person",
    "notifications.SendingSwitch": "stops sending for one assembly or for all",
    "figures.RowSet": "named by its digest, shared by equal citations",
    "papers.ImportRow": "belongs to its import",
    "papers.ImportResult": "belongs to its import",
    "search.SearchEntry": "names its record; `find` asks the record's own rule before ranking",
    "search.SearchBand": "of an entry",
    "search.SearchTask": "names the record whose entry is to be made anew",
    "gatherings.GatheringKind": "shipped kinds serve all assemblies, own ones carry theirs and a rule narrows to it",
    "gatherings.GatheringFacts": "versions of counted facts; the figure's scope narrows them",
    "gatherings.PresenceFacts": "the same",
    "gatherings.OutcomeFacts": "the same",
    "records.RecordKind": "shipped kinds serve all assemblies, own ones carry theirs and a rule narrows to it",
    "records.RecordFacts": "versions of counted facts; the figure's scope narrows them",
    "deliberation.Voice": "of a conversation; nobody reads it but the analysis",
    "deliberation.StanceRow": "the same",
    "deliberation.ServedStatement": "the same",
    "deliberation.ConversationFacts": "versions of counted facts; the figure's scope narrows them",
    "deliberation.StatementFacts": "the same",
    "deliberation.RemarkFacts": "the same",
    "proposals.ProposalFacts": "versions of counted facts; the figure's scope narrows them",
    "proposals.HandlingFacts": "the same",
    "proposals.EvaluationFacts": "the same",
    "proposals.CommitmentFacts": "the same",
}
"""Models without a scope, with the reason."""


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("tongxin")]


def open_managers(among) -> list[str]:
    """Tenant models that answer although no scope is open."""
    found = []
    for model in among:
        try:
            model.objects.all()
        except OutsideScope:
            continue
        found.append(model.__name__)
    return found


def test_only_named_models_stand_outside_the_scope():
    outside = {
        model._meta.label
        for model in our_models()
        if not issubclass(model, TenantModel) and not model._meta.auto_created
    }
    assert outside == set(EVERYBODYS)


def test_every_tenant_model_fails_closed():
    tenants = [model for model in our_models() if issubclass(model, TenantModel)]
    assert len(tenants) > 20
    assert open_managers(tenants) == []


def test_open_manager_would_be_found():
    class Leaky:
        objects = ScopedManager()

    Leaky.objects.model = Assembly
    assert open_managers([Leaky]) == []
    Leaky.objects = models.Manager()
    Leaky.objects.model = Assembly
    assert open_managers([Leaky]) == ["Leaky"]


def test_scope_narrows_to_its_assemblies(city):
    from tests.factories.cities import make_city
    from tongxin.members.models import Member

    other = make_city(members=2)
    with scope([city.assembly.pk]):
        assert Member.objects.count() == 4
    with scope([city.assembly.pk, other.assembly.pk]):
        assert Member.objects.count() == 6
    with scope([]):
        assert Member.objects.count() == 0


@pytest.fixture
def event(db):
    assembly = Assembly(
        slug="x", name="政协澜川市委员会", short_name="市政协", tier="city", place="澜川市"
    )
    assembly.save()
    return trail.record("tests.happened", assembly, SYSTEM)


@contextmanager
def refused():
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        yield


def execute(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_trail_refuses_update(event):
    with refused():
        execute("UPDATE trail_event SET act = 'other' WHERE id = %s", event.pk)
    with refused():
        type(event).objects.filter(pk=event.pk).update(act="other")


def test_trail_refuses_delete(event):
    with refused():
        execute("DELETE FROM trail_event WHERE id = %s", event.pk)
    with refused():
        event.delete()


def test_trail_refuses_to_be_emptied(event):
    statement = "DELETE FROM" if connection.vendor == "sqlite" else "TRUNCATE"
    with refused():
        execute(f"{statement} trail_event")


def test_trail_refuses_to_be_written_over(event):
    columns = [field.column for field in event._meta.fields]
    names = ", ".join(f'"{column}"' for column in columns)
    if connection.vendor == "sqlite":
        statement = f"INSERT OR REPLACE INTO trail_event ({names}) SELECT {names} FROM trail_event"
    else:
        changes = "ON CONFLICT (id) DO UPDATE SET act = 'other'"
        statement = f"INSERT INTO trail_event ({names}) SELECT {names} FROM trail_event {changes}"
    with refused():
        execute(statement)


def test_missing_trigger_would_be_found(event):
    with guard.lifted():
        assert guard.present() == set()
        execute("UPDATE trail_event SET act = 'other' WHERE id = %s", event.pk)
    assert guard.present() == guard.expected()


def test_triggers_come_back_with_every_migrate(event):
    for name in guard.expected():
        table = "" if connection.vendor == "sqlite" else " ON trail_event"
        execute(f"DROP TRIGGER {name}{table}")
    assert guard.present() == set()
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    assert guard.present() == guard.expected()
