"""A conversation as it is prepared, approved, put off, stopped; and the codes that are printed for it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.core.days import plausible
from tongxin.core.text import forbidden
from tongxin.deliberation.actions.join import LEAST_CODES, MOST_CODES
from tongxin.deliberation.models import Conversation
from tongxin.deliberation.terms import Admission, Parting
from tongxin.lifecycle.forms import ActForm
from tongxin.members.models import Body, SpecialCommittee
from tongxin.organisations.models import Assembly

PHASES = ("collects_on", "votes_on", "discusses_on", "closes_on")
FIELDS = (
    "question",
    "background",
    "admission",
    "committee",
    "body",
    "parting",
    *PHASES,
    "adds_while_voting",
    "seeds",
)


def day(label: str, **rest: Any) -> forms.DateField:
    widget = forms.DateInput({"type": "date"}, "%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, validators=[plausible], **rest)


def phases() -> dict[str, forms.DateField]:
    """The four days; the last one is still part of it."""
    return {
        "collects_on": day(
            gettext_lazy("开始征集观点"), help_text=gettext_lazy("不征集就与开始表态填同一天。")
        ),
        "votes_on": day(gettext_lazy("开始表态")),
        "discusses_on": day(
            gettext_lazy("开始看圈讨论"), help_text=gettext_lazy("从这天起不再表态，大家看到结果。")
        ),
        "closes_on": day(
            gettext_lazy("最后一天"), help_text=gettext_lazy("当天仍可讨论，过后自动结束。")
        ),
    }


class ConversationForm(forms.Form):
    """Everything that the leading group reads before it approves."""

    question = forms.CharField(
        label=gettext_lazy("议题"),
        max_length=120,
        help_text=gettext_lazy("写成一个问题，例如：老旧小区停车位怎样增加？"),
    )
    background = forms.CharField(
        label=gettext_lazy("背景"),
        max_length=5000,
        required=False,
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("参加的人先读到它：现状、数字、已经做了什么。不写结论。"),
    )
    admission = forms.ChoiceField(
        label=gettext_lazy("谁可以参加"), choices=Admission.choices, widget=forms.RadioSelect
    )
    committee = forms.ModelChoiceField(
        SpecialCommittee._base_manager.none(),
        label=gettext_lazy("哪个专委会"),
        required=False,
        to_field_name="public_id",
        empty_label=gettext_lazy("不选"),
    )
    body = forms.ModelChoiceField(
        Body._base_manager.none(),
        label=gettext_lazy("哪个小组"),
        required=False,
        to_field_name="public_id",
        empty_label=gettext_lazy("不选"),
    )
    parting = forms.ChoiceField(
        label=gettext_lazy("结果可以按哪些既有单位看"),
        choices=Parting.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("只看单位整体，人数少的不显示。不按民族、宗教、党派、界别看。"),
    )
    adds_while_voting = forms.BooleanField(
        label=gettext_lazy("表态时仍可提新的观点"), required=False
    )
    seeds = forms.CharField(
        label=gettext_lazy("引子观点"),
        max_length=8000,
        required=False,
        widget=forms.Textarea({"rows": 8}),
        help_text=gettext_lazy("一行一条，每条只说一个意思，不同主张都要有；随批准公开。"),
    )

    def __init__(
        self,
        *args: Any,
        assembly: Assembly,
        conversation: Conversation | None = None,
        **kwargs: Any,
    ):
        kwargs.setdefault("initial", _initial(conversation))
        super().__init__(*args, **kwargs)
        self.fields.update(phases())
        self.order_fields(FIELDS)
        self.fields["committee"].queryset = SpecialCommittee._base_manager.filter(assembly=assembly)
        self.fields["body"].queryset = Body._base_manager.filter(
            assembly=assembly, ends_on__isnull=True
        )

    def clean(self) -> dict[str, Any]:
        """The last net behind the device's own check (practice 14)."""
        cleaned = super().clean() or self.cleaned_data
        if sentence := forbidden(cleaned.values()):
            raise forms.ValidationError(sentence)
        return cleaned


def _initial(conversation: Conversation | None) -> dict[str, Any]:
    if conversation is None:
        return {"parting": Parting.NONE, "admission": Admission.MEMBERS, "adds_while_voting": True}
    values = {name: getattr(conversation, name) for name in FIELDS}
    for name in ("committee", "body"):
        values[name] = values[name] and values[name].public_id
    return values


class ApproveForm(ActForm):
    """The leading group's paper."""

    template = "deliberation/approve.html"

    paper_number = forms.CharField(
        label=gettext_lazy("批准文号"),
        max_length=60,
        help_text=gettext_lazy("领导小组批准这个议题的文件或会议纪要。"),
    )
    approved_on = day(gettext_lazy("批准日期"))

    def __init__(self, *args: Any, record: Conversation, actor: Actor, **kwargs: Any):
        kwargs.setdefault("initial", {"approved_on": clock.today()})
        super().__init__(*args, record=record, actor=actor, **kwargs)

    def clean_approved_on(self) -> Any:
        approved_on = self.cleaned_data["approved_on"]
        if approved_on > clock.today():
            raise forms.ValidationError(_("批准日期不能晚于今天。"))
        return approved_on


class DatesForm(ActForm):
    """The days of the phases; those of phases that began stay as they were."""

    def __init__(self, *args: Any, record: Conversation, actor: Actor, **kwargs: Any):
        kwargs.setdefault("initial", {name: getattr(record, name) for name in PHASES})
        super().__init__(*args, record=record, actor=actor, **kwargs)
        self.fields.update(phases())
        for name in PHASES[: _begun(record)]:
            self.fields[name].disabled = True


def _begun(conversation: Conversation) -> int:
    """How many phases are not to be moved any more."""
    return sum((conversation.is_under_way, conversation.has_voted, conversation.shows_result))


class StopForm(ActForm):
    reason = forms.CharField(
        label=gettext_lazy("停止的理由"),
        max_length=200,
        help_text=gettext_lazy("参加的人会看到。停止以后不出结果，不能恢复。"),
    )


class CodesForm(forms.Form):
    """One batch of codes."""

    batch = forms.CharField(
        label=gettext_lazy("发放批次"),
        max_length=40,
        help_text=gettext_lazy("例如：城南街道座谈会。不要写人名。"),
    )
    count = forms.IntegerField(
        label=gettext_lazy("张数"), min_value=LEAST_CODES, max_value=MOST_CODES, initial=30
    )
