"""What an address names: the assembly, the kind, the record, as far as its reader may know them."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from tongxin.organisations.models import Assembly
from tongxin.records.models import Record
from tongxin.records.queries.kinds import Kind, kind_for
from tongxin.records.queries.reading import record_seen


def assembly_at(request: HttpRequest, slug: str) -> Assembly:
    """The assembly of this address, if one's identity reads it; else it does not exist."""
    return get_object_or_404(Assembly, slug=slug, pk__in=request.actor.assembly_ids)


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


def request_key(request: HttpRequest) -> str | None:
    return request.POST.get("request_key") or None


def seen_version(request: HttpRequest) -> int:
    """The version that stood in the form; one that cannot be read fits none."""
    version = request.POST.get("version", "")
    return int(version) if version.isascii() and version.isdigit() and len(version) < 10 else -1
