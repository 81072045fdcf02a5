"""Questions of a gathering for one reader."""

from django.db.models import QuerySet

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import visible
from tongxin.gatherings.models import Gathering, Question
from tongxin.gatherings.terms import Output


def has_questions(gathering: Gathering) -> bool:
    """Whether gatherings of this kind leave questions and answers."""
    return Output.QUESTIONS in gathering.kind.declared.outputs


def questions_seen(actor: Actor) -> QuerySet[Question]:
    """The questions that this reader may open."""
    rows = Question.objects.select_related("assembly", "asked_by", "material")
    seen = visible(actor, "questions.view", rows)
    return seen.select_related("gathering__assembly", "gathering__kind")


def questions_of(gathering: Gathering, actor: Actor) -> list[Question]:
    """Those of one gathering that were not taken back, in the order in which they were asked."""
    return list(questions_seen(actor).filter(Question.standing(), gathering=gathering))
