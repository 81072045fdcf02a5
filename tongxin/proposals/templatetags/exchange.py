"""What pages show of entries on behalf of units on paper: the buttons, and what was entered."""

from typing import Any

from django import template
from django.urls import reverse

from tongxin.accounts.actor import Actor
from tongxin.lifecycle.offers import Offer
from tongxin.lifecycle.table import act_named, lifecycle_for
from tongxin.proposals.models import Commitment, Handling, PaperEntry
from tongxin.proposals.queries.exchange import entries_of, offers_on_behalf
from tongxin.proposals.queries.handling_page import HandlingPage
from tongxin.proposals.queries.thread import Thread

register = template.Library()


@register.inclusion_tag("proposals/exchange/_entry_buttons.html")
def entry_buttons(record: Handling | Commitment, actor: Actor, *, framed: bool) -> dict[str, Any]:
    """What this actor may enter for the record's unit; nothing for units that handle online."""
    lifecycle = lifecycle_for(record._meta.label_lower)
    offers = offers_on_behalf(lifecycle, record, actor)
    return {
        "buttons": [(offer, entry_url(offer)) for offer in offers if not _waits(offer)],
        "framed": framed,
    }


def _waits(offer: Offer) -> bool:
    """A paper reply brings its own text: only then are its conditions asked."""
    return offer.refusal is not None and offer.code != "enter_reply"


def entry_url(offer: Offer) -> str:
    """Where the act is entered for the unit."""
    noun, record = offer.act.lifecycle.noun, offer.record
    args = [record.assembly.slug, noun, record.public_id, offer.code]
    return reverse("proposals:on_behalf", args=args)


@register.inclusion_tag("proposals/exchange/_entries.html")
def entries_on_handling(page: HandlingPage) -> dict[str, Any]:
    """Everything that was entered for this unit."""
    row = page.handling
    return {"entries": entries_of(page.actor, [row], {row.pk}, is_concerned=True)}


@register.inclusion_tag("proposals/exchange/_entries.html")
def entries_on_thread(thread: Thread) -> dict[str, Any]:
    """What was entered for the units of a proposal, as far as this reader may know it."""
    inner = {row.pk for row in thread.handlings if thread.sees_inside(row)}
    rows = thread.handlings
    return {"entries": entries_of(thread.actor, rows, inner, is_concerned=thread.is_concerned)}


@register.filter
def entered_act(entry: PaperEntry) -> str:
    """The act that was entered, as a verb of the field."""
    return str(act_named(entry.act).label)
