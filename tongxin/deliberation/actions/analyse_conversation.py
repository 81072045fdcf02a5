"""Compute what the stances of a conversation say: ordered by stances, carried out by the worker, kept as analyses."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django_tasks import task

from tongxin.core import clock
from tongxin.deliberation.models import Analysis, Conversation, Statement
from tongxin.deliberation.queries.analyses import FOUND, latest, to_look_after, ways
from tongxin.deliberation.queries.votes import Cast, cast_in
from tongxin.deliberation.results.content import content_of, next_of
from tongxin.deliberation.results.found import by_parts, by_views
from tongxin.deliberation.suppression import least_people
from tongxin.organisations.scope import scope

SPACING = timedelta(seconds=3)
"""After an order so long until the analysis begins: however many stances come meanwhile, they are in it."""
LATE = timedelta(seconds=0.5)
"""An analysis that begins so soon may miss a stance whose commit is still under way; the next one is ordered then."""
MOVED_BY_ONE_IN = 500


def order_analysis(conversation_id: int) -> bool:
    """Have a conversation analysed within seconds, in the transaction of the stance; False where that is ordered already."""
    now = clock.now()
    idle = Q(analysis_due_at__isnull=True) | Q(analysis_due_at__lte=now + LATE)
    rows = Conversation._base_manager.filter(idle, pk=conversation_id)
    ordered = bool(rows.update(analysis_due_at=now + SPACING))
    if ordered:
        begins = now + SPACING - settings.CLOCK_SHIFT
        analyse_in_background.using(run_after=begins).enqueue(conversation_id)
    return ordered


def order_after(record: models.Model) -> None:
    """Whatever act moved a conversation into its discussion or to its end, or a statement, asks for a new analysis."""
    if isinstance(record, Statement):
        order_analysis(record.conversation_id)
    elif isinstance(record, Conversation) and record.shows_result:
        order_analysis(record.pk)


def order_missing() -> int:
    """For the clock: order what a lost job, or a stance that was committed late, has left behind; how many."""
    return sum(order_analysis(one.pk) for one in to_look_after())


@task
def analyse_in_background(conversation_id: int) -> None:
    """The worker's job; run twice, or taken again after its worker died, it keeps nothing twice."""
    conversation = Conversation._base_manager.filter(pk=conversation_id).first()
    if conversation is not None:
        analyse_conversation(conversation)


def analyse_conversation(conversation: Conversation) -> list[Analysis]:
    """Analyse a conversation by views and by the parts that its opening allows; what was kept, nothing where nothing is new.

    While stances are taken, a new result is kept only when several people have spoken since the last one: two results
    side by side must not tell what one person said.
    """
    with scope([conversation.assembly_id]):
        least = least_people(conversation.assembly_id)
        cast = cast_in(conversation, least)
        if cast is None or not _is_news(conversation, cast, least):
            return []
        return _kept(conversation, cast, by_every_way(conversation, cast, least))


def _is_news(conversation: Conversation, cast: Cast, least: int) -> bool:
    last = latest(conversation)
    if last is None:
        return True
    if conversation.is_closed and not last.is_final:
        return True
    if last.content["basis"] == cast.basis:
        return False
    return not conversation.takes_stances or _several_spoke(cast, last, enough(least, last.voices))


def enough(least: int, voices: int) -> int:
    """How many must have spoken since the last result, in which there were `voices`.

    At first `least`; where thousands speak, one in five hundred: fewer move nothing, and the results kept stay few.
    """
    return max(least, voices // MOVED_BY_ONE_IN)


def _several_spoke(cast: Cast, last: Analysis, least: int) -> bool:
    """Whether at least `least` people spoke since: so many came, or fewer cannot have taken so many stances."""
    came, taken = cast.count - last.voices, len(cast.stances) - last.stances
    return came >= least or taken > (least - 1) * cast.width


def by_every_way(
    conversation: Conversation, cast: Cast, least: int
) -> list[tuple[str, str, dict[str, Any]]]:
    """For every way to look: its name, the digest, the content."""
    population = _population(conversation, cast)
    result, asked = by_views(cast, population, least)
    content = content_of(result, least=least, population=population, in_bands=False, cast=cast)
    content |= {"settings": asdict(asked), "next": next_of(result, _keys(conversation))}
    content["codes"] = conversation.invited if conversation.is_by_code else None
    made = [(FOUND, result["digest"], content)]
    for by in ways(conversation)[1:]:
        parted = by_parts(cast, population, least)
        if parted is not None:
            told = content_of(parted, least=least, population=population, in_bands=True)
            told["codes"] = content["codes"]
            made.append((by, parted["digest"], told))
    return [(by, digest, content | {"basis": cast.basis}) for by, digest, content in made]


def _keys(conversation: Conversation) -> dict[int, int]:
    rows = Statement._base_manager.filter(conversation=conversation)
    return dict(rows.values_list("number", "pk"))


def _population(conversation: Conversation, cast: Cast) -> int | None:
    """How many could take part, where that is known."""
    if conversation.is_public or not conversation.invited:
        return None
    return max(conversation.invited, cast.count)


@transaction.atomic
def _kept(
    conversation: Conversation, cast: Cast, made: list[tuple[str, str, dict[str, Any]]]
) -> list[Analysis]:
    """Store what was computed, unless another worker was faster: whoever updates the conversation first goes first."""
    rows = Conversation._base_manager.filter(pk=conversation.pk)
    rows.update(analysis_due_at=F("analysis_due_at"))
    last = latest(conversation)
    is_final = conversation.is_closed
    if last and last.content["basis"] == cast.basis and last.is_final >= is_final:
        return []
    analyses = [
        Analysis(
            assembly_id=conversation.assembly_id,
            conversation=conversation,
            by=by,
            stances=len(cast.stances),
            voices=cast.count,
            digest=digest,
            content=content,
            is_final=is_final,
            made_at=clock.now(),
        )
        for by, digest, content in made
    ]
    return Analysis._base_manager.bulk_create(analyses)
