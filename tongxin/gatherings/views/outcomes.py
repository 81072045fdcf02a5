"""What came out of a gathering: decisions on the agenda, outcomes entered many at once and kept right one by one."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tongxin.accounts.access import requires
from tongxin.accounts.permissions import can, visible
from tongxin.core.errors import Refused
from tongxin.core.pages import draft_done
from tongxin.core.posting import posted, refuse, status_of
from tongxin.gatherings.actions import outcomes as acts
from tongxin.gatherings.actions.decide_items import note_decisions
from tongxin.gatherings.forms.decisions import DecisionsForm
from tongxin.gatherings.forms.outcomes import CorrectForm, ManyForm, SettleForm, WithdrawForm
from tongxin.gatherings.models import AgendaItem, Gathering, Outcome
from tongxin.gatherings.queries import outcomes as reads
from tongxin.gatherings.views.places import gathering_at
from tongxin.gatherings.views.tabs import context_of
from tongxin.search.ties import tieable
from tongxin.search.views.ties import posted_target

HERE = "gatherings:outcomes"
ORGANISE = "gatherings.organise"


@requires("gatherings.view")
@require_http_methods(["GET", "POST"])
def outcomes(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """What was decided and what came out; who organises enters more at the foot of the page."""
    gathering = gathering_at(request, assembly, public_id)
    keeps = can(request.actor, ORGANISE, gathering) and not gathering.is_cancelled
    if not reads.has_outcomes(gathering) or (request.method == "POST" and not keeps):
        raise Http404
    form = ManyForm(posted(request), gathering=gathering) if keeps else None
    if form is not None and form.is_valid() and _add(request, gathering, form):
        return draft_done(redirect(HERE, assembly, public_id), f"outcomes.{gathering.public_id}")
    context = context_of(
        request,
        gathering,
        HERE,
        form=form,
        items=_items(gathering),
        lines=reads.lines_of(gathering, request.actor),
        withdrawn=reads.withdrawn(gathering, request.actor),
    )
    return render(
        request, "gatherings/outcomes.html", context, status=status_of(form) if form else 200
    )


@requires("gatherings.organise")
@require_http_methods(["GET", "POST"])
def decisions(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """What was decided on each point of the agenda."""
    gathering = gathering_at(request, assembly, public_id, ORGANISE)
    form = DecisionsForm(posted(request), items=_items(gathering))
    if form.is_valid():
        try:
            note_decisions(gathering, actor=request.actor, decisions=form.decisions)
            messages.success(request, _("议定结果已保存。"))
            return draft_done(
                redirect(HERE, assembly, public_id), f"decisions.{gathering.public_id}"
            )
        except Refused as refused:
            refuse(form, refused)
    context = context_of(request, gathering, HERE, form=form)
    return render(request, "gatherings/decisions.html", context, status=status_of(form))


@requires("outcomes.view")
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Put one right: the old wording stays behind the new one."""
    outcome = _outcome(request, assembly, public_id)
    form = CorrectForm(posted(request), outcome=outcome)
    if form.is_valid():
        try:
            acts.correct_outcome(
                outcome, actor=request.actor, found=form.one, reason=form.reason_given
            )
            return _done(request, outcome, _("已更正，原来的内容保留。"))
        except Refused as refused:
            refuse(form, refused)
    return _asking(request, outcome, form, _("更正"))


@requires("outcomes.view")
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Take one back, with a reason."""
    outcome = _outcome(request, assembly, public_id)
    form = WithdrawForm(posted(request))
    if form.is_valid():
        try:
            acts.withdraw_outcome(outcome, actor=request.actor, **form.cleaned_data)
            return _done(request, outcome, _("已撤销，内容和理由都保留。"))
        except Refused as refused:
            refuse(form, refused)
    return _asking(request, outcome, form, _("撤销"))


@requires("outcomes.view")
@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """What became of one."""
    outcome = _outcome(request, assembly, public_id)
    form = SettleForm(posted(request), outcome=outcome)
    if form.is_valid():
        try:
            acts.settle_outcome(outcome, actor=request.actor, **form.cleaned_data)
            return _done(request, outcome, _("办理结果已保存。"))
        except Refused as refused:
            refuse(form, refused)
    return _asking(request, outcome, form, _("登记办理结果"))


@requires("outcomes.view")
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Search for what it led to; one tap ties them."""
    outcome = _outcome(request, assembly, public_id)
    if request.method == "POST":
        return _tie(request, outcome, acts.link_outcome, _("已关联。"))
    text = request.GET.get("q", "").strip()[:60]
    found = tieable(request.actor, text)
    context = context_of(request, outcome.gathering, HERE, outcome=outcome, text=text, found=found)
    return render(request, "gatherings/link_outcome.html", context)


@requires("outcomes.view")
@require_POST
def unlink(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Take one tie off."""
    outcome = _outcome(request, assembly, public_id)
    return _tie(request, outcome, acts.unlink_outcome, _("已取消关联。"))


def _add(request: HttpRequest, gathering: Gathering, form: ManyForm) -> bool:
    try:
        written = acts.add_outcomes(
            gathering, actor=request.actor, found=form.all_found, reason=form.reason_given
        )
    except Refused as refused:
        refuse(form, refused)
        return False
    said = ngettext("已登记 %(n)d 条。", "已登记 %(n)d 条。", len(written)) % {"n": len(written)}
    messages.success(request, said)
    return True


def _items(gathering: Gathering) -> list[AgendaItem]:
    rows = AgendaItem.objects.filter(sitting__gathering=gathering).select_related("sitting")
    return list(rows.order_by("sitting__starts_at", "sitting_id", "position", "pk"))


def _outcome(request: HttpRequest, assembly: str, public_id: str) -> Outcome:
    """An outcome that stands, of a gathering that one organises."""
    rows = Outcome.objects.filter(Outcome.in_force()).select_related("person", "organisation")
    seen = visible(request.actor, "outcomes.view", rows)
    found = seen.select_related("assembly", "gathering__assembly", "gathering__kind")
    outcome = get_object_or_404(found, public_id=public_id, assembly__slug=assembly)
    if not can(request.actor, ORGANISE, outcome.gathering):
        raise Http404
    return outcome


def _asking(request: HttpRequest, outcome: Outcome, form: forms.Form, title: str) -> HttpResponse:
    context = context_of(
        request, outcome.gathering, HERE, outcome=outcome, form=form, act_title=title
    )
    return render(request, "gatherings/outcome_form.html", context, status=status_of(form))


def _done(request: HttpRequest, outcome: Outcome, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(HERE, outcome.assembly.slug, outcome.gathering.public_id)


def _tie(
    request: HttpRequest, outcome: Outcome, change: Callable[..., Any], said: str
) -> HttpResponse:
    try:
        change(outcome, posted_target(request), actor=request.actor)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, said)
    return redirect(outcome)
