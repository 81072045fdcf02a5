"""Members take part: whoever may is found under their own name, and nobody is told more than that."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongxin.accounts.access import requires
from tongxin.deliberation.actions.join import voice_of
from tongxin.deliberation.views import taking_part
from tongxin.deliberation.views.places import conversation_at
from tongxin.deliberation.views.seats import Seat

TAKE_PART = "conversations.take_part"


@requires("conversations.take_part")
@never_cache
@require_GET
def talk(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """One statement at a time."""
    return taking_part.talk_page(request, _seat(request, assembly, public_id))


@requires("conversations.take_part")
@require_POST
def stance(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Agree, disagree or pass."""
    return taking_part.note_stance(request, _seat(request, assembly, public_id))


@requires("conversations.take_part")
@require_POST
def undo(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Take the last answer back."""
    return taking_part.take_back(request, _seat(request, assembly, public_id))


@requires("conversations.take_part")
@require_http_methods(["GET", "POST"])
def offer(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Offer a view of one's own."""
    return taking_part.offer_page(request, _seat(request, assembly, public_id))


def _seat(request: HttpRequest, slug: str, public_id: str) -> Seat:
    conversation = conversation_at(request, slug, public_id, TAKE_PART)
    person = request.actor.person
    voice = voice_of(conversation, person) if conversation.takes_stances and person else None
    return Seat(conversation, request.actor, voice)
