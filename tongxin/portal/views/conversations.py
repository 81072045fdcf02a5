"""Online deliberations that are open to citizens: what runs now, and what came out of those that are over."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tongxin.deliberation.queries.conversations import open_to_citizens
from tongxin.organisations.models import Assembly
from tongxin.portal.views.public import open_page, within_assembly


@open_page
@within_assembly
def conversations(request: HttpRequest, assembly: Assembly) -> HttpResponse:
    """Those in which anybody may speak first; then those whose result can be read."""
    rows = open_to_citizens()
    context = {
        "assembly": assembly,
        "running": [one for one in rows if one.is_under_way],
        "over": [one for one in rows if not one.is_under_way],
        "crumbs": [
            (_("公开的提案"), reverse("public:assemblies")),
            (str(assembly), reverse("public:proposals", args=[assembly.slug])),
        ],
    }
    return render(request, "portal/public/conversations.html", context)
