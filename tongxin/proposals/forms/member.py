"""What proposers and co-signers fill in: the text, reasons, evaluations."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.lifecycle.forms import ActForm
from tongxin.members.models import Member
from tongxin.members.queries import sitting
from tongxin.organisations.models import Organisation
from tongxin.organisations.queries import services_of
from tongxin.proposals.models import Category, Evaluation, Proposal
from tongxin.proposals.terms import AttachmentKind, Contacted, Satisfaction

__all__ = [
    "AttachForm",
    "DiscardForm",
    "EvaluationForm",
    "InviteForm",
    "ReasonForm",
    "WithdrawForm",
    "WriteForm",
]

MOST_SUGGESTIONS = 20
LONGEST_SUGGESTION = 2000


class SuggestionsField(forms.Field):
    """Numbered items: several boxes of one name; empty ones are left out when read."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[str]:
        """The items in order, without blanks around them."""
        return [item.strip() for item in value or [] if item.strip()]

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if len(value) > MOST_SUGGESTIONS:
            raise forms.ValidationError(
                _("最多写 %(most)s 条建议。"), params={"most": MOST_SUGGESTIONS}
            )
        for number, item in enumerate(value, start=1):
            if len(item) > LONGEST_SUGGESTION:
                raise forms.ValidationError(
                    _("第 %(number)s 条建议太长，请分条写或移到附件。"), params={"number": number}
                )


class WriteForm(forms.Form):
    """The four boxes of a proposal, with category, wished units and consent; nothing is required of a draft."""

    needed_later = ("matter", "situation", "analysis", "suggestions")

    matter = forms.CharField(
        label=_("案由"),
        max_length=120,
        required=False,
        help_text=_("一句话写明要解决的一件事：一事一案。"),
    )
    situation = forms.CharField(
        label=_("情况"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("问题在哪里、有多大、依据是什么。"),
    )
    analysis = forms.CharField(
        label=_("分析"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("为什么会这样，难在哪里。"),
    )
    suggestions = SuggestionsField(
        label=_("建议"), required=False, help_text=_("一条写一件事：由谁做什么。答复将逐条回应。")
    )
    category = forms.ModelChoiceField(
        label=_("类别"),
        queryset=Category._base_manager.none(),
        required=False,
        empty_label=_("由提案委确定"),
    )
    wished_units = forms.ModelMultipleChoiceField(
        label=_("希望承办单位"),
        queryset=Organisation.objects.none(),
        required=False,
        help_text=_("可不选。由提案委和交办部门确定。"),
    )
    may_publish = forms.BooleanField(label=_("同意公开提案和答复"), required=False)
    no_publish_reason = forms.CharField(label=_("不公开的理由"), max_length=200, required=False)

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any):
        kwargs.setdefault("initial", initial_of(proposal))
        super().__init__(*args, **kwargs)
        today = clock.today()
        in_force = Q(valid_to__isnull=True) | Q(valid_to__gt=today)
        self.fields["category"].queryset = Category._base_manager.filter(
            in_force, assembly=proposal.assembly_id
        )
        self.fields["wished_units"].queryset = Organisation.objects.filter(
            pk__in=services_of(proposal.assembly, today).order_by().values("organisation_id")
        )

    @property
    def items(self) -> list[str]:
        """The suggestions as boxes: what was typed, and one empty box to go on."""
        return [*(self["suggestions"].value() or []), ""][:MOST_SUGGESTIONS]


def initial_of(proposal: Proposal) -> dict[str, Any]:
    return {
        **{
            name: getattr(proposal, name)
            for name in WriteForm.base_fields
            if name != "wished_units"
        },
        "wished_units": proposal.wished_units.all() if proposal.pk else [],
    }


class AttachForm(forms.Form):
    """One file, and what it is. Bodies bring their seal page, staff the scan of a paper original."""

    kind = forms.ChoiceField(label=_("这是什么"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("选择文件"),
        help_text=_("PDF、Word、Excel 或照片，20 MB 以内。手机上可以直接拍照。"),
    )

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any):
        fitting = [AttachmentKind(code) for code in kinds_for(proposal)]
        kwargs.setdefault("initial", {"kind": fitting[0]})
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(one.value, one.label) for one in fitting]
        if len(fitting) == 1:
            self.fields["kind"].widget = forms.HiddenInput()


def kinds_for(proposal: Proposal) -> list[str]:
    """What may hang on this proposal; the one that is still needed first."""
    needed = [AttachmentKind.SEAL_PAGE] if proposal.is_collective else []
    scanned = [AttachmentKind.PAPER_SCAN] if proposal.entered_by_id else []
    return [*needed, *scanned, AttachmentKind.ANNEX]


class InviteForm(forms.Form):
    """Colleagues to ask for a co-signature."""

    members = forms.ModelMultipleChoiceField(
        label=_("邀请联名的委员"), queryset=Member._base_manager.none()
    )

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any):
        super().__init__(*args, **kwargs)
        asked = proposal.co_signatures.values("member_id")
        self.fields["members"].queryset = (
            Member._base_manager.filter(sitting(clock.today()), assembly=proposal.assembly_id)
            .exclude(pk=proposal.lead_proposer_id)
            .exclude(pk__in=asked)
            .select_related("person", "sector")
            .order_by("person__pinyin")
        )
        self.fields["members"].label_from_instance = lambda member: (
            f"{member.person} · {member.sector}"
        )


class ReasonForm(ActForm):
    """One reason, in words."""

    reason = forms.CharField(
        label=_("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class DiscardForm(ActForm):
    """Asks once more; a draft that is gone does not come back."""


class WithdrawForm(ReasonForm):
    """Why the proposal is taken back."""


class EvaluationForm(ActForm):
    """Two axes and a word; dissatisfaction asks why and once more (practice 6)."""

    template = "proposals/evaluation.html"

    contacted = forms.ChoiceField(
        label=_("单位怎样与您沟通"),
        choices=Contacted.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    attitude = forms.ChoiceField(
        label=_("办理态度"), choices=Satisfaction.choices, widget=forms.RadioSelect
    )
    result = forms.ChoiceField(
        label=_("办理结果"), choices=Satisfaction.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("意见"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("评价“不满意”请写明为什么。"),
    )
    confirmed = forms.BooleanField(label=_("我确认评价为“不满意”"), required=False)

    def __init__(self, *args: Any, record: Evaluation, actor: Actor, **kwargs: Any):
        kwargs.setdefault(
            "initial",
            {name: getattr(record, name) for name in ("contacted", "attitude", "result", "reason")},
        )
        super().__init__(*args, record=record, actor=actor, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        axes = (cleaned.get("attitude"), cleaned.get("result"))
        if Satisfaction.DISSATISFIED in axes:
            if not cleaned.get("reason", "").strip():
                self.add_error("reason", _("评价“不满意”请写明意见。"))
            if not cleaned.get("confirmed"):
                self.add_error("confirmed", _("请再确认一次：评价为“不满意”后将听取双方意见。"))
        return cleaned

    def data_for_act(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "confirmed"}
