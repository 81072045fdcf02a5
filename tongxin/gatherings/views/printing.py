"""The one address of what is printed of gatherings; Chinese whatever the screen speaks."""

from io import BytesIO

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.views.decorators.http import require_GET

from tongxin.accounts.access import requires
from tongxin.gatherings.papers.proceedings import PRINTOUTS
from tongxin.papers.documents import Format, produce
from tongxin.papers.files import hand_out

CHINESE = "zh-hans"


@requires("gatherings.view")
@require_GET
def printed(
    request: HttpRequest, assembly: str, code: str, public_id: str, form: str
) -> HttpResponse:
    """One paper as PDF or DOCX; the trail says who took it."""
    found = PRINTOUTS.get(code)
    if found is None or form not in found.paper.formats:
        raise Http404
    rows = found.subjects(request.actor).filter(assembly__slug=assembly)
    subject = get_object_or_404(rows, public_id=public_id)
    with translation.override(CHINESE):
        file = produce(found.paper.code, subject, form=Format(form))
    return hand_out(
        found.paper.code, subject, request.actor, BytesIO(file.content), file.name, form
    )
