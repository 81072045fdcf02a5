"""The forms of an import: the upload, and which column is which."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.papers.imports.kinds import ImportKind
from tongxin.papers.imports.layouts import Layout, read_layouts
from tongxin.papers.imports.staging import kind_of
from tongxin.papers.models import ImportBatch
from tongxin.papers.spreadsheets.grids import Cell, column_letter
from tongxin.papers.spreadsheets.reading import ENDINGS

ACCEPTED = ",".join(f".{ending}" for ending in ENDINGS)


class UploadForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=gettext_lazy("表格文件"),
        help_text=gettext_lazy("XLSX、XLS 或 CSV。标题行、合并单元格、合计行不用删，上传后核对。"),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )


@dataclass(frozen=True)
class MatchLine:
    """One column of the sheet on the page: its letter and name, samples, and the choice."""

    letter: str
    name: str
    sample: list[Cell]
    is_hidden: bool
    is_doubtful: bool
    field: forms.BoundField


@dataclass(frozen=True)
class MatchGroup:
    """Sheets with the same header: matched once, taken in one by one."""

    sheets: list[forms.BoundField]
    lines: list[MatchLine]
    sheet_as: forms.BoundField
    section_as: forms.BoundField | None


class MatchForm(forms.Form):
    """Which column is which, for each shape of header in the file; and the options of the kind."""

    def __init__(self, data: Any, *, batch: ImportBatch):
        super().__init__(data)
        self.batch = batch
        self.kind = kind_of(batch)
        self.layouts = read_layouts(batch.layouts)
        self.groups = grouped(self.layouts)
        self._add_options()
        for number, layouts in enumerate(self.groups):
            self._add_group(number, layouts)

    def _add_options(self) -> None:
        for option in self.kind.options:
            offered = list(option.choices(self.batch.assembly))
            only = offered[0][0] if len(offered) == 1 else ""
            self.fields[f"option-{option.code}"] = forms.ChoiceField(
                label=option.label,
                choices=[("", "—"), *offered],
                required=option.required,
                help_text=option.help,
                initial=self.batch.options.get(option.code, only),
            )

    def _add_group(self, number: int, layouts: list[Layout]) -> None:
        first = layouts[0]
        for layout in layouts:
            self.fields[f"sheet-{self.layouts.index(layout)}"] = forms.BooleanField(
                label=_("导入“%(sheet)s”（%(count)d 行）")
                % {"sheet": layout.sheet, "count": layout.row_count},
                required=False,
                initial=layout.is_included,
            )
        for position, name in enumerate(first.header):
            self.fields[f"column-{number}-{position}"] = self._choice(
                name or column_letter(position), first.matches.get(str(position), "")
            )
        self.fields[f"sheet_as-{number}"] = self._choice(_("工作表名称作为"), first.sheet_as)
        if any(layout.has_sections for layout in layouts):
            self.fields[f"section_as-{number}"] = self._choice(_("分组标题作为"), first.section_as)

    def _choice(self, label: str, initial: str) -> forms.ChoiceField:
        choices = [("", _("不导入")), *((one.code, one.label) for one in self.kind.columns)]
        return forms.ChoiceField(
            label=label,
            choices=choices,
            required=False,
            initial=initial,
            widget=forms.Select(attrs={"class": "input"}),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number, layouts in enumerate(self.groups):
            taken: dict[str, str] = {}
            for name in self._choice_names(number, layouts[0]):
                code = cleaned.get(name, "")
                if code and code in taken:
                    label = self.kind.column(code).label
                    self.add_error(name, _("“%(column)s”已经选过了。") % {"column": label})
                taken[code] = name
        return cleaned

    def _choice_names(self, number: int, layout: Layout) -> Iterator[str]:
        yield from (f"column-{number}-{position}" for position in range(len(layout.header)))
        yield from (f"sheet_as-{number}", f"section_as-{number}")

    @property
    def match_groups(self) -> list[MatchGroup]:
        """What the page draws."""
        return [self._match_group(number, group) for number, group in enumerate(self.groups)]

    def _match_group(self, number: int, layouts: list[Layout]) -> MatchGroup:
        first = layouts[0]
        section_as = f"section_as-{number}"
        return MatchGroup(
            sheets=[self[f"sheet-{self.layouts.index(layout)}"] for layout in layouts],
            lines=[self._line(number, first, position) for position in range(len(first.header))],
            sheet_as=self[f"sheet_as-{number}"],
            section_as=self[section_as] if section_as in self.fields else None,
        )

    def _line(self, number: int, layout: Layout, position: int) -> MatchLine:
        return MatchLine(
            letter=column_letter(position),
            name=layout.header[position],
            sample=[row[position] for row in layout.sample if _has(row, position)],
            is_hidden=position in layout.hidden_columns,
            is_doubtful=position in layout.doubtful,
            field=self[f"column-{number}-{position}"],
        )

    @property
    def options(self) -> list[forms.BoundField]:
        return [self[f"option-{option.code}"] for option in self.kind.options]

    def chosen_options(self) -> dict[str, str]:
        return {
            option.code: self.cleaned_data[f"option-{option.code}"] for option in self.kind.options
        }

    def chosen_layouts(self) -> list[Layout]:
        """The batch's layouts with what the person chose."""
        for number, layouts in enumerate(self.groups):
            for layout in layouts:
                self._choose(number, layout)
        return self.layouts

    def _choose(self, number: int, layout: Layout) -> None:
        chosen = {
            str(position): self.cleaned_data[f"column-{number}-{position}"]
            for position in range(len(layout.header))
        }
        layout.matches = {position: code for position, code in chosen.items() if code}
        layout.doubtful = []
        layout.sheet_as = self.cleaned_data[f"sheet_as-{number}"]
        layout.section_as = self.cleaned_data.get(f"section_as-{number}", "")
        layout.is_included = self.cleaned_data[f"sheet-{self.layouts.index(layout)}"]


def _has(row: list[Cell], position: int) -> bool:
    return position < len(row) and row[position] != ""


def grouped(layouts: list[Layout]) -> list[list[Layout]]:
    """Layouts of the same header together."""
    in_order = sorted(layouts, key=lambda layout: layout.signature)
    groups = [list(group) for _key, group in groupby(in_order, key=lambda one: one.signature)]
    return sorted(groups, key=lambda group: layouts.index(group[0]))


def missing_columns(kind: ImportKind, layouts: list[Layout]) -> list[str]:
    """Labels of required columns that no included sheet fills."""
    included = [layout for layout in layouts if layout.is_included] or layouts
    return sorted({label for layout in included for label in layout.missing(kind)})
