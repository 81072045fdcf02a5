"""Ten proposals at all points of the thread, made through the actions, and any number of copies of them.

For counting queries over large tables, and for measuring. The database copies by itself: a hundred thousand in seconds.
"""

from functools import partial

from django.db import connection, models

from tests.factories.cities import City
from tests.proposals.season import Season, answered, promise
from tests.proposals.thread import acknowledged, assigned, decided, docketed, handling_of, submitted
from tongxin.lifecycle.models import Deadline, Waiting
from tongxin.proposals.lifecycle import HANDLING, PROPOSAL
from tongxin.proposals.models import Commitment, Evaluation, Handling, Proposal
from tongxin.proposals.terms import Outcome, UnitRole

STEP = 10_000
"""How far the keys of one round of copies are from those of the next; more than any original's key."""

COPY = """
WITH RECURSIVE rounds(n) AS (SELECT %s UNION ALL SELECT n + 1 FROM rounds WHERE n < %s)
INSERT INTO {table} ({columns}) SELECT {values} FROM {table}, rounds WHERE {chosen}
"""


def ten(city: City) -> list[Proposal]:
    """One each: being examined, held, declined, docketed, assigned, acknowledged, replied, satisfied, contested, promised."""
    examined, held, declined = (submitted(city, number=number) for number in range(3))
    decided(city, declined, outcome=Outcome.DECLINE, decline_reason="empty", decline_route="revise")
    decided(city, held)
    fresh_case = docketed(city)
    handed_out = assigned(city)
    at_work = assigned(city, UnitRole.LEAD, UnitRole.ASSIST)
    acknowledged(handling_of(at_work), city.clerks[0])
    promised = answered(city, "B", "satisfied")
    promise(Season(city, {"good": promised}))
    answers = [answered(city, "A"), answered(city, "A", "satisfied"), promised]
    contested = answered(city, "A", "dissatisfied")
    return [examined, held, declined, fresh_case, handed_out, at_work, *answers, contested]


def copies(originals: list[Proposal], first: int, last: int) -> None:
    """The rounds of copies from number `first` to `last`, with all that lists, home pages and figures read."""
    proposals = [proposal.pk for proposal in originals]
    handlings = Handling._base_manager.filter(proposal__in=proposals).values_list("pk", flat=True)
    copy = partial(_copy, first=first, last=last)
    copy(Proposal, {"id": proposals}, ("serial_number", "case_number"))
    copy(Handling, {"proposal_id": proposals}, ("proposal_id",))
    for model in (Evaluation, Commitment):
        copy(model, {"proposal_id": proposals}, ("proposal_id", "handling_id"))
    for lifecycle, keys in ((PROPOSAL, proposals), (HANDLING, list(handlings))):
        chosen = {"record_type": [lifecycle.record_type], "record_id": keys}
        for model in (Waiting, Deadline):
            copy(model, chosen, ("record_id",))


def _copy(
    model: type[models.Model],
    chosen: dict[str, list],
    moved: tuple[str, ...],
    *,
    first: int,
    last: int,
) -> None:
    columns = [field.column for field in model._meta.concrete_fields]
    conditions = [
        f"{column} IN ({', '.join(['%s'] * len(values))})" for column, values in chosen.items()
    ]
    statement = COPY.format(
        table=model._meta.db_table,
        columns=", ".join(f'"{column}"' for column in columns),
        values=", ".join(_copied(column, moved) for column in columns),
        chosen=" AND ".join(conditions),
    )
    given = [value for values in chosen.values() for value in values]
    with connection.cursor() as cursor:
        cursor.execute(statement, [first, last, *given])


def _copied(column: str, moved: tuple[str, ...]) -> str:
    if column == "public_id":
        return f"CAST(100000000000 + id + {STEP} * n AS varchar(12))"
    return f'"{column}" + {STEP} * n' if column in ("id", *moved) else f'"{column}"'
