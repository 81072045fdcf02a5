"""A stance is one row: written, replaced, taken back. No event, no moment, nothing that names a person beside it."""

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.core.errors import Refused
from tongxin.deliberation.actions.analyse_conversation import order_analysis
from tongxin.deliberation.models import ServedStatement, StanceRow, Statement, Voice
from tongxin.deliberation.queries.serving import next_for
from tongxin.deliberation.queries.talking import answered_keys, shown_keys
from tongxin.deliberation.terms import Stance


@transaction.atomic
def take_stance(voice: Voice, statement: Statement, stance: int) -> None:
    """Agree (1), pass (0) or disagree (-1); the last one counts. Refused outside the phase and for hidden statements."""
    if stance not in Stance.values:
        raise Refused(_("请选择赞成、不赞成或跳过。"))
    _check(voice, statement)
    StanceRow.objects.bulk_create(
        [
            StanceRow(
                conversation_id=voice.conversation_id,
                voice=voice,
                statement=statement,
                stance=stance,
            )
        ],
        update_conflicts=True,
        unique_fields=["voice", "statement"],
        update_fields=["stance"],
    )
    order_analysis(statement.conversation)


@transaction.atomic
def answer(voice: Voice, statement: Statement, stance: int) -> Statement | None:
    """Take the stance and put the next statement before the voice: one commit, so that many can answer at once."""
    take_stance(voice, statement, stance)
    return serve(voice)


@transaction.atomic
def undo(voice: Voice, statement: Statement) -> None:
    """Take the stance on this statement back and put it before the voice again; a repeat changes nothing."""
    _check(voice, statement)
    step = ServedStatement.objects.filter(voice=voice, statement=statement).order_by("-step")
    place = step.values_list("step", flat=True).first()
    taken_back, _rows = StanceRow.objects.filter(voice=voice, statement=statement).delete()
    if taken_back and place is not None:
        ServedStatement.objects.filter(voice=voice, step__gt=place).delete()
    order_analysis(statement.conversation)


def serve(voice: Voice) -> Statement | None:
    """The statement that stands before this voice, the same until it is answered; None when there is none left."""
    shown, answered = shown_keys(voice.conversation_id), answered_keys(voice)
    latest = ServedStatement.objects.filter(voice=voice).order_by("-step").first()
    if latest and latest.statement_id in shown and latest.statement_id not in answered:
        return _statement(latest.statement_id)
    chosen = next_for(voice, shown, answered)
    if chosen is None:
        return None
    step = latest.step + 1 if latest else 1
    row = ServedStatement(voice=voice, step=step, statement_id=chosen[0], state_digest=chosen[1])
    ServedStatement.objects.bulk_create([row], ignore_conflicts=True)
    return _statement(ServedStatement.objects.get(voice=voice, step=step).statement_id)


def _statement(key: int) -> Statement:
    return Statement._base_manager.select_related("conversation").get(pk=key)


def _check(voice: Voice, statement: Statement) -> None:
    conversation = statement.conversation
    if statement.conversation_id != voice.conversation_id or not conversation.takes_stances:
        raise Refused(_("现在不是表态的时候。"))
    if not statement.is_shown:
        raise Refused(_("这条观点现在不公开，不能表态。"))
