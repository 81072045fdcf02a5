"""The cards that follow 待我办理 on the home pages of members, offices and units."""

from typing import cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.pages import Number
from tongxin.figures.answers import Answer, value
from tongxin.figures.periods import Period
from tongxin.figures.scopes import Scope
from tongxin.gatherings.queries.door import called_by
from tongxin.gatherings.queries.mine import open_doors
from tongxin.members.models import Member
from tongxin.members.queries import sitting
from tongxin.organisations.models import Assembly
from tongxin.portal.home import Panel, declare_panel
from tongxin.portal.queries.coming import conversations_for, drafts_for, sittings_ahead
from tongxin.portal.queries.home import (
    handlings_by_clock,
    mine,
    mine_by_state,
    proposals_by_step,
    waiting_on_paper,
)
from tongxin.proposals.on_paper import ENTERING

INVITED = Role.leaders() | {Role.MEMBER}
"""Who is invited to meetings and conversations as a rule."""
AT_DOORS = INVITED | {Role.GROUP_LIAISON}


def declare() -> None:
    """Declare them."""
    declare_panel(Panel("gatherings/_today.html", today, AT_DOORS, comes_first=True))
    declare_panel(
        Panel("portal/_my_proposals.html", my_proposals, frozenset({Role.MEMBER, Role.COLLECTIVE}))
    )
    declare_panel(
        Panel(
            "portal/_numbers.html",
            by_clock,
            frozenset({Role.UNIT_CLERK, Role.UNIT_LEADER, Role.ASSIGNER}),
        )
    )
    overview = Role.proposals_staff() | Role.leaders() | {Role.GENERAL_OFFICE}
    declare_panel(Panel("portal/_numbers.html", in_the_office, overview))
    declare_panel(Panel("portal/_coming.html", coming, INVITED, order=30))
    declare_panel(Panel("portal/_on_paper.html", on_paper, ENTERING, order=50))


def coming(request: HttpRequest) -> dict:
    """What is next for whoever is invited: meetings of the coming days, conversations in which one may speak."""
    return {
        "slots": sittings_ahead(request.actor),
        "conversations": conversations_for(request.actor),
        "drafts": drafts_for(request.actor),
        "url": reverse("gatherings:mine"),
    }


def today(request: HttpRequest) -> dict:
    """The doors that are open for oneself just now, and the rolls one calls today."""
    actor = request.actor
    rolls = called_by(actor, actor.assembly) if actor.assembly else []
    return {
        "doors": open_doors(actor),
        "rolls": [one for one in rolls if clock.day_of(one.starts_at) == clock.today()],
    }


def my_proposals(request: HttpRequest) -> dict:
    """How many of one's proposals stand where, the latest of them, and the way to write one."""
    actor = request.actor
    counted = mine_by_state(actor)
    address = f"{_address(request, 'list')}?tab=mine"
    return {
        "numbers": [
            Number(_("草稿"), counted["drafts"], _("件"), url=f"{address}&state=draft"),
            Number(
                _("办理中"),
                counted["handling"],
                _("件"),
                url=f"{address}&state=docketed&state=handling",
            ),
            Number(_("跟踪落实"), counted["tracking"], _("件"), url=f"{address}&state=tracking"),
        ],
        "latest": mine(actor).select_related("assembly").order_by("-id")[:5],
        "actor": actor,
        "write_url": _address(request, "start"),
        "writer": _writer(actor),
        "list_url": address,
    }


def _writer(actor: Actor) -> Member | None:
    """The member in whose name one tap begins a proposal; bodies choose on a page of its own."""
    if actor.role != Role.MEMBER:
        return None
    seats = Member.objects.filter(sitting(clock.today()), person=actor.person)
    return seats.order_by("-term__number").first()


def by_clock(request: HttpRequest) -> dict:
    """A unit's (or a channel's) handlings by clock; every number opens the workbench's tab."""
    counted = handlings_by_clock(request.actor)
    where = _address(request, "workbench")
    return {
        "title": _("办理情况"),
        "numbers": [
            Number(_("逾期"), counted["late"], _("件次"), url=f"{where}?tab=late"),
            Number(_("待签收"), counted["assigned"], _("件次"), url=f"{where}?tab=assigned"),
            Number(
                _("办理中"), counted["acknowledged"], _("件次"), url=f"{where}?tab=acknowledged"
            ),
            Number(_("送审中"), counted["reviewing"], _("件次"), url=f"{where}?tab=reviewing"),
        ],
    }


def in_the_office(request: HttpRequest) -> dict:
    """Where proposals stand, as the office and the leaders see it; every number opens the list's tab."""
    counted = proposals_by_step(request.actor)
    where = _address(request, "list")
    return {
        "title": _("提案进展"),
        "numbers": [
            Number(_("待审查"), counted["submitted"], _("件"), url=f"{where}?tab=examined"),
            Number(_("待交办"), counted["docketed"], _("件"), url=f"{where}?tab=docketed"),
            Number(_("办理中"), counted["handling"], _("件"), url=f"{where}?tab=handling"),
            Number(_("待评价"), counted["replied"], _("件"), url=f"{where}?tab=replied"),
            _late_promises(request.actor.home).as_number(_("承诺逾期")),
        ],
    }


def _late_promises(assembly: Assembly) -> Answer:
    """Promises whose day has passed, whenever their proposal was handed in; opens to exactly these."""
    answered = value("commitments.overdue", Scope(assembly), Period.ever())
    return cast("Answer", answered)


def on_paper(request: HttpRequest) -> dict:
    """One line for all that units on paper owe; it opens the exchange desk."""
    return {
        "title": _("纸质办理"),
        "waiting": waiting_on_paper(request.actor, request.actor.home),
        "url": f"{_address(request, 'exchange')}?tab=open",
    }


def _address(request: HttpRequest, name: str) -> str:
    return reverse(f"proposals:{name}", args=[request.actor.home.slug])
