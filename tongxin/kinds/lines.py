"""Lines of a form in which staff write down the fields of a kind: existing ones first, then some that are blank."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from tongxin.core.fields import UNSAID, Field, FieldType, Option, Words

MOST_LINES, BLANK_LINES = 30, 4
LONGEST_OPTIONS = 1000


@dataclass(frozen=True)
class Line:
    """One line of the form: a field of the kind."""

    number: int
    code: BoundField
    label: BoundField
    type: BoundField
    options: BoundField
    required: BoundField | None


class FieldLines(forms.Form):
    """Lines of fields; existing ones first, then some that are blank. `may_require`: new fields may be obligatory."""

    may_require = True

    def add_lines(self, existing: tuple[Field, ...]) -> None:
        """Make the lines; call it once the form's own fields stand."""
        self.existing = {one.code: one for one in existing}
        count = min(len(existing) + BLANK_LINES, MOST_LINES)
        for number in range(count):
            one = existing[number] if number < len(existing) else None
            self.fields.update(_line_fields(number, one, self.may_require))
        self.line_numbers = range(count)

    @property
    def lines(self) -> Iterator[Line]:
        for number in self.line_numbers:
            yield Line(
                number + 1,
                self[f"code_{number}"],
                self[f"label_{number}"],
                self[f"type_{number}"],
                self[f"options_{number}"],
                self[f"required_{number}"] if self.may_require else None,
            )

    def declared_lines(self) -> list[Field]:
        """The fields that the lines say; a line without a name says none. ValidationError where one makes no sense."""
        found: list[Field] = []
        for number in self.line_numbers:
            given = {
                name: self.cleaned_data.get(f"{name}_{number}")
                for name in ("code", "label", "type", "options", "required")
            }
            if given["label"]:
                found.append(self._field(number, given, found))
        return found

    def _field(self, number: int, given: dict[str, Any], found: list[Field]) -> Field:
        before = self.existing.get(given["code"] or "")
        kind = FieldType(given["type"] or FieldType.TEXT)
        try:
            return Field(
                before.code if before else self._new_code(found),
                Words(given["label"], before.label.en if before else ""),
                kind,
                required=bool(given["required"]),
                most=before.most if before and before.type == kind else 0,
                options=_options(given["options"], before) if kind == FieldType.CHOICE else (),
                help=before.help if before else UNSAID,
                readers=before.readers if before else "",
                in_list=before.in_list if before else True,
            )
        except ValueError:
            raise forms.ValidationError(
                {f"options_{number}": _("选项至少写一个，一行一个，不要重复。")}
            ) from None

    def _new_code(self, found: list[Field]) -> str:
        taken = {*self.existing, *(one.code for one in found)}
        number = len(taken) + 1
        while f"field_{number}" in taken:
            number += 1
        return f"field_{number}"


def _line_fields(number: int, one: Field | None, may_require: bool) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {
        f"code_{number}": forms.CharField(
            required=False,
            max_length=40,
            widget=forms.HiddenInput,
            initial=one.code if one else "",
        ),
        f"label_{number}": forms.CharField(
            label=_("栏目名称"),
            required=False,
            max_length=40,
            initial=one.label.zh if one else "",
        ),
        f"type_{number}": forms.ChoiceField(
            label=_("填什么"),
            required=False,
            choices=FieldType.choices,
            initial=one.type if one else FieldType.TEXT,
        ),
        f"options_{number}": forms.CharField(
            label=_("选项"),
            required=False,
            max_length=LONGEST_OPTIONS,
            widget=forms.Textarea({"rows": 2}),
            initial="\n".join(option.label.zh for option in one.options) if one else "",
        ),
    }
    if may_require:
        fields[f"required_{number}"] = forms.BooleanField(
            label=_("必填"), required=False, initial=one.required if one else False
        )
    return fields


def _options(text: str, before: Field | None) -> tuple[Option, ...]:
    """One a line; an option that was there before keeps its code."""
    known = {option.label.zh: option for option in before.options} if before else {}
    labels = list(dict.fromkeys(filter(None, (line.strip() for line in (text or "").split("\n")))))
    taken = {option.code for option in known.values()}
    found: list[Option] = []
    for label in labels:
        option = known.get(label)
        if option is None:
            number = len(taken) + 1
            option = Option(f"option_{number}", Words(label))
            taken.add(option.code)
        found.append(option)
    return tuple(found)
