"""Units enter or are filled in as a whole list, with what they are to this assembly."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from tongxin import search
from tongxin.accounts import names
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core.models.changing import put
from tongxin.organisations.actions.found_assembly import begin_services, register_organisations
from tongxin.organisations.models import Assembly, Organisation, Service
from tongxin.organisations.terms import OrganisationKind

Fields = Mapping[str, Any]
UNIT_FIELDS = ("short_name", "system", "code")
SERVICE_FIELDS = ("channel", "contact_name", "contact_phone")


@dataclass(frozen=True)
class UnitChange:
    """What a list says anew of a unit that is known; `channel` is for one that did not serve this assembly yet."""

    unit_id: int
    unit: Fields
    service: Fields
    channel: str


@dataclass(frozen=True)
class ChangedUnit:
    """What a change did, with the values before."""

    unit: Organisation
    unit_before: Fields
    service: Service
    service_before: Fields
    service_is_new: bool


@transaction.atomic
def enter_units(
    assembly: Assembly, prepared: Sequence[tuple[Fields, Fields]], *, actor: Actor
) -> list[tuple[Organisation, Service]]:
    """Register units and begin their service; each pair holds the fields of the unit and of the service."""
    demand(actor, "units.keep")
    units = register_organisations(
        [
            Organisation(
                kind=OrganisationKind.UNIT, initials=names.initials(unit["name"])[:40], **unit
            )
            for unit, _service in prepared
        ],
        actor=actor,
    )
    services = begin_services(
        [
            Service(assembly=assembly, organisation=unit, **service)
            for unit, (_unit, service) in zip(units, prepared, strict=True)
        ],
        actor=actor,
    )
    search.touch(*services)
    return list(zip(units, services, strict=True))


@transaction.atomic
def change_units(
    assembly: Assembly, changes: Sequence[UnitChange], *, actor: Actor
) -> list[ChangedUnit]:
    """Fill in what the list says; what it leaves empty stays."""
    demand(actor, "units.keep")
    keys = [change.unit_id for change in changes]
    units = Organisation.objects.in_bulk(keys)
    rows = Service._base_manager.filter(assembly=assembly, organisation__in=keys)
    services = {row.organisation_id: row for row in rows}
    new = {
        change.unit_id: Service(
            assembly=assembly,
            organisation=units[change.unit_id],
            **{"channel": change.channel, **change.service},
        )
        for change in changes
        if change.unit_id not in services
    }
    done = [
        _change(change, units, services | new, is_new=change.unit_id in new) for change in changes
    ]
    begin_services(list(new.values()), actor=actor)
    Organisation.objects.bulk_update(units.values(), UNIT_FIELDS)
    Service._base_manager.bulk_update(services.values(), SERVICE_FIELDS)
    search.touch(*new.values(), *(one.unit for one in done if one.unit_before))
    return done


def _change(
    change: UnitChange,
    units: Mapping[int, Organisation],
    services: Mapping[int, Service],
    *,
    is_new: bool,
) -> ChangedUnit:
    unit, service = units[change.unit_id], services[change.unit_id]
    return ChangedUnit(
        unit=unit,
        unit_before=put(unit, change.unit),
        service=service,
        service_before={} if is_new else put(service, change.service),
        service_is_new=is_new,
    )


@transaction.atomic
def take_back_units(
    *,
    new_units: Collection[int],
    new_services: Collection[int],
    units_before: Mapping[int, Fields],
    services_before: Mapping[int, Fields],
    actor: Actor,
) -> None:
    """Remove what the list brought and put back what it changed; the caller made sure that nothing uses it."""
    demand(actor, "units.keep")
    gone = Service._base_manager.filter(pk__in=new_services)
    search.touch(*gone)
    gone.delete()
    Organisation.objects.filter(pk__in=new_units).delete()
    for key, before in units_before.items():
        Organisation.objects.filter(pk=key).update(**before)
    search.touch(*Organisation.objects.filter(pk__in=units_before))
    for key, before in services_before.items():
        Service._base_manager.filter(pk=key).update(**before)
