"""The plenary night: a queue that several examiners share, the chair's list, the release."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongxin.accounts.access import assembly_at, requires
from tongxin.accounts.permissions import can, visible
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.core.posting import request_key
from tongxin.lifecycle.addresses import act_url
from tongxin.lifecycle.offers import available_acts
from tongxin.lifecycle.table import Act
from tongxin.organisations.models import Assembly
from tongxin.proposals import labels
from tongxin.proposals.actions.claim import claim
from tongxin.proposals.actions.decide_list import open_list, put_on_list, settle_item
from tongxin.proposals.actions.hand_in import session_at
from tongxin.proposals.forms.office import BulkOpinionForm, ItemForm
from tongxin.proposals.lifecycle import DECISION_LIST, PROPOSAL
from tongxin.proposals.models import DecisionItem, DecisionList, Proposal
from tongxin.proposals.queries import examination as desk


@requires("proposals.note_opinion")
def queue(request: HttpRequest, assembly: str) -> HttpResponse:
    """What waits for an opinion, who has what open, how far the night is."""
    here = assembly_at(request, assembly)
    page = desk.Queue(here, request.actor, tab=request.GET.get("tab", ""))
    return render(request, "proposals/queue.html", {"queue": page, "assembly": here})


@requires("proposals.note_opinion")
@require_POST
def next_one(request: HttpRequest, assembly: str) -> HttpResponse:
    """Claim the next free proposal of the queue and open it."""
    here = assembly_at(request, assembly)
    for proposal in desk.free_ones(here, request.actor):
        if claim(proposal, actor=request.actor):
            return redirect(act_url(PROPOSAL.note_opinion, proposal))
    messages.info(request, _("没有可审的提案了：其余的正由别人审，或已有意见。"))
    return redirect("proposals:queue", assembly)


@requires("proposals.note_opinion")
@require_POST
def open_one(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Claim one proposal, unless a colleague has it open."""
    proposal = get_object_or_404(
        visible(request.actor, PROPOSAL.note_opinion.name, Proposal.objects.all()),
        public_id=public_id,
        assembly__slug=assembly,
    )
    if claim(proposal, actor=request.actor):
        return redirect(act_url(PROPOSAL.note_opinion, proposal))
    messages.warning(request, _("别人正在审这一件。"))
    return redirect("proposals:queue", assembly)


@requires("proposals.note_opinion")
@require_POST
def bulk_opinions(request: HttpRequest, assembly: str) -> HttpResponse:
    """One opinion for many: shown first for each what will happen, then noted one by one."""
    here = assembly_at(request, assembly)
    chosen = Proposal.objects.filter(assembly=here, public_id__in=request.POST.getlist("ids"))
    readable = visible(request.actor, "proposals.view", chosen).select_related("assembly")
    preview = desk.Preview(PROPOSAL.note_opinion, list(readable), request.actor)
    form = BulkOpinionForm(request.POST if "confirmed" in request.POST else None)
    if form.is_valid():
        done = preview.carry_out(**form.cleaned_data)
        messages.success(request, _("已提出 %(n)s 件审查意见。") % {"n": done})
        _tell_refused(request, preview)
        return redirect("proposals:queue", assembly)
    context = {"preview": preview, "assembly": here, "form": form}
    status = 422 if form.errors else 200
    return render(request, "proposals/bulk_opinions.html", context, status=status)


def _tell_refused(request: HttpRequest, preview: desk.Preview) -> None:
    for proposal, why in preview.refused:
        text = {"label": proposal.matter, "text": why}
        messages.warning(request, _("%(label)s：%(text)s") % text)


@requires("decision_lists.view")
def decision_lists(request: HttpRequest, assembly: str) -> HttpResponse:
    """All lists, and the way to a new one."""
    here = assembly_at(request, assembly)
    lists = visible(
        request.actor, "decision_lists.view", DecisionList.objects.filter(assembly=here)
    )
    if request.method == "POST":
        return _new_list(request, here)
    context = {"lists": lists.select_related("assembly", "session__term"), "assembly": here}
    return render(request, "proposals/decision_lists.html", context)


