"""Staff add kinds without a programmer, and lay their own words over shipped ones; what is in use can only grow."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core.errors import Refused
from tongxin.core.fields import Field, field_from, what_narrows
from tongxin.core.text import forbidden
from tongxin.kinds.declaration import Declaration, words_of
from tongxin.kinds.models import KindRow, OverlayRow
from tongxin.kinds.shelf import Shelf
from tongxin.lifecycle.perform import begin
from tongxin.lifecycle.table import lifecycle_of
from tongxin.organisations.models import Assembly

FIRST_OWN = 1000
"""Own kinds stand behind the shipped ones."""


def add_kind(
    shelf: Shelf,
    assembly: Assembly,
    *,
    actor: Actor,
    declared: Declaration,
    request_key: str | None = None,
) -> Any:
    """Draft a kind of the assembly's own; nobody uses it before it is opened."""
    demand(actor, f"{shelf.noun}.keep")
    if assembly.pk not in actor.assembly_ids and not actor.is_system:
        raise Refused(_("只能增设本级的种类。"))
    _check_words(declared)
    row = shelf.rows(assembly=assembly, code=declared.code, position=FIRST_OWN)
    row.declare(declared)
    return begin(lifecycle_of(shelf.noun), row, actor, request_key=request_key)


def shape(row: KindRow, *, actor: Actor, declared: Declaration) -> dict[str, Any]:
    """Say anew what the kind is; while it is in use only by growing. The effect of the table's `shape`."""
    _check_words(declared)
    if row.is_in_use:
        if sentences := row.declared.what_narrows(declared):
            raise Refused(sentences[0])
        row.revision += 1
    row.declare(declared)
    return {"revision": row.revision, "fields": [one.code for one in declared.fields]}


@transaction.atomic
def lay_over(
    shelf: Shelf,
    kind: KindRow,
    assembly: Assembly,
    *,
    actor: Actor,
    fields: Sequence[Field],
    **words: Any,
) -> Any:
    """An assembly's own fields for a shipped kind, and `words`, the other columns of the overlay: its name, whether it
    is hidden, what the host adds. Upgrades leave them alone."""
    demand(actor, f"{shelf.noun}.keep")
    if assembly.pk not in actor.assembly_ids or not kind.is_shipped:
        raise Refused(_("只能设置本级使用的种类。"))
    if sentence := forbidden([words["name"], *words_of(fields)]):
        raise Refused(sentence)
    laid = shelf.overlays._base_manager.select_for_update().filter(assembly=assembly, kind=kind)
    row = laid.first() or shelf.overlays(assembly=assembly, kind=kind, revision=0)
    _check_own_fields(kind.declared, row, fields)
    for name, value in words.items():
        setattr(row, name, value)
    row.fields = [one.as_json() for one in fields]
    row.revision += 1
    row.save()
    codes = [one.code for one in fields]
    trail.record(f"{shelf.noun}.lay_over", row, actor, revision=row.revision, fields=codes)
    return row


def _check_own_fields(declared: Declaration, row: OverlayRow, fields: Sequence[Field]) -> None:
    columns = set(declared.columns) - declared.lent
    from_kind = {one.code for one in declared.all_fields} | columns
    if any(one.code in from_kind for one in fields):
        raise Refused(_("加的栏目与已有的栏目重了。"))
    if sentences := what_narrows([field_from(one) for one in row.fields], fields):
        raise Refused(sentences[0])


def _check_words(declared: Declaration) -> None:
    named = [declared.name.zh, declared.unit.zh, declared.help.zh, *words_of(declared.fields)]
    if sentence := forbidden(named):
        raise Refused(sentence)
