"""Drafts that are discussed line by line: the list, preparing, the page, rewording, the summary of remarks."""

from io import BytesIO

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from tongxin.accounts.access import assembly_at, requires
from tongxin.accounts.permissions import can, visible
from tongxin.core.drawn import state as drawn_state
from tongxin.core.errors import Refused
from tongxin.core.lists import Column, EmptyPlace, ListPage, Tab
from tongxin.core.pages import draft_done
from tongxin.core.posting import refuse, request_key, seen_version, status_of
from tongxin.deliberation.actions.prepare_draft import change_draft, prepare_draft
from tongxin.deliberation.actions.reword_paragraph import reword_paragraph
from tongxin.deliberation.forms.drafts import DraftForm, RewordForm
from tongxin.deliberation.lifecycle import DRAFT
from tongxin.deliberation.models import DraftText, Paragraph
from tongxin.deliberation.papers import remarks as papers
from tongxin.deliberation.queries.drafts import places_in, steps, tally
from tongxin.deliberation.views.places import draft_at
from tongxin.lifecycle.offers import available_acts
from tongxin.organisations.models import Assembly
from tongxin.papers.documents import Format, produce
from tongxin.papers.files import hand_out
from tongxin.papers.spreadsheets.writing import write_workbook

CHINESE = "zh-hans"


@requires("drafts.view")
@require_http_methods(["GET", "POST"])
def drafts(request: HttpRequest, assembly: str) -> HttpResponse:
    """The drafts on which one is asked, or which one prepares."""
    here = assembly_at(request, assembly)
    rows = visible(request.actor, "drafts.view", DraftText.objects.filter(assembly=here))
    may_prepare = can(request.actor, "drafts.prepare")
    page = page_for(here, may_prepare)
    return page.respond(request, rows, assembly=here, may_prepare=may_prepare)


def page_for(here: Assembly, may_prepare: bool) -> ListPage:
    offered = steps() if may_prepare else steps()[:2]
    return ListPage(
        code="drafts",
        label=_("征求意见稿"),
        unit=_("份"),
        columns=[
            Column("title", _("标题"), headline=True, sort="title"),
            Column("admission", _("向谁征求意见"), attr="get_admission_display"),
            Column(
                "state",
                _("状态"),
                render=lambda row: drawn_state(row.tone, row.get_state_display()),
                sort="state",
            ),
            Column("closes_on", _("截止日期"), sort="closes_on"),
        ],
        tabs=[Tab(code, label, condition) for code, label, condition in offered],
        search=lambda rows, text: rows.filter(title__icontains=text.strip()),
        default_sort="-closes_on",
        row_url=lambda row: reverse("deliberation:draft", args=[here.slug, row.public_id]),
        empty=EmptyPlace(
            _("还没有征求意见稿"),
            _("报告、建议案、制度的稿子，可以在这里逐段征求意见。"),
            _("准备一份") if may_prepare else "",
            lambda _request: reverse("deliberation:new_draft", args=[here.slug]),
        ),
        template="deliberation/drafts.html",
    )


@requires("drafts.prepare")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, assembly: str) -> HttpResponse:
    """Paste a text and say whose opinion is wanted."""
    here = assembly_at(request, assembly)
    form = DraftForm(_posted(request), assembly=here)
    if form.is_valid():
        try:
            key = request_key(request)
            draft = prepare_draft(here, actor=request.actor, request_key=key, **form.cleaned_data)
            return draft_done(redirect(draft), "drafts.new")
        except Refused as refused:
            refuse(form, refused)
    back = reverse("deliberation:drafts", args=[here.slug])
    return _form(request, form, back, "drafts.new")


@requires("drafts.edit")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Change the whole draft before anybody is asked."""
    draft = draft_at(request, assembly, public_id)
    if not draft.is_prepared or not can(request.actor, "drafts.edit", draft):
        raise Http404
    form = DraftForm(_posted(request), assembly=draft.assembly, draft=draft)
    key = f"drafts.{draft.public_id}"
    if form.is_valid():
        try:
            seen = seen_version(request)
            change_draft(draft, actor=request.actor, seen=seen, **form.cleaned_data)
            return draft_done(redirect(draft), key)
        except Refused as refused:
            refuse(form, refused)
    return _form(request, form, draft.get_absolute_url(), key, draft)


def _posted(request: HttpRequest) -> QueryDict | None:
    """What was typed; an empty form that was posted is one, too."""
    return request.POST if request.method == "POST" else None


def _form(
    request: HttpRequest, form: DraftForm, back: str, key: str, draft: DraftText | None = None
) -> HttpResponse:
    context = {"form": form, "back": back, "draft_key": key, "record": draft}
    context["title"] = _("准备征求意见稿")
    return render(request, "deliberation/write_draft.html", context, status=status_of(form))


@requires("drafts.view")
@require_GET
def draft(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """The text with what is said of each paragraph."""
    found = draft_at(request, assembly, public_id)
    edits = can(request.actor, "drafts.edit", found)
    comments = can(request.actor, "drafts.comment", found)
    context = {
        "draft": found,
        "places": places_in(found, request.actor),
        "tally": tally(found),
        "offers": available_acts(DRAFT, found, request.actor),
        "edits": edits,
        "comments": comments,
        "may_reply": edits or comments,
        "may_take_out": can(request.actor, "drafts.take_out", found),
        "crumbs": [(_("征求意见稿"), reverse("deliberation:drafts", args=[assembly]))],
    }
    return render(request, "deliberation/draft.html", context)


@requires("drafts.edit")
@require_http_methods(["GET", "POST"])
def reword(request: HttpRequest, assembly: str, public_id: str, paragraph: str) -> HttpResponse:
    """Give a paragraph a new wording."""
    found = draft_at(request, assembly, public_id)
    if not can(request.actor, "drafts.edit", found):
        raise Http404
    standing = Paragraph._base_manager.filter(draft=found).select_related("draft")
    row = get_object_or_404(standing, public_id=paragraph)
    form = RewordForm(_posted(request), initial={"words": row.words})
    if form.is_valid():
        try:
            words, key = form.cleaned_data["words"], request_key(request)
            put = reword_paragraph(row, actor=request.actor, words=words, request_key=key)
            messages.success(request, _("已换成新的文字，原来的意见都保留在这一段下面。"))
            return redirect(f"{found.get_absolute_url()}#p{put.public_id}")
        except Refused as refused:
            refuse(form, refused)
    context = {
        "title": _("改写这一段"),
        "form": form,
        "draft": found,
        "draft_key": f"reword.{row.public_id}",
        "back": found.get_absolute_url(),
    }
    return render(request, "deliberation/reword.html", context, status=status_of(form))


@requires("drafts.take_out")
@require_GET
def summary(request: HttpRequest, assembly: str, public_id: str, form: str) -> HttpResponse:
    """All remarks with what became of them, for the meeting's papers; Chinese whatever the screen speaks."""
    found = draft_at(request, assembly, public_id)
    if not can(request.actor, "drafts.take_out", found):
        raise Http404
    with translation.override(CHINESE):
        printed = produce(papers.PAPER.code, found, form=Format.DOCX) if form == "docx" else None
        stream = BytesIO(printed.content) if printed else write_workbook([papers.worksheet(found)])
    name = printed.name if printed else f"{papers.PAPER.name(found)}.xlsx"
    return hand_out(papers.PAPER.code, found, request.actor, stream, name, form)
