"""The figures of proposals: declared once, counted by the engine, cited by code everywhere."""

from datetime import date
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
    sessions = list(
        sessions.select_related("term").order_by("-window_opens_on")[:SESSIONS_ON_OFFER]
    )
    ends = [None, *(session.window_opens_on for session in sessions)]
    pairs = list(zip(sessions, ends, strict=False))
    held = [pair for pair in pairs if pair[0].opens_on <= today]
    coming = [pair for pair in pairs if pair[0].opens_on > today]
    return [
        *(_named(*pair, _("%(session)s以来")) for pair in held[:1]),
        *(_named(*pair, "%(session)s") for pair in held[1:]),
        *(_named(*pair, _("%(session)s（征集中）")) for pair in coming),
    ]


def _named(session: PlenarySession, end: date | None, words: str) -> NamedPeriod:
    start = session.window_opens_on
    period = Period(start, end) if end else Period.since(start)
    return NamedPeriod(f"session-{session.pk}", words % {"session": session}, period)


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
