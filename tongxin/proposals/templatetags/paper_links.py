"""The papers that a reader may print, for a record's page."""

from django import template

from tongxin.core import clock
from tongxin.proposals.papers.batches import PrintedAs, of_thread
from tongxin.proposals.papers.ordering import Order
from tongxin.proposals.queries.thread import Thread

register = template.Library()


@register.simple_tag
def papers_for(thread: Thread) -> list[PrintedAs]:
    """The papers of a thread: the proposal's, then each unit's."""
    order = Order(thread.actor, clock.now())
    return of_thread(thread.proposal, thread.handlings, order)
