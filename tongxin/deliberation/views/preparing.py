"""Preparing a conversation, and the sheet of codes that is printed for one that is open by code."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongxin.accounts.access import assembly_at, requires
from tongxin.core.errors import Refused
from tongxin.core.pages import draft_done
from tongxin.core.posting import refuse, request_key, seen_version, status_of
from tongxin.deliberation.actions.join import print_codes
from tongxin.deliberation.actions.prepare_conversation import (
    prepare_conversation,
    save_conversation,
)
from tongxin.deliberation.forms.conversations import CodesForm, ConversationForm
from tongxin.deliberation.models import Conversation
from tongxin.deliberation.queries.slips import slips_of
from tongxin.deliberation.views.places import conversation_at

MODERATE = "conversations.moderate"


@requires("conversations.prepare")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, assembly: str) -> HttpResponse:
    """Begin to prepare."""
    here = assembly_at(request, assembly)
    form = ConversationForm(_posted(request), assembly=here)
    if form.is_valid():
        try:
            made = prepare_conversation(
                here, actor=request.actor, request_key=request_key(request), **form.cleaned_data
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("已存好。请领导小组看过后，由秘书长或主席登记批准。"))
            return draft_done(redirect(made), "conversation")
    return _page(
        request, form, "conversation", reverse("deliberation:conversations", args=[assembly])
    )


@requires("conversations.moderate")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Change what is not approved yet."""
    row = conversation_at(request, assembly, public_id, MODERATE)
    if not row.is_draft:
        raise Http404
    form = ConversationForm(_posted(request), assembly=row.assembly, conversation=row)
    key = f"conversation.{row.public_id}"
    if form.is_valid():
        try:
            seen = seen_version(request)
            save_conversation(row, actor=request.actor, seen=seen, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            return draft_done(redirect(row), key)
    return _page(request, form, key, row.get_absolute_url(), row)


@requires("conversations.moderate")
@never_cache
@require_http_methods(["GET", "POST"])
def print_sheet(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """A batch of codes, shown once and never again."""
    row = conversation_at(request, assembly, public_id, MODERATE)
    form = CodesForm(_posted(request))
    if form.is_valid():
        try:
            drawn = print_codes(row, actor=request.actor, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            slips = slips_of(drawn, request.build_absolute_uri(row.open_url))
            context = {"conversation": row, "slips": slips, "batch": form.cleaned_data["batch"]}
            return render(request, "deliberation/slips.html", context)
    context = {"conversation": row, "form": form}
    return render(request, "deliberation/codes.html", context, status=422 if form.errors else 200)


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _page(
    request: HttpRequest,
    form: ConversationForm,
    key: str,
    back: str,
    row: Conversation | None = None,
) -> HttpResponse:
    context = {"form": form, "record": row, "draft_key": key, "back": back}
    context["title"] = _("筹备网络协商")
    return render(request, "deliberation/prepare.html", context, status=status_of(form))
