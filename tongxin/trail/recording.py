"""The only way to add to the trail."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol, TypeVar

from django.db import models

from tongxin.core import clock
from tongxin.core.bulk import Ready, ready
from tongxin.core.digests import DEFAULT_ALGORITHM, canonical, digest, plain
from tongxin.core.models import new_public_id
from tongxin.trail.models import Event

Subject = TypeVar("Subject", bound=models.Model)

PORTION = 1000
REQUEST_KEY = re.compile(r"[\w-]{1,40}", re.ASCII)
LEAF_FIELDS = (
    "public_id",
    "at",
    "on",
    "assembly_id",
    "act",
    "schema",
    "record_type",
    "record_id",
    "from_state",
    "to_state",
    "person_id",
    "assignment_id",
    "on_behalf_of_id",
    "facts",
)


class Acting(Protocol):
    """What the trail needs to know of an actor (`accounts.Actor` is one)."""

    @property
    def person_id(self) -> int | None: ...
    @property
    def assignment_id(self) -> int | None: ...
    @property
    def on_behalf_of_id(self) -> int | None: ...
    @property
    def entry_facts(self) -> Mapping[str, Any]: ...


def record(
    act: str,
    subject: models.Model,
    actor: Acting,
    /,
    *,
    moved: tuple[str, str] = ("", ""),
    request_key: str | None = None,
    schema: int = 1,
    **facts: Any,
) -> Event:
    """Append one event inside the caller's transaction.

    `facts` are codes, ids, dates and field names (canonical JSON: no floats); never text, never personal data.
    Raises IntegrityError when this person already used `request_key`.
    """
    event = _event(act, subject, actor, moved, schema, facts)
    event.request_key = usable(request_key)
    event.save(force_insert=True)
    return event


def record_all(
    act: str,
    subjects: Iterable[Subject],
    actor: Acting,
    /,
    facts_of: Callable[[Subject], Mapping[str, Any]] = lambda subject: {},
) -> list[Event]:
    """Append one event for each of many records, in a few statements; facts as for `record`."""
    events = [_event(act, one, actor, ("", ""), 1, facts_of(one)) for one in subjects]
    return Event.objects.bulk_create(events, batch_size=PORTION)


def ready_all(
    act: str,
    subjects: Iterable[Subject],
    actor: Acting,
    /,
    facts_of: Callable[[Subject], Mapping[str, Any]] = lambda subject: {},
) -> Ready:
    """The same events made ready before the transaction that writes them; the subjects have their keys by now."""
    return ready(_event(act, one, actor, ("", ""), 1, facts_of(one)) for one in subjects)


def _event(
    act: str,
    subject: models.Model,
    actor: Acting,
    moved: tuple[str, str],
    schema: int,
    facts: Mapping[str, Any],
) -> Event:
    """One event, unsaved, with the digest over itself."""
    event = Event(
        public_id=new_public_id(),
        at=clock.now(),
        on=clock.today(),
        assembly_id=getattr(subject, "assembly_id", None),
        act=act,
        schema=schema,
        record_type=subject._meta.label_lower,
        record_id=subject.pk,
        from_state=moved[0],
        to_state=moved[1],
        person_id=actor.person_id,
        assignment_id=actor.assignment_id,
        on_behalf_of_id=actor.on_behalf_of_id,
        facts=plain({**actor.entry_facts, **facts}),
        algorithm=DEFAULT_ALGORITHM,
    )
    event.leaf = leaf_of(event)
    return event


def leaf_of(event: Event) -> str:
    """The digest that stands for this event in seals and receipts: hex, under the event's own algorithm."""
    return digest(canonical({name: getattr(event, name) for name in LEAF_FIELDS}), event.algorithm)


def earlier(actor: Acting, request_key: str | None) -> Event | None:
    """The event that this request already led to, if it is a repeat."""
    key = usable(request_key)
    if key is None:
        return None
    return Event.objects.filter(person_id=actor.person_id, request_key=key).first()


def usable(request_key: str | None) -> str | None:
    """The key as it can be kept; anything that no form of ours could carry counts as none."""
    return request_key if request_key and REQUEST_KEY.fullmatch(request_key) else None


def events_of(subject: models.Model) -> models.QuerySet[Event]:
    """All events of one record, oldest first."""
    return Event.objects.filter(
        record_type=subject._meta.label_lower, record_id=subject.pk
    ).order_by("id")
