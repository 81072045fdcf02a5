"""A unit handles online or stays in its own system: the choice per unit that packages and entries on behalf follow."""

from django.db import transaction

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.organisations.models import Service
from tongxin.organisations.terms import WorkingWay

CHOOSE = "units.choose_way"


@transaction.atomic
def choose_way(service: Service, *, actor: Actor, way: WorkingWay) -> Service:
    """From now on: what is under way stays as it is. The same choice again changes nothing."""
    demand(actor, "units.keep")
    changed = Service._base_manager.filter(pk=service.pk).exclude(working_way=way)
    if changed.update(working_way=way):
        trail.record(CHOOSE, service, actor, unit=service.organisation_id, way=str(way))
    return Service._base_manager.get(pk=service.pk)
