"""The citizens' door: by a code or a checked telephone number one gets a voice, and the device carries it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongxin.accounts.access import public
from tongxin.accounts.actor import PUBLIC
from tongxin.accounts.lockout import address_of
from tongxin.core.errors import Refused
from tongxin.core.posting import refuse
from tongxin.deliberation.actions.join import (
    enter_by_code,
    enter_by_phone,
    send_contact_code,
)
from tongxin.deliberation.forms.door import CodeForm, ConfirmForm, PhoneForm
from tongxin.deliberation.limits import CODES_PER_ADDRESS, MESSAGES_PER_ADDRESS, is_within
from tongxin.deliberation.models import Conversation, Voice
from tongxin.deliberation.queries.conversations import timeline
from tongxin.deliberation.queries.talking import held_back_in
from tongxin.deliberation.terms import Admission
from tongxin.deliberation.views import taking_part
from tongxin.deliberation.views.places import open_conversation
from tongxin.deliberation.views.seats import Seat
from tongxin.deliberation.voicing import hand_over, put_down, voice_in_hand

SeatView = Callable[[HttpRequest, Seat], HttpResponse]


@public
@never_cache
@require_GET
@open_conversation
def door(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """What it is about, who may take part and how, what is recorded and what is not."""
    form = None
    takes_part = conversation.takes_stances or conversation.takes_statements
    if takes_part and not request.user.is_authenticated:
        form = _first_form(conversation)
    return _door(request, conversation, form)


@public
@require_POST
@open_conversation
def by_code(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """The code of a slip opens."""
    form = CodeForm(request.POST, conversation=conversation)

    def enter() -> Voice:
        _check(request, "codes", CODES_PER_ADDRESS)
        return enter_by_code(conversation, form.cleaned_data["code"], part=form.part)

    return _enter(request, conversation, form, enter)


@public
@require_POST
@open_conversation
def by_phone(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """A message goes out to the number, and the code is asked for."""
    form = PhoneForm(request.POST)
    if form.is_valid():
        try:
            _check(request, "messages", MESSAGES_PER_ADDRESS)
            sent = send_contact_code(conversation, form.cleaned_data["phone"])
        except Refused as refused:
            refuse(form, refused)
        else:
            asked = {"check": sent.check, "phone": sent.phone}
            return _door(
                request, conversation, ConfirmForm(initial=asked, conversation=conversation)
            )
    return _door(request, conversation, form, status=422)


@public
@require_POST
@open_conversation
def confirm(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """The code that came by message opens."""
    form = ConfirmForm(request.POST, conversation=conversation)

    def enter() -> Voice:
        _check(request, "codes", CODES_PER_ADDRESS)
        given = {name: form.cleaned_data[name] for name in ("check", "phone", "code")}
        return enter_by_phone(conversation, **given, part=form.part)

    return _enter(request, conversation, form, enter)


@public
@require_POST
@open_conversation
def leave(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """The device no longer carries the voice: the next one may use it."""
    return put_down(redirect(conversation.open_url), conversation)


def seated(view: SeatView) -> Callable[..., HttpResponse]:
    """For whoever carries a voice; all others are led to the door. An account and a voice never meet in one request."""

    @wraps(view)
    def with_seat(request: HttpRequest, conversation: Conversation) -> HttpResponse:
        voice = None if request.user.is_authenticated else voice_in_hand(request, conversation)
        if voice is None or not conversation.is_under_way:
            return redirect(conversation.open_url)
        return view(request, Seat(conversation, PUBLIC, voice, is_citizen=True))

    return with_seat


@public
@never_cache
@require_GET
@open_conversation
@seated
def talk(request: HttpRequest, seat: Seat) -> HttpResponse:
    """One statement at a time."""
    return taking_part.talk_page(request, seat)


@public
@require_POST
@open_conversation
@seated
def stance(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Agree, disagree or pass."""
    return taking_part.note_stance(request, seat)


@public
@require_POST
@open_conversation
@seated
def undo(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Take the last answer back."""
    return taking_part.take_back(request, seat)


@public
@require_http_methods(["GET", "POST"])
@open_conversation
@seated
def offer(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Offer a view of one's own."""
    return taking_part.offer_page(request, seat)


def _first_form(conversation: Conversation) -> forms.Form:
    if conversation.admission == Admission.CODE:
        return CodeForm(conversation=conversation)
    return PhoneForm()


def _enter(
    request: HttpRequest, conversation: Conversation, form: Any, enter: Callable[[], Voice]
) -> HttpResponse:
    if form.is_valid():
        try:
            return hand_over(redirect(_talk_url(conversation)), enter(), conversation)
        except Refused as refused:
            refuse(form, refused)
    return _door(request, conversation, form, status=422)


def _talk_url(conversation: Conversation) -> str:
    return Seat(conversation, PUBLIC, None, is_citizen=True).talk_url


def _check(request: HttpRequest, what: str, most: int) -> None:
    """Nobody enters while signed in: beside an account a voice would have a name."""
    if request.user.is_authenticated:
        raise Refused(_("您已登录。请先退出登录，再以公众身份参加；账号和态度不能放在一起。"))
    if not is_within(what, address_of(request), most):
        raise Refused(_("当前网络试得太多，请一小时后再试。"))


def _door(
    request: HttpRequest, conversation: Conversation, form: forms.Form | None, status: int = 200
) -> HttpResponse:
    voice = None if request.user.is_authenticated else voice_in_hand(request, conversation)
    context = {
        "conversation": conversation,
        "seat": Seat(conversation, PUBLIC, voice, is_citizen=True),
        "form": form,
        "form_name": type(form).__name__,
        "steps": timeline(conversation),
        "held_back": held_back_in(conversation),
    }
    return render(request, "deliberation/open/door.html", context, status=status)
