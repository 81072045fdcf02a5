"""Minutes out of the records: a line for everything they say, made anew without losing what was edited."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, Model
from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import can, demand
from tongxin.core.errors import Conflict, Refused
from tongxin.gatherings.lifecycle import MINUTES
from tongxin.gatherings.models import (
    AgendaItem,
    Gathering,
    Minutes,
    MinutesLine,
    Outcome,
    Question,
    Speech,
)
from tongxin.gatherings.papers import minutes_words as words
from tongxin.gatherings.queries.roll import roll_of
from tongxin.gatherings.terms import MinutesPart
from tongxin.lifecycle.perform import begin

STEP = 100
"""Room between lines that were made, for those written by hand."""


@dataclass(frozen=True)
class Made:
    """A line as the records give it."""

    part: MinutesPart
    words: str
    record: Model

    @property
    def key(self) -> tuple[str, str, int]:
        return (self.part.value, self.record._meta.label_lower, self.record.pk)


@transaction.atomic
def draft_minutes(gathering: Gathering, *, actor: Actor, request_key: str | None = None) -> Minutes:
    """Begin the minutes with a line for everything the records say; where there are some, make those anew.

    Refused for who does not organise the gathering, and once it is cancelled or the minutes are passed.
    """
    demand(actor, "gatherings.organise", gathering)
    if gathering.is_draft or gathering.is_cancelled:
        raise Refused(_("活动通知发出以后才能起草纪要。"))
    Gathering._base_manager.select_for_update().get(pk=gathering.pk)
    minutes: Any = Minutes._base_manager.filter(gathering=gathering).first()
    if minutes is None:
        fresh = Minutes(assembly_id=gathering.assembly_id, gathering=gathering)
        minutes = begin(MINUTES, fresh, actor, request_key=request_key)
    renew_minutes(minutes, actor=actor)
    return minutes


@transaction.atomic
def renew_minutes(minutes: Minutes, *, actor: Actor) -> int:
    """Make the lines what the records now say; the number of lines that changed.

    Untouched lines follow their record and go with it. Edited ones keep their words: `made` then says what the record
    says now, and the edit page shows the difference. Lines written by hand stay.
    """
    check_may_edit(minutes, actor)
    open_ones = Minutes._base_manager.filter(~Minutes.passed(), pk=minutes.pk)
    if not open_ones.update(version=F("version") + 1):
        raise Conflict(_("纪要刚在别处改过。请刷新后再改。"))
    held = {
        (line.part, line.record_type, line.record_id): line
        for line in minutes.lines.all()
        if not line.is_by_hand
    }
    wanted = _numbered(minutes.gathering)
    changed = [
        line
        for key, (one, position) in wanted.items()
        if (line := held.get(key)) and _follow(line, one.words, position)
    ]
    fresh = [
        _line(minutes, one, position) for key, (one, position) in wanted.items() if key not in held
    ]
    gone = [line for key, line in held.items() if key not in wanted]
    lost = [line for line in gone if line.is_edited and _follow(line, "", line.position)]
    untouched = [line.pk for line in gone if not line.is_edited]
    MinutesLine._base_manager.bulk_update([*changed, *lost], ["made", "base", "words", "position"])
    MinutesLine._base_manager.bulk_create(fresh)
    MinutesLine._base_manager.filter(pk__in=untouched).delete()
    return len(changed) + len(lost) + len(fresh) + len(untouched)


def check_may_edit(minutes: Minutes, actor: Actor) -> None:
    """Refuse whoever does not organise the gathering, and everybody once the minutes are passed."""
    if minutes.is_passed or not can(actor, MINUTES.pass_minutes.name, minutes):
        raise Refused(_("纪要审定以后不能再改；要改，请先重新起草。"))


def _follow(line: MinutesLine, made: str, position: int) -> bool:
    """Let a line follow its record; whether anything changed."""
    before = (line.made, line.words, line.position)
    if not line.is_edited:
        line.words = line.base = made
    line.made, line.position = made, position
    return before != (line.made, line.words, line.position)


def _line(minutes: Minutes, one: Made, position: int) -> MinutesLine:
    return MinutesLine(
        assembly_id=minutes.assembly_id,
        minutes=minutes,
        part=one.part,
        position=position,
        made=one.words,
        base=one.words,
        words=one.words,
        record_type=one.record._meta.label_lower,
        record_id=one.record.pk,
    )


def _numbered(gathering: Gathering) -> dict[tuple[str, str, int], tuple[Made, int]]:
    """What the records give, by key, with the place of each in its part."""
    found: dict[tuple[str, str, int], tuple[Made, int]] = {}
    for number, one in enumerate(_made(gathering), start=1):
        found.setdefault(one.key, (one, number * STEP))
    return found


def _made(gathering: Gathering) -> Iterator[Made]:
    """Everything the records say, in the order of the parts."""
    yield from _of_people(gathering)
    items = list(
        AgendaItem._base_manager.filter(sitting__gathering=gathering).order_by(
            "sitting__starts_at", "sitting_id", "position", "pk"
        )
    )
    for item in items:
        yield Made(MinutesPart.AGENDA, words.agenda_item(item), item)
    for item in items:
        if item.decision:
            yield Made(MinutesPart.DECISIONS, words.decision(item), item)
    yield from _of_what_was_said(gathering)


def _of_people(gathering: Gathering) -> Iterator[Made]:
    roll = roll_of(gathering)
    yield Made(MinutesPart.HEAD, words.head(gathering, roll), gathering)
    if len(roll.counts) > 1:
        for count in roll.counts:
            yield Made(MinutesPart.HEAD, words.sitting(count), count.sitting)
    for group, people in roll.grouped():
        yield Made(MinutesPart.PRESENT, words.present(group, people), group or people[0])
    for one in roll.excused:
        yield Made(MinutesPart.EXCUSED, words.excused(one), one.leave or one.invitation)
    for person in roll.absent:
        yield Made(MinutesPart.ABSENT, words.absent(person), person)
    for person in roll.observers:
        yield Made(MinutesPart.OBSERVERS, words.observer(person), person)


def _of_what_was_said(gathering: Gathering) -> Iterator[Made]:
    speeches = gathering.speeches.filter(Speech.taken()).select_related("speaker", "collective")
    for speech in speeches.order_by("form", F("position").asc(nulls_last=True), "pk"):
        yield Made(MinutesPart.SPEAKERS, words.speech(speech), speech)
    for question in gathering.questions.filter(Question.standing()).select_related("asked_by"):
        yield Made(MinutesPart.QUESTIONS, words.question(question), question)
    outcomes = gathering.outcomes.filter(Outcome.in_force())
    for outcome in outcomes.select_related("person", "organisation"):
        yield Made(MinutesPart.OUTCOMES, words.outcome(outcome), outcome)
