"""Name cards and sign-in sheets of the members that were ticked on the roll."""

from io import BytesIO

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongxin.accounts.access import requires
from tongxin.members.papers import PAPERS
from tongxin.members.views.asking import assembly_of
from tongxin.members.views.roll import listed, page_for
from tongxin.papers.documents import produce
from tongxin.papers.files import attachment

CHINESE = "zh-hans"


@requires("members.keep")
@require_POST
def printed(request: HttpRequest, assembly: str, code: str) -> HttpResponse:
    """One PDF for all who were ticked, in the order of sectors; Chinese whatever the screen speaks."""
    here = assembly_of(request, assembly)
    if code not in PAPERS:
        raise Http404
    chosen = page_for(request, here).selected(request, listed(request, here))
    members = list(chosen.order_by("sector__position", "card_number"))
    if not members:
        messages.error(request, _("请先在名册上选中委员。"))
        return redirect("members:roll", here.slug)
    with translation.override(CHINESE):
        file = produce(PAPERS[code].code, members, here)
    return attachment(BytesIO(file.content), file.name, file.format.media_type)
