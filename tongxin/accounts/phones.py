"""Telephone numbers as accounts know them: mainland mobile numbers, eleven digits."""

import re

from tongxin.core.text import masked, tidy

MOBILE = re.compile(r"1[3-9]\d{9}")


def plain(text: str) -> str:
    """A number without country code, blanks and dashes: +86 138-0000-1234 → 13800001234."""
    digits = re.sub(r"[\s()()·.-]", "", tidy(text))
    return re.sub(r"^(\+86|0086)", "", digits)


def is_mobile(number: str) -> bool:
    """Whether messages can be sent there."""
    return bool(MOBILE.fullmatch(number))


def shown(number: str) -> str:
    """The number as it stands on screens that others may see: 138******34."""
    return masked(number) if len(number) > 5 else number
