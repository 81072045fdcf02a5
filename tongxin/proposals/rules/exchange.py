"""Who makes packages for units on paper, who reads them, and who enters what came back."""

from django.db.models import Q

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import NOTHING
from tongxin.accounts.terms import Role
from tongxin.organisations.models import Service
from tongxin.proposals import rules
from tongxin.proposals.on_paper import by_units_on_paper

exchanges = rules.any_of(rules.role_holder(*Role.proposals_staff()), rules.hands_out)
"""Handlings whose units this actor exchanges paper with, if they work on paper."""


def enters(actor: Actor) -> Q:
    """Handlings of units on paper: all of them for the Proposals office, those of its channel for an assigner."""
    condition = exchanges(actor)
    return condition if condition == NOTHING else condition & by_units_on_paper()


def view_package(actor: Actor) -> Q:
    """Every package for the Proposals office; an assigner reads those of its own channel alone."""
    if actor.is_any(Role.proposals_staff()):
        return rules.here(actor)
    if actor.role != Role.ASSIGNER:
        return NOTHING
    channels = Service._base_manager.filter(
        organisation_id=actor.organisation_id, assembly_id__in=actor.assembly_ids
    )
    return rules.here(actor) & Q(channel__in=channels.values("channel"))
