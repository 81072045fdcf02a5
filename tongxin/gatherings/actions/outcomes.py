"""What came out of a gathering: entered many at once, put right by a new row with a reason, taken back, settled, tied."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person
from tongxin.accounts.permissions import demand
from tongxin.core import clock
from tongxin.core.errors import Conflict, Refused
from tongxin.core.models import Link
from tongxin.core.text import forbidden
from tongxin.figures import history
from tongxin.gatherings.models import AgendaItem, Gathering, Outcome
from tongxin.gatherings.terms import OutcomeKind
from tongxin.organisations.models import Organisation

LED_TO = "led_to"
MOST = 200


@dataclass(frozen=True)
class Found:
    """One thing that came out, as it is entered."""

    kind: OutcomeKind
    words: str
    person: Person | None = None
    organisation: Organisation | None = None
    due_on: date | None = None
    item: AgendaItem | None = None

    def as_columns(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "words": self.words.strip(),
            "person": self.person,
            "organisation": self.organisation,
            "due_on": self.due_on,
            "item": self.item,
        }


@transaction.atomic
def add_outcomes(
    gathering: Gathering, *, actor: Actor, found: Sequence[Found], reason: str = ""
) -> list[Outcome]:
    """Enter what came out, each once: the same words of the same kind are not entered again.

    Before closing they wait for it; afterwards they count at once and need a reason. Refused once cancelled, with a
    mark of secrecy, and for more than `MOST` at once.
    """
    _check(gathering, actor, [one.words for one in found], reason)
    if len(found) > MOST:
        raise Refused(_("一次最多登记 %(most)d 条。") % {"most": MOST}, field="lines")
    Gathering._base_manager.select_for_update().get(pk=gathering.pk)
    standing = gathering.outcomes.filter(Outcome.in_force())
    known = set(standing.values_list("kind", "words"))
    fresh: dict[tuple[str, str], Outcome] = {}
    for one in found:
        key = (one.kind.value, one.words.strip())
        if key[1] and key not in known:
            fresh.setdefault(key, _row(gathering, one, reason))
    written = Outcome._base_manager.bulk_create(fresh.values())
    if written:
        keys = [outcome.pk for outcome in written]
        history.keep(Outcome, keys)
        trail.record("gatherings.add_outcomes", gathering, actor, outcomes=keys)
    return written


@transaction.atomic
def correct_outcome(outcome: Outcome, *, actor: Actor, found: Found, reason: str = "") -> Outcome:
    """A new row in place of the old one, which stays; once it counts, with a reason. Its ties go along.

    A Conflict where somebody was faster.
    """
    _check(outcome.gathering, actor, [found.words, reason], reason)
    if not found.words.strip():
        raise Refused(_("请写明内容；不要这一条，请撤销。"), field="words")
    later = _row(outcome.gathering, found, reason)
    later.result, later.settled_on = outcome.result, outcome.settled_on
    later.save(force_insert=True)
    _take_out(outcome, replaced_by=later)
    _ties_of(outcome).update(source_id=later.pk)
    history.keep(Outcome, [outcome.pk, later.pk])
    trail.record(
        "gatherings.correct_outcome", outcome.gathering, actor, old=outcome.pk, new=later.pk
    )
    return later


@transaction.atomic
def withdraw_outcome(outcome: Outcome, *, actor: Actor, reason: str = "") -> Outcome:
    """It no longer counts; once it did, with a reason."""
    _check(outcome.gathering, actor, [reason], reason)
    _take_out(outcome, withdrawn_on=clock.today(), reason=reason)
    history.keep(Outcome, [outcome.pk])
    trail.record("gatherings.withdraw_outcome", outcome.gathering, actor, outcome=outcome.pk)
    return Outcome._base_manager.get(pk=outcome.pk)


@transaction.atomic
def settle_outcome(
    outcome: Outcome, *, actor: Actor, result: str, settled_on: date | None = None
) -> Outcome:
    """What became of it; also after the gathering is closed, since that is when units answer."""
    demand(actor, "gatherings.organise", outcome.gathering)
    if not result.strip():
        raise Refused(_("请写明办理结果。"), field="result")
    if sentence := forbidden([result]):
        raise Refused(sentence, field="result")
    standing = Outcome._base_manager.filter(Outcome.in_force(), pk=outcome.pk)
    if not standing.update(result=result.strip(), settled_on=settled_on or clock.today()):
        raise Conflict(_("这一条刚在别处改过。请刷新后再办。"))
    trail.record("gatherings.settle_outcome", outcome.gathering, actor, outcome=outcome.pk)
    return Outcome._base_manager.get(pk=outcome.pk)


@transaction.atomic
def link_outcome(outcome: Outcome, target: Model, *, actor: Actor) -> Link:
    """Note what it led to: a report, a proposal, a line of the record book; once, however often it is asked."""
    demand(actor, "gatherings.organise", outcome.gathering)
    if target.assembly_id != outcome.assembly_id or target == outcome.gathering:  # type: ignore[attr-defined]
        raise Refused(_("只能关联本级的另一件。"))
    made, is_new = Link.objects.get_or_create(**Link.between(outcome, LED_TO, target))
    if is_new:
        trail.record("gatherings.link", outcome.gathering, actor, **_told(outcome, target))
    return made


@transaction.atomic
def unlink_outcome(outcome: Outcome, target: Model, *, actor: Actor) -> None:
    """Take the tie off."""
    demand(actor, "gatherings.organise", outcome.gathering)
    taken_off, _rows = Link.objects.filter(**Link.between(outcome, LED_TO, target)).delete()
    if taken_off:
        trail.record("gatherings.unlink", outcome.gathering, actor, **_told(outcome, target))


def _row(gathering: Gathering, found: Found, reason: str) -> Outcome:
    return Outcome(
        assembly_id=gathering.assembly_id,
        gathering=gathering,
        happened_on=gathering.happened_on,
        counted_on=clock.today() if gathering.is_closed else None,
        reason=reason.strip(),
        **found.as_columns(),
    )


def _take_out(outcome: Outcome, **columns: Any) -> None:
    """Ends an outcome that stands; the caller keeps its facts."""
    standing = Outcome._base_manager.filter(Outcome.in_force(), pk=outcome.pk)
    if not standing.update(**columns):
        raise Conflict(_("这一条刚在别处改过。请刷新后再办。"))
    history.keep(Outcome, [outcome.pk])


def _ties_of(outcome: Outcome) -> QuerySet[Link]:
    return Link.objects.filter(source_type=Outcome._meta.label_lower, source_id=outcome.pk)


def _told(outcome: Outcome, target: Model) -> dict[str, Any]:
    return {"outcome": outcome.pk, "to": target._meta.label_lower, "to_id": target.pk}


def _check(gathering: Gathering, actor: Actor, words: Sequence[str], reason: str) -> None:
    demand(actor, "gatherings.organise", gathering)
    if gathering.is_cancelled:
        raise Refused(_("活动已取消，没有成果。"))
    if gathering.is_closed and not reason.strip():
        raise Refused(_("活动已办结，请写明更正理由。"), field="reason")
    if sentence := forbidden(words):
        raise Refused(sentence)
