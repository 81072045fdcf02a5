"""Finds whose an identity number is, without opening any."""

from collections.abc import Collection
from typing import cast

from tongxin.accounts.sealed import EncryptedField
from tongxin.members.models import IdentityNumber

PORTION = 400


def holders_of(numbers: Collection[str]) -> dict[str, int]:
    """The persons under whose name these numbers stand, by number."""
    field = cast(EncryptedField, IdentityNumber._meta.get_field("number"))
    by_digest = {digest: number for number in numbers for digest in field.lookups(number)}
    digests = list(by_digest)
    found: dict[str, int] = {}
    for start in range(0, len(digests), PORTION):
        rows = IdentityNumber.objects.filter(lookup__in=digests[start : start + PORTION])
        found |= {
            by_digest[digest]: person for digest, person in rows.values_list("lookup", "person_id")
        }
    return found
