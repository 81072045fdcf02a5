"""Make a draft out of pasted text, change it before anybody is asked, open it, close it when its day has passed."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tongxin.accounts.actor import SYSTEM, Actor
from tongxin.accounts.permissions import demand
from tongxin.core import clock
from tongxin.core.errors import Conflict, Refused
from tongxin.core.text import forbidden, tidy
from tongxin.deliberation.lifecycle import DRAFT
from tongxin.deliberation.models import DraftText, Paragraph
from tongxin.deliberation.terms import DraftState
from tongxin.lifecycle.perform import begin, perform, performs
from tongxin.organisations.models import Assembly

LONGEST = 5000
MOST = 500


def paragraphs_in(text: str) -> list[str]:
    """The paragraphs of a pasted text: every line that says something is one, as office suites write them."""
    return [line for line in (tidy(line) for line in re.split(r"[\r\n]+", text)) if line]


@transaction.atomic
def prepare_draft(
    assembly: Assembly,
    *,
    actor: Actor,
    text: str,
    request_key: str | None = None,
    **fields: Any,
) -> DraftText:
    """Store a draft with its paragraphs; a repeat of `request_key` gives the first one.

    fields: title, lead, admission, committee, body, closes_on. Refuses an empty or overlong text, and a state secret's mark.
    """
    demand(actor, "drafts.prepare")
    if assembly.pk not in actor.assembly_ids:
        raise Refused(_("只能准备本级的征求意见稿。"))
    paragraphs = _checked(text, fields)
    draft = DraftText(assembly=assembly, prepared_by=actor.person, **fields)
    begun: Any = begin(DRAFT, draft, actor, request_key=request_key, paragraphs=len(paragraphs))
    if begun.public_id == draft.public_id:
        _write(begun, paragraphs)
    return begun


@transaction.atomic
def change_draft(
    draft: DraftText, *, actor: Actor, seen: int, text: str, **fields: Any
) -> DraftText:
    """Replace everything as long as nobody was asked; another version seen is a Conflict and stores nothing."""
    demand(actor, "drafts.edit", draft)
    paragraphs = _checked(text, fields)
    untouched = DraftText.in_state(DraftState.PREPARED)
    mine = DraftText._base_manager.filter(untouched, pk=draft.pk, version=seen)
    if not mine.update(version=F("version") + 1, **fields):
        raise Conflict(_("这份稿子刚在别处改过，或已经开始征求意见。请刷新后再办。"))
    Paragraph._base_manager.filter(draft=draft).delete()
    _write(draft, paragraphs)
    return DraftText._base_manager.get(pk=draft.pk)


@performs(DRAFT.open)
def open_draft(draft: DraftText, *, actor: Actor, closes_on: date) -> dict[str, Any]:
    """Ask for remarks until a day; from here on paragraphs are only reworded one by one."""
    draft.closes_on = closes_on
    return {"closes_on": closes_on.isoformat()}


def close_due_drafts() -> int:
    """For the clock: close what nobody is to comment on any more; how many. Repeats do nothing."""
    open_ones = DraftText.in_state(DraftState.OPEN)
    due = DraftText._base_manager.filter(open_ones, closes_on__lt=clock.today()).order_by("pk")
    done = 0
    for draft in due:
        try:
            perform(DRAFT.close, draft, SYSTEM)
            done += 1
        except Conflict:
            continue  # closed by hand in this very moment
    return done


def _checked(text: str, fields: dict[str, Any]) -> list[str]:
    """The paragraphs, fit to be stored."""
    if sentence := forbidden([text, fields.get("title", ""), fields.get("lead", "")]):
        raise Refused(sentence, field="text")
    paragraphs = paragraphs_in(text)
    if not paragraphs:
        raise Refused(_("请粘贴正文。"), field="text")
    if len(paragraphs) > MOST:
        raise Refused(_("超过 %(most)d 段，请分成几份征求意见。") % {"most": MOST}, field="text")
    for number, words in enumerate(paragraphs, start=1):
        if len(words) > LONGEST:
            told = {"number": number, "most": LONGEST}
            raise Refused(_("第 %(number)d 段超过 %(most)d 字，请分段。") % told, field="text")
    return paragraphs


def _write(draft: DraftText, paragraphs: Sequence[str]) -> None:
    Paragraph._base_manager.bulk_create(
        Paragraph(assembly_id=draft.assembly_id, draft=draft, position=position, words=words)
        for position, words in enumerate(paragraphs, start=1)
    )
