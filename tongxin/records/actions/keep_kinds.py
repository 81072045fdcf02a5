"""Staff add kinds without a programmer, and lay their own words over shipped ones; what is in use can only grow."""

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
from tongxin.lifecycle.perform import begin, performs
from tongxin.organisations.models import Assembly
from tongxin.records.declaration import COLUMNS, Declaration
from tongxin.records.lifecycle import KIND
from tongxin.records.models import KindOverlay, RecordKind
from tongxin.records.terms import Group

FIRST_OWN = 1000
"""Own kinds stand behind the shipped ones."""


def new_code() -> str:
    """A code that no shipped kind bears: own kinds are called by their names."""
    return f"own_{new_public_id()}"


def add_kind(
    assembly: Assembly, *, actor: Actor, declared: Declaration, request_key: str | None = None
) -> RecordKind:
    """Draft a kind of the assembly's own; nobody records in it before it is opened."""
    demand(actor, "record_kinds.keep")
    if assembly.pk not in actor.assembly_ids and not actor.is_system:
        raise Refused(_("只能增设本级的种类。"))
    _check_words(declared)
    row = RecordKind(assembly=assembly, code=declared.code, position=FIRST_OWN)
    _declare(row, declared)
    begun: Any = begin(KIND, row, actor, request_key=request_key)
    return begun


@performs(KIND.shape)
def shape(row: RecordKind, *, actor: Actor, declared: Declaration) -> dict[str, Any]:
    """Say anew what the kind is; while it is in use only by growing."""
    _check_words(declared)
    if row.is_in_use:
        _refuse_narrowing(row.declared, declared)
        row.revision += 1
    _declare(row, declared)
    return {"revision": row.revision, "fields": [one.code for one in declared.fields]}


@transaction.atomic
def lay_over(
    kind: RecordKind,
    assembly: Assembly,
    *,
    actor: Actor,
    name: str,
    is_hidden: bool,
    fields: list[Field],
) -> KindOverlay:
    """An assembly's own name and fields for a shipped kind, or that it does not use it; upgrades leave it alone."""
    demand(actor, "record_kinds.keep")
    if assembly.pk not in actor.assembly_ids or not kind.is_shipped:
        raise Refused(_("只能设置本级使用的种类。"))
    if sentence := forbidden([name, *_words_of(fields)]):
        raise Refused(sentence)
    overlay = KindOverlay._base_manager.select_for_update().filter(assembly=assembly, kind=kind)
    row = overlay.first() or KindOverlay(assembly=assembly, kind=kind, revision=0)
    _check_own_fields(kind.declared, row, fields)
    row.name, row.is_hidden = name, is_hidden
    row.fields = [one.as_json() for one in fields]
    row.revision += 1
    row.save()
    codes = [one.code for one in fields]
    trail.record("record_kinds.lay_over", row, actor, revision=row.revision, fields=codes)
    return row


def _check_own_fields(declared: Declaration, row: KindOverlay, fields: list[Field]) -> None:
    from_kind = {one.code for one in declared.all_fields} | set(COLUMNS)
    if any(one.code in from_kind for one in fields):
        raise Refused(_("加的栏目与已有的栏目重了。"))
    if sentences := what_narrows([field_from(one) for one in row.fields], fields):
        raise Refused(sentences[0])


def _declare(row: RecordKind, declared: Declaration) -> None:
    row.declaration = declared.as_json() | {"revision": row.revision}
    row.group = Group.OWN
    row.recorders, row.readers = declared.recorders, declared.readers
    row.__dict__.pop("declared", None)


def _refuse_narrowing(before: Declaration, after: Declaration) -> None:
    """Fields, lists of names, figures and readers: earlier records and numbers keep their meaning."""
    sentences = what_narrows(before.all_fields, after.all_fields)
    if before.readers != after.readers:
        sentences.append(_("谁可以看，启用以后不能再改。"))
    if [one.meaning for one in before.figures] != [one.meaning for one in after.figures]:
        sentences.append(_("怎样计数、用什么单位，启用以后不能再改。"))
    if (before.people and not after.people) or (before.organisations and not after.organisations):
        sentences.append(_("已经在用的名单不能去掉。"))
    if sentences:
        raise Refused(sentences[0])


def _check_words(declared: Declaration) -> None:
    named = [declared.name.zh, declared.unit.zh, declared.help.zh, *_words_of(declared.fields)]
    if sentence := forbidden(named):
        raise Refused(sentence)


def _words_of(fields: Any) -> list[str]:
    return [one.label.zh for one in fields] + [
        option.label.zh for one in fields for option in one.options
    ]
