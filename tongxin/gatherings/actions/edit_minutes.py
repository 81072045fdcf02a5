"""Minutes edited by hand, passed, sealed, and opened again."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.core.errors import Conflict, Refused
from tongxin.core.text import forbidden
from tongxin.gatherings.actions.draft_minutes import check_may_edit
from tongxin.gatherings.lifecycle import MINUTES
from tongxin.gatherings.models import Minutes, MinutesLine, MinutesVersion
from tongxin.gatherings.terms import MinutesPart
from tongxin.lifecycle.perform import performs
from tongxin.papers.models import StoredFile

SCAN = "gatherings.minutes"


@transaction.atomic
def save_minutes(
    minutes: Minutes,
    *,
    actor: Actor,
    seen: int,
    lines: Mapping[int, str],
    added: Mapping[MinutesPart, str],
) -> Minutes:
    """Store what the editor left of each line (by id) and what was added to parts by hand, one line each.

    A line made empty is left out; one written by hand goes. Saving an edited line means that what its record says now
    was read. Another version seen is a Conflict and stores nothing.
    """
    check_may_edit(minutes, actor)
    if sentence := forbidden([*lines.values(), *added.values()]):
        raise Refused(sentence)
    claimed = Minutes._base_manager.filter(pk=minutes.pk, version=seen)
    if not claimed.update(version=F("version") + 1):
        raise Conflict(_("纪要刚在别处改过。请刷新后再改。"))
    rows = list(minutes.lines.filter(pk__in=lines))
    changed = [row for row in rows if _put(row, lines[row.pk])]
    MinutesLine._base_manager.bulk_update(changed, ["words", "base"])
    emptied = [row.pk for row in changed if row.is_by_hand and not row.words]
    MinutesLine._base_manager.filter(pk__in=emptied).delete()
    MinutesLine._base_manager.bulk_create(_by_hand(minutes, added))
    return Minutes._base_manager.get(pk=minutes.pk)


@performs(MINUTES.pass_minutes)
def pass_minutes(
    minutes: Minutes,
    *,
    actor: Actor,
    passed_on: date,
    number: str = "",
    scan: StoredFile | None = None,
) -> dict[str, Any]:
    """Keep what they say; from here whoever reads the gathering reads them."""
    minutes.number, minutes.passed_on, minutes.passed_by = number, passed_on, actor.person
    minutes.scan = scan
    version = MinutesVersion(
        assembly_id=minutes.assembly_id,
        minutes=minutes,
        number=minutes.versions.count() + 1,
        content=[[line.part, line.words] for line in minutes.lines.exclude(words="")],
        passed_on=passed_on,
        by=actor.person,
    )
    version.save(force_insert=True)
    return {"version": version.number, "scan": scan.digest if scan else ""}


@performs(MINUTES.seal)
def seal(minutes: Minutes, *, actor: Actor, scan: StoredFile) -> dict[str, Any]:
    minutes.scan = scan
    return {"scan": scan.digest}


@performs(MINUTES.reopen)
def reopen(minutes: Minutes, *, actor: Actor, reason: str) -> dict[str, Any]:
    """What was passed stays as a version, with the reason; the sealed file belongs to it no more."""
    number = minutes.versions.count()
    minutes.versions.filter(number=number).update(reason=reason)
    minutes.passed_on = minutes.passed_by = minutes.scan = None
    return {"version": number}


def _put(line: MinutesLine, typed: str) -> bool:
    """Put what was typed; whether anything changed. A line by hand is its own base."""
    typed = typed.strip()
    before = (line.words, line.base)
    line.words, line.base = typed, typed if line.is_by_hand else line.made
    return before != (line.words, line.base)


def _by_hand(minutes: Minutes, added: Mapping[MinutesPart, str]) -> Iterator[MinutesLine]:
    """One line for each that was typed, at the end of its part."""
    last = dict(minutes.lines.order_by("position").values_list("part", "position"))
    for part, text in added.items():
        typed = [line.strip() for line in text.splitlines() if line.strip()]
        for number, line in enumerate(typed, start=1):
            yield MinutesLine(
                assembly_id=minutes.assembly_id,
                minutes=minutes,
                part=part,
                position=last.get(part, 0) + number,
                base=line,
                words=line,
            )
