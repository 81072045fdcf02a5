"""Staff add kinds without a programmer, and lay their own words over shipped ones; what is in use can only grow."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core.errors import Refused
from tongxin.core.kinds import Field, field_from, what_narrows
from tongxin.core.models import new_public_id
from tongxin.core.text import forbidden
from tongxin.gatherings.declaration import COLUMNS, Declaration, Leave, Quorum
from tongxin.gatherings.lifecycle import GATHERING_KIND
from tongxin.gatherings.models import GatheringKind, GatheringOverlay
from tongxin.gatherings.terms import Group
from tongxin.lifecycle.perform import begin, performs
from tongxin.organisations.models import Assembly

FIRST_OWN = 1000
"""Own kinds stand behind the shipped ones."""


@dataclass(frozen=True)
class Own:
    """An assembly's own words for a shipped kind; what is None or empty stays the kind's own."""

    name: str = ""
    is_hidden: bool = False
    notice_days: int | None = None
    leave: Leave | None = None
    quorum: Quorum | None = None
    fields: tuple[Field, ...] = ()


def new_code() -> str:
    """A code that no shipped kind bears: own kinds are called by their names."""
    return f"own_{new_public_id()}"


def add_kind(
    assembly: Assembly, *, actor: Actor, declared: Declaration, request_key: str | None = None
) -> GatheringKind:
    """Draft a kind of the assembly's own; nobody plans one before it is opened."""
    demand(actor, "gathering_kinds.keep")
    if assembly.pk not in actor.assembly_ids and not actor.is_system:
        raise Refused(_("只能增设本级的种类。"))
    _check_words(declared)
    row = GatheringKind(assembly=assembly, code=declared.code, position=FIRST_OWN)
    _declare(row, declared)
    begun: Any = begin(GATHERING_KIND, row, actor, request_key=request_key)
    return begun


@performs(GATHERING_KIND.shape)
def shape(row: GatheringKind, *, actor: Actor, declared: Declaration) -> dict[str, Any]:
    """Say anew what the kind is; while it is in use only by growing."""
    _check_words(declared)
    if row.is_in_use:
        _refuse_narrowing(row.declared, declared)
        row.revision += 1
    _declare(row, declared)
    return {"revision": row.revision, "fields": [one.code for one in declared.fields]}


@transaction.atomic
def lay_over(
    kind: GatheringKind, assembly: Assembly, *, actor: Actor, own: Own
) -> GatheringOverlay:
    """An assembly's own words for a shipped kind, or that it does not use it; upgrades leave them alone."""
    demand(actor, "gathering_kinds.keep")
    if assembly.pk not in actor.assembly_ids or not kind.is_shipped:
        raise Refused(_("只能设置本级使用的种类。"))
    if sentence := forbidden([own.name, *_words_of(own.fields)]):
        raise Refused(sentence)
    laid = GatheringOverlay._base_manager.select_for_update().filter(assembly=assembly, kind=kind)
    row = laid.first() or GatheringOverlay(assembly=assembly, kind=kind, revision=0)
    _check_own_fields(kind.declared, row, own.fields)
    row.name, row.is_hidden, row.notice_days = own.name, own.is_hidden, own.notice_days
    row.leave = own.leave.as_json() if own.leave else None
    row.quorum = str(own.quorum) if own.quorum else ""
    row.fields = [one.as_json() for one in own.fields]
    row.revision += 1
    row.save()
    codes = [one.code for one in own.fields]
    trail.record("gathering_kinds.lay_over", row, actor, revision=row.revision, fields=codes)
    return row


def _check_own_fields(
    declared: Declaration, row: GatheringOverlay, fields: tuple[Field, ...]
) -> None:
    from_kind = {one.code for one in declared.fields} | set(COLUMNS)
    if any(one.code in from_kind for one in fields):
        raise Refused(_("加的栏目与已有的栏目重了。"))
    if sentences := what_narrows([field_from(one) for one in row.fields], fields):
        raise Refused(sentences[0])


def _declare(row: GatheringKind, declared: Declaration) -> None:
    row.declaration = declared.as_json() | {"revision": row.revision}
    row.group = Group.OWN
    row.organisers, row.seen = declared.organisers, declared.seen
    row.__dict__.pop("declared", None)


def _refuse_narrowing(before: Declaration, after: Declaration) -> None:
    """Fields, readers, outputs and figures: earlier gatherings and numbers keep their meaning."""
    sentences = what_narrows(before.fields, after.fields)
    if before.seen != after.seen:
        sentences.append(_("谁可以看，启用以后不能再改。"))
    if [one.meaning for one in before.figures] != [one.meaning for one in after.figures]:
        sentences.append(_("怎样计数、用什么单位，启用以后不能再改。"))
    if before.by_sitting != after.by_sitting:
        sentences.append(_("人次按场还是按次计，启用以后不能再改。"))
    if set(after.needs) - set(before.needs):
        sentences.append(_("办结前必须有的成果，启用以后不能再加。"))
    if sentences:
        raise Refused(sentences[0])


def _check_words(declared: Declaration) -> None:
    named = [declared.name.zh, declared.unit.zh, declared.help.zh, *_words_of(declared.fields)]
    if sentence := forbidden(named):
        raise Refused(sentence)


def _words_of(fields: Iterable[Field]) -> list[str]:
    return [one.label.zh for one in fields] + [
        option.label.zh for one in fields for option in one.options
    ]
