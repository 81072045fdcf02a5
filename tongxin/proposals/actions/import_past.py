"""Earlier years' proposals enter the records as a whole: historic days, no notices, nothing that waits."""

from collections.abc import Collection, Sequence
from functools import partial
from typing import Protocol

from django.db import models, transaction

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.figures import history
from tongxin.organisations.actions.found_assembly import register_organisations
from tongxin.organisations.models import Organisation
from tongxin.organisations.terms import OrganisationKind
from tongxin.proposals.models import (
    CoSignature,
    Evaluation,
    EvaluationFacts,
    Handling,
    HandlingFacts,
    Proposal,
    ProposalFacts,
    Reply,
)

PORTION = 1000
COUNTED = (Proposal, Handling, Evaluation)


class Past(Protocol):
    """The unsaved records of one earlier proposal; handlings stand beside the name of their unit."""

    proposal: Proposal
    handlings: list[tuple[str, Handling]]
    co_signatures: list[CoSignature]
    reply: Reply | None
    evaluation: Evaluation | None


@transaction.atomic
def store_past(past: Sequence[Past], *, actor: Actor) -> dict[str, Organisation]:
    """Write all of them, table by table, and answer with the units that had to be registered, by name.

    The caller's batch event stands for all of it. What figures count is noted after the commit, in portions of their
    own, to keep the lock short; the clock's catch-up does it if this process dies before.
    """
    demand(actor, "proposals.import")
    registered = _register_units(past, actor)
    proposals = Proposal._base_manager.bulk_create([one.proposal for one in past])
    handlings = Handling._base_manager.bulk_create(
        [_with_unit(handling, name, registered) for one in past for name, handling in one.handlings]
    )
    CoSignature._base_manager.bulk_create([each for one in past for each in one.co_signatures])
    Reply._base_manager.bulk_create([one.reply for one in past if one.reply])
    evaluations = Evaluation._base_manager.bulk_create(
        [one.evaluation for one in past if one.evaluation]
    )
    for model, stored in zip(COUNTED, (proposals, handlings, evaluations), strict=True):
        keys = [row.pk for row in stored]
        transaction.on_commit(partial(history.keep, model, keys))
    return registered


def _register_units(past: Sequence[Past], actor: Actor) -> dict[str, Organisation]:
    """Units that nobody knows, once each; they answered then, so they are not offered for assigning now."""
    names = dict.fromkeys(
        name for one in past for name, handling in one.handlings if handling.unit_id is None
    )
    units = [Organisation(kind=OrganisationKind.UNIT, name=name[:80]) for name in names]
    return dict(zip(names, register_organisations(units, actor=actor), strict=True))


def _with_unit(handling: Handling, name: str, registered: dict[str, Organisation]) -> Handling:
    if handling.unit_id is None:
        handling.unit = registered[name]
    return handling


@transaction.atomic
def take_back_past(
    proposals: Collection[int], organisations: Collection[int], *, actor: Actor
) -> None:
    """Remove what an import wrote; the caller made sure that nothing was built on it."""
    demand(actor, "proposals.import")
    keys = list(proposals)
    for start in range(0, len(keys), PORTION):
        _remove(keys[start : start + PORTION])
    Organisation.objects.filter(pk__in=organisations).delete()


def _remove(keys: list[int]) -> None:
    own = Handling._base_manager.filter(proposal__in=keys)
    told = Evaluation._base_manager.filter(proposal__in=keys)
    for rows in (
        EvaluationFacts.objects.filter(record__in=told),
        HandlingFacts.objects.filter(record__in=own),
        ProposalFacts.objects.filter(record__in=keys),
        told,
        Reply._base_manager.filter(handling__in=own),
        CoSignature._base_manager.filter(proposal__in=keys),
        own,
        Proposal._base_manager.filter(pk__in=keys),
    ):
        _delete(rows)


def _delete(rows: models.QuerySet) -> None:
    """One statement: nothing else points at these rows."""
    rows._raw_delete(rows.db)
