"""The form fields of declared fields: what the browser asks; `reading.read` still judges what comes of it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from tongxin.core import formats
from tongxin.core.days import plausible
from tongxin.core.fields.declare import Field, FieldType
from tongxin.core.fields.reading import fen_of

ROWS = 4


class MoneyField(forms.IntegerField):
    """A sum as people write it (3200.50, 119万), in fen."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        fen = fen_of(str(value))
        if fen is None:
            raise forms.ValidationError(_("请填写金额，例如 3200.50 或 119万。"))
        return fen

    def prepare_value(self, value: Any) -> Any:
        """What was typed stays as it is; a stored sum is shown in yuan."""
        if not isinstance(value, int):
            return value
        yuan, fen = divmod(value, formats.FEN)
        return f"{yuan}.{fen:02}" if fen else str(yuan)


def form_fields(fields: Iterable[Field]) -> dict[str, forms.Field]:
    """A form field for each declared one, by code."""
    return {one.code: _MAKERS[one.type](one, _common(one)) for one in fields}


def _common(one: Field) -> dict[str, Any]:
    return {"label": str(one.label), "required": one.required, "help_text": str(one.help)}


def _text(one: Field, common: dict[str, Any]) -> forms.Field:
    return forms.CharField(max_length=one.limit, **common)


def _paragraph(one: Field, common: dict[str, Any]) -> forms.Field:
    widget = forms.Textarea({"rows": ROWS})
    return forms.CharField(max_length=one.limit, widget=widget, **common)


def _number(one: Field, common: dict[str, Any]) -> forms.Field:
    return forms.IntegerField(min_value=0, max_value=one.limit, **common)


def _money(one: Field, common: dict[str, Any]) -> forms.Field:
    widget = forms.TextInput({"inputmode": "decimal"})
    common["help_text"] = common["help_text"] or _("单位：元。可以写 3200.50，也可以写 119万。")
    return MoneyField(min_value=0, max_value=one.limit, widget=widget, **common)


def _date(one: Field, common: dict[str, Any]) -> forms.Field:
    widget = forms.DateInput({"type": "date"}, "%Y-%m-%d")
    return forms.DateField(widget=widget, validators=[plausible], **common)


def _month(one: Field, common: dict[str, Any]) -> forms.Field:
    widget = forms.DateInput({"type": "month"}, "%Y-%m")
    formats_ = ["%Y-%m", "%Y-%m-%d"]
    return forms.DateField(widget=widget, input_formats=formats_, validators=[plausible], **common)


def _choice(one: Field, common: dict[str, Any]) -> forms.Field:
    answers = [(option.code, str(option.label)) for option in one.options]
    return forms.ChoiceField(choices=[("", _("请选择")), *answers], **common)


def _yes_no(one: Field, common: dict[str, Any]) -> forms.Field:
    return forms.BooleanField(**common | {"required": False})


_MAKERS = {
    FieldType.TEXT: _text,
    FieldType.PARAGRAPH: _paragraph,
    FieldType.NUMBER: _number,
    FieldType.MONEY: _money,
    FieldType.DATE: _date,
    FieldType.MONTH: _month,
    FieldType.CHOICE: _choice,
    FieldType.YES_NO: _yes_no,
}
