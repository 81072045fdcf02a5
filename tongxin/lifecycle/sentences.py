"""What a person reads after an act: what happened, who is next, until when."""

from django.db import models
from django.utils.translation import gettext as _

from tongxin.accounts.terms import Role
from tongxin.core import formats
from tongxin.lifecycle.models import Waiting
from tongxin.lifecycle.table import Act, act_named
from tongxin.lifecycle.waiting import waited_on


def after(act: Act, record: models.Model) -> str:
    """「已签收。下一步:市教育局送审答复,2026年4月14日前。」"""
    happened = str(act.done) or _("已完成：%(act)s。") % {"act": act.label}
    coming = list(waited_on(record)[:1])
    return happened + (next_step(coming[0]) if coming else "")


def next_step(row: Waiting) -> str:
    """One expected act as a sentence."""
    parts = {"who": holder(row), "act": act_named(row.act).label}
    if row.due_on is None:
        return _("下一步：%(who)s %(act)s。") % parts
    return _("下一步：%(who)s %(act)s，%(day)s前。") % {**parts, "day": formats.day(row.due_on)}


def holder(row: Waiting) -> str:
    """Who is waited for: a person's name, a unit's, or a role's."""
    if row.person_id:
        return str(row.person)
    if row.organisation_id:
        return str(row.organisation)
    return str(Role(row.role).label)
