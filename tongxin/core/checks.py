"""What is missing or unsafe: declared checks, each answering with findings that say what to do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tongxin.core.failures import describe

WRONG = "wrong"
UNSAFE = "unsafe"
NOTE = "note"
LEVELS = (WRONG, UNSAFE, NOTE)


@dataclass(frozen=True)
class Finding:
    """One thing found: `wrong` stops work, `unsafe` must not stay, `note` is good to know."""

    level: str
    sentence: str
    advice: str = ""

    def __post_init__(self):
        if self.level not in LEVELS:
            raise ValueError(f"unknown level {self.level!r}")


@dataclass(frozen=True)
class Check:
    """A question to the installation; `run` answers with nothing when all is well."""

    code: str
    label: str | Promise
    run: Callable[[], list[Finding]]


_checks: dict[str, Check] = {}


def declare(check: Check) -> None:
    """Make `tongxin check` ask this."""
    if check.code in _checks:
        raise ValueError(f"check {check.code} is already declared")
    _checks[check.code] = check


def checks() -> list[Check]:
    """All declared checks."""
    return list(_checks.values())


def results() -> Iterator[tuple[Check, list[Finding]]]:
    """Every check with its findings; one that fails to run is itself a finding."""
    for check in checks():
        try:
            yield check, check.run()
        except Exception as error:
            sentence = _("这项检查没有做成：%(error)s") % {"error": describe(error)}
            yield check, [Finding(WRONG, sentence, _("请先解决上面各项，再检查一次。"))]
