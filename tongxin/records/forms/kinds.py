"""A kind as staff write it down: names, who records and reads, what is counted, and lines of fields."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.accounts.offices import Readers, Recorders
from tongxin.core.fields import Field, Words
from tongxin.kinds import forms as kinds
from tongxin.kinds.forms import KindForm, Shaping
from tongxin.kinds.shelf import Kind
from tongxin.lifecycle.forms import ActForm
from tongxin.records.declaration import (
    DAY_WORDS,
    STANDARD,
    SUMMED,
    TITLE_WORDS,
    YUAN,
    CountedAs,
    Declaration,
)
from tongxin.records.terms import Group, Measure

COLUMNS = [(code, one.label) for code, one in STANDARD.items() if code != "edition"]


class AddKindForm(KindForm):
    """Everything that a kind of one's own says."""

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

    def declared_by(self, given: dict[str, Any]) -> Declaration | None:
        measure = Measure(given["measure"])
        if measure != Measure.COUNT and measure.value not in given["columns"]:
            self.add_error("columns", _("要合计的栏目没有选上。"))
            return None
        unit = YUAN if measure == Measure.AMOUNT else Words(given["unit"])
        standard = [STANDARD[code] for code in STANDARD if code in given["columns"]]
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

    def said_by(self, declared: Declaration) -> dict[str, Any]:
        return {
            "name": declared.name.zh,
            "unit": declared.unit.zh,
            "help": declared.help.zh,
            "recorders": declared.recorders,
            "readers": declared.readers,
            "measure": declared.figures[0].measure if declared.figures else Measure.COUNT,
            "columns": [one.code for one in declared.fields if one.code in STANDARD],
            "people": declared.people.zh,
            "organisations": declared.organisations.zh,
        }

    def lines_of(self, declared: Declaration) -> tuple[Field, ...]:
        return tuple(one for one in declared.fields if one.code not in STANDARD)


class ShapeForm(Shaping, AddKindForm, ActForm):
    """A kind of one's own that is there already."""

    template = "records/kind_form.html"


class OverlayForm(kinds.OverlayForm):
    """An assembly's own words and fields for a shipped kind of record, and the columns that are added up."""

    columns = forms.MultipleChoiceField(
        label=gettext_lazy("本级加的合计栏目"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("选上以后登记时可以填，合计列入本级数字；不能再去掉。"),
    )
    hidden_help = gettext_lazy("已有的记录和数字不变，只是不再列出来请人登记。")

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any):
        super().__init__(*args, kind=kind, **kwargs)
        used = {one.code for one in kind.declared.all_fields}
        free = [(code, STANDARD[code].label) for code in SUMMED if code not in used]
        self.fields["columns"].choices = free
        if not free:
            del self.fields["columns"]

    def words_in(self, given: dict[str, Any]) -> dict[str, Any]:
        chosen = [STANDARD[code] for code in given.get("columns", [])]
        words = super().words_in(given)
        return words | {"fields": [*chosen, *words["fields"]]}

    def said_by(self, kind: Kind) -> dict[str, Any]:
        added = [one.code for one in kind.own_fields if one.code in SUMMED]
        return super().said_by(kind) | {"columns": added}

    def lines_of(self, kind: Kind) -> tuple[Field, ...]:
        return tuple(one for one in kind.own_fields if one.code not in SUMMED)
