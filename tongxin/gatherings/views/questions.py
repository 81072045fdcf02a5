"""Questions and answers of a gathering."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tongxin.accounts.access import requires
from tongxin.accounts.permissions import can
from tongxin.core.errors import Refused
from tongxin.core.pages import draft_done
from tongxin.core.posting import posted, refuse, request_key, status_of
from tongxin.gatherings.actions.questions import ask_question
from tongxin.gatherings.forms.questions import AskForm
from tongxin.gatherings.lifecycle import QUESTION
from tongxin.gatherings.queries import questions as reads
from tongxin.gatherings.views.places import gathering_at
from tongxin.gatherings.views.tabs import context_of
from tongxin.lifecycle.deadlines import open_deadlines
from tongxin.lifecycle.offers import available_acts

HERE = "gatherings:questions"
ASK = "gatherings.ask"


@requires("gatherings.view")
@require_GET
def questions(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Everything that was asked, with its answer as far as there is one."""
    gathering = gathering_at(request, assembly, public_id)
    if not reads.has_questions(gathering):
        raise Http404
    context = context_of(
        request,
        gathering,
        HERE,
        questions=reads.questions_of(gathering, request.actor),
        may_ask=can(request.actor, ASK, gathering),
    )
    return render(request, "gatherings/questions.html", context)


@requires("gatherings.ask")
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Ask, or enter what somebody asked at the meeting; `material` names what the question is on."""
    gathering = gathering_at(request, assembly, public_id, ASK)
    if not reads.has_questions(gathering):
        raise Http404
    is_office = can(request.actor, "gatherings.organise", gathering)
    first = {"material": gathering.materials.filter(public_id=request.GET.get("material")).first()}
    form = AskForm(posted(request), gathering=gathering, is_office=is_office, initial=first)
    if form.is_valid():
        try:
            key = request_key(request)
            ask_question(gathering, actor=request.actor, request_key=key, **form.cleaned_data)
            messages.success(request, _("已记下提问，主办的办公室登记答复后会告诉提问人。"))
            return draft_done(
                redirect(HERE, assembly, public_id), f"question.{gathering.public_id}"
            )
        except Refused as refused:
            refuse(form, refused)
    context = context_of(request, gathering, HERE, form=form)
    return render(request, "gatherings/ask.html", context, status=status_of(form))


@requires("questions.view")
@require_GET
def question(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """One question with its answer, what is followed up, and the buttons."""
    seen = reads.questions_seen(request.actor)
    row = get_object_or_404(seen, public_id=public_id, assembly__slug=assembly)
    context = context_of(
        request,
        row.gathering,
        HERE,
        question=row,
        offers=available_acts(QUESTION, row, request.actor),
        deadline=open_deadlines(row).first(),
    )
    return render(request, "gatherings/question.html", context)
