"""What pages on which records are tied read of a request."""

from django.db.models import Model
from django.http import Http404, HttpRequest

from tongxin.search.ties import target_named


def posted_target(request: HttpRequest) -> Model:
    """The record that the form names; one that this actor cannot find does not exist."""
    target = target_named(request.actor, request.POST.get("type", ""), request.POST.get("id", ""))
    if target is None:
        raise Http404
    return target
