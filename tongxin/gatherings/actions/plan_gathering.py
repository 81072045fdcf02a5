"""Plan a gathering: what it is, its first sitting, and the list that its kind expects; or like an earlier one."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import can, demand
from tongxin.core.errors import Refused
from tongxin.core.fields import Field, Reading, read
from tongxin.core.text import forbidden
from tongxin.gatherings.actions.set_sittings import moved_to, put_days, write_sittings
from tongxin.gatherings.deadlines import ANNOUNCE_DUE
from tongxin.gatherings.kinds import Kind, kind_of
from tongxin.gatherings.lifecycle import GATHERING
from tongxin.gatherings.models import Gathering, InvitationRule
from tongxin.gatherings.terms import Source
from tongxin.gatherings.values import PLAIN, Organiser, Plan, Slot, put_values
from tongxin.lifecycle.perform import begin, performs
from tongxin.members.models import Body, Sector, SpecialCommittee

PARTICULAR: dict[Source, str] = {
    Source.COMMITTEE: "committee",
    Source.SECTOR: "sector",
    Source.BODY: "body",
}
"""Sources that mean the organiser, and the relation that holds it."""


@transaction.atomic
def plan_gathering(
    kind: Kind,
    *,
    actor: Actor,
    plan: Plan,
    slots: Sequence[Slot],
    like: Gathering | None = None,
    request_key: str | None = None,
) -> Gathering:
    """Draft a gathering with its sittings; a repeat of `request_key` gives the first one.

    `like`: an earlier one whose list is taken over, and whose days where it had several. Refused with the field that
    does not fit. The kind's fields may still be empty: closing asks for them.
    """
    demand(actor, "gatherings.plan_in", kind.row)
    _check_place(kind, actor, like)
    gathering = Gathering(
        assembly=kind.assembly,
        kind=kind.row,
        kind_revision=kind.row.revision,
        planned_by=actor.person,
    )
    put_plan(gathering, kind.fields, plan)
    put_days(gathering, slots)
    before = gathering.public_id
    due = (ANNOUNCE_DUE,) if ANNOUNCE_DUE.only(gathering) else ()
    begun: Any = begin(
        GATHERING, gathering, actor, request_key=request_key, due=due, kind=kind.code
    )
    if begun.public_id == before:
        write_sittings(begun, slots)
        _invite_like(begun, like) if like else expect(begun, kind)
    return begun


def days_like(earlier: Gathering, first: Slot) -> list[Slot]:
    """The sittings of an earlier gathering, moved so that its first one begins as `first` does."""
    return moved_to(first, list(earlier.sittings.select_related("group", "liaison")))


@performs(GATHERING.revise)
def revise(gathering: Gathering, *, actor: Actor, plan: Plan) -> dict[str, Any]:
    """Say anew what it is; days and rooms have acts of their own, which tell those invited."""
    kind = kind_of(gathering.kind, gathering.assembly)
    before = {name: getattr(gathering, name) for name in PLAIN}
    put_plan(gathering, kind.fields, plan)
    if not gathering.rules.exists():
        expect(gathering, kind)
    return {"fields": [name for name in PLAIN if getattr(gathering, name) != before[name]]}


def put_plan(gathering: Gathering, fields: Sequence[Field], plan: Plan) -> None:
    """Set what a plan says on a gathering at hand. Refused with the field that does not fit."""
    reading = _readable(fields, plan)
    for name in PLAIN:
        if name in plan.words:
            setattr(gathering, name, plan.words[name])
    put_values(gathering, fields, reading.values)
    _put_organiser(gathering, plan.organiser)


def expect(gathering: Gathering, kind: Kind) -> None:
    """Write the list that the kind expects, as far as it is known already who is meant."""
    organiser = gathering.organiser
    for expected in kind.declared.expects:
        relation = PARTICULAR.get(expected.source)
        if expected.source == Source.NAMED or (relation and not getattr(gathering, relation)):
            continue
        meant: dict[str, Any] = {relation: organiser} if relation else {}
        InvitationRule(
            assembly_id=gathering.assembly_id,
            gathering=gathering,
            source=expected.source,
            duty=expected.duty,
            capacity=expected.capacity,
            **meant,
        ).save()


def _invite_like(gathering: Gathering, earlier: Gathering) -> None:
    """The list of an earlier gathering once more."""
    for rule in earlier.rules.all():
        InvitationRule(
            assembly_id=gathering.assembly_id,
            gathering=gathering,
            **{
                name: getattr(rule, name)
                for name in ("source", "committee", "sector", "body", "names", "duty", "capacity")
            },
        ).save()


def _readable(fields: Sequence[Field], plan: Plan) -> Reading:
    """The kind's values, read; what is missing may be missing still."""
    if sentence := forbidden(plan.texts):
        raise Refused(sentence)
    reading = read(fields, plan.values)
    given = {code for code, value in plan.values.items() if value not in (None, "")}
    for code, sentence in reading.errors.items():
        if code in given:
            raise Refused(sentence, field=code)
    return reading


def _put_organiser(gathering: Gathering, organiser: Organiser | None) -> None:
    if organiser is not None and organiser.assembly_id != gathering.assembly_id:
        raise Refused(_("请选择本级的主办者。"), field="organiser")
    gathering.committee = organiser if isinstance(organiser, SpecialCommittee) else None
    gathering.sector = organiser if isinstance(organiser, Sector) else None
    gathering.body = organiser if isinstance(organiser, Body) else None


def _check_place(kind: Kind, actor: Actor, like: Gathering | None) -> None:
    """A kind of one's own assembly or a shipped one, offered here; an earlier gathering that one may read."""
    if not actor.is_system and kind.assembly.pk not in actor.assembly_ids:
        raise Refused(_("只能安排本级的活动。"))
    if kind.row.assembly_id not in (None, kind.assembly.pk) or not kind.is_offered:
        raise Refused(_("本级不用这一种类。"))
    if like is not None and not can(actor, "gatherings.organise", like):
        raise Refused(_("没有这次活动。"))
