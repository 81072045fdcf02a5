"""A kind as staff write it down: names, who records and reads, what is counted, and lines of fields."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.accounts.actor import Actor
from tongxin.accounts.offices import Readers, Recorders
from tongxin.core.kinds import Field, Words
from tongxin.kinds.declaration import new_code
from tongxin.kinds.lines import FieldLines
from tongxin.lifecycle.forms import ActForm
from tongxin.records.declaration import (
    DAY_WORDS,
    STANDARD,
    TITLE_WORDS,
    YUAN,
    CountedAs,
    Declaration,
)
from tongxin.records.models import RecordKind
from tongxin.records.queries.kinds import Kind
from tongxin.records.terms import Group, Measure

COLUMNS = [(code, one.label) for code, one in STANDARD.items() if code != "edition"]


class KindFields(FieldLines):
    """Everything that a kind of one's own says."""

    name = forms.CharField(label=gettext_lazy("种类名称"), max_length=40)
    unit = forms.CharField(
        label=gettext_lazy("计数单位"),
        max_length=10,
        help_text=gettext_lazy("例如：件、篇、次、人、场。金额合计的单位总是元。"),
    )
    help = forms.CharField(label=gettext_lazy("登记须知"), required=False, max_length=200)
    recorders = forms.ChoiceField(label=gettext_lazy("谁登记"), choices=Recorders.choices)
    readers = forms.ChoiceField(
        label=gettext_lazy("谁可以看"),
        choices=Readers.choices,
        help_text=gettext_lazy("合计数列入本级数字，看得到数字的人都看得到。启用以后不能再改。"),
    )
    measure = forms.ChoiceField(
        label=gettext_lazy("数字怎样算"),
        choices=Measure.choices,
        help_text=gettext_lazy("启用以后不能再改。"),
    )
    columns = forms.MultipleChoiceField(
        label=gettext_lazy("要用的统计栏目"),
        required=False,
        choices=COLUMNS,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("这些栏目可以合计、筛选。标题和日期总是有的。"),
    )
    people = forms.CharField(
        label=gettext_lazy("人员名单的名称"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("例如：获奖人。不需要名单的留空。"),
    )
    organisations = forms.CharField(
        label=gettext_lazy("单位名单的名称"), required=False, max_length=20
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            self.declared = self._declared(cleaned)
        return cleaned

    def _declared(self, given: dict[str, Any]) -> Declaration | None:
        measure = Measure(given["measure"])
        if measure != Measure.COUNT and measure.value not in given["columns"]:
            self.add_error("columns", _("要合计的栏目没有选上。"))
            return None
        unit = YUAN if measure == Measure.AMOUNT else Words(given["unit"])
        standard = [self._standard(code) for code in STANDARD if code in given["columns"]]
        name = Words(given["name"])
        return Declaration(
            code=self.code,
            name=name,
            unit=Words(given["unit"]),
            group=Group.OWN,
            title=TITLE_WORDS,
            day=DAY_WORDS,
            fields=(*standard, *self.declared_lines()),
            figures=(CountedAs(name, unit, measure=measure),),
            recorders=Recorders(given["recorders"]),
            readers=Readers(given["readers"]),
            help=Words(given["help"]),
            people=Words(given["people"]),
            organisations=Words(given["organisations"]),
            both_levels=False,
        )

    def _standard(self, code: str) -> Field:
        return STANDARD[code]


class AddKindForm(KindFields):
    """A new kind."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.code = new_code()
        self.add_lines(())


class ShapeForm(KindFields, ActForm):
    """A kind of one's own that is there already."""

    template = "records/kind_form.html"

    def __init__(self, *args: Any, record: RecordKind, actor: Actor, **kwargs: Any):
        declared = record.declared
        kwargs.setdefault("initial", _initial(declared))
        super().__init__(*args, record=record, actor=actor, **kwargs)
        self.code = declared.code
        self.add_lines(tuple(one for one in declared.fields if one.code not in STANDARD))

    def data_for_act(self) -> dict[str, Any]:
        return {"declared": self.declared}


def _initial(declared: Declaration) -> dict[str, Any]:
    (counted,) = declared.figures
    return {
        "name": declared.name.zh,
        "unit": declared.unit.zh,
        "help": declared.help.zh,
        "recorders": declared.recorders,
        "readers": declared.readers,
        "measure": counted.measure,
        "columns": [one.code for one in declared.fields if one.code in STANDARD],
        "people": declared.people.zh,
        "organisations": declared.organisations.zh,
    }


class OverlayForm(FieldLines):
    """An assembly's own words and fields for a shipped kind."""

    may_require = False

    name = forms.CharField(
        label=gettext_lazy("本级名称"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("留空就用原来的名称。"),
    )
    is_hidden = forms.BooleanField(
        label=gettext_lazy("本级不用这一种类"),
        required=False,
        help_text=gettext_lazy("已有的记录和数字不变，只是不再列出来请人登记。"),
    )

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any):
        overlay = kind.overlay
        kwargs.setdefault(
            "initial",
            {"name": overlay.name, "is_hidden": overlay.is_hidden} if overlay else {},
        )
        super().__init__(*args, **kwargs)
        self.add_lines(kind.own_fields)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            self.own_fields = self.declared_lines()
        return cleaned

    def _new_code(self, found: list[Field]) -> str:
        """Own fields bear names that no shipped kind uses."""
        return f"own_{super()._new_code(found)}"
