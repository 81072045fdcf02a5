"""What units and assigning offices fill in: signing for, objecting, contacts, replies, progress, urging."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.lifecycle.forms import ActForm
from tongxin.organisations.models import Organisation
from tongxin.papers.actions.store_file import store_file
from tongxin.proposals import conditions
from tongxin.proposals.forms.office import day, line, units_of, words
from tongxin.proposals.models import Handling, Urging
from tongxin.proposals.terms import ContactForm as Forms
from tongxin.proposals.terms import ReplyClass

__all__ = [
    "AcknowledgeForm",
    "AssignForm",
    "AssistingOpinionForm",
    "ClearForm",
    "ContactForm",
    "ExtensionForm",
    "ObjectionForm",
    "PassInsideForm",
    "ProgressForm",
    "RaiseClassForm",
    "ReassignForm",
    "ReplyForm",
    "SendBackForm",
    "UrgingForm",
]


class AssignForm(ActForm):
    """The assignment meeting and the two offices' document."""

    document = line(_("交办文号"), most=80, required=False)
    meeting = line(_("交办会议"), most=80, required=False)


class AcknowledgeForm(ActForm):
    """A named handler."""

    handler_name = line(_("经办人"), most=40)
    handler_phone = line(_("经办电话"), most=30, required=False)

    def __init__(self, *args: Any, record: Handling, actor: Actor, **kwargs: Any):
        own = actor.person.name if actor.person and not actor.for_unit else ""
        kwargs.setdefault("initial", {"handler_name": own})
        super().__init__(*args, record=record, actor=actor, **kwargs)


class ObjectionForm(ActForm):
    reason = words(_("理由"), help_text=_("说明为什么不属于本单位职责，依据是什么。"))
    suggested_unit = forms.ModelChoiceField(
        label=_("建议改由"), queryset=Organisation.objects.none(), required=False
    )

    def __init__(self, *args: Any, record: Handling, actor: Actor, **kwargs: Any):
        super().__init__(*args, record=record, actor=actor, **kwargs)
        others = units_of(record.proposal).exclude(pk=record.unit_id)
        self.fields["suggested_unit"].queryset = others


class ReassignForm(ActForm):
    unit = forms.ModelChoiceField(label=_("改由"), queryset=Organisation.objects.none())
    decision_note = words(_("答复"), rows=3, required=False)

    def __init__(self, *args: Any, record: Handling, actor: Actor, **kwargs: Any):
        asked = conditions.current_objection(record)
        kwargs.setdefault("initial", {"unit": asked.suggested_unit if asked else None})
        super().__init__(*args, record=record, actor=actor, **kwargs)
        self.fields["unit"].queryset = units_of(record.proposal).exclude(pk=record.unit_id)


class PassInsideForm(ActForm):
    passed_on_to = line(_("转办至（科室或下级单位）"), most=80)


class ContactForm(ActForm):
    """That it took place: no private notes."""

    on = day(_("沟通日期"))
    form = forms.ChoiceField(label=_("沟通方式"), choices=Forms.choices, widget=forms.RadioSelect)
    with_whom = line(_("沟通对象"), most=80)
    theme = line(_("沟通主题"), required=False)
    showed_draft = forms.BooleanField(label=_("已出示答复草稿"), required=False)

    def __init__(self, *args: Any, record: Handling, actor: Actor, **kwargs: Any):
        initial = {"on": clock.today(), "with_whom": record.proposal.proposer_name}
        kwargs.setdefault("initial", initial)
        super().__init__(*args, record=record, actor=actor, **kwargs)


class AssistingOpinionForm(ActForm):
    opinion = words(_("协办意见"), rows=8, most=6000)


class ExtensionForm(ActForm):
    until = day(_("申请延至"))
    reason = line(_("理由"), most=200)

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until <= clock.today():
            raise ValidationError(_("日期须晚于今天。"))
        return until


class SendBackForm(ActForm):
    remark = words(_("修改意见（提案者看不到）"))


class ClearForm(ActForm):
    """The inspection room may set another class."""

    reply_class = forms.ChoiceField(label=_("办理结果"), choices=ReplyClass.choices)

    def __init__(self, *args: Any, record: Handling, actor: Actor, **kwargs: Any):
        reply = conditions.current_reply(record)
        kwargs.setdefault("initial", {"reply_class": reply.reply_class if reply else ""})
        super().__init__(*args, record=record, actor=actor, **kwargs)


class ReplyForm(ActForm):
    """The signed and sealed paper."""

    signer = line(_("签发人"), most=40)
    document_number = line(_("发文字号"), most=60, help_text=_("例如：澜教提复〔2026〕3号"))
    replied_on = day(_("答复日期"))
    sealed_file = forms.FileField(
        label=_("盖章件"), help_text=_("PDF 或扫描图片。这个文件就是正式答复。")
    )

    def __init__(self, *args: Any, record: Handling, actor: Actor, **kwargs: Any):
        kwargs.setdefault("initial", {"replied_on": clock.today()})
        super().__init__(*args, record=record, actor=actor, **kwargs)

    def data_for_act(self) -> dict[str, Any]:
        upload = self.cleaned_data["sealed_file"]
        stored = store_file(
            "proposals.sealed_reply",
            upload,
            upload.name,
            assembly=self.record.assembly,
            actor=self.actor,
        )
        return {**self.cleaned_data, "sealed_file": stored}


class RaiseClassForm(ActForm):
    reply_class = forms.ChoiceField(label=_("提高到"), choices=ReplyClass.choices)
    reason = words(_("落实情况"))


class ProgressForm(ActForm):
    """A step of a promise, with evidence."""

    percent = forms.IntegerField(label=_("进度（%）"), min_value=0, max_value=100)
    text = words(_("进展"))
    evidence = forms.FileField(label=_("证明材料"), required=False)

    def __init__(self, *args: Any, record: Any, actor: Actor, **kwargs: Any):
        kwargs.setdefault("initial", {"percent": record.percent})
        super().__init__(*args, record=record, actor=actor, **kwargs)

    def data_for_act(self) -> dict[str, Any]:
        upload = self.cleaned_data["evidence"]
        if not upload:
            return {**self.cleaned_data, "evidence": None}
        stored = store_file(
            "proposals.evidence",
            upload,
            upload.name,
            assembly=self.record.assembly,
            actor=self.actor,
        )
        return {**self.cleaned_data, "evidence": stored}


class UrgingForm(ActForm):
    """The drafted sheet, to be changed before it goes out."""

    text = words(_("催办内容"), rows=6, most=2000)

    def __init__(self, *args: Any, record: Urging, actor: Actor, **kwargs: Any):
        kwargs.setdefault("initial", {"text": record.text})
        super().__init__(*args, record=record, actor=actor, **kwargs)
