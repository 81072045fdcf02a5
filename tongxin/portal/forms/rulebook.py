"""A new value for one rule: the boxes follow from the rule's kind, the value comes out as it is stored."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tongxin.core import clock
from tongxin.core.days import plausible
from tongxin.core.errors import Refused
from tongxin.organisations import rulebook
from tongxin.organisations.rulebook import UNIT_LABELS, Length, Parameter

YES_NO = [("yes", _("是")), ("no", _("否"))]


class RuleForm(forms.Form):
    """Value, from which day, and the paper it rests on."""

    valid_from = forms.DateField(
        label=_("自何日起"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[plausible],
        help_text=_("已经开始计算的期限不变；新规则只管这一天以后开始的。"),
    )
    reason = forms.CharField(label=_("理由或依据文件"), max_length=200)

    field_order = ("value", "count", "unit", "by", "valid_from", "reason")

    def __init__(self, *args: Any, parameter: Parameter, present: Any, **kwargs: Any):
        self.parameter = parameter
        kwargs.setdefault("initial", {**_initial(present), "valid_from": clock.today()})
        super().__init__(*args, **kwargs)
        self.fields.update(_boxes(parameter))
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            try:
                rulebook.check(self.parameter, self.value())
            except Refused as refused:
                raise ValidationError(refused.message) from refused
        return cleaned

    def value(self) -> Any:
        """What was filled in, as JSON."""
        cleaned = self.cleaned_data
        match self.parameter.kind:
            case "length":
                length = Length(cleaned["count"], cleaned["unit"], cleaned["by"] or None)
                return length.as_json()
            case "flag":
                return cleaned["value"] == "yes"
        return cleaned["value"]


def _initial(present: Any) -> dict[str, Any]:
    if isinstance(present, Length):
        return {"count": present.count, "unit": present.unit, "by": present.by or ""}
    if isinstance(present, bool):
        return {"value": "yes" if present else "no"}
    return {"value": present}


def _boxes(parameter: Parameter) -> dict[str, forms.Field]:
    match parameter.kind:
        case "length":
            return {
                "count": forms.IntegerField(label=_("多少"), min_value=0, max_value=1000),
                "unit": forms.ChoiceField(label=_("单位"), choices=list(UNIT_LABELS.items())),
                "by": forms.RegexField(
                    r"^\d\d-\d\d$",
                    label=_("最迟（月-日）"),
                    required=False,
                    help_text=_("例如 06-30；不填则只按时长。"),
                    error_messages={"invalid": _("请写成“月-日”，例如 06-30。")},
                ),
            }
        case "flag":
            return {"value": _radio(YES_NO)}
        case "choice":
            return {"value": _radio(parameter.choices)}
        case "codes":
            return {
                "value": forms.MultipleChoiceField(
                    label=_("取值"),
                    choices=parameter.choices,
                    widget=forms.CheckboxSelectMultiple,
                    required=False,
                )
            }
        case "int":
            bounds = {"min_value": parameter.least, "max_value": parameter.most}
            return {"value": forms.IntegerField(label=_("取值"), **bounds)}
    return {"value": forms.CharField(label=_("取值"), max_length=rulebook.LONGEST_TEXT)}


def _radio(choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=_("取值"), choices=choices, widget=forms.RadioSelect)
