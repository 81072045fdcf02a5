"""Questions to leaders or on a material: asked, answered, followed up until a day, settled."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person
from tongxin.accounts.permissions import can, demand
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.core.text import forbidden
from tongxin.gatherings import rules
from tongxin.gatherings.lifecycle import QUESTION
from tongxin.gatherings.models import Gathering, Invitation, Material, Question
from tongxin.gatherings.parameters.proceedings import ANSWER_WITHIN
from tongxin.lifecycle.perform import begin, performs
from tongxin.lifecycle.table import Due, Tell


def ask_question(
    gathering: Gathering,
    *,
    actor: Actor,
    words: str,
    asked_of: str = "",
    material: Material | None = None,
    asked_by: Person | None = None,
    request_key: str | None = None,
) -> Question:
    """Ask in one's own name; the organising office may enter what somebody invited asked (`asked_by`).

    An answer is due by the rulebook's day. Refused for who is not invited, before the gathering is announced, for a
    material of another one, and with a mark of secrecy.
    """
    demand(actor, "gatherings.ask", gathering)
    if material is not None and material.gathering_id != gathering.pk:
        raise Refused(_("请选这次活动的材料。"), field="material")
    if sentence := forbidden([words, asked_of]):
        raise Refused(sentence)
    question = Question(
        assembly_id=gathering.assembly_id,
        gathering=gathering,
        material=material,
        asked_by=_asker(gathering, actor, asked_by),
        asked_of=asked_of.strip(),
        words=words.strip(),
        asked_on=clock.today(),
    )
    begun: Any = begin(
        QUESTION,
        question,
        actor,
        request_key=request_key,
        due=(Due("answer", ANSWER_WITHIN),),
        tell=(Tell(rules.ORGANISERS_OF_PART),),
    )
    return begun


@performs(QUESTION.answer)
def answer(
    question: Question, *, actor: Actor, answer: str, answered_by: str, answered_on: date
) -> dict[str, Any]:
    """What was answered, by whom, and when: at the meeting or in writing later."""
    question.answer, question.answered_by, question.answered_on = answer, answered_by, answered_on
    return {"answered_on": answered_on}


@performs(QUESTION.follow)
def follow(
    question: Question, *, actor: Actor, follow_up: str, follow_up_by: date
) -> dict[str, Any]:
    """What is to come of the answer, until when."""
    question.follow_up, question.follow_up_by = follow_up, follow_up_by
    return {"follow_up_by": follow_up_by}


@performs(QUESTION.settle)
def settle(question: Question, *, actor: Actor, result: str = "") -> None:
    question.result = result


def _asker(gathering: Gathering, actor: Actor, asked_by: Person | None) -> Person | None:
    """Whose question it is."""
    if asked_by is None or asked_by.pk == actor.person_id:
        return actor.person
    if not can(actor, "gatherings.organise", gathering):
        raise Refused(_("只有主办的办公室能代录提问。"), field="asked_by")
    invited = gathering.invitations.filter(Invitation.standing(), person=asked_by)
    if not invited.exists():
        raise Refused(_("提问人不在邀请名单上。"), field="asked_by")
    return asked_by
