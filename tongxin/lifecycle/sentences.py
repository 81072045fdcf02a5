"""What a person reads after an act: what happened, who is next, until when."""

from collections.abc import Sequence

from django.db import models
from django.utils.translation import gettext as _

from tongxin.accounts.terms import Role
from tongxin.core import formats
from tongxin.lifecycle.models import Waiting
from tongxin.lifecycle.table import Act, act_named
from tongxin.lifecycle.waiting import waited_on


def after(act: Act, record: models.Model) -> str:
    """「已签收。下一步:市教育局送审答复,2026年4月14日前。」 `%(what)s` in an act's words is the record's headline."""
    happened = str(act.done) or _("已完成：%(act)s。") % {"act": act.label}
    if "%(what)s" in happened:
        happened %= {"what": act.lifecycle.headline(record)}
    return happened + next_step(list(waited_on(record)))


def next_step(rows: Sequence[Waiting]) -> str:
    """The first act that is expected as a sentence; nothing where none is."""
    if not rows:
        return ""
    row = rows[0]
    parts = {"who": _awaited_from(rows), "act": act_named(row.act).label}
    if row.due_on is None:
        return _("下一步：%(who)s %(act)s。") % parts
    return _("下一步：%(who)s %(act)s，%(day)s前。") % {**parts, "day": formats.day(row.due_on)}


def _awaited_from(rows: Sequence[Waiting]) -> str:
    """Who does the first act: where any of several offices may, the name they have together."""
    row = rows[0]
    offices = {one.role for one in rows if one.act == row.act and not one.person_id}
    if row.person_id or row.organisation_id or len(offices) < 2:
        return holder(row)
    return str(act_named(row.act).by[0].label)


def holder(row: Waiting) -> str:
    """Who is waited for: a person's name, a unit's, or a role's."""
    if row.person_id:
        return str(row.person)
    if row.organisation_id:
        return str(row.organisation)
    return str(Role(row.role).label)
