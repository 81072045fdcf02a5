"""Pieces for the public: the list by step, writing, the page with its reviews, and what is pasted into the account."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from tongxin.accounts.access import assembly_at, requires
from tongxin.accounts.permissions import can, visible
from tongxin.core.errors import Refused
from tongxin.core.lists import Column, EmptyPlace, ListPage, Tab
from tongxin.core.pages import draft_done
from tongxin.core.posting import request_key, seen_version, status_of
from tongxin.lifecycle.offers import available_acts
from tongxin.organisations.models import Assembly
from tongxin.records.actions.account import send_to_account
from tongxin.records.actions.review_publication import save_publication, start_publication
from tongxin.records.channels import account_of
from tongxin.records.forms.publications import PublicationForm
from tongxin.records.lifecycle import PUBLICATION
from tongxin.records.models import Publication
from tongxin.records.queries.publications import hits_in, is_going_out, steps


@requires("publications.view")
@require_http_methods(["GET", "POST"])
def publications(request: HttpRequest, assembly: str) -> HttpResponse:
    """Everything that is written, reviewed or out."""
    here = assembly_at(request, assembly)
    rows = Publication.objects.filter(assembly=here).select_related("assembly", "written_by")
    seen = visible(request.actor, "publications.view", rows)
    may_write = can(request.actor, "publications.write")
    return page_for(here, may_write).respond(request, seen, assembly=here, may_write=may_write)


def page_for(here: Assembly, may_write: bool) -> ListPage:
    return ListPage(
        code="publications",
        label=_("信息发布"),
        unit=_("篇"),
        columns=[
            Column("title", _("标题"), headline=True, sort="title"),
            Column("author", _("作者"), attr="author_name"),
            Column("written_by", _("撰写人")),
            Column("state", _("状态"), attr="get_state_display", sort="state"),
            Column("went_out_on", _("发布日期"), sort="went_out_at"),
            Column("created_at", _("起草时间"), sort="created_at"),
        ],
        tabs=[Tab(code, label, condition) for code, label, condition in steps()],
        search=lambda rows, text: rows.filter(title__icontains=text),
        default_sort="-created_at",
        row_url=lambda piece: piece.get_absolute_url(),
        empty=EmptyPlace(
            _("还没有要发布的信息"),
            _("写好送审，三个人审过以后发布；发布的自动登入台账。"),
            _("写一篇") if may_write else "",
            lambda _request: reverse("records:new_publication", args=[here.slug]),
        ),
        template="records/publications.html",
    )


@requires("publications.write")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, assembly: str) -> HttpResponse:
    """Begin a piece."""
    here = assembly_at(request, assembly)
    form = PublicationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            piece = start_publication(
                here, actor=request.actor, request_key=request_key(request), **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            return draft_done(redirect(piece), "publication")
    back = reverse("records:publications", args=[here.slug])
    return _writing(request, form, "publication", back)


@requires("publications.view")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Change a piece that is with its writer."""
    piece = _piece(request, assembly, public_id)
    if not piece.is_draft or not can(request.actor, PUBLICATION.offer.name, piece):
        raise Http404
    form = PublicationForm(request.POST if request.method == "POST" else None, piece=piece)
    if form.is_valid():
        try:
            seen = seen_version(request)
            save_publication(piece, actor=request.actor, seen=seen, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            return draft_done(redirect(piece), f"publication.{piece.public_id}")
    key = f"publication.{piece.public_id}"
    return _writing(request, form, key, piece.get_absolute_url(), piece)


def _writing(
    request: HttpRequest,
    form: PublicationForm,
    key: str,
    back: str,
    piece: Publication | None = None,
) -> HttpResponse:
    context = {"form": form, "record": piece, "draft_key": key, "back": back}
    context["title"] = _("写一篇")
    return render(request, "core/write.html", context, status=status_of(form))


@requires("publications.view")
@require_GET
def publication(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """One piece: its text, what a check finds in it, its reviews, its buttons."""
    piece = _piece(request, assembly, public_id)
    context = {
        "piece": piece,
        "hits": hits_in(piece),
        "reviews": piece.reviews.select_related("by"),
        "offers": available_acts(PUBLICATION, piece, request.actor),
        "may_edit": piece.is_draft and can(request.actor, PUBLICATION.offer.name, piece),
        "may_paste": is_going_out(piece) and can(request.actor, "publications.account", piece),
        "crumbs": [(_("信息发布"), reverse("records:publications", args=[assembly]))],
    }
    return render(request, "records/publication.html", context)


@requires("publications.account")
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Ready to be pasted into the official account's editor; sent there, where the account is connected."""
    piece = _piece(request, assembly, public_id)
    if not is_going_out(piece) or not can(request.actor, "publications.account", piece):
        raise Http404
    if request.method == "POST":
        try:
            send_to_account(piece, actor=request.actor)
            messages.success(request, _("已交给公众号：草稿已建好，正在发布。"))
        except Refused as refused:
            messages.error(request, refused.message)
        return redirect("records:account", assembly, public_id)
    context = {"piece": piece, "is_connected": account_of() is not None}
    return render(request, "records/account.html", context)


def _piece(request: HttpRequest, assembly: str, public_id: str) -> Publication:
    here = assembly_at(request, assembly)
    rows = Publication.objects.filter(assembly=here).select_related("assembly", "written_by")
    seen = visible(request.actor, "publications.view", rows)
    return get_object_or_404(seen, public_id=public_id)
