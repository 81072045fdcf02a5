"""What an address names: the kind, the record, as far as its reader may know them."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from tongxin.accounts.access import assembly_at
from tongxin.records.models import Record
from tongxin.records.queries.kinds import Kind, kind_for
from tongxin.records.queries.reading import record_seen


def kind_at(request: HttpRequest, slug: str, code: str) -> Kind:
    """A kind of which one may read something."""
    found = kind_for(request.actor, assembly_at(request, slug), code)
    if found is None:
        raise Http404
    return found


def record_at(request: HttpRequest, slug: str, public_id: str) -> Record:
    """A record that one may open."""
    seen = record_seen(request.actor)
    return get_object_or_404(seen, public_id=public_id, assembly__slug=slug)
