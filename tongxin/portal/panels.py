"""The cards that follow 待我办理 on the home pages of members, offices and units."""

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tongxin.accounts.permissions import visible
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.pages import Number
from tongxin.portal.home import Panel, declare_panel
from tongxin.proposals.models import Commitment, Handling, Proposal
from tongxin.proposals.rules import proposes
from tongxin.proposals.terms import CommitmentState, HandlingState, ProposalState


def declare() -> None:
    """Declare them."""
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
    declare_panel(Panel("portal/_numbers.html", in_the_office, Role.proposals_staff()))


def my_proposals(request: HttpRequest) -> dict:
    """How many of one's proposals stand where, the latest of them, and the way to write one."""
    actor = request.actor
    mine = Proposal.objects.filter(proposes(actor))
    counted = mine.aggregate(
        drafts=Count("pk", filter=Q(state=ProposalState.DRAFT)),
        handling=Count("pk", filter=Q(state__in=[ProposalState.DOCKETED, ProposalState.HANDLING])),
        tracking=Count("pk", filter=Q(state=ProposalState.TRACKING)),
        all=Count("pk"),
    )
    where = _address(request, "list")
    return {
        "numbers": [
            Number(_("草稿"), counted["drafts"], _("件"), url=f"{where}?tab=mine"),
            Number(_("办理中"), counted["handling"], _("件"), url=f"{where}?tab=mine"),
            Number(_("承诺在办"), counted["tracking"], _("件"), url=f"{where}?tab=mine"),
        ],
        "latest": mine.select_related("assembly").order_by("-id")[:5],
        "actor": actor,
        "write_url": _address(request, "start"),
        "list_url": f"{where}?tab=mine",
    }


def by_clock(request: HttpRequest) -> dict:
    """A unit's (or a channel's) handlings by clock; every number opens the workbench's tab."""
    rows = visible(request.actor, "handlings.view", Handling.objects.all())
    today = clock.today()
    counted = rows.aggregate(
        late=Count("pk", filter=Q(state__in=HandlingState.at_work(), due_on__lt=today)),
        assigned=Count("pk", filter=Q(state=HandlingState.ASSIGNED)),
        acknowledged=Count("pk", filter=Q(state=HandlingState.ACKNOWLEDGED)),
        reviewing=Count("pk", filter=Q(state=HandlingState.REVIEWING)),
    )
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
    """Where the year's proposals stand, as the Proposals office sees it."""
    state = ProposalState
    rows = visible(request.actor, "proposals.view", Proposal.objects.all())
    counted = rows.aggregate(
        submitted=Count("pk", filter=Q(state=state.SUBMITTED)),
        docketed=Count("pk", filter=Q(state=state.DOCKETED)),
        handling=Count("pk", filter=Q(state=state.HANDLING)),
        replied=Count("pk", filter=Q(state__in=[state.REPLIED, state.DISSATISFIED])),
    )
    late = Commitment.objects.filter(
        state=CommitmentState.ACTIVE, promised_for__lt=clock.today()
    ).count()
    where = _address(request, "list")
    return {
        "title": _("提案进展"),
        "numbers": [
            Number(_("待审查"), counted["submitted"], _("件"), url=f"{where}?tab=examined"),
            Number(_("待交办"), counted["docketed"], _("件"), url=f"{where}?tab=docketed"),
            Number(_("办理中"), counted["handling"], _("件"), url=f"{where}?tab=handling"),
            Number(_("待评价"), counted["replied"], _("件"), url=f"{where}?tab=replied"),
            Number(_("承诺逾期"), late, _("项"), url=f"{where}?tab=tracking"),
        ],
    }


def _address(request: HttpRequest, name: str) -> str:
    return reverse(f"proposals:{name}", args=[request.actor.home.slug])
