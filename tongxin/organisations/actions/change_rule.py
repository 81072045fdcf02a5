"""Staff change a parameter from a date on."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.core.errors import Refused
from tongxin.organisations import rulebook
from tongxin.organisations.models import Assembly, RulebookEntry


@transaction.atomic
def change_rule(
    assembly: Assembly,
    *,
    actor: "trail.Acting",
    code: str,
    value: Any,
    valid_from: date,
    reason: str,
) -> RulebookEntry:
    """Enter a new value beside the old ones; open deadlines keep what they resolved (foundations: Rulebook)."""
    declared = rulebook.parameter(code)
    rulebook.check(declared, value)
    if not reason.strip():
        raise Refused(_("请写明理由或依据文件。"), field="reason")
    entry = RulebookEntry(
        assembly=assembly,
        code=code,
        value=value,
        valid_from=valid_from,
        reason=reason.strip(),
        entered_by_id=actor.person_id,
    )
    entry.save()
    trail.record("organisations.change_rule", entry, actor, code=code, valid_from=valid_from)
    return entry
