"""Remarks on a paragraph and replies to them: two addresses that only take in."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongxin.accounts.access import requires
from tongxin.accounts.permissions import visible
from tongxin.core.errors import Refused
from tongxin.core.posting import request_key
from tongxin.deliberation.actions.remark import make_remark, reply_to
from tongxin.deliberation.forms.drafts import RemarkForm, ReplyForm
from tongxin.deliberation.models import Paragraph, Remark
from tongxin.deliberation.views.places import draft_at
from tongxin.lifecycle.forms import sentences_of


@requires("drafts.comment")
@require_POST
def remark(request: HttpRequest, assembly: str, public_id: str, paragraph: str) -> HttpResponse:
    """Say something of a paragraph."""
    draft = draft_at(request, assembly, public_id)
    rows = Paragraph._base_manager.filter(draft=draft).select_related("draft__assembly")
    row = get_object_or_404(rows, public_id=paragraph)
    back = f"{draft.get_absolute_url()}#p{row.public_id}"
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return _again(request, form, back)
    try:
        key = request_key(request)
        make_remark(row, actor=request.actor, request_key=key, **form.cleaned_data)
        messages.success(request, _("意见已提交。处理以后会通知您采纳了没有、为什么。"))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect(back)


@requires("remarks.view")
@require_POST
def reply(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Answer a remark."""
    rows = Remark._base_manager.filter(assembly__slug=assembly)
    related = rows.select_related("draft__assembly", "paragraph")
    row = get_object_or_404(visible(request.actor, "remarks.view", related), public_id=public_id)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _again(request, form, row.get_absolute_url())
    try:
        key, words = request_key(request), form.cleaned_data["words"]
        reply_to(row, actor=request.actor, words=words, request_key=key)
        messages.success(request, _("已回复。"))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect(row.get_absolute_url())


def _again(request: HttpRequest, form: Form, back: str) -> HttpResponse:
    messages.error(request, sentences_of(form))
    return redirect(back)
