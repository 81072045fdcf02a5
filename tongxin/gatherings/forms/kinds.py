"""A kind as staff write it down: who plans and who is expected, leave, sign-in, what it leaves, and lines of fields."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.accounts.offices import Recorders
from tongxin.core.fields import Field, FieldType, Words
from tongxin.gatherings.actions.keep_kinds import Own
from tongxin.gatherings.declaration import CountedAs, Declaration, Expected, Leave, Quorum
from tongxin.gatherings.kinds import Kind
from tongxin.gatherings.terms import (
    Approver,
    Duty,
    Group,
    Measure,
    Output,
    Seen,
    SignInWay,
    Source,
)
from tongxin.kinds import forms as kinds
from tongxin.kinds.forms import KindForm, Shaping
from tongxin.lifecycle.forms import ActForm

QUORUMS = (
    ("", gettext_lazy("不要求")),
    (">1/2", gettext_lazy("过半数")),
    ("1/2", gettext_lazy("半数以上（含半数）")),
    ("2/3", gettext_lazy("三分之二以上")),
)
QUANTITY = "quantity"
LONGEST_NOTICE = 60


def _ticks(label: Any, choices: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        help_text=help_text,
        widget=forms.CheckboxSelectMultiple,
    )


class LeaveFields(forms.Form):
    """How leave is asked."""

    granted_by = forms.ChoiceField(label=gettext_lazy("请假由谁批"), choices=Approver.choices)
    days_before = forms.IntegerField(
        label=gettext_lazy("最迟提前几天请假"), min_value=0, max_value=LONGEST_NOTICE, initial=0
    )
    most = forms.IntegerField(
        label=gettext_lazy("一个人最多请几次"),
        min_value=0,
        max_value=20,
        initial=2,
        help_text=gettext_lazy("填 0 就是不限。"),
    )
    substitute = forms.BooleanField(label=gettext_lazy("可以请人代会"), required=False)

    @property
    def leave(self) -> Leave:
        given = self.cleaned_data
        return Leave(
            Approver(given["granted_by"]),
            given["days_before"],
            given["substitute"],
            given["most"],
        )


class AddKindForm(KindForm, LeaveFields):
    """Everything that a kind of one's own says."""

    unit = forms.CharField(
        label=gettext_lazy("计数单位"),
        max_length=10,
        help_text=gettext_lazy("例如：次、人次、期、场。"),
    )
    help = forms.CharField(label=gettext_lazy("安排须知"), required=False, max_length=200)
    organisers = forms.ChoiceField(label=gettext_lazy("谁主办"), choices=Recorders.choices)
    seen = forms.ChoiceField(
        label=gettext_lazy("谁可以看"),
        choices=Seen.choices,
        help_text=gettext_lazy("合计数看得到数字的人都看得到。启用以后不能再改。"),
    )
    must = _ticks(gettext_lazy("应到的人"), Source.choices)
    may = _ticks(gettext_lazy("可到的人"), Source.choices)
    notice_days = forms.IntegerField(
        label=gettext_lazy("提前几天通知"), min_value=0, max_value=LONGEST_NOTICE, initial=3
    )
    asks_leave = forms.BooleanField(
        label=gettext_lazy("不能来的要请假"), required=False, initial=True
    )
    sign_in = _ticks(gettext_lazy("签到方式"), SignInWay.choices)
    quorum = forms.ChoiceField(label=gettext_lazy("法定人数"), choices=QUORUMS, required=False)
    by_sitting = forms.BooleanField(
        label=gettext_lazy("人次按场计"),
        required=False,
        help_text=gettext_lazy("不选就是一个人一次活动算一人次。"),
    )
    outputs = _ticks(gettext_lazy("会留下什么"), Output.choices)
    needs = _ticks(gettext_lazy("办结前必须有"), Output.choices)
    measure = forms.ChoiceField(
        label=gettext_lazy("数字怎样算"),
        choices=Measure.choices,
        help_text=gettext_lazy("启用以后不能再改。"),
    )

    def declared_by(self, given: dict[str, Any]) -> Declaration | None:
        if set(given["needs"]) - set(given["outputs"]):
            self.add_error("needs", _("必须有的，要先选在“会留下什么”里。"))
            return None
        fields, measure = self.declared_lines(), Measure(given["measure"])
        if measure == Measure.QUANTITY and QUANTITY not in {one.code for one in fields}:
            fields.append(Field(QUANTITY, Words(_("数量")), FieldType.NUMBER))
        name = Words(given["name"])
        return Declaration(
            code=self.code,
            name=name,
            unit=Words(given["unit"]),
            group=Group.OWN,
            fields=tuple(fields),
            figures=(CountedAs(name, Words(given["unit"]), measure=measure),),
            organisers=Recorders(given["organisers"]),
            seen=Seen(given["seen"]),
            expects=self._expected(given),
            notice_days=given["notice_days"],
            leave=self.leave if given["asks_leave"] else None,
            sign_in=tuple(SignInWay(one) for one in given["sign_in"]),
            quorum=Quorum.of(given["quorum"]) if given["quorum"] else None,
            by_sitting=given["by_sitting"],
            outputs=tuple(Output(one) for one in given["outputs"]),
            needs=tuple(Output(one) for one in given["needs"]),
            help=Words(given["help"]),
        )

    def _expected(self, given: dict[str, Any]) -> tuple[Expected, ...]:
        """Whoever must come needs not be told that they may."""
        may = [one for one in given["may"] if one not in given["must"]]
        return tuple(
            Expected(Source(source), duty)
            for duty, sources in ((Duty.MUST, given["must"]), (Duty.MAY, may))
            for source in sources
        )

    def said_by(self, declared: Declaration) -> dict[str, Any]:
        return {
            "name": declared.name.zh,
            "unit": declared.unit.zh,
            "help": declared.help.zh,
            "organisers": declared.organisers,
            "seen": declared.seen,
            "must": _sources(declared.expects, Duty.MUST),
            "may": _sources(declared.expects, Duty.MAY),
            "notice_days": declared.notice_days,
            "asks_leave": declared.leave is not None,
            "sign_in": list(declared.sign_in),
            "quorum": str(declared.quorum or ""),
            "by_sitting": declared.by_sitting,
            "outputs": list(declared.outputs),
            "needs": list(declared.needs),
            "measure": declared.figures[0].measure if declared.figures else Measure.TIMES,
            **leave_initial(declared.leave or Leave()),
        }


