"""How often a device, an address or a voice may try: counted for an hour in the shared cache, under keyed digests."""

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from tongxin.core import clock

HOUR = 3600
CODES_PER_ADDRESS = 600
MESSAGES_PER_ADDRESS = 300
"""A whole hall may share one address."""


def is_within(what: str, who: str | int | None, most: int, seconds: int = HOUR) -> bool:
    """Count one more try; whether it is still within what is allowed in this stretch of time."""
    stretch = int(clock.now().timestamp()) // seconds
    key = f"deliberation.{what}.{salted_hmac(what, f'{who}:{stretch}', algorithm='sha256').hexdigest()}"
    tries = cache.get(key, 0) + 1
    cache.set(key, tries, seconds)
    return tries <= most
