"""Earlier years' proposals enter the records as a whole: historic days, no notices, nothing that waits."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import models, transaction

from tongxin import search
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core.bulk import Ready, ready, reserve
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


@dataclass(frozen=True)
class ReadyPast:
    """Earlier proposals as the database takes them. `units`: those to be registered, by the name the list gives them."""

    units: dict[str, Organisation]
    tables: list[Ready]
    keys: dict[type[models.Model], list[int]]


def make_ready(past: Sequence[Past]) -> ReadyPast:
    """Give all records their keys and turn them into parameters; takes no lock but for the keys."""
    units = _unknown_units(past)
    records: dict[type[models.Model], list[Any]] = {
        Proposal: [one.proposal for one in past],
        Handling: [
            _with_unit(handling, name, units) for one in past for name, handling in one.handlings
        ],
        CoSignature: [each for one in past for each in one.co_signatures],
        Reply: [one.reply for one in past if one.reply],
        Evaluation: [one.evaluation for one in past if one.evaluation],
    }
    keys = {model: reserve(model, len(rows)) for model, rows in records.items()}
    for model, rows in records.items():
        for row, key in zip(rows, keys[model], strict=True):
            row.pk = key
    tasks = search.tasks_for([*records[Proposal], *records[Reply]])
    return ReadyPast(units, [ready(rows) for rows in (*records.values(), tasks)], keys)


def _unknown_units(past: Sequence[Past]) -> dict[str, Organisation]:
    """Units that nobody knows, once each; they answered then, so they are not offered for assigning now."""
    names = dict.fromkeys(
        name for one in past for name, handling in one.handlings if handling.unit_id is None
    )
    return {
        name: Organisation(pk=key, kind=OrganisationKind.UNIT, name=name[:80])
        for name, key in zip(names, reserve(Organisation, len(names)), strict=True)
    }


def _with_unit(handling: Handling, name: str, units: Mapping[str, Organisation]) -> Handling:
    if handling.unit_id is None:
        handling.unit = units[name]
    return handling


@transaction.atomic
def store_past(prepared: ReadyPast, *, actor: Actor) -> None:
    """Write all of them, table by table, with the first versions of what figures count and the tasks of search.

    The caller's batch event stands for all of it.
    """
    demand(actor, "proposals.import")
    register_organisations(list(prepared.units.values()), actor=actor)
    for table in prepared.tables:
        table.write_rows()
    for model in COUNTED:
        history.keep_new(model, prepared.keys[model])


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
    replies = Reply._base_manager.filter(handling__in=own)
    search.touch_keys(Proposal, keys)
    search.touch_keys(Reply, replies.values_list("pk", flat=True))
    for rows in (
        EvaluationFacts.objects.filter(record__in=told),
        HandlingFacts.objects.filter(record__in=own),
        ProposalFacts.objects.filter(record__in=keys),
        told,
        replies,
        CoSignature._base_manager.filter(proposal__in=keys),
        own,
        Proposal._base_manager.filter(pk__in=keys),
    ):
        _delete(rows)


def _delete(rows: models.QuerySet) -> None:
    """One statement: nothing else points at these rows."""
    rows._raw_delete(rows.db)
