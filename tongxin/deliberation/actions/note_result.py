"""What became of a statement is noted, tied to what it was taken into, and told to its author."""

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.core.models import Link
from tongxin.core.text import forbidden
from tongxin.deliberation import rules
from tongxin.deliberation.models import Statement, StatementResult
from tongxin.deliberation.terms import ResultKind
from tongxin.notifications.actions.tell import tell

ACT = "deliberation.note_result"
TAKEN_INTO = "taken_into"
NEEDING_WORDS = frozenset({ResultKind.SENT, ResultKind.NONE})


@transaction.atomic
def note_result(
    statement: Statement,
    *,
    actor: Actor,
    kind: str,
    words: str = "",
    target: Model | None = None,
) -> StatementResult:
    """Note where a shown statement went, with the record it was taken into; its author gets a notice.

    What was sent elsewhere or not taken up needs a word on it. `target` is a row of the same assembly.
    """
    demand(actor, "conversations.moderate", statement.conversation)
    if not statement.is_shown:
        raise Refused(_("只登记已公开的观点的去向。"))
    if kind in NEEDING_WORDS and not words.strip():
        raise Refused(_("请写一句说明，提出人会看到。"), field="words")
    if sentence := forbidden([words]):
        raise Refused(sentence, field="words")
    if target is not None and target.assembly_id != statement.assembly_id:  # type: ignore[attr-defined]
        raise Refused(_("只能关联本级的另一件。"))
    result = StatementResult(
        assembly_id=statement.assembly_id,
        statement=statement,
        kind=kind,
        words=words.strip(),
        by=actor.person,
        on=clock.today(),
    )
    result.save(force_insert=True)
    if target is not None:
        Link.objects.get_or_create(**_ends(result, target))
    event = trail.record(ACT, statement, actor, kind=kind, result=result.pk)
    tell(ACT, statement, rules.AUTHOR.holders(statement), actor=actor, event_id=event.pk)
    return result


def _ends(result: StatementResult, target: Model) -> dict:
    return {
        "source_type": result._meta.label_lower,
        "source_id": result.pk,
        "role": TAKEN_INTO,
        "target_type": target._meta.label_lower,
        "target_id": target.pk,
    }
