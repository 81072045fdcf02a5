"""Send what is due: claimed by one UPDATE under a lease, handed over outside any transaction, noted afterwards.

A worker that dies in between leaves a lease that lapses; the message then goes out again under the same key. So
towards a provider that knows the key each message arrives once; by plain SMTP at least once, with one Message-ID.
"""

import logging
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tongxin.accounts.models import Person
from tongxin.core import clock
from tongxin.core.failures import describe
from tongxin.notifications import channels
from tongxin.notifications.channels import (
    Message,
    PermanentError,
    RateLimitedError,
    Receipt,
    SendingError,
)
from tongxin.notifications.models import Delivery, Notice
from tongxin.notifications.outbox import stopped_assemblies
from tongxin.notifications.queries import (
    Preferences,
    Records,
    address_of,
    preferences_of,
    records_of,
)
from tongxin.notifications.sealing import unseal
from tongxin.notifications.terms import DeliveryStatus
from tongxin.notifications.words import words

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=120)
MARGIN = timedelta(seconds=20)
MOST_ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=2)
ORDER = ("priority", "not_before", "id")


def deliver_due(limit: int = 20) -> int:
    """Send up to `limit` messages whose time has come; how many were taken in hand."""
    claimed = _claim(limit)
    paused: dict[str, datetime] = {}
    with translation.override(settings.LANGUAGE_CODE):
        for delivery, message in _messages(claimed):
            if not _put_off(delivery, paused):
                _send(delivery, message, paused)
    return len(claimed)


def _due(now: datetime) -> Q:
    """Waiting and due, or taken by a worker that did not come back; held up by no switch."""
    queued = Q(status=DeliveryStatus.QUEUED, not_before__lte=now)
    lost = Q(status=DeliveryStatus.LEASED, lease_until__lte=now)
    return (queued | lost) & _not_stopped()


def _not_stopped() -> Q:
    stopped = stopped_assemblies()
    code = Q(notice__isnull=True)
    if None in stopped:
        return code
    return code | ~Q(assembly_id__in=stopped) if stopped else Q()


def _claim(limit: int) -> list[Delivery]:
    now, holder = clock.now(), secrets.token_hex(16)
    due = Delivery.objects.filter(_due(now))
    ids = list(due.order_by(*ORDER).values_list("pk", flat=True)[:limit])
    if not ids:
        return []
    due.filter(pk__in=ids).update(
        status=DeliveryStatus.LEASED,
        leased_by=holder,
        lease_until=now + LEASE,
        attempts=F("attempts") + 1,
    )
    mine = Delivery.objects.filter(leased_by=holder).order_by(*ORDER)
    return list(mine.select_related("notice", "person"))


def _messages(claimed: Sequence[Delivery]) -> list[tuple[Delivery, Message]]:
    """What each delivery says and where it goes, as of now."""
    records = records_of([delivery.notice for delivery in claimed if delivery.notice])
    preferences = preferences_of({delivery.person for delivery in claimed if delivery.person})
    return [
        (
            delivery,
            _notice_message(delivery, delivery.notice, delivery.person, records, preferences)
            if delivery.notice and delivery.person
            else _code_message(delivery),
        )
        for delivery in claimed
    ]


def _notice_message(
    delivery: Delivery, notice: Notice, person: Person, records: Records, preferences: Preferences
) -> Message:
    record = records.get((notice.record_type, notice.record_id))
    preference = preferences.get((person.pk, delivery.channel))
    return Message(
        key=delivery.idempotency_key,
        address=address_of(person, delivery.channel, preference),
        title=words(notice, record).title,
        url=f"{channels.site()}{reverse('notifications:open', args=[notice.public_id])}",
    )


def _code_message(delivery: Delivery) -> Message:
    content = unseal(delivery.sealed) or {"phone": "", "code": ""}
    return Message(
        key=delivery.idempotency_key,
        address=content["phone"],
        title=_("登录验证码"),
        code=content["code"],
    )


def _put_off(delivery: Delivery, paused: dict[str, datetime]) -> bool:
    """Whether it must wait after all: its channel rests, sending was stopped meanwhile, or the lease runs out."""
    now = clock.now()
    if delivery.channel in paused:
        return _give_back(delivery, paused[delivery.channel])
    if _lease_runs_out(delivery, now) or _is_stopped(delivery):
        return _give_back(delivery, now)
    if delivery.expires_at and delivery.expires_at <= now:
        return _note(delivery, status=DeliveryStatus.SUPPRESSED, error="expired", sealed="")
    return False


def _send(delivery: Delivery, message: Message, paused: dict[str, datetime]) -> None:
    sender = channels.configured().get(delivery.channel)
    if sender is None:
        _note(delivery, status=DeliveryStatus.FAILED, error="not_configured")
        return
    if not message.address:
        _note(delivery, status=DeliveryStatus.SUPPRESSED, error="no_address")
        return
    try:
        receipt = sender.send(message)
    except RateLimitedError as limited:
        paused[delivery.channel] = _rest(delivery.channel, limited.wait)
        _give_back(delivery, paused[delivery.channel], error=limited.code)
    except PermanentError as failed:
        _note(delivery, status=DeliveryStatus.FAILED, error=failed.code)
    except SendingError as failed:
        _try_later(delivery, failed.code)
    except Exception as error:
        logger.error("delivery %s: %s", delivery.public_id, describe(error))
        _try_later(delivery, type(error).__name__[:60])
    else:
        _note_sent(delivery, receipt, keep_sealed=not sender.is_real)


def _note_sent(delivery: Delivery, receipt: Receipt, *, keep_sealed: bool) -> None:
    """It is out; a code's number and digits are forgotten, but for the demonstration's outbox."""
    _note(
        delivery,
        status=DeliveryStatus.SENT,
        sent_at=clock.now(),
        provider_reference=receipt.reference[:120],
        error="",
        sealed=delivery.sealed if keep_sealed else "",
    )


def _try_later(delivery: Delivery, code: str) -> None:
    """Ever later, until it has failed too often."""
    if delivery.attempts >= MOST_ATTEMPTS:
        _note(delivery, status=DeliveryStatus.FAILED, error=code)
        return
    wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** (delivery.attempts - 1))
    _note(delivery, status=DeliveryStatus.QUEUED, error=code, not_before=clock.now() + wait)


def _rest(channel: str, wait: timedelta) -> datetime:
    """Let everything on a channel wait as long as the provider asks."""
    until = clock.now() + wait
    Delivery.objects.filter(
        channel=channel, status=DeliveryStatus.QUEUED, not_before__lt=until
    ).update(not_before=until)
    return until


def _give_back(delivery: Delivery, not_before: datetime, error: str = "") -> bool:
    """Queue it again as if it had not been tried."""
    return _note(
        delivery,
        status=DeliveryStatus.QUEUED,
        not_before=not_before,
        attempts=F("attempts") - 1,
        error=error,
    )


def _lease_runs_out(delivery: Delivery, now: datetime) -> bool:
    return delivery.lease_until is None or delivery.lease_until - MARGIN <= now


def _is_stopped(delivery: Delivery) -> bool:
    stopped = stopped_assemblies()
    return delivery.notice_id is not None and bool(stopped & {None, delivery.assembly_id})


def _note(delivery: Delivery, **fields: Any) -> bool:
    """Write down what became of it, unless another worker has taken it over."""
    Delivery.objects.filter(
        pk=delivery.pk, leased_by=delivery.leased_by, status=DeliveryStatus.LEASED
    ).update(lease_until=None, **fields)
    return True
