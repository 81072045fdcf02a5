"""Throws away what has served its purpose: old codes, expired devices, sessions nobody can use."""

from datetime import timedelta

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session

from tongxin.accounts.models import BoundDevice, CacheEntry, MessageCode, OneTimeCode
from tongxin.core import clock

KEPT = timedelta(days=2)


def purge() -> int:
    """How many rows went; run once a day."""
    now = clock.now()
    spent = [
        MessageCode.objects.filter(created_at__lt=now - KEPT),
        OneTimeCode.objects.filter(expires_at__lt=now - KEPT),
        BoundDevice.objects.filter(expires_at__lt=now),
        CacheEntry.objects.filter(expires__lt=now),
        AccessAttempt.objects.filter(attempt_time__lt=now - KEPT),
        Session.objects.filter(expire_date__lt=now),
    ]
    return sum(rows.delete()[0] for rows in spent)
