"""Taking part, the same for members and citizens: one statement at a time, undo, a view of one's own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tongxin.core.errors import Refused
from tongxin.core.pages import draft_done
from tongxin.core.posting import refuse, request_key
from tongxin.deliberation.actions.take_stance import answer, undo
from tongxin.deliberation.forms.statements import OfferForm
from tongxin.deliberation.models import Statement
from tongxin.deliberation.parameters import STATEMENTS_EACH
from tongxin.deliberation.queries.talking import shown_in, similar_to
from tongxin.deliberation.views.seats import Seat
from tongxin.organisations import rulebook

STANCES = {"1": 1, "0": 0, "-1": -1}


def talk_page(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The statement that waits, what is answered, what can be undone."""
    conversation = seat.conversation
    if not conversation.takes_stances and not conversation.takes_statements:
        return redirect(seat.home)
    is_collecting = not conversation.takes_stances
    context = {
        "seat": seat,
        "conversation": conversation,
        "statements": shown_in(conversation) if is_collecting else (),
        "offer_form": OfferForm() if conversation.takes_statements else None,
    }
    return render(request, "deliberation/talk.html", context)


def note_stance(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Agree, disagree or pass; then the next one. A statement that vanished meanwhile is simply passed over."""
    if seat.voice is None:
        return seat.back()
    try:
        stance = STANCES.get(request.POST.get("stance", ""), 9)
        seat.statement = answer(seat.voice, _named(request, seat), stance)
    except Refused as refused:
        return _refused(request, seat, refused)
    return _next(request, seat)


def take_back(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The last answer is taken back, and its statement stands there again."""
    if seat.voice is None:
        return seat.back()
    try:
        undo(seat.voice, _named(request, seat))
    except Refused as refused:
        return _refused(request, seat, refused)
    return _next(request, seat)


def offer_page(request: HttpRequest, seat: Seat) -> HttpResponse:
    """A view of one's own: similar ones are shown first, then it is handed in."""
    form = OfferForm(request.POST if request.method == "POST" else None)
    similar = []
    if form.is_valid():
        words = form.cleaned_data["words"]
        similar = [] if "anyway" in request.POST else similar_to(seat.conversation, words)
        if not similar and _hand_in(request, seat, form):
            return draft_done(seat.back(), f"statement.{seat.conversation.public_id}")
    context = {
        "seat": seat,
        "conversation": seat.conversation,
        "form": form,
        "similar": similar,
    }
    return render(request, "deliberation/offer.html", context, status=422 if form.errors else 200)


def _hand_in(request: HttpRequest, seat: Seat, form: OfferForm) -> bool:
    most = rulebook.value(STATEMENTS_EACH, seat.conversation.assembly_id)
    try:
        if not seat.may_offer(most):
            raise Refused(_("每人最多提 %(most)d 条观点，您已提满。") % {"most": most})
        statement = seat.offer(form.cleaned_data["words"], request_key(request))
    except Refused as refused:
        refuse(form, refused)
        return False
    told = _("已收到，这是第 %(n)d 条。审核人看过以后公开，供大家表态。") % {"n": statement.number}
    messages.success(request, told)
    return True


def _named(request: HttpRequest, seat: Seat) -> Statement:
    rows = Statement.objects.filter(conversation=seat.conversation).select_related("conversation")
    named = rows.filter(public_id=request.POST.get("statement", "")).first()
    if named is None:
        raise Refused(_("这条观点已经不在了，请看下一条。"))
    return named


def _refused(request: HttpRequest, seat: Seat, refused: Refused) -> HttpResponse:
    if request.htmx:
        return _part(request, seat, refused.message)
    messages.error(request, refused.message)
    return seat.back()


def _next(request: HttpRequest, seat: Seat) -> HttpResponse:
    return _part(request, seat) if request.htmx else seat.back()


def _part(request: HttpRequest, seat: Seat, sentence: str = "") -> HttpResponse:
    context = {"seat": seat, "conversation": seat.conversation, "sentence": sentence}
    return render(request, "deliberation/_one.html", context)
