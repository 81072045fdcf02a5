"""Whom a gathering invites: rules are added and taken away while it is planned; a rule added later invites more people."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core.errors import Refused
from tongxin.gatherings.models import Gathering, InvitationRule
from tongxin.gatherings.queries.invitees import PLACES, usual_rules
from tongxin.gatherings.terms import Source

MOST = 40
"""So many rules fit one gathering; what is longer is a list of names."""


@transaction.atomic
def add_rule(gathering: Gathering, *, actor: Actor, source: str, **told: Any) -> InvitationRule:
    """One more line: `committee`, `sector` or `body` where the source means one, `names` for a list; duty, capacity.

    The usual lines of the kind are written down first, so that what is added to them does not replace them.
    """
    demand(actor, "gatherings.organise", gathering)
    if not (gathering.is_draft or gathering.is_announced):
        raise Refused(_("这次活动已经办结或取消，名单不能再改。"))
    _refuse_unfit(gathering, source, told)
    adopt_usual(gathering, actor=actor)
    if gathering.rules.count() >= MOST:
        raise Refused(_("邀请规则太多了，请把几行并成一份名单。"))
    rule = InvitationRule(
        assembly_id=gathering.assembly_id, gathering=gathering, source=source, **told
    )
    rule.save(force_insert=True)
    trail.record("gatherings.add_rule", gathering, actor, rule=rule.pk, source=source)
    return rule


@transaction.atomic
def drop_rule(rule: InvitationRule, *, actor: Actor) -> None:
    """One line less, while nobody was told; later invitations are withdrawn, each by itself."""
    demand(actor, "gatherings.organise", rule.gathering)
    if not rule.gathering.is_draft:
        raise Refused(_("通知已经发出，请在名单上撤回不该邀请的人。"))
    trail.record("gatherings.drop_rule", rule.gathering, actor, rule=rule.pk, source=rule.source)
    rule.delete()


@transaction.atomic
def adopt_usual(gathering: Gathering, *, actor: Actor) -> int:
    """Write down what is usual for the kind, where nothing was set yet; how many lines."""
    demand(actor, "gatherings.organise", gathering)
    if gathering.rules.exists():
        return 0
    rules = usual_rules(gathering)
    InvitationRule._base_manager.bulk_create(rules)
    return len(rules)


def _refuse_unfit(gathering: Gathering, source: str, told: dict[str, Any]) -> None:
    """A source that means a body names one of this assembly; a list has names."""
    field = PLACES.get(Source(source))
    if field:
        place = told.get(field)
        if place is None:
            raise Refused(_("请选择是哪一个。"), field=field)
        if place.assembly_id != gathering.assembly_id:
            raise Refused(_("只能邀请本级的人员。"), field=field)
    if source == Source.NAMED and not told.get("names"):
        raise Refused(_("请写上要邀请的人。"), field="names")
