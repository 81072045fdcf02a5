"""How events of invitations and calendars read that come from no lifecycle's table, and which lists may be taken out."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.gatherings.terms import Source
from tongxin.trail import sentences, taking
from tongxin.trail.models import Event

PLAIN = {
    "gatherings.give_address": gettext_lazy("更换日历订阅地址"),
}
TAKEN = {
    "gatherings.people": gettext_lazy("活动名单"),
    "gatherings.sitting_people": gettext_lazy("场次名单"),
    "gatherings.cards": gettext_lazy("席卡"),
    "gatherings.sheet": gettext_lazy("签到表"),
}


def declare_all() -> None:
    """Make the sentences known, and what can be taken out."""
    for act, words in PLAIN.items():
        sentences.declare(act, lambda event, words=words: str(words))
    sentences.declare("gatherings.invite", _invited)
    sentences.declare("gatherings.remind", _reminded)
    sentences.declare("gatherings.add_rule", _rule_added)
    sentences.declare("gatherings.drop_rule", _rule_dropped)
    for what, label in TAKEN.items():
        taking.declare(what, label)


def _invited(event: Event) -> str:
    return _("邀请 %(n)d 人") % {"n": event.facts["invited"]}


def _reminded(event: Event) -> str:
    return _("提醒 %(n)d 人答复") % {"n": event.facts["reminded"]}


def _rule_added(event: Event) -> str:
    return _("增加邀请规则：%(who)s") % {"who": Source(event.facts["source"]).label}


def _rule_dropped(event: Event) -> str:
    return _("去掉邀请规则：%(who)s") % {"who": Source(event.facts["source"]).label}
