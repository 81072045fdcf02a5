"""Events: canonical, recomputable, without text; read as sentences of their own schema version."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from tests.factories.organisations import AssemblyFactory
from tongxin import trail
from tongxin.accounts.actor import SYSTEM, Actor
from tongxin.core import clock
from tongxin.core.digests import canonical, digest
from tongxin.trail import sentences
from tongxin.trail.models import Event
from tongxin.trail.recording import LEAF_FIELDS, leaf_of


@pytest.fixture
def subject(db):
    return AssemblyFactory()


def test_canonical_form_is_one_and_the_same():
    one = canonical({"b": [1, date(2026, 1, 14)], "a": "é"})
    other = canonical({"a": "e\u0301", "b": (1, date(2026, 1, 14))})
    assert one == other == '{"a":"é","b":[1,"2026-01-14"]}'.encode()


@pytest.mark.parametrize("value", [1.5, {1, 2}, object(), b"x"])
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises(TypeError):
        canonical({"value": value})


def test_digests_name_their_algorithm():
    assert digest(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (
        digest(b"abc", "sm3") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    )
    with pytest.raises(ValueError, match="md5"):
        digest(b"abc", "md5")


def test_event_keeps_day_and_moment(subject):
    with clock.frozen(datetime(2026, 1, 14, 17, 30, tzinfo=UTC)):
        event = trail.record("tests.happened", subject, SYSTEM)
    assert (event.at, event.on) == (datetime(2026, 1, 14, 17, 30, tzinfo=UTC), date(2026, 1, 15))


def test_leaf_can_be_computed_again_from_the_stored_row(subject):
    made = trail.record(
        "tests.happened",
        subject,
        SYSTEM,
        moved=("draft", "docketed"),
        due_on=date(2026, 2, 1),
        n=[1],
    )
    stored = Event.objects.get(pk=made.pk)
    assert stored.leaf == leaf_of(stored) == made.leaf


@pytest.mark.parametrize("name", sorted(set(LEAF_FIELDS) - {"at", "on", "facts"}))
def test_any_changed_field_changes_the_leaf(subject, name):
    event = trail.record("tests.happened", subject, SYSTEM)
    setattr(event, name, 7 if name.endswith("_id") or name == "schema" else "other")
    assert leaf_of(event) != event.leaf


def test_leaf_covers_every_field_but_key_and_itself():
    fields = {field.attname for field in Event._meta.fields}
    assert fields - set(LEAF_FIELDS) == {"id", "request_key", "algorithm", "leaf"}


def test_facts_are_codes_and_dates_not_objects(subject):
    event = trail.record("tests.happened", subject, SYSTEM, due_on=date(2026, 2, 1), units=(1, 2))
    assert Event.objects.get(pk=event.pk).facts == {"due_on": "2026-02-01", "units": [1, 2]}
    with pytest.raises(TypeError):
        trail.record("tests.happened", subject, SYSTEM, share=0.5)
    with pytest.raises(TypeError):
        trail.record("tests.happened", subject, SYSTEM, subject=subject)


def test_request_key_is_taken_once_per_person(city):
    actor = city.office
    trail.record("tests.happened", city.assembly, actor, request_key="k")
    with pytest.raises(IntegrityError), transaction.atomic():
        trail.record("tests.happened", city.assembly, actor, request_key="k")
    trail.record("tests.happened", city.assembly, city.chair, request_key="k")
    assert trail.earlier(actor, "k").person_id == actor.person_id
    assert trail.earlier(actor, "other") is None
    assert trail.earlier(actor, None) is None


def test_both_persons_stand_in_an_entry_on_behalf(city):
    member = city.members[0].person
    event = trail.record("tests.happened", city.assembly, city.office.for_person(member))
    assert (event.person_id, event.on_behalf_of_id) == (city.office.person_id, member.pk)


def test_event_of_the_public_names_nobody(subject):
    event = trail.record("tests.happened", subject, Actor())
    assert (event.person_id, event.assignment_id) == (None, None)


def test_events_of_a_record_are_its_own_oldest_first(subject):
    other = AssemblyFactory()
    first = trail.record("tests.first", subject, SYSTEM)
    trail.record("tests.other", other, SYSTEM)
    second = trail.record("tests.second", subject, SYSTEM)
    assert list(trail.events_of(subject)) == [first, second]


def test_sentence_belongs_to_the_schema_version(subject, monkeypatch):
    monkeypatch.setattr(sentences, "_sentences", {})
    sentences.declare("tests.happened", lambda event: "旧的说法", schema=1)
    sentences.declare("tests.happened", lambda event: "新的说法", schema=2)
    old = trail.record("tests.happened", subject, SYSTEM, schema=1)
    new = trail.record("tests.happened", subject, SYSTEM, schema=2)
    assert [sentences.sentence(old), sentences.sentence(new)] == ["旧的说法", "新的说法"]
    with pytest.raises(ValueError, match="already"):
        sentences.declare("tests.happened", lambda event: "", schema=2)


def test_act_without_a_sentence_says_so(subject):
    event = trail.record("tests.unknown", subject, SYSTEM)
    assert "tests.unknown" in sentences.sentence(event)


def test_many_events_say_what_single_ones_say(subject, django_assert_num_queries):
    others = [AssemblyFactory() for _number in range(3)]
    single = trail.record("tests.act", subject, SYSTEM, slug=subject.slug)
    with django_assert_num_queries(1):
        many = trail.record_all(
            "tests.act", [subject, *others], SYSTEM, lambda one: {"slug": one.slug}
        )
    stored = Event.objects.filter(pk__in=[one.pk for one in many]).order_by("pk")
    assert [one.record_id for one in stored] == [one.pk for one in (subject, *others)]
    assert [leaf_of(one) for one in stored] == [one.leaf for one in stored]
    assert (stored[0].facts, stored[0].act) == (single.facts, single.act)
    assert len({one.public_id for one in stored}) == 4
