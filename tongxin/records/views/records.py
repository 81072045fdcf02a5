"""The page of a record: what it says, to what it belongs, its evidence, its corrections."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongxin.accounts.access import requires
from tongxin.accounts.permissions import can
from tongxin.core.errors import Refused
from tongxin.records.actions.attach_evidence import attach, detach
from tongxin.records.actions.link_record import link, unlink
from tongxin.records.forms.records import EvidenceForm
from tongxin.records.models import Record
from tongxin.records.queries.reading import Page
from tongxin.records.views.places import record_at
from tongxin.search.ties import tieable
from tongxin.search.views.ties import posted_target


@requires("records.view")
@require_GET
def record(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """One record, for all readers; each part is there only for those who may see it."""
    row = record_at(request, assembly, public_id)
    place = [assembly, row.kind.code]
    page = Page(row, request.actor)
    context = {
        "record": row,
        "page": page,
        "evidence_form": EvidenceForm(),
        "repeat_url": f"{reverse('records:new', args=place)}?like={row.public_id}",
        "crumbs": [
            (_("台账"), reverse("records:book", args=[assembly])),
            (str(page.kind), reverse("records:list", args=place)),
        ],
    }
    return render(request, "records/record.html", context)


@requires("records.attach")
@require_http_methods(["GET", "POST"])
def attach_file(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """A page of its own for a file that was refused; the record's page posts here, too."""
    row = _kept(request, assembly, public_id)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = EvidenceForm(*sent)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            attach(row, actor=request.actor, source=upload, name=upload.name)
        except Refused as refused:
            form.add_error("file", refused.message)
        else:
            messages.success(request, _("已附上“%(name)s”。") % {"name": upload.name})
            return redirect(row)
    context = {"record": row, "form": form}
    return render(request, "records/attach.html", context, status=422 if form.errors else 200)


@requires("records.attach")
@require_POST
def remove_file(request: HttpRequest, assembly: str, public_id: str, file_id: str) -> HttpResponse:
    """Take one file off; another tap on a stale page changes nothing."""
    row = _kept(request, assembly, public_id)
    attached = get_object_or_404(row.files, file__public_id=file_id)
    detach(attached, actor=request.actor)
    messages.success(request, _("已去掉“%(name)s”。") % {"name": attached.file.name})
    return redirect(row)


@requires("records.attach")
@require_http_methods(["GET", "POST"])
def link_page(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Search for what the record belongs to; one tap ties them."""
    row = _kept(request, assembly, public_id)
    if request.method == "POST":
        return _change(request, row, link, _("已关联。"))
    text = request.GET.get("q", "").strip()[:60]
    context = {"record": row, "text": text, "found": tieable(request.actor, text)}
    return render(request, "records/link.html", context)


@requires("records.attach")
@require_POST
def remove_link(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Take one tie off."""
    return _change(request, _kept(request, assembly, public_id), unlink, _("已取消关联。"))


def _change(request: HttpRequest, row: Record, change, said: str) -> HttpResponse:
    target = posted_target(request)
    try:
        change(row, target, actor=request.actor)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, said)
    return redirect(row)


def _kept(request: HttpRequest, assembly: str, public_id: str) -> Record:
    """A record that one keeps."""
    row = record_at(request, assembly, public_id)
    if not can(request.actor, "records.attach", row):
        raise Http404
    return row
