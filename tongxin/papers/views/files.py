"""The one address of stored files; each file's kind decides who reads it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from tongxin.accounts.access import public
from tongxin.core.errors import NotVisible
from tongxin.papers.files import serve
from tongxin.papers.models import StoredFile


@public
@require_GET
def download(request: HttpRequest, public_id: str) -> HttpResponse:
    """The file as a download. Asked without a scope: some files are public, the kind's rule says which."""
    stored = get_object_or_404(StoredFile._base_manager, public_id=public_id)
    try:
        return serve(request.actor, stored)
    except NotVisible:
        raise Http404 from None
