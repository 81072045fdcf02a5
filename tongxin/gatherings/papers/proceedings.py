"""Minutes, collected speeches and the briefing on group discussions, as DOCX and PDF, with who may print each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import NOTHING
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.gatherings import rules
from tongxin.gatherings.models import DiscussionNote, Gathering, Minutes, Sitting, Speech
from tongxin.gatherings.papers import minutes_words as words
from tongxin.gatherings.queries import minutes as read_minutes
from tongxin.gatherings.queries.minutes import Part
from tongxin.gatherings.queries.notes import notes_of
from tongxin.gatherings.terms import MinutesPart, SpeechForm
from tongxin.papers.documents import (
    Block,
    Book,
    Chapter,
    Document,
    Face,
    Heading,
    Official,
    Paper,
    Paragraph,
    prose,
    register,
)
from tongxin.papers.documents.numerals import chinese_date
from tongxin.trail import taking

DRAFT = "草稿"
SAID_BY_NOBODY = "其他"


def minutes(row: Minutes) -> Official:
    """The minutes as they stand; a draft says so across the page."""
    gathering = row.gathering
    return Official(
        title=f"{gathering.title}纪要",
        byline=[row.number or f"（{chinese_date(gathering.happened_on)}）"],
        blocks=list(_minutes_blocks(read_minutes.Page(row).said)),
        issuers=[gathering.assembly.name] if row.is_passed else None,
        dated_on=row.passed_on,
        watermark="" if row.is_passed else DRAFT,
    )


def _minutes_blocks(parts: list[Part]) -> Iterator[Block]:
    for part in parts:
        said = [line.row.words for line in part.lines if line.row.words]
        if part.part == MinutesPart.HEAD:
            yield from (Paragraph(one) for one in said)
            continue
        yield Heading(words.PARTS[part.part])
        if part.is_running:
            yield Paragraph(f"{'、'.join(said)}。")
        elif part.part == MinutesPart.PRESENT:
            yield from (Paragraph(one) for one in said)
        else:
            yield from (Paragraph(f"{number}．{one}") for number, one in enumerate(said, start=1))


def speeches(gathering: Gathering) -> Book:
    """The texts of all speeches that were taken, oral ones first, each with who speaks for whom."""
    taken = gathering.speeches.filter(Speech.taken()).select_related("speaker", "collective")
    rows = taken.order_by("form", "position", "pk")
    return Book(
        over=gathering.title,
        title="发言材料汇编",
        issuer=gathering.assembly.name,
        dated_on=clock.today(),
        chapters=list(_chapters(rows)),
        each_on_new_page=True,
    )


def _chapters(rows: QuerySet[Speech]) -> Iterator[Chapter]:
    for form, spoken in groupby(rows, key=lambda one: one.form):
        yield Chapter(words.FORMS[SpeechForm(form)])
        for one in spoken:
            yield Chapter(one.title, prose(one.body), 2, _facts(one), aside=str(one.speaker))


def _facts(one: Speech) -> list[tuple[str, str]]:
    facts = [("发言人", str(one.speaker))]
    if one.collective:
        facts.append(("代表", str(one.collective)))
    return facts


def briefing(gathering: Gathering) -> Official:
    """What was said in all rooms (简报): a part for each group, in it who said what."""
    sittings = gathering.sittings.select_related("group")
    rooms = [(Heading(_name(one)), said) for one in sittings if (said := _room(one))]
    return _sheet(gathering, [block for head, said in rooms for block in (head, *said)])


def room_briefing(sitting: Sitting) -> Official:
    """The same of one room."""
    return _sheet(sitting.gathering, _room(sitting), _name(sitting))


def _sheet(gathering: Gathering, blocks: list[Block], room: str = "") -> Official:
    return Official(
        masthead=f"{gathering.title}简报",
        title=f"{room}讨论情况" if room else "分组讨论情况",
        blocks=blocks,
        issuers=[],
        printed_by=gathering.assembly.name,
        printed_on=clock.today(),
    )


def _room(sitting: Sitting) -> list[Block]:
    """Who said what there; nothing where nothing was noted."""
    notes = notes_of(sitting)
    if not notes:
        return []
    head = Paragraph(_when_and_how_many(sitting, notes), face=Face.KAI)
    return [head, *(Paragraph(f"{_by(note)}：{note.words}") for note in notes)]


def _by(note: DiscussionNote) -> str:
    return note.invitation.name if note.invitation else SAID_BY_NOBODY


def _when_and_how_many(sitting: Sitting, notes: list[DiscussionNote]) -> str:
    """The day, and how many of those named spoke."""
    day = chinese_date(clock.day_of(sitting.starts_at))
    named = {note.invitation_id for note in notes if note.invitation_id}
    return f"{day}，{len(named)}人发言。" if named else f"{day}。"


def _name(sitting: Sitting) -> str:
    return str(sitting.group or sitting.title or sitting.gathering)


@dataclass(frozen=True)
class Printout:
    """A paper about the records of `model` that `rule` admits; temporary roles take nothing out (practice 16)."""

    paper: Paper
    model: type[Model]
    rule: Callable[[Actor], Q]

    def subjects(self, actor: Actor) -> QuerySet:
        """The records of which this actor may have the paper."""
        condition = NOTHING if actor.is_any(Role.temporary()) else self.rule(actor)
        rows = self.model._base_manager.filter(assembly_id__in=actor.assembly_ids)
        return rows.none() if condition == NOTHING else rows.filter(condition)


def _printout(
    code: str, label, describe: Callable[..., Document], model, rule, name: Callable[..., str]
) -> Printout:
    return Printout(Paper(f"gatherings.{code}", label, describe, name=name), model, rule)


PRINTOUTS = {
    "minutes": _printout(
        "minutes",
        _("会议纪要"),
        minutes,
        Minutes,
        rules.view_minutes,
        lambda row: f"{row.gathering.title}纪要",
    ),
    "speeches": _printout(
        "speeches",
        _("发言材料汇编"),
        speeches,
        Gathering,
        rules.organises,
        lambda one: f"{one.title}发言材料汇编",
    ),
    "briefing": _printout(
        "briefing",
        _("讨论简报"),
        briefing,
        Gathering,
        rules.organises,
        lambda one: f"{one.title}简报",
    ),
    "room": _printout(
        "room",
        _("小组讨论简报"),
        room_briefing,
        Sitting,
        rules.view_notes,
        lambda one: f"{one.gathering.title}{_name(one)}简报",
    ),
}
"""By the word in their addresses."""


def declare() -> None:
    """Make the papers known, and their words in the trail."""
    for one in PRINTOUTS.values():
        register(one.paper)
        taking.declare(one.paper.code, one.paper.label)
