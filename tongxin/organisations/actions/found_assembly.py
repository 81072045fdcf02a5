"""Assemblies and the units that answer them are set up."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.core.errors import Refused
from tongxin.organisations.models import Assembly, Organisation, Service, Succession


@transaction.atomic
def found_assembly(assembly: Assembly, *, actor: "trail.Acting") -> Assembly:
    """Store a prepared assembly; its slug names its pages for ever."""
    if Assembly.objects.filter(slug=assembly.slug).exists():
        raise Refused(_("地址名“%(slug)s”已被占用。") % {"slug": assembly.slug}, field="slug")
    assembly.save(force_insert=True)
    trail.record("organisations.found_assembly", assembly, actor, tier=assembly.tier)
    return assembly


@transaction.atomic
def register_organisations(
    organisations: Sequence[Organisation], *, actor: "trail.Acting"
) -> list[Organisation]:
    """Store prepared bodies in one statement, with one event each."""
    stored = Organisation.objects.bulk_create(organisations)
    trail.record_all("organisations.register", stored, actor, lambda one: {"kind": one.kind})
    return stored


@transaction.atomic
def begin_services(services: Sequence[Service], *, actor: "trail.Acting") -> list[Service]:
    """Units begin to answer an assembly, through a channel, in their way of working."""
    stored = Service._base_manager.bulk_create(services)
    trail.record_all(
        "organisations.begin_service",
        stored,
        actor,
        lambda one: {"organisation": one.organisation_id, "channel": one.channel},
    )
    return stored


@transaction.atomic
def reorganise(
    predecessor: Organisation,
    successors: Sequence[Organisation],
    *,
    actor: "trail.Acting",
    on: date,
    document: str = "",
) -> None:
    """From `on`, the successors answer for the predecessor, in open proposals too."""
    if predecessor in successors:
        raise Refused(_("单位不能承继自己。"), field="successors")
    predecessor.ended_on = on
    predecessor.save(update_fields=["ended_on"])
    for successor in successors:
        row = Succession(predecessor=predecessor, successor=successor, on=on, document=document)
        row.save(force_insert=True)
        trail.record("organisations.reorganise", row, actor, on=on)
