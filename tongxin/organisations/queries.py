"""Reads about assemblies and units."""

from datetime import date

from tongxin.organisations.models import Assembly, Organisation, Service, Succession
from tongxin.organisations.terms import Tier


def city_of(assembly: Assembly) -> Assembly:
    """The city that an assembly belongs to: itself, or its parent."""
    return assembly.parent if assembly.tier == Tier.COUNTY and assembly.parent else assembly


def successors(organisation: Organisation, on: date) -> list[Organisation]:
    """Who answers for a unit on a day: itself, or its successors however many reorganisations later."""
    answering, pending, seen = [], [organisation], set()
    while pending:
        unit = pending.pop()
        if unit.pk in seen:
            continue
        seen.add(unit.pk)
        followed = Succession.objects.filter(predecessor=unit, on__lte=on).select_related(
            "successor"
        )
        if heirs := [row.successor for row in followed]:
            pending.extend(heirs)
        else:
            answering.append(unit)
    return sorted(answering, key=lambda unit: unit.pk)


def services_of(assembly: Assembly, on: date):
    """The units that serve an assembly on a day, with their organisations, by system and code."""
    return (
        Service._base_manager.filter(assembly=assembly)
        .exclude(ended_on__lte=on)
        .select_related("organisation")
        .order_by("organisation__system", "organisation__code", "organisation__name")
    )
