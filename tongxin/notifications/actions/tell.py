"""Tell people of an act: notices and deliveries in the caller's own transaction."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from tongxin.accounts.actor import SYSTEM, Actor
from tongxin.accounts.models import Person
from tongxin.core import clock
from tongxin.lifecycle.table import Holder
from tongxin.notifications import channels
from tongxin.notifications.models import Delivery, Notice
from tongxin.notifications.queries import Preferences, address_of, preferences_of, recipients
from tongxin.notifications.rules import CHANNELS
from tongxin.notifications.terms import NoticeKind
from tongxin.organisations import rulebook


def tell(
    act: str,
    record: Any,
    holders: Iterable[Holder],
    *,
    actor: Actor = SYSTEM,
    facts: Mapping[str, Any] | None = None,
    batch: str = "",
    event_id: int | None = None,
) -> list[Notice]:
    """Tell each holder once of an act on a record; with a `batch` only when that is released. Nobody is told of their own act."""
    told = [
        notice_for(act, record, holder, facts=facts, batch=batch, event_id=event_id)
        for holder in dict.fromkeys(holders)
        if holder.person_id is None or holder.person_id != actor.person_id
    ]
    return post(told, silent_for=actor.person_id)


def notice_for(
    act: str,
    record: Any,
    holder: Holder,
    *,
    kind: str = NoticeKind.TOLD,
    facts: Mapping[str, Any] | None = None,
    batch: str = "",
    once: str | None = None,
    event_id: int | None = None,
) -> Notice:
    """A notice about a record for a person or an office, unsaved."""
    address = getattr(record, "get_absolute_url", None)
    return Notice(
        assembly_id=holder.assembly_id or record.assembly_id,
        kind=kind,
        person_id=holder.person_id,
        role="" if holder.person_id else holder.role,
        organisation_id=None if holder.person_id else holder.organisation_id,
        act=act,
        record_type=record._meta.label_lower,
        record_id=record.pk,
        url=address() if address else "",
        facts=dict(facts or {}),
        event_id=event_id,
        batch=batch,
        once=once,
    )


@transaction.atomic(savepoint=False)
def post(
    notices: Sequence[Notice], *, silent_for: int | None = None, not_before: datetime | None = None
) -> list[Notice]:
    """Write notices and, for those not held back, their deliveries; set-based. `silent_for` gets no message outside."""
    written = Notice._base_manager.bulk_create(notices)
    queue([notice for notice in written if not notice.batch], silent_for, not_before)
    return written


def queue(
    notices: Sequence[Notice],
    silent_for: int | None = None,
    not_before: datetime | None = None,
) -> list[Delivery]:
    """Write the deliveries of notices by the channels that reach each person; a person gets one notice of an event."""
    senders = channels.configured()
    if not (notices and senders):
        return []
    pairs = [pair for pair in recipients(notices) if pair[1].pk != silent_for]
    pairs = list({_same_news(*pair): pair for pair in reversed(pairs)}.values())
    preferences = preferences_of({person for _notice, person in pairs})
    orders = {
        assembly_id: [code for code in rulebook.value(CHANNELS, assembly_id) if code in senders]
        for assembly_id in {notice.assembly_id for notice, _person in pairs}
    }
    return Delivery.objects.bulk_create(
        _delivery(notice, person, channel, not_before or clock.now())
        for notice, person in pairs
        for channel in chosen_channels(person, orders[notice.assembly_id], preferences)
    )


def chosen_channels(person: Person, order: Sequence[str], preferences: Preferences) -> list[str]:
    """The channels a person asked for; else the first in the assembly's order that reaches them and they did not refuse."""
    said = {channel: preferences.get((person.pk, channel)) for channel in order}
    open_ = [
        channel
        for channel in order
        if address_of(person, channel, said[channel])
        and not (said[channel] and said[channel].is_on is False)
    ]
    wanted = [channel for channel in open_ if said[channel] and said[channel].is_on]
    return wanted or open_[:1]


def _same_news(notice: Notice, person: Person) -> tuple:
    about = notice.event_id or (notice.record_type, notice.record_id, notice.act)
    return (person.pk, about, notice.kind, notice.facts.get("step"))


def _delivery(notice: Notice, person: Person, channel: str, not_before: datetime) -> Delivery:
    return Delivery(
        assembly_id=notice.assembly_id,
        notice=notice,
        person=person,
        channel=channel,
        idempotency_key=f"{notice.public_id}-{person.public_id}-{channel[:2]}",
        not_before=not_before,
    )
