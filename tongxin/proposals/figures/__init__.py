"""The figures of proposals: declared once, counted by the engine, cited by code everywhere."""

from typing import BinaryIO

from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.figures import declare as engine
from tongxin.figures import exports, history, periods
from tongxin.figures.exports import PlainSheet
from tongxin.figures.periods import NamedPeriod, Period
from tongxin.members.models import PlenarySession
from tongxin.organisations.models import Assembly
from tongxin.papers.spreadsheets.writing import Sheet, SheetColumn, write_workbook
from tongxin.proposals.figures import aftermath, evaluation, examination, handling
from tongxin.proposals.figures.chapter import CHAPTER
from tongxin.proposals.models import CommitmentFacts, EvaluationFacts, HandlingFacts, ProposalFacts

SESSIONS_ON_OFFER = 3


def declare() -> None:
    """Called once, when the app is ready."""
    history.track(ProposalFacts, HandlingFacts, EvaluationFacts, CommitmentFacts)
    for module in (examination, handling, evaluation, aftermath):
        engine.register(*module.FIGURES)
    engine.register_chapter(CHAPTER)
    periods.offer(since_sessions)
    exports.use_writer(_write)


def since_sessions(assembly: Assembly) -> list[NamedPeriod]:
    """From the opening of a session's window up to the next one's: its proposals and the ordinary ones after it.

    The last plenary stands first; the one that is being prepared, if its window has opened, stands last.
    """
    today = clock.today()
    sessions = PlenarySession._base_manager.filter(assembly=assembly, window_opens_on__lte=today)
    sessions = sessions.select_related("term").order_by("-window_opens_on")[:SESSIONS_ON_OFFER]
    offers, following = [], None
    for session in sessions:
        start = session.window_opens_on
        period = Period(start, following) if following else Period.since(start)
        words = _("%(session)s以来") if session.opens_on <= today else _("%(session)s(征集中)")
        offer = NamedPeriod(f"session-{session.pk}", words % {"session": session}, period)
        offers.append((session.opens_on > today, offer))
        following = start
    return [offer for _coming, offer in sorted(offers, key=lambda one: one[0])]


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
