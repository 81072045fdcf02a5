"""The page of a statement: for those who moderate, for its author, and once shown for all who take part."""

from django.apps import apps
from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tongxin import search
from tongxin.accounts.access import requires
from tongxin.accounts.permissions import visible
from tongxin.core.errors import Refused
from tongxin.core.posting import refuse, request_key
from tongxin.deliberation.actions.appeal import appeal as ask_again
from tongxin.deliberation.actions.note_result import note_result
from tongxin.deliberation.forms.statements import AppealForm, ResultForm
from tongxin.deliberation.queries.moderating import StatementPage
from tongxin.deliberation.terms import HoldRule
from tongxin.deliberation.views.places import statement_at
from tongxin.search.kinds import kinds as found_kinds

MOST_FOUND = 20


@requires("statements.view")
@require_GET
def statement(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Its words, its state, the rule that held it back, what became of it."""
    row = statement_at(request, assembly, public_id)
    conversation = row.conversation
    context = {
        "statement": row,
        "page": StatementPage(row, request.actor),
        "rules": HoldRule.labels,
        "crumbs": [(conversation, conversation.get_absolute_url())],
    }
    return render(request, "deliberation/statement.html", context)


@requires("statements.view")
@require_http_methods(["GET", "POST"])
def appeal(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """The author asks for another pair of eyes."""
    row = statement_at(request, assembly, public_id)
    if not StatementPage(row, request.actor).may_appeal:
        raise Http404
    form = AppealForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            words, key = form.cleaned_data["words"], request_key(request)
            ask_again(row, actor=request.actor, words=words, request_key=key)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("已提出申诉，由没有经手的另一位审核人复核。"))
            return redirect(row)
    context = {"statement": row, "form": form}
    return render(request, "deliberation/appeal.html", context, status=422 if form.errors else 200)


@requires("statements.view")
@require_http_methods(["GET", "POST"])
def result(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """What became of it: the kind, a word, perhaps the record it was taken into, found by search."""
    row = statement_at(request, assembly, public_id)
    if not StatementPage(row, request.actor).may_note_result:
        raise Http404
    form = ResultForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            target = _target(request)
            note_result(row, actor=request.actor, target=target, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("已登记去向，提出人会收到通知。"))
            return redirect(row)
    context = {"statement": row, "form": form, **_search(request)}
    return render(request, "deliberation/result.html", context, status=422 if form.errors else 200)


def _search(request: HttpRequest) -> dict:
    """What this actor finds for the words of the search box."""
    text = (request.POST.get("q") or request.GET.get("q", "")).strip()[:60]
    hits = search.find(request.actor, text, limit=MOST_FOUND) if text else []
    found = [(f"{one.record._meta.label_lower}:{one.record.pk}", one.shown) for one in hits]
    return {"text": text, "found": found}


def _target(request: HttpRequest) -> Model | None:
    """The record that was ticked, if it can be found and seen by this actor; none where none was ticked."""
    wanted, _colon, key = request.POST.get("target", "").partition(":")
    if not wanted:
        return None
    kind = next((one for one in found_kinds() if one.model._meta.label_lower == wanted), None)
    if kind is None or not (key.isascii() and key.isdigit() and len(key) < 16):
        raise Http404
    rows = apps.get_model(wanted)._base_manager.filter(pk=int(key))
    return get_object_or_404(visible(request.actor, kind.permission, rows))
