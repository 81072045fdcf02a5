"""Fetches what an analysis needs to be read: the statements' words, the names of the assembly's own parts."""

from collections.abc import Callable
from datetime import timedelta

from tongxin.core import formats
from tongxin.deliberation.models import Analysis, Conversation, Statement, Ticket
from tongxin.deliberation.queries.analyses import FOUND, latest
from tongxin.deliberation.results.reading import Reading
from tongxin.deliberation.terms import Parting
from tongxin.deliberation.voicing import cohort_of_batch, cohort_of_day
from tongxin.members.models import Body, SpecialCommittee
from tongxin.organisations.models import Assembly

MOST_DAYS = 366
"""For how many days people may come."""


def reading_of(conversation: Conversation, by: str = FOUND) -> Reading | None:
    """The latest analysis in words; None before there is one."""
    analysis = latest(conversation, by)
    return None if analysis is None else read(analysis)


def read(analysis: Analysis) -> Reading:
    """An analysis in words. A statement that was held back since keeps its place without its words."""
    rows = Statement._base_manager.filter(
        Statement.shown(), conversation_id=analysis.conversation_id
    )
    words = {one.number: one.words for one in rows.only("number", "words")}
    return Reading(analysis, words, _part_names(analysis), _cohort_names(analysis))


def _part_names(analysis: Analysis) -> dict[int, str]:
    """The names of the parts that the content tells of."""
    wanted = [group["part"] for group in analysis.content["groups"] if group["part"]]
    names = NAMES.get(analysis.by)
    return names(wanted) if names and wanted else {}


def _cohort_names(analysis: Analysis) -> dict[int, str]:
    """The occasions at which codes were handed out, or the days on which people came: of what the alarms tell."""
    if not any(analysis.content["alarms"].values()):
        return {}
    conversation = analysis.conversation
    tickets = Ticket._base_manager.filter(conversation=conversation).order_by()
    batches = tickets.values_list("batch", flat=True).distinct()
    days = (conversation.collects_on + timedelta(days=number) for number in range(MOST_DAYS))
    return {cohort_of_batch(batch): batch for batch in batches} | {
        cohort_of_day(day): formats.day(day) for day in days
    }


def _committees(keys: list[int]) -> dict[int, str]:
    rows = SpecialCommittee._base_manager.filter(pk__in=keys)
    return {row.pk: row.short_name for row in rows}


def _bodies(keys: list[int]) -> dict[int, str]:
    return {row.pk: row.name for row in Body._base_manager.filter(pk__in=keys)}


def _counties(keys: list[int]) -> dict[int, str]:
    return {row.pk: row.short_name for row in Assembly.objects.filter(pk__in=keys)}


NAMES: dict[str, Callable[[list[int]], dict[int, str]]] = {
    Parting.COMMITTEES: _committees,
    Parting.GROUPS: _bodies,
    Parting.COUNTIES: _counties,
}
