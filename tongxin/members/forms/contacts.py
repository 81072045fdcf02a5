"""What is filled in about contact pairs: choices, days, and one short line for help that was asked for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.core import clock
from tongxin.members.forms.fields import PlainForm, day, line
from tongxin.members.models import SIDES, SpecialCommittee
from tongxin.members.queries.contacts import organisations_for, people_for
from tongxin.members.terms import ContactTheme, ContactWay, HelpOutcome, PairKind
from tongxin.organisations.models import Assembly


class KindForm(forms.Form):
    """Which kind of pair is wanted; the form for it follows."""

    kind = forms.ChoiceField(label=_("联系种类"), choices=PairKind.choices)


class PairForm(PlainForm):
    """A pair of one kind: who keeps the contact, with whom, from when."""

    def __init__(self, *args: Any, assembly: Assembly, kind: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        ours, theirs = SIDES[kind]
        self.fields["keeper"] = _side(assembly, kind, ours, _("联系人"))
        if kind == PairKind.LEADER_ENTERPRISE:
            self.fields["enterprise"] = line(_("企业名称"), most=80)
        else:
            self.fields["other"] = _side(assembly, kind, theirs, _("联系对象"))
        self.fields["starts_on"] = day(_("自何日起"), initial=clock.today)


def _side(assembly: Assembly, kind: str, column: str, label: Any) -> forms.ModelChoiceField:
    rows: Any
    if column in ("member", "other_member"):
        rows = people_for(assembly, kind, column)
    elif column in ("committee", "other_committee"):
        rows = SpecialCommittee._base_manager.filter(assembly=assembly)
    elif column == "county":
        rows = Assembly.objects.filter(parent=assembly)
    else:
        rows = organisations_for(assembly, kind)
    return forms.ModelChoiceField(label=label, queryset=rows)


class ContactForm(PlainForm):
    """That a contact took place."""

    on = day(_("日期"), initial=clock.today)
    way = forms.ChoiceField(label=_("方式"), choices=ContactWay.choices)
    theme = forms.ChoiceField(label=_("主题"), choices=ContactTheme.choices)
    help_asked = line(
        _("请求帮助的事项"),
        required=False,
        help_text=_("没有就不填。只写事项，不写谈话内容。"),
    )


class OutcomeForm(PlainForm):
    """What became of the help that was asked for."""

    outcome = forms.ChoiceField(label=_("办理情况"), choices=HelpOutcome.choices)


class EndPairForm(PlainForm):
    """The end of a pair."""

    on = day(_("结束日期"), initial=clock.today)
