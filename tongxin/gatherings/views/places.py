"""What an address names: the kind, the gathering, the sitting, as far as its reader may know them."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from tongxin.accounts.access import assembly_at
from tongxin.accounts.permissions import visible
from tongxin.gatherings.kinds import Kind
from tongxin.gatherings.models import Gathering, Sitting
from tongxin.gatherings.queries.kinds import kind_for


def gathering_at(
    request: HttpRequest, slug: str, public_id: str, permission: str = "gatherings.view"
) -> Gathering:
    """A gathering that one may open (`gatherings.organise`: that one's office organises)."""
    rows = Gathering.objects.select_related(
        "assembly", "kind", "committee", "sector", "body", "session__term"
    )
    found = visible(request.actor, permission, rows)
    return get_object_or_404(found, public_id=public_id, assembly__slug=slug)


def sitting_at(
    request: HttpRequest, slug: str, public_id: str, permission: str = "gatherings.view"
) -> Sitting:
    """A sitting of such a gathering."""
    gatherings = visible(request.actor, permission, Gathering.objects.all())
    rows = Sitting.objects.select_related("gathering__assembly", "gathering__kind", "group")
    found = rows.filter(gathering__in=gatherings)
    return get_object_or_404(found, public_id=public_id, assembly__slug=slug)


def kind_at(request: HttpRequest, slug: str, code: str) -> Kind:
    """A kind of this assembly."""
    found = kind_for(request.actor, assembly_at(request, slug), code)
    if found is None:
        raise Http404
    return found
