"""Numbers without gaps or doubles, given inside the caller's transaction."""

from django.db import IntegrityError, transaction
from django.db.models import F

from tongxin.core.models import Sequence


def take(key: str, count: int = 1) -> int:
    """The first of `count` fresh numbers of the run `key`; the row stays locked until commit, so a rollback leaves no gap."""
    if not _advance(key, count):
        try:
            with transaction.atomic():
                Sequence.objects.create(key=key, last=count)
            return 1
        except IntegrityError:
            _advance(key, count)
    return Sequence.objects.values_list("last", flat=True).get(pk=key) - count + 1


def _advance(key: str, count: int) -> int:
    return Sequence.objects.filter(pk=key).update(last=F("last") + count)
