"""Materials, photos and evidence of a gathering: read, added, taken off; who has read what."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongxin.accounts.access import requires
from tongxin.accounts.permissions import can
from tongxin.core.errors import Refused
from tongxin.core.posting import refuse, status_of
from tongxin.gatherings.actions.materials import attach_material, detach_material
from tongxin.gatherings.forms.materials import MaterialForm
from tongxin.gatherings.models import Gathering, Material
from tongxin.gatherings.queries import materials as reads
from tongxin.gatherings.queries.questions import has_questions
from tongxin.gatherings.terms import MaterialUse
from tongxin.gatherings.views.places import gathering_at
from tongxin.gatherings.views.tabs import context_of

HERE = "gatherings:materials"
ORGANISE = "gatherings.organise"


@requires("gatherings.view")
@require_GET
def materials(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Everything there is to read, with the mark of whoever has read it, and the photos."""
    gathering = gathering_at(request, assembly, public_id)
    page = reads.Page(gathering, request.actor)
    form = MaterialForm(gathering=gathering) if page.keeps else None
    asks = has_questions(gathering) and can(request.actor, "gatherings.ask", gathering)
    context = context_of(request, gathering, HERE, page=page, form=form, asks=asks)
    return render(request, "gatherings/materials.html", context)


@requires("gatherings.organise")
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """A page of its own for files that were refused; the page of all materials posts here, too."""
    gathering = gathering_at(request, assembly, public_id, ORGANISE)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = MaterialForm(*sent, gathering=gathering)
    if form.is_valid() and _keep_all(request, gathering, form):
        return redirect(HERE, assembly, public_id)
    context = context_of(request, gathering, HERE, form=form)
    return render(request, "gatherings/add_material.html", context, status=status_of(form))


@requires("gatherings.organise")
@require_POST
def remove(request: HttpRequest, assembly: str, public_id: str, file_id: str) -> HttpResponse:
    """Take one file off; another tap on a stale page changes nothing."""
    material = _material(request, assembly, public_id, file_id)
    try:
        detach_material(material, actor=request.actor)
        messages.success(request, _("已去掉“%(name)s”。") % {"name": material})
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect(HERE, assembly, public_id)


@requires("gatherings.organise")
@require_GET
def readers(request: HttpRequest, assembly: str, public_id: str, file_id: str) -> HttpResponse:
    """Who has read one material and who has not."""
    material = _material(request, assembly, public_id, file_id)
    context = context_of(
        request,
        material.gathering,
        HERE,
        material=material,
        marks=reads.readers_of(material),
        unread=reads.unread_by(material),
    )
    return render(request, "gatherings/readers.html", context)


def _keep_all(request: HttpRequest, gathering: Gathering, form: MaterialForm) -> bool:
    """Each file by itself: those before a refused one are kept, the form says which one it was."""
    kept = 0
    for upload in form.cleaned_data["files"]:
        try:
            attach_material(
                gathering,
                actor=request.actor,
                source=upload,
                name=upload.name,
                use=MaterialUse(form.cleaned_data["use"]),
                title=form.title_of(upload.name),
                sitting=form.cleaned_data.get("sitting"),
            )
            kept += 1
        except Refused as refused:
            told = {"name": upload.name, "why": refused.message}
            refuse(form, Refused(_("%(name)s：%(why)s") % told, field="files"))
    if kept:
        said = ngettext("已上传 %(n)d 个文件。", "已上传 %(n)d 个文件。", kept)
        messages.success(request, said % {"n": kept})
    return not form.errors


def _material(request: HttpRequest, assembly: str, public_id: str, file_id: str) -> Material:
    gathering = gathering_at(request, assembly, public_id, ORGANISE)
    rows = gathering.materials.select_related("file", "gathering__assembly", "gathering__kind")
    return get_object_or_404(rows, public_id=file_id)
