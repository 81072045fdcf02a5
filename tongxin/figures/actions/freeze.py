"""Publishing freezes a figure: value, rules, definition and rows, so that a printed number can be shown again."""

from django.db import transaction

from tongxin import trail
from tongxin.accounts import permissions
from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.figures.answers import Share, answer
from tongxin.figures.declare import Counted, definition_digest, figure
from tongxin.figures.models import FigureSnapshot, RowSet
from tongxin.figures.question import Question
from tongxin.organisations import rulebook


@transaction.atomic
def freeze(code: str, question: Question, *, actor: Actor) -> FigureSnapshot:
    """Keep one figure's answer to a question; "as known now" becomes a moment that can be asked again."""
    permissions.demand(actor, "figures.view")
    declared = figure(code)
    answered = answer(question, [declared])[code]
    over, under = (
        (answered.over, answered.under) if isinstance(answered, Share) else (answered, None)
    )
    snapshot = FigureSnapshot(
        assembly=question.scope.assembly,
        code=code,
        counties=list(question.scope.counties),
        starts_on=question.period.start,
        ends_on=question.period.end,
        as_of=question.as_of or clock.now(),
        value=over.value,
        under=under.value if under else None,
        parameters=_rules(question, declared.parameters),
        definition_digest=definition_digest(declared),
        rows=_stored(question, over.figure),
        under_rows=_stored(question, under.figure) if under else None,
    )
    snapshot.save(force_insert=True)
    trail.record("figures.freeze", snapshot, actor, code=code, value=over.value)
    return snapshot


def _rules(question: Question, codes: tuple[str, ...]) -> dict[str, dict[str, object]]:
    return {
        code: {
            str(assembly): rulebook.to_json(value)
            for assembly, value in question.rule(code).items()
        }
        for code in codes
    }


def _stored(question: Question, counted: Counted) -> RowSet:
    """The set of these rows, stored once however often it is cited."""
    rows = counted.rows_of(question)
    if any(field.name == "version" for field in counted.base.model._meta.fields):
        pairs = list(rows.values_list("pk", "version"))
    else:
        pairs = [(key, 0) for key in rows.values_list("pk", flat=True)]
    packed = RowSet.pack(pairs)
    fields = {"algorithm": packed.algorithm, "count": packed.count, "data": packed.data}
    return RowSet.objects.get_or_create(digest=packed.digest, defaults=fields)[0]
