"""Earlier years' proposals enter the records as a whole: historic days, no notices, nothing that waits."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import models, transaction

from tongxin import search
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core.bulk import Ready, among, ready, reserve
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

COUNTED = (Proposal, Handling, Evaluation)


class Past(Protocol):
    """The unsaved records of one earlier proposal; handlings stand beside the name of their unit."""

    proposal: Proposal
    handlings: list[tuple[str, Handling]]
    co_signatures: list[CoSignature]
    reply: Reply | None
    evaluation: Evaluation | None


@dataclass
class ReadyPast:
    """Earlier proposals as the database takes them. `units`: those to be registered, by the name the list gives them."""

    units: dict[str, Organisation] = field(default_factory=dict)
    tables: list[Ready] = field(default_factory=list)
    keys: dict[type[models.Model], list[int]] = field(
        default_factory=lambda: {model: [] for model in COUNTED}
    )

    def add(self, past: Sequence[Past]) -> dict[str, Organisation]:
        """Give some proposals' records their keys and turn them into parameters; takes no lock but for the keys.

        Answers with the units that none of those before had named. A long list comes in portions, so that the
        records of all of it are never in memory.
        """
        fresh = _unknown_units(past, self.units)
        self.units |= fresh
        records = _records(past, self.units)
        for model, rows in records.items():
            keys = reserve(model, len(rows))
            for row, key in zip(rows, keys, strict=True):
                row.pk = key
            if model in self.keys:
                self.keys[model] += keys
        tasks = search.tasks_for([*records[Proposal], *records[Reply]])
        self.tables += [ready(rows) for rows in (*records.values(), tasks)]
        return fresh


def _records(
    past: Sequence[Past], units: Mapping[str, Organisation]
) -> dict[type[models.Model], list[Any]]:
    """The records by table, each after those that it points at."""
    return {
        Proposal: [one.proposal for one in past],
        Handling: [
            _with_unit(handling, name, units) for one in past for name, handling in one.handlings
        ],
        CoSignature: [each for one in past for each in one.co_signatures],
        Reply: [one.reply for one in past if one.reply],
        Evaluation: [one.evaluation for one in past if one.evaluation],
    }


def _unknown_units(
    past: Sequence[Past], known: Mapping[str, Organisation]
) -> dict[str, Organisation]:
    """Units that nobody knows, once each; they answered then, so they are not offered for assigning now."""
    names = dict.fromkeys(
        name
        for one in past
        for name, handling in one.handlings
        if handling.unit_id is None and name not in known
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

    The caller's batch event stands for all of it. `prepared` is used up: what is written is let go at once.
    """
    demand(actor, "proposals.import")
    register_organisations(list(prepared.units.values()), actor=actor)
    while prepared.tables:
        prepared.tables.pop(0).write_rows()
    for model in COUNTED:
        history.keep_new(model, prepared.keys[model])


@dataclass(frozen=True)
class PastToRemove:
    """What an import wrote, as it is to be taken out again, with the tasks of search made ready."""

    proposals: Collection[int]
    organisations: Collection[int]
    tasks: list[Ready]


def make_ready_to_remove(
    proposals: Collection[int], organisations: Collection[int]
) -> PastToRemove:
    """Look up what hangs on these proposals; reads only."""
    tasks = [ready(search.tasks_for_keys(Proposal, proposals))]
    for condition in among("handling__proposal", proposals):
        replies = Reply._base_manager.filter(condition).values_list("pk", flat=True)
        tasks.append(ready(search.tasks_for_keys(Reply, replies)))
    return PastToRemove(proposals, organisations, tasks)


@transaction.atomic
def take_back_past(prepared: PastToRemove, *, actor: Actor) -> None:
    """Remove what an import wrote; the caller made sure that nothing was built on it.

    Raises IntegrityError, at the latest with the commit, where something points at it after all.
    """
    demand(actor, "proposals.import")
    for table in prepared.tasks:
        table.write_rows()
    for condition in among("pk", prepared.proposals):
        _remove(Proposal._base_manager.filter(condition))
    Organisation.objects.filter(pk__in=prepared.organisations).delete()


def _remove(proposals: models.QuerySet[Proposal]) -> None:
    parts = Handling._base_manager.filter(proposal__in=proposals)
    told = Evaluation._base_manager.filter(proposal__in=proposals)
    for rows in (
        EvaluationFacts.objects.filter(record__in=told),
        HandlingFacts.objects.filter(record__in=parts),
        ProposalFacts.objects.filter(record__in=proposals),
        told,
        Reply._base_manager.filter(handling__in=parts),
        CoSignature._base_manager.filter(proposal__in=proposals),
        parts,
        proposals,
    ):
        _delete(rows)


def _delete(rows: models.QuerySet) -> None:
    """One statement: nothing else points at these rows."""
    rows._raw_delete(rows.db)
