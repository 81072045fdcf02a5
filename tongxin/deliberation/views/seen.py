"""What an address below an assembly names, as far as its reader may know it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from tongxin.accounts.permissions import visible
from tongxin.deliberation.models import Conversation, DraftText
from tongxin.organisations.models import Assembly


def circle_at(request: HttpRequest, slug: str, public_id: str) -> Conversation:
    """A conversation whose result one may see."""
    rows = Conversation._base_manager.filter(assembly__slug=slug).select_related("assembly")
    return get_object_or_404(visible(request.actor, "circle.view", rows), public_id=public_id)


def draft_at(request: HttpRequest, slug: str, public_id: str) -> DraftText:
    """A draft that one may read."""
    rows = DraftText._base_manager.filter(assembly__slug=slug).select_related("assembly")
    return get_object_or_404(visible(request.actor, "drafts.view", rows), public_id=public_id)


def request_key(request: HttpRequest) -> str | None:
    return request.POST.get("request_key") or None


def assembly_at(request: HttpRequest, slug: str) -> Assembly:
    """The assembly of this address, if one's identity reads it; else it does not exist."""
    return get_object_or_404(Assembly, slug=slug, pk__in=request.actor.assembly_ids)


def seen_version(request: HttpRequest) -> int:
    """The version that stood in the form; one that cannot be read fits none."""
    version = request.POST.get("version", "")
    return int(version) if version.isascii() and version.isdigit() and len(version) < 10 else -1
