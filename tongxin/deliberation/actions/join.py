"""Taking part: people, codes and telephone numbers become voices; codes are printed, numbers are checked by message."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts import codes, phones
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person
from tongxin.accounts.permissions import demand
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.core.models import new_public_id
from tongxin.deliberation.models import ContactCheck, Conversation, Ticket, Voice
from tongxin.deliberation.queries.conversations import part_of
from tongxin.deliberation.terms import Admission
from tongxin.deliberation.voicing import Who, cohort_of_batch, cohort_of_day, digest_in, key_of
from tongxin.figures import history
from tongxin.notifications.actions.send_code import send_code

LEAST_CODES, MOST_CODES = 5, 1000
"""Fewer in a batch would name people to those who hand them out."""

PAUSE = timedelta(seconds=60)
PER_NUMBER_AND_HOUR = 5
LIFE = timedelta(minutes=10)
TRIES = 5


def voice_of(conversation: Conversation, who: Who, *, part: int = 0) -> Voice:
    """The voice of a member, a code or a telephone number: always the same one, made when first asked for.

    `part`: the county that a citizen named, by which the opening act may allow to look. Raises Refused before the
    approval and after the end, when there is no secret.
    """
    key = key_of(conversation, who)
    known = Voice.objects.filter(conversation=conversation, key=key)
    if found := known.first():
        return found
    voice = Voice(conversation=conversation, key=key, part=part)
    if isinstance(who, Person):
        voice.part = part_of(conversation, who)
    elif isinstance(who, Ticket):
        voice.cohort = cohort_of_batch(who.batch)
    else:
        voice.cohort = cohort_of_day(clock.today())
    Voice.objects.bulk_create([voice], ignore_conflicts=True)
    return known.get()


@transaction.atomic
def print_codes(conversation: Conversation, *, actor: Actor, batch: str, count: int) -> list[str]:
    """Fresh codes for one occasion of handing out. They exist only in what is given back; digests are kept."""
    demand(actor, "conversations.moderate", conversation)
    if not (conversation.is_by_code and conversation.invites):
        raise Refused(_("凭邀请码参加的网络协商，从批准到表态截止可以打印邀请码。"))
    if not LEAST_CODES <= count <= MOST_CODES:
        told = {"least": LEAST_CODES, "most": MOST_CODES}
        raise Refused(_("一批 %(least)d 至 %(most)d 个。") % told, field="count")
    drawn = [codes.new_sheet_code() for _number in range(count)]
    Ticket._base_manager.bulk_create(
        Ticket(
            assembly_id=conversation.assembly_id,
            conversation=conversation,
            digest=codes.digest(code, bound_to=_place(conversation)),
            batch=batch,
        )
        for code in drawn
    )
    Conversation._base_manager.filter(pk=conversation.pk).update(invited=F("invited") + count)
    history.keep(Conversation, [conversation.pk])
    trail.record("deliberation.print_codes", conversation, actor, count=count)
    return drawn


def enter_by_code(conversation: Conversation, code: str, *, part: int = 0) -> Voice:
    """The voice that a code stands for; the same code leads to the same voice from another device, too."""
    _check_door(conversation, Admission.CODE)
    digest = codes.digest(code, bound_to=_place(conversation))
    ticket = Ticket._base_manager.filter(conversation=conversation, digest=digest).first()
    if ticket is None:
        raise Refused(_("没有这个邀请码，请对照纸条再填一次。"), field="code")
    Ticket._base_manager.filter(pk=ticket.pk, is_used=False).update(is_used=True)
    return voice_of(conversation, ticket, part=part)


@dataclass(frozen=True)
class Sent:
    """A code is on its way; `check` is what the next form carries beside number and code."""

    check: str
    phone: str = field(repr=False)


@transaction.atomic
def send_contact_code(conversation: Conversation, phone: str) -> Sent:
    """Send a code to a citizen's phone. The number is kept as a digest under the conversation's secret."""
    _check_door(conversation, Admission.OPEN)
    number = phones.plain(phone)
    if not phones.is_mobile(number):
        raise Refused(_("请填写 11 位手机号码。"), field="phone")
    contact = digest_in(conversation, f"contact:{number}")
    _check_pace(conversation, contact)
    code, public_id = codes.new_digits(), new_public_id()
    ContactCheck(
        public_id=public_id,
        assembly_id=conversation.assembly_id,
        conversation=conversation,
        contact_digest=contact,
        code_digest=codes.digest(code, bound_to=public_id),
        expires_at=clock.now() + LIFE,
    ).save(force_insert=True)
    send_code(number, code, LIFE)
    return Sent(public_id, number)


def enter_by_phone(
    conversation: Conversation, check: str, phone: str, code: str, *, part: int = 0
) -> Voice:
    """The voice of a number whose code was typed; every try counts before it is looked at."""
    _check_door(conversation, Admission.OPEN)
    number = phones.plain(phone)
    open_ = ContactCheck._base_manager.filter(
        conversation=conversation,
        public_id=check,
        contact_digest=digest_in(conversation, f"contact:{number}"),
        is_used=False,
        expires_at__gt=clock.now(),
    )
    wrong = Refused(_("验证码不对，或者已经过期。请再试，或重新发送。"), field="code")
    if not open_.filter(tries__lt=TRIES).update(tries=F("tries") + 1):
        raise wrong
    if not codes.matches(code, open_.get().code_digest, bound_to=check):
        raise wrong
    open_.update(is_used=True)
    return voice_of(conversation, number, part=part)


def forget_checks() -> int:
    """Delete what a phone was checked with, an hour after it lapsed; how many."""
    lapsed = ContactCheck._base_manager.filter(expires_at__lt=clock.now() - timedelta(hours=1))
    return lapsed.delete()[0]


def _place(conversation: Conversation) -> str:
    return f"deliberation:{conversation.public_id}"


def _check_door(conversation: Conversation, admission: Admission) -> None:
    if conversation.admission != admission or not conversation.is_under_way:
        raise Refused(_("这项网络协商现在不能这样参加。"))


def _check_pace(conversation: Conversation, contact: str) -> None:
    """One code a minute, five an hour for a number."""
    now = clock.now()
    rows = ContactCheck._base_manager.filter(
        conversation=conversation, contact_digest=contact, created_at__gt=now - timedelta(hours=1)
    )
    sent = list(rows.order_by("-created_at").values_list("created_at", flat=True))
    if sent and sent[0] > now - PAUSE:
        raise Refused(_("验证码刚刚发过，请一分钟后再试。"), field="phone")
    if len(sent) >= PER_NUMBER_AND_HOUR:
        raise Refused(_("这个号码一小时内发送次数已满，请稍后再试。"), field="phone")