class ShapeForm(Shaping, AddKindForm, ActForm):
    """A kind of one's own that is there already."""

    template = "gatherings/kind_form.html"


def leave_initial(leave: Leave) -> dict[str, Any]:
    return {
        "granted_by": leave.granted_by,
        "days_before": leave.days_before,
        "most": leave.most,
        "substitute": leave.substitute,
    }


def _sources(expects: Iterable[Expected], duty: Duty) -> list[str]:
    return [one.source for one in expects if one.duty == duty]


class OverlayForm(kinds.OverlayForm, LeaveFields):
    """An assembly's own words, days, leave and fields for a shipped kind."""

    hidden_help = gettext_lazy("已有的活动和数字不变，只是不再列出来请人安排。")

    notice_days = forms.IntegerField(
        label=gettext_lazy("提前几天通知"), min_value=0, max_value=LONGEST_NOTICE
    )
    quorum = forms.ChoiceField(label=gettext_lazy("法定人数"), choices=QUORUMS, required=False)

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any):
        super().__init__(*args, kind=kind, **kwargs)
        if kind.leave is None:
            for name in LeaveFields.base_fields:
                del self.fields[name]
        if kind.quorum is None:
            del self.fields["quorum"]

    def words_in(self, given: dict[str, Any]) -> dict[str, Any]:
        self.own = self._own(given)
        return {"own": self.own}

    def _own(self, given: dict[str, Any]) -> Own:
        """Only what differs from the kind's own words is kept, so that upgrades still reach the rest."""
        declared = self.kind.declared
        leave = self.leave if self.kind.leave else None
        quorum = Quorum.of(given["quorum"]) if given.get("quorum") else None
        days = given["notice_days"]
        return Own(
            given["name"],
            given["is_hidden"],
            None if days == declared.notice_days else days,
            None if leave == declared.leave else leave,
            None if quorum == declared.quorum else quorum,
            tuple(self.declared_lines()),
        )

    def said_by(self, kind: Kind) -> dict[str, Any]:
        return {
            **super().said_by(kind),
            "notice_days": kind.notice_days,
            "quorum": str(kind.quorum or ""),
            **leave_initial(kind.leave or Leave()),
        }
