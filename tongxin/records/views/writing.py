"""Recording: two taps from the book, or once more like an earlier one; a draft may wait."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongxin.accounts.access import requires
from tongxin.accounts.permissions import can
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.core.pages import draft_done
from tongxin.core.posting import posted, refuse, request_key, seen_version
from tongxin.lifecycle.perform import perform
from tongxin.lifecycle.sentences import after
from tongxin.records.actions.enter_record import enter_record, save_draft, start_record
from tongxin.records.declaration import DAY
from tongxin.records.forms.records import RecordForm, initial_of
from tongxin.records.lifecycle import RECORD
from tongxin.records.models import Record
from tongxin.records.queries.kinds import Kind, kind_of
from tongxin.records.queries.reading import listed
from tongxin.records.views.places import kind_at, record_at

DRAFT = "draft"


@requires("records.keep")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, assembly: str, code: str) -> HttpResponse:
    """A new record of one kind; `like` names an earlier one to begin from."""
    kind = kind_at(request, assembly, code)
    if not kind.is_offered or not can(request.actor, "records.record_in", kind.row):
        raise Http404
    is_draft = DRAFT in request.POST
    form = RecordForm(posted(request), kind=kind, is_draft=is_draft, initial=_first(request, kind))
    if form.is_valid():
        write = start_record if is_draft else enter_record
        try:
            record = write(
                kind, actor=request.actor, entry=form.entry, request_key=request_key(request)
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            return _written(request, record, is_draft, f"record.{kind.code}")
    return _page(request, kind, form, f"record.{kind.code}")


@requires("records.keep")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """A draft: saved again, or recorded."""
    record = record_at(request, assembly, public_id)
    if not record.is_draft or not can(request.actor, RECORD.enter.name, record):
        raise Http404
    kind = kind_of(record.kind, record.assembly)
    is_draft = DRAFT in request.POST
    form = RecordForm(
        posted(request), kind=kind, is_draft=is_draft, initial=initial_of(kind, record)
    )
    if form.is_valid():
        try:
            saved = _save(request, record, form, is_draft)
        except Refused as refused:
            refuse(form, refused)
        else:
            return _written(request, saved, is_draft, f"record.{record.public_id}")
    return _page(request, kind, form, f"record.{record.public_id}", record)


def _save(request: HttpRequest, record: Record, form: RecordForm, is_draft: bool) -> Record:
    saved = save_draft(record, actor=request.actor, seen=seen_version(request), entry=form.entry)
    if is_draft:
        return saved
    return perform(RECORD.enter, saved, request.actor, request_key=request_key(request))


def _first(request: HttpRequest, kind: Kind) -> dict[str, Any]:
    """What a new record begins with: today, or what an earlier one said, for another day."""
    today = {DAY: clock.today()}
    if "like" not in request.GET:
        return today
    like = listed(request.actor, kind).filter(public_id=request.GET["like"]).first()
    return {**initial_of(kind, like), **today} if like else today


def _written(request: HttpRequest, record: Record, is_draft: bool, key: str) -> HttpResponse:
    said = _("已存为草稿，还没有计入数字。") if is_draft else after(RECORD.enter, record)
    messages.success(request, said)
    return draft_done(redirect(record), key)


def _page(
    request: HttpRequest, kind: Kind, form: RecordForm, key: str, record: Record | None = None
) -> HttpResponse:
    context = {
        "kind": kind,
        "form": form,
        "record": record,
        "draft_key": key,
        "latest": _latest(request, kind) if record is None and "like" not in request.GET else None,
        "back": record.get_absolute_url() if record else _list_url(kind),
    }
    status = 422 if form.errors else 200
    return render(request, "records/write.html", context, status=status)


def _latest(request: HttpRequest, kind: Kind) -> Record | None:
    """What one recorded last in this kind, to begin from."""
    mine = listed(request.actor, kind).filter(recorded_by=request.actor.person)
    return mine.filter(recorded_on__isnull=False).order_by("-pk").first()


def _list_url(kind: Kind) -> str:
    return reverse("records:list", args=[kind.assembly.slug, kind.code])