def _new_list(request: HttpRequest, here: Assembly) -> HttpResponse:
    """A list of everything examined that stands on no other list."""
    title = request.POST.get("title", "").strip() or _("审定清单")
    try:
        session = session_at(here.pk, clock.now())
        made = open_list(
            here,
            actor=request.actor,
            session=session,
            title=title[:80],
            request_key=request_key(request),
        )
        put_on_list(made, actor=request.actor, proposals=desk.ready_for_list(session))
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("proposals:decision_lists", here.slug)
    return redirect(made)


@requires("decision_lists.view")
def decision_list(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """The list to be decided, disagreements on top; each item can be settled until the meeting."""
    shown = _list(request, assembly, public_id)
    context = {
        "shown": shown,
        "rows": desk.items_of(shown),
        "counts": desk.counts_of(shown),
        "pattern": labels.case_pattern(shown.assembly_id),
        "offers": available_acts(DECISION_LIST, shown, request.actor),
        "settles": shown.state in ("open", "passed")
        and request.actor.is_any(Role.proposals_staff()),
    }
    return render(request, "proposals/decision_list.html", context)


@requires("decision_lists.decide")
@require_POST
def add_ready(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Put what was examined meanwhile on an open list."""
    shown = _list(request, assembly, public_id)
    try:
        items = put_on_list(
            shown, actor=request.actor, proposals=desk.ready_for_list(shown.session)
        )
        messages.success(request, _("又列入 %(n)s 件。") % {"n": len(items)})
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect(shown)


@requires("decision_lists.decide")
def item(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Settle what the list says of one proposal."""
    row = get_object_or_404(
        DecisionItem.objects.filter(
            list__in=visible(request.actor, "decision_lists.view", DecisionList.objects.all())
        ).select_related("list__assembly", "proposal__assembly", "merge_into"),
        public_id=public_id,
        assembly__slug=assembly,
        taken_back_on__isnull=True,
    )
    form = ItemForm(request.POST or None, record=row, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            settle_item(row, actor=request.actor, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            return redirect(row.list)
    context = {"row": row, "form": form, "opinions": desk.opinions_of(row.proposal)}
    return render(request, "proposals/item.html", context, status=422 if form.errors else 200)


@requires("proposals.view")
def board(request: HttpRequest, assembly: str) -> HttpResponse:
    """The assigning board: docketed proposals with their drafted units, trial answers and conflicts."""
    here = _assigning(request, assembly)
    rows = visible(request.actor, "proposals.view", Proposal.objects.filter(assembly=here))
    page = desk.Board(rows, request.actor, tab=request.GET.get("tab", ""))
    return render(request, "proposals/board.html", {"board": page, "assembly": here})


@requires("proposals.view")
@require_POST
def bulk(request: HttpRequest, assembly: str, code: str) -> HttpResponse:
    """Try out or assign many: previewed first, then done one by one; what is refused says why."""
    here = _assigning(request, assembly)
    act = _in_bulk(code)
    chosen = visible(
        request.actor,
        "proposals.view",
        Proposal.objects.filter(assembly=here, public_id__in=request.POST.getlist("ids")),
    ).filter(Q(state="docketed"))
    preview = desk.Preview(act, list(chosen.select_related("assembly")), request.actor)
    if "confirmed" in request.POST:
        done = preview.carry_out(
            document=request.POST.get("document", ""), meeting=request.POST.get("meeting", "")
        )
        messages.success(request, _("已办理 %(n)s 件。") % {"n": done})
        _tell_refused(request, preview)
        return redirect("proposals:board", assembly)
    context = {"preview": preview, "assembly": here, "code": code}
    return render(request, "proposals/bulk_preview.html", context)


def _in_bulk(code: str) -> Act:
    acts = {"try_out": PROPOSAL.try_out, "assign": PROPOSAL.assign}
    if code not in acts:
        raise Http404
    return acts[code]


def _assigning(request: HttpRequest, slug: str) -> Assembly:
    """The assembly, for those who draft or assign units; the board does not exist for others."""
    if not any(can(request.actor, act.name) for act in (PROPOSAL.draft_units, PROPOSAL.assign)):
        raise Http404
    return assembly_at(request, slug)


def _list(request: HttpRequest, assembly: str, public_id: str) -> DecisionList:
    return get_object_or_404(
        visible(request.actor, "decision_lists.view", DecisionList.objects.all()).select_related(
            "assembly", "session__term", "released_by"
        ),
        public_id=public_id,
        assembly__slug=assembly,
    )
