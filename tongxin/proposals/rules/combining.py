"""How rules of proposals are put together: the house's ways, about a proposal unless another model is named."""

from django.db import models
from django.db.models import Q

from tongxin.lifecycle import combining
from tongxin.lifecycle.combining import (
    Records,
    any_of,
    here,
    holders_of_role,
    only_if,
    role_holder,
)
from tongxin.lifecycle.table import Audience
from tongxin.proposals.models import Proposal

__all__ = [
    "Records",
    "any_of",
    "at",
    "here",
    "holders_of_role",
    "only_if",
    "role_holder",
    "some",
    "through",
]


def through(field: str, rule: Records, model: type[models.Model] = Proposal) -> Records:
    """A rule about proposals, lifted to rows that point at one by `field`."""
    return combining.through(field, rule, model)


def some(model: type[models.Model], condition: Q, pointer: str = "proposal") -> Q:
    """Proposals that a row of `model` meeting the condition leads to."""
    return combining.some(model, condition, pointer)


def at(audience: Audience, field: str, model: type[models.Model] = Proposal) -> Audience:
    """The same people in relation to rows that hang on a proposal (or on a handling) by `field`."""
    return combining.at(audience, field, model)
