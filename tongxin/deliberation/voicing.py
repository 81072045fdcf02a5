"""How people become voices: a keyed digest of who they are, under the conversation's secret; a cookie holds the rest.

With the secret alive, a person's voice can be found again by computing it; with the secret wiped, by nobody.
"""

import hmac
from datetime import date
from zlib import crc32

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tongxin.accounts.models import Person
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.deliberation.models import Conversation, Ticket, Voice

COOKIE = "tongxin_voice"
SALT = "tongxin.deliberation.voice"

Who = Person | Ticket | str
"""A member, a code, or a telephone number."""


def digest_in(conversation: Conversation, text: str) -> str:
    """What stands for a text in this conversation, and in no other."""
    secret = conversation.unseal_secret()
    if not secret:
        raise Refused(_("网络协商没有开始，或者已经结束。"))
    return hmac.digest(secret.encode(), text.encode(), "sha256").hex()


def key_of(conversation: Conversation, who: Who) -> str:
    """The key of the voice of a person, a code or a telephone number."""
    match who:
        case Person():
            return digest_in(conversation, f"person:{who.pk}")
        case Ticket():
            return digest_in(conversation, f"ticket:{who.digest}")
    return digest_in(conversation, f"phone:{who}")


def cohort_of_batch(batch: str) -> int:
    """The number under which those who came by codes of one occasion are counted for the alarms."""
    return crc32(batch.encode()) >> 1


def cohort_of_day(day: date) -> int:
    """The number under which those who came on one day are counted for the alarms."""
    return day.toordinal()


def voice_in_hand(request: HttpRequest, conversation: Conversation) -> Voice | None:
    """The voice that this device carries for the conversation, if it carries one."""
    signed = request.COOKIES.get(COOKIE, "")
    try:
        key = signing.loads(signed, salt=_salt(conversation))
    except signing.BadSignature:
        return None
    return Voice.objects.filter(conversation=conversation, pk=key).first()


def hand_over(response: HttpResponse, voice: Voice, conversation: Conversation) -> HttpResponse:
    """Let the device carry the voice: one cookie below the conversation's own address, nothing on our side."""
    days = (conversation.closes_on - clock.today()).days + 1
    response.set_cookie(
        COOKIE,
        signing.dumps(voice.pk, salt=_salt(conversation)),
        max_age=max(days, 1) * 24 * 3600,
        path=conversation.open_url,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def put_down(response: HttpResponse, conversation: Conversation) -> HttpResponse:
    """Take the voice off the device, on a phone that is passed around."""
    response.delete_cookie(COOKIE, path=conversation.open_url, samesite="Lax")
    return response


def _salt(conversation: Conversation) -> str:
    return f"{SALT}:{conversation.public_id}"
