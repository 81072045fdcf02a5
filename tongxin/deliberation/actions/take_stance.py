"""A stance is one row: written, replaced, taken back. No event, no moment, nothing that names a person beside it."""

from django.db import connection, transaction
from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.deliberation.actions.analyse_conversation import LATE, order_analysis
from tongxin.deliberation.models import ServedStatement, StanceRow, Statement, Voice
from tongxin.deliberation.models.voices import random_key
from tongxin.deliberation.queries.serving import next_for
from tongxin.deliberation.queries.talking import Standing, standing_of
from tongxin.deliberation.terms import ConversationState, Stance, StatementState

TAKE = """
INSERT INTO deliberation_stancerow (id, conversation_id, voice_id, statement_id, stance)
SELECT %s, talk.id, %s, asked.id, %s
FROM deliberation_statement AS asked
JOIN deliberation_conversation AS talk ON talk.id = asked.conversation_id
WHERE asked.id = %s AND asked.state = %s AND talk.id = %s AND talk.state = %s
ON CONFLICT (voice_id, statement_id) DO UPDATE SET stance = excluded.stance
RETURNING (SELECT due.analysis_due_at > %s FROM deliberation_conversation AS due WHERE due.id = conversation_id)
"""
"""Whether a stance may be taken now is looked at by the statement that writes it, so that nothing can come between.

It gives back whether an analysis that will contain it is ordered already, and no row where it may not be taken.
"""


@transaction.atomic
def take_stance(voice: Voice, statement: Statement, stance: int) -> None:
    """Agree (1), pass (0) or disagree (-1); the last one counts. Refused outside the phase and for hidden statements."""
    _take(voice, statement, stance)


def _take(voice: Voice, statement: Statement, stance: int) -> None:
    if stance not in Stance.values:
        raise Refused(_("请选择赞成、不赞成或跳过。"))
    asked = (statement.pk, StatementState.SHOWN.value)
    talk = (voice.conversation_id, ConversationState.VOTING.value)
    late = connection.ops.adapt_datetimefield_value(clock.now() + LATE)
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [random_key(), voice.pk, stance, *asked, *talk, late])
        taken = cursor.fetchall()
    if not taken:
        raise _refusal(voice, statement) or Refused(_("这条观点现在不公开，不能表态。"))
    if not taken[0][0]:
        order_analysis(voice.conversation_id)


def answer(voice: Voice, statement: Statement, stance: int) -> Statement | None:
    """Take the stance and put the next statement before the voice.

    What comes next is looked for first: the one commit for both is short, so that many can answer at once.
    """
    step = _next_step(voice, standing_of(voice).after(statement.pk))
    with transaction.atomic():
        _take(voice, statement, stance)
        _write(step)
    return _statement_at(step)


@transaction.atomic
def undo(voice: Voice, statement: Statement) -> None:
    """Take the stance on this statement back and put it before the voice again; a repeat changes nothing."""
    if refusal := _refusal(voice, statement):
        raise refusal
    step = ServedStatement.objects.filter(voice=voice, statement=statement).order_by("-step")
    place = step.values_list("step", flat=True).first()
    taken_back, _rows = StanceRow.objects.filter(voice=voice, statement=statement).delete()
    if taken_back and place is not None:
        ServedStatement.objects.filter(voice=voice, step__gt=place).delete()
    order_analysis(voice.conversation_id)


def serve(voice: Voice) -> Statement | None:
    """The statement that stands before this voice, the same until it is answered; None when there is none left."""
    step = _next_step(voice, standing_of(voice))
    _write(step)
    return _statement_at(step)


def _next_step(voice: Voice, standing: Standing) -> ServedStatement | None:
    """The step at which the voice stands, not written yet where it is a new one; None when all is answered."""
    if standing.waits:
        return standing.latest
    chosen = next_for(voice, standing.shown, standing.answered)
    if chosen is None:
        return None
    place = standing.latest.step + 1 if standing.latest else 1
    return ServedStatement(voice=voice, step=place, statement_id=chosen[0], state_digest=chosen[1])


def _write(step: ServedStatement | None) -> None:
    """Another tab may have been faster: its choice stands."""
    if step is not None and step._state.adding:
        ServedStatement.objects.bulk_create([step], ignore_conflicts=True)


def _statement_at(step: ServedStatement | None) -> Statement | None:
    if step is None:
        return None
    rows = ServedStatement.objects.select_related("statement")
    return rows.get(voice=step.voice_id, step=step.step).statement


def _refusal(voice: Voice, statement: Statement) -> Refused | None:
    """Why no stance may be taken, by the rows as they stand now; None where it may."""
    asked = Statement._base_manager.select_related("conversation").get(pk=statement.pk)
    if asked.conversation_id != voice.conversation_id or not asked.conversation.takes_stances:
        return Refused(_("现在不是表态的时候。"))
    if not asked.is_shown:
        return Refused(_("这条观点现在不公开，不能表态。"))
    return None
