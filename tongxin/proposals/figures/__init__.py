"""The figures of proposals: declared once, counted by the engine, cited by code everywhere."""

from typing import BinaryIO

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.accounts import permissions
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import NOTHING
from tongxin.core import clock
from tongxin.figures import declare as engine
from tongxin.figures import exports, history, periods
from tongxin.figures.exports import PlainSheet
from tongxin.figures.periods import NamedPeriod, Period
from tongxin.figures.rules import READERS
from tongxin.members.models import Member, PlenarySession
from tongxin.organisations.models import Assembly
from tongxin.papers.spreadsheets.writing import Sheet, SheetColumn, write_workbook
from tongxin.proposals.figures import aftermath, evaluation, examination, handling
from tongxin.proposals.figures.chapter import CHAPTER
from tongxin.proposals.models import CommitmentFacts, EvaluationFacts, HandlingFacts, ProposalFacts

SESSIONS_ON_OFFER = 3


def declare() -> None:
    """Called once, when the app is ready."""
    permissions.declare("figures.members", Member, _reads_roll, _("查看数字背后的委员名单"))
    history.track(ProposalFacts, HandlingFacts, EvaluationFacts, CommitmentFacts)
    for module in (examination, handling, evaluation, aftermath):
        engine.register(*module.FIGURES)
    engine.register_chapter(CHAPTER)
    periods.offer(since_sessions)
    exports.use_writer(_write)


def since_sessions(assembly: Assembly) -> list[NamedPeriod]:
    """From the opening of a session's window up to the next one's: its proposals and the ordinary ones after it."""
    sessions = list(
        PlenarySession._base_manager.filter(assembly=assembly, window_opens_on__lte=clock.today())
        .select_related("term")
        .order_by("-window_opens_on")[:SESSIONS_ON_OFFER]
    )
    offers, following = [], None
    for session in sessions:
        start = session.window_opens_on
        period = Period(start, following) if following else Period.since(start)
        label = _("%(session)s以来") if following is None else _("%(session)s")
        offers.append(
            NamedPeriod(f"session-{session.pk}", str(label) % {"session": session}, period)
        )
        following = start
    return offers


def _reads_roll(actor: Actor) -> Q:
    return Q(assembly_id__in=actor.assembly_ids) if actor.is_any(READERS) else NOTHING


def _write(sheets: list[PlainSheet]) -> BinaryIO:
    return write_workbook(
        [
            Sheet(
                sheet.title,
                [SheetColumn(label, "auto") for label in sheet.columns],
                sheet.rows,
                sheet.notes,
            )
            for sheet in sheets
        ]
    )
