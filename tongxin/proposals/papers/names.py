"""What files are called: the number or the unit first, so that a folder of them sorts as the office works."""

from collections.abc import Callable

from tongxin.members.models import PlenarySession
from tongxin.organisations.models import Organisation
from tongxin.proposals.models import Handling, Proposal, Urging
from tongxin.proposals.papers.ordering import Order
from tongxin.proposals.papers.words import short_session


def of_proposal(kind: str) -> Callable[[Proposal, Order], str]:
    return lambda proposal, order: f"{order.number(proposal)} {kind} {proposal.matter}"


def of_handling(kind: str) -> Callable[[Handling, Order], str]:
    return lambda row, order: f"{order.number(row.proposal)} {row.unit} {kind}"


def of_urging(kind: str) -> Callable[[Urging, Order], str]:
    return lambda sheet, order: of_handling(kind)(sheet.handling, order)


def of_session(kind: str) -> Callable[[PlenarySession, Order], str]:
    return lambda session, order: f"{short_session(session)} {kind}"


def of_unit(kind: str) -> Callable[[Organisation, Order], str]:
    return lambda unit, order: f"{short_session(order.session)} {unit} {kind}"
