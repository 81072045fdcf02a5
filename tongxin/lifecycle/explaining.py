"""Why a deadline falls on its day, in sentences."""

from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from tongxin.core import formats
from tongxin.core.workdays import reason_label
from tongxin.lifecycle.models import Deadline
from tongxin.organisations import rulebook

UNIT_WORDS = {
    "workdays": lambda count: _("%(n)s 个工作日") % {"n": count},
    "days": lambda count: _("%(n)s 日") % {"n": count},
    "months": lambda count: _("%(n)s 个月") % {"n": count},
}


def lines(deadline: Deadline) -> list[str]:
    """Rule, start, skipped days, fixed latest day, extension, provisional mark, calendar version."""
    working = deadline.working
    if working.get("named"):
        return [_("这一天由承诺或决定直接写明。")]
    length = working["length"]
    parameter = rulebook.parameter(deadline.parameter)
    told = [
        _("规则“%(rule)s”：%(length)s。")
        % {"rule": parameter.label, "length": UNIT_WORDS[length["unit"]](length["count"])},
        _("自%(start)s的次日起算，到%(due)s。")
        % {
            "start": formats.day(deadline.started_on),
            "due": formats.day(date.fromisoformat(working["due"])),
        },
    ]
    if parameter.clause:
        told.insert(1, _("依据：%(clause)s。") % {"clause": parameter.clause})
    told += _skipped(working)
    if fixed := working.get("by_fixed_date"):
        told.append(_("规则另定最迟%(day)s。") % {"day": formats.day(date.fromisoformat(fixed))})
    if deadline.extends_id:
        told.append(
            _("已批准延期至%(day)s：%(reason)s")
            % {"day": formats.day(deadline.due_on), "reason": deadline.reason}
        )
    if deadline.is_provisional:
        told.append(_("其中有的日子尚未公布放假安排，公布后可能变动。"))
    told.append(_("工作日历版本 %(version)s") % {"version": working["version"]})
    return told


def _skipped(working: dict) -> list[str]:
    """Days left out, told by reason."""
    rows = sorted(working["skipped"], key=lambda row: row[1])
    told = []
    for reason, group in groupby(rows, key=lambda row: row[1]):
        days = [date.fromisoformat(day) for day, _reason in group]
        told.append(
            _("不计入：%(reason)s %(n)d 天（%(first)s至%(last)s）")
            % {
                "reason": reason_label(reason),
                "n": len(days),
                "first": formats.day(min(days)),
                "last": formats.day(max(days)),
            }
        )
    return told
