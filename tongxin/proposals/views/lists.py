"""The list of proposals: columns, filters, tabs with counts, bulk acts, export."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.access import assembly_at, requires
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import visible
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.drawn import state as drawn_state
from tongxin.core.lists import Column, EmptyPlace, Filter, Kind, ListPage, Tab, with_related
from tongxin.lifecycle.deadlines import overdue
from tongxin.members.models import PlenarySession, Sector
from tongxin.organisations.models import Assembly
from tongxin.papers.spreadsheets.exports import export_list
from tongxin.proposals import labels
from tongxin.proposals.lifecycle import HANDLING
from tongxin.proposals.models import Category, Handling, Proposal
from tongxin.proposals.queries import listing
from tongxin.proposals.rules import proposes
from tongxin.proposals.terms import (
    HandlingState,
    ProposalState,
    ProposerKind,
    ReplyClass,
    Satisfaction,
    UnitRole,
)


@requires("proposals.view")
def proposals(request: HttpRequest, assembly: str) -> HttpResponse:
    """All proposals of an assembly that this actor may see."""
    here = assembly_at(request, assembly)
    return page_for(request, here).respond(request, rows_for(request, here))


def rows_for(request: HttpRequest, assembly: Assembly) -> QuerySet[Proposal]:
    """What list and export hold for this reader."""
    rows = visible(request.actor, "proposals.view", Proposal.objects.filter(assembly=assembly))
    rows = rows.exclude(state=ProposalState.WITHDRAWN, handed_in_on__isnull=True)
    rows = rows.exclude(state=ProposalState.DRAFT) if hides_drafts(request) else rows
    return listing.as_told(listing.listed(rows), request.actor)


def hides_drafts(request: HttpRequest) -> bool:
    return not request.actor.is_any({Role.MEMBER, Role.COLLECTIVE})


def page_for(request: HttpRequest, assembly: Assembly) -> ListPage:
    """The declaration of the list as this actor reads it: states in their words, numbers as they may know them."""
    actor = request.actor
    pattern = labels.case_pattern(assembly.pk)

    def number(proposal: Proposal) -> str:
        return labels.number_for(proposal, actor, pattern=pattern)

    def state(proposal: Proposal) -> str:
        read = labels.state_for(proposal, actor)
        return drawn_state(read.tone, read.label)

    return ListPage(
        code="proposals",
        label=_("提案"),
        unit=_("件"),
        columns=[
            Column("number", _("案号"), render=number, sort=("told_number", "serial_number")),
            Column("matter", _("案由"), attr="matter", headline=True, sort="matter"),
            Column("proposer", _("提案者"), attr="proposer_name", wraps=True, sort="proposer_name"),
            Column(
                "sector",
                _("界别"),
                attr="lead_proposer.sector",
                hidden_by_default=True,
                prepare=with_related("lead_proposer__sector"),
            ),
            Column("category", _("类别"), attr="category", sort="category__position"),
            Column("units", _("承办单位"), render=units_of, wraps=True),
            Column("state", _("状态"), render=state, sort="told_state"),
            Column("class", _("办理结果"), attr="reply_class", sort="reply_class"),
            *_evaluated_columns(actor),
            Column(
                "session",
                _("届次"),
                attr="session",
                hidden_by_default=True,
                prepare=with_related("session__term"),
            ),
            Column("handed_in_on", _("提交日期"), attr="handed_in_on", sort=("handed_in_on", "id")),
            Column(
                "docketed_on",
                _("立案日期"),
                attr="told_docketed_on",
                sort="told_docketed_on",
                hidden_by_default=True,
            ),
            Column(
                "replied_on",
                _("答复日期"),
                attr="replied_on",
                sort="replied_on",
                hidden_by_default=True,
            ),
        ],
        filters=filters(request, assembly),
        tabs=tabs(request),
        search=listing.found,
        default_sort="-handed_in_on",
        row_url=lambda row: reverse("proposals:thread", args=[assembly.slug, row.public_id]),
        export_url=export_url(request, assembly),
        empty=EmptyPlace(
            _("这里会列出提案"),
            _("委员提交、审查立案之后，提案会出现在这里。"),
        ),
    )


def units_of(proposal: Proposal) -> str:
    """The assigned units, lead first; drafts are not told here."""
    hidden = HandlingState.before_assignment()
    shown = [row for row in proposal.shown_handlings if row.state not in hidden]
    order = list(UnitRole.values)
    return "、".join(str(row.unit) for row in sorted(shown, key=lambda row: order.index(row.role)))


def _evaluated_columns(actor: Actor) -> list[Column]:
    """Evaluations are for the offices: units read theirs after the hearing, citizens never (practice 6, 12)."""
    if not labels.reads_evaluations(actor):
        return []
    satisfaction = Column(
        "satisfaction", _("满意度"), attr="get_satisfaction_display", hidden_by_default=True
    )
    return [satisfaction]


def filters(request: HttpRequest, assembly: Assembly) -> list[Filter]:
    evaluated = [Filter("satisfaction", _("满意度"), choices=Satisfaction.choices)]
    return [
        Filter("session", _("届次"), choices=lambda request: _sessions(assembly)),
        Filter("category", _("类别"), choices=lambda request: _categories(assembly)),
        Filter("kind", _("提案者性质"), choices=ProposerKind.choices, field="proposer_kind"),
        Filter(
            "sector",
            _("界别"),
            choices=lambda request: _sectors(assembly),
            field="lead_proposer__sector",
        ),
        Filter(
            "unit",
            _("承办单位"),
            kind=Kind.TEXT,
            q=lambda text: Q(
                pk__in=Handling._base_manager.filter(
                    Q(unit__name__icontains=text) | Q(unit__initials__istartswith=text),
                    assigned_on__isnull=False,
                )
                .exclude(state=HandlingState.ENDED)
                .values("proposal_id")
            ),
        ),
        Filter("state", _("状态"), choices=ProposalState.choices, field="told_state"),
        Filter("class", _("办理结果"), choices=ReplyClass.choices, field="reply_class"),
        *(evaluated if labels.reads_evaluations(request.actor) else []),
        Filter("handed_in_on", _("提交日期"), kind=Kind.DATES),
    ]


def tabs(request: HttpRequest) -> list[Tab]:
    """Views by how far a proposal is; held decisions stand under 审查中 for all but the examiners."""
    examined = request.actor.is_any(labels.OFFICE_ROLES)
    told = Q() if examined else Q(released_at__isnull=False) | Q(decided_on__isnull=True)
    submitted = Q(state=ProposalState.SUBMITTED)
    if not examined:
        submitted |= Q(decided_on__isnull=False, released_at__isnull=True)
    state = ProposalState
    shown = [
        Tab("all", _("全部")),
        Tab("examined", _("待审查"), submitted),
        Tab("docketed", _("待交办"), told & Q(state=state.DOCKETED)),
        Tab("handling", _("办理中"), Q(state=state.HANDLING)),
        Tab("replied", _("待评价"), Q(state__in=[state.REPLIED, state.DISSATISFIED])),
        Tab("tracking", _("跟踪落实"), Q(state=state.TRACKING)),
        Tab("closed", _("办结"), Q(state=state.CLOSED)),
        Tab("priority", _("重点提案"), Q(is_priority=True)),
        Tab(
            "elsewhere",
            _("未立案"),
            told & Q(state__in=[state.DECLINED, state.MERGED, state.WITHDRAWN, state.RETURNED]),
        ),
    ]
    if request.actor.is_any(Role.proposals_staff() | {Role.ASSIGNER}):
        late = Handling._base_manager.filter(overdue(HANDLING.record_type, clock.today()))
        shown.insert(4, Tab("overdue", _("逾期"), Q(pk__in=late.values("proposal_id"))))
    if not hides_drafts(request):
        shown.insert(1, Tab("mine", _("我的"), proposes(request.actor)))
    return shown


def export_url(request: HttpRequest, assembly: Assembly):
    """Temporary plenary roles cannot export (practice 16)."""
    if request.actor.is_any(Role.temporary()):
        return None
    return lambda asked: reverse("proposals:export", args=[assembly.slug])


def _sessions(assembly: Assembly):
    rows = PlenarySession.objects.filter(assembly=assembly).select_related("term")
    return [(row.pk, str(row)) for row in rows]


def _categories(assembly: Assembly):
    return list(Category.objects.filter(assembly=assembly).values_list("pk", "name"))


def _sectors(assembly: Assembly):
    return list(Sector.objects.filter(assembly=assembly).values_list("pk", "name"))


@requires("proposals.view")
def export(request: HttpRequest, assembly: str) -> HttpResponse:
    """The list as this reader sees it, as a workbook."""
    if request.actor.is_any(Role.temporary()):
        raise PermissionDenied
    here = assembly_at(request, assembly)
    return export_list(page_for(request, here), request, rows_for(request, here), here)
