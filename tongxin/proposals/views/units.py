"""The unit's workbench by clock, a handling's own page, the reply editor, and the assigner's desk."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tongxin.accounts.access import assembly_at, requires
from tongxin.accounts.permissions import can, visible
from tongxin.core import clock
from tongxin.core.drawn import state as drawn_state
from tongxin.core.errors import Conflict, Refused
from tongxin.core.lists import Column, EmptyPlace, Filter, ListPage, Tab
from tongxin.core.pages import draft_done
from tongxin.core.posting import seen_version
from tongxin.lifecycle.forms import sentences_of
from tongxin.organisations.models import Assembly
from tongxin.proposals import labels
from tongxin.proposals.actions.save_reply import save_reply
from tongxin.proposals.forms.reply import ReplyDraftForm
from tongxin.proposals.lifecycle import HANDLING
from tongxin.proposals.models import Handling, Urging
from tongxin.proposals.queries.handling_page import HandlingPage
from tongxin.proposals.terms import HANDLING_TONES, HandlingState, UnitRole

SOON = timedelta(days=7)


@requires("handlings.view")
def workbench(request: HttpRequest, assembly: str) -> HttpResponse:
    """Every handling of one's unit (or channel), by clock."""
    here = assembly_at(request, assembly)
    rows = Handling.objects.filter(assembly=here).exclude(state=HandlingState.ENDED)
    rows = visible(request.actor, "handlings.view", rows).select_related(
        "assembly", "unit", "proposal__assembly", "proposal__lead_proposer"
    )
    return page_for(request, here).respond(request, rows)


def page_for(request: HttpRequest, assembly: Assembly) -> ListPage:
    """Tabs in the order of urgency; each row leads to its next step."""
    actor, pattern = request.actor, labels.case_pattern(assembly.pk)
    return ListPage(
        code="handlings",
        label=gettext_lazy("办理工作台"),
        unit=gettext_lazy("件次"),
        columns=[
            Column(
                "number",
                gettext_lazy("案号"),
                render=lambda row: labels.number_for(row.proposal, actor, pattern=pattern),
                sort="proposal__case_number",
            ),
            Column("matter", gettext_lazy("案由"), attr="proposal.matter", headline=True),
            Column("proposer", gettext_lazy("提案者"), attr="proposal.proposer_name"),
            Column("unit", gettext_lazy("单位"), attr="unit", sort="unit__name"),
            Column("role", gettext_lazy("分工"), attr="get_role_display", sort="role"),
            Column(
                "state",
                gettext_lazy("状态"),
                render=lambda row: drawn_state(HANDLING_TONES[row.state], row.get_state_display()),
                sort="state",
            ),
            Column("due_on", gettext_lazy("期限"), attr="due_on", sort=("due_on", "id")),
            Column("handler", gettext_lazy("经办人"), attr="handler_name"),
            Column("class", gettext_lazy("办理结果"), attr="reply_class", sort="reply_class"),
        ],
        filters=[
            Filter("role", gettext_lazy("分工"), choices=UnitRole.choices),
            Filter("state", gettext_lazy("状态"), choices=HandlingState.choices),
        ],
        tabs=tabs(),
        search=lambda rows, text: rows.filter(
            Q(proposal__matter__icontains=text) | Q(unit__name__icontains=text)
        ),
        default_sort="due_on",
        row_url=lambda row: row.get_absolute_url(),
        empty=EmptyPlace(
            gettext_lazy("现在没有交办的提案"),
            gettext_lazy("提案交办后会列在这里，按期限排好。"),
        ),
    )


def tabs() -> list[Tab]:
    state, today = HandlingState, clock.today()
    at_work = Q(state__in=state.at_work())
    return [
        Tab("open", gettext_lazy("在办"), Q(state__in=[*state.at_work(), state.TRIED])),
        Tab("late", gettext_lazy("逾期"), at_work & Q(due_on__lt=today)),
        Tab("soon", gettext_lazy("七日内到期"), at_work & Q(due_on__range=(today, today + SOON))),
        Tab("tried", gettext_lazy("预交办"), Q(state=state.TRIED)),
        Tab("assigned", gettext_lazy("待签收"), Q(state=state.ASSIGNED)),
        Tab("objecting", gettext_lazy("申请改办"), Q(state=state.OBJECTING)),
        Tab("acknowledged", gettext_lazy("办理中"), Q(state=state.ACKNOWLEDGED)),
        Tab("reviewing", gettext_lazy("送审中"), Q(state=state.REVIEWING)),
        Tab("cleared", gettext_lazy("待签发"), Q(state=state.CLEARED)),
        Tab("done", gettext_lazy("已答复"), Q(state__in=state.finished())),
        Tab("all", gettext_lazy("全部")),
    ]


@requires("handlings.view")
def handling(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """One unit's part: its next step, clock, contacts, disputes, assisting opinions, reply."""
    row = _handling(request, assembly, public_id)
    return render(request, "proposals/handling.html", {"page": HandlingPage(row, request.actor)})


@requires("handlings.view")
def draft_reply(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """The editor: suggestions at the left, an answer box per suggestion at the right."""
    row = _handling(request, assembly, public_id)
    if row.state != HandlingState.ACKNOWLEDGED or not can(
        request.actor, HANDLING.send_for_review.name, row
    ):
        raise Http404
    form = ReplyDraftForm(request.POST or None, handling=row)
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, row, form)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("答复草稿已保存。"))
            return draft_done(redirect(row.get_absolute_url()), _draft_key(row))
    context = {"page": HandlingPage(row, request.actor), "form": form, "draft_key": _draft_key(row)}
    return render(
        request, "proposals/reply_editor.html", context, status=422 if form.errors else 200
    )


@requires("handlings.view")
@require_POST
def autosave_reply(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Keeps the editor's text while it is being written."""
    row = _handling(request, assembly, public_id)
    form = ReplyDraftForm(request.POST or None, handling=row)
    if not form.is_valid():
        return JsonResponse({"error": sentences_of(form)}, status=422)
    try:
        _save(request, row, form)
    except Conflict as conflict:
        stored = ReplyDraftForm(handling=row).stored()
        return JsonResponse(
            {"error": conflict.message, "version": row.version, "values": stored}, status=409
        )
    except Refused as refused:
        return JsonResponse({"error": refused.message}, status=403)
    at = clock.now().astimezone(clock.SHANGHAI)
    return JsonResponse({"saved_at": f"{at:%H:%M}", "version": row.version + 1})


def _save(request: HttpRequest, row: Handling, form: ReplyDraftForm) -> None:
    seen = seen_version(request)
    save_reply(row, actor=request.actor, items=form.items(), seen=seen, **form.words())


@requires("urgings.view")
def urging(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """An urging sheet with what can be done with it."""
    sheet = get_object_or_404(
        visible(request.actor, "urgings.view", Urging.objects.all()).select_related(
            "assembly", "handling__proposal", "handling__unit", "sent_by"
        ),
        public_id=public_id,
        assembly__slug=assembly,
    )
    page = HandlingPage(sheet.handling, request.actor)
    return render(request, "proposals/urging.html", {"sheet": sheet, "page": page})


def _draft_key(row: Handling) -> str:
    return f"handlings.reply.{row.public_id}.{row.round}"


def _handling(request: HttpRequest, assembly: str, public_id: str) -> Handling:
    return get_object_or_404(
        visible(request.actor, "handlings.view", Handling.objects.all()).select_related(
            "assembly", "unit", "proposal__assembly", "proposal__lead_proposer__person"
        ),
        public_id=public_id,
        assembly__slug=assembly,
    )
