"""The review before publishing: what may go out, looked at in a list, released many at once after a preview."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tongxin.accounts.access import assembly_at, requires
from tongxin.accounts.permissions import visible
from tongxin.core.errors import Refused
from tongxin.core.lists import Bulk, Column, EmptyPlace, Filter, ListPage, Tab
from tongxin.lifecycle.perform import refusal
from tongxin.members.models import PlenarySession
from tongxin.organisations.models import Assembly
from tongxin.proposals import labels
from tongxin.proposals.actions.publish import publish_with_replies
from tongxin.proposals.conditions import unit_agrees_to_publish
from tongxin.proposals.lifecycle import PROPOSAL
from tongxin.proposals.models import Proposal
from tongxin.proposals.queries import publishing as review
from tongxin.proposals.terms import ReplyClass


@requires("proposals.publish")
def publishing(request: HttpRequest, assembly: str) -> HttpResponse:
    """Docketed proposals by whether they are read outside."""
    here = assembly_at(request, assembly)
    return page_for(here).respond(request, _rows(request, here))


@requires("proposals.publish")
@require_POST
def publish_many(request: HttpRequest, assembly: str) -> HttpResponse:
    """First what would go out and what would not, and why; with `confirmed`, released one by one."""
    here = assembly_at(request, assembly)
    chosen = list(page_for(here).selected(request, _rows(request, here)))
    if "confirmed" not in request.POST:
        rows = [_foreseen(proposal, request) for proposal in chosen]
        context = {"assembly": here, "rows": rows, "possible": sum(not row[1] for row in rows)}
        return render(request, "proposals/publish_preview.html", context)
    done = 0
    for proposal in chosen:
        try:
            publish_with_replies(proposal, actor=request.actor)
            done += 1
        except Refused as refused:
            text = {"label": proposal.matter, "text": refused.message}
            messages.warning(request, _("%(label)s：%(text)s") % text)
    messages.success(request, _("已公开 %(n)s 件。") % {"n": done})
    return redirect("proposals:publishing", assembly)


def page_for(assembly: Assembly) -> ListPage:
    """Four tabs: may go out, replies may go out, out, kept back."""
    pattern = labels.case_pattern(assembly.pk)
    return ListPage(
        code="publishing",
        label=gettext_lazy("公开审查"),
        unit=gettext_lazy("件"),
        columns=[
            Column(
                "number",
                gettext_lazy("案号"),
                render=lambda row: labels.number_for(row, pattern=pattern),
                sort=("case_number", "id"),
            ),
            Column(
                "session",
                gettext_lazy("届次"),
                attr="session",
                sort=("session__opens_on", "case_number"),
            ),
            Column("matter", gettext_lazy("案由"), attr="matter", headline=True, sort="matter"),
            Column("proposer", gettext_lazy("提案者"), attr="proposer_name", wraps=True),
            Column("consent", gettext_lazy("提案者意见"), render=_consent),
            Column("replies", gettext_lazy("答复"), render=_replies),
            Column("published_on", gettext_lazy("公开日期"), sort=("published_on", "id")),
        ],
        filters=[
            Filter("session", gettext_lazy("届次"), choices=lambda _request: _sessions(assembly)),
            Filter(
                "class", gettext_lazy("办理结果"), choices=ReplyClass.choices, field="reply_class"
            ),
        ],
        tabs=[
            Tab("waiting", gettext_lazy("可以公开"), review.not_out()),
            Tab("replies", gettext_lazy("答复待公开"), review.replies_not_out()),
            Tab("out", gettext_lazy("已公开"), review.out()),
            Tab("kept_back", gettext_lazy("不公开"), review.kept_back()),
        ],
        search=lambda rows, text: rows.filter(matter__icontains=text),
        default_sort="-session",
        row_url=lambda proposal: proposal.get_absolute_url(),
        bulk=[
            Bulk(
                "publish",
                gettext_lazy("公开所选"),
                lambda request: reverse("proposals:publish_many", args=[assembly.slug]),
            )
        ],
        empty=EmptyPlace(
            gettext_lazy("没有待审查的提案"),
            gettext_lazy(
                "立案并统一下发的提案会列在这里；提案者或单位不同意公开的列在“不公开”里。"
            ),
        ),
    )


def _sessions(assembly: Assembly) -> list[tuple[int, str]]:
    rows = PlenarySession.objects.filter(assembly=assembly).select_related("term")
    return [(row.pk, str(row)) for row in rows]


def _consent(proposal: Proposal) -> str:
    if proposal.may_publish:
        return _("同意公开")
    return _("不同意：%(why)s") % {"why": proposal.no_publish_reason or _("未说明")}


def _replies(proposal: Proposal) -> str:
    """Each unit that answered, and whether its reply is out, may go out, or is kept back and why."""
    return "；".join(
        f"{handling.unit} {_stands(reply)}"
        for handling in proposal.signed_handlings
        for reply in handling.signed_replies
        if reply.round == handling.round
    )


def _stands(reply) -> str:
    if reply.published_on:
        return _("已公开")
    if reply.may_publish:
        return _("可以公开")
    return _("不同意：%(why)s") % {"why": reply.no_publish_reason or _("未说明")}


def _foreseen(proposal: Proposal, request: HttpRequest) -> tuple[Proposal, str | None, list]:
    """The proposal, why it may not go out, and its replies that are not out with why each may not."""
    why = None if proposal.published_on else refusal(PROPOSAL.publish, proposal, request.actor)
    replies = [
        (handling, unit_agrees_to_publish(handling, request.actor))
        for handling in review.releasable(proposal)
    ]
    return proposal, why, replies


def _rows(request: HttpRequest, assembly: Assembly):
    rows = visible(request.actor, "proposals.publish", Proposal.objects.filter(assembly=assembly))
    return review.reviewed(rows)
