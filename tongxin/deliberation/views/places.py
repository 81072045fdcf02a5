"""What an address names: the assembly, the conversation, the statement, as far as its reader may know them."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from tongxin.accounts.permissions import visible
from tongxin.deliberation.models import Conversation, DraftText, Statement
from tongxin.organisations.models import Assembly
from tongxin.organisations.scope import scope

View = Callable[..., HttpResponse]


def conversation_at(
    request: HttpRequest, slug: str, public_id: str, permission: str = "conversations.view"
) -> Conversation:
    """A conversation with which one may do what the permission says."""
    rows = Conversation.objects.select_related("assembly", "committee", "body", "prepared_by")
    seen = visible(request.actor, permission, rows)
    return get_object_or_404(seen, public_id=public_id, assembly__slug=slug)


def statement_at(request: HttpRequest, slug: str, public_id: str) -> Statement:
    """A statement that one may read."""
    rows = Statement.objects.select_related(
        "assembly", "conversation__assembly", "author", "moderated_by", "same_as__assembly"
    )
    seen = visible(request.actor, "statements.view", rows)
    return get_object_or_404(seen, public_id=public_id, assembly__slug=slug)


def draft_at(request: HttpRequest, slug: str, public_id: str) -> DraftText:
    """A draft that one may read."""
    rows = DraftText.objects.select_related("assembly")
    seen = visible(request.actor, "drafts.view", rows)
    return get_object_or_404(seen, public_id=public_id, assembly__slug=slug)


def open_conversation(view: View) -> View:
    """Opens the scope of the address's assembly and hands over its conversation, if citizens take part in it."""

    @wraps(view)
    def opened(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
        here = get_object_or_404(Assembly, slug=assembly)
        with scope([here.pk]):
            rows = Conversation.objects.select_related("assembly").filter(Conversation.is_told())
            found = get_object_or_404(rows, public_id=public_id, assembly=here)
            return view(request, found)

    return opened
