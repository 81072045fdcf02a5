"""Who stays for the next term, and in which sector."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.members.actions.start_term import Stay
from tongxin.members.models import Member, Sector, Term
from tongxin.members.queries.contacts import sitting_members
from tongxin.organisations.models import Assembly


@dataclass(frozen=True)
class Line:
    """One sitting member as the form shows them: whether they stay, and the sector written beside the name."""

    member: Member
    stays: bool
    sector: str

    @property
    def is_moved(self) -> bool:
        return self.stays and self.sector != self.member.sector.name


class NextTermForm(forms.Form):
    """The new term, and a line for each sitting member: `stay` ticks, `sector-…` names."""

    term = forms.ModelChoiceField(
        label=gettext_lazy("新一届"), queryset=Term._base_manager.none(), empty_label=None
    )

    def __init__(self, assembly: Assembly, data: QueryDict | None):
        super().__init__(data)
        self.assembly = assembly
        self.posted = data
        self.fields["term"].queryset = Term._base_manager.filter(
            assembly=assembly, members__isnull=True
        )

    @cached_property
    def before(self) -> Term | None:
        """The term whose roll is the present one."""
        terms = Term._base_manager.filter(assembly=self.assembly, members__isnull=False)
        return terms.distinct().order_by("-number").first()

    @property
    def has_term(self) -> bool:
        """Whether there is a term without a roll yet."""
        return self.fields["term"].queryset.exists()

    @cached_property
    def sectors(self) -> dict[str, Sector]:
        return {row.name: row for row in Sector._base_manager.filter(assembly=self.assembly)}

    @cached_property
    def lines(self) -> list[Line]:
        """Everybody who sits, as posted or as they sit now."""
        members = sitting_members(self.assembly).filter(term=self.before)
        return [self._line(member) for member in members.select_related("person", "sector")]

    @property
    def stays(self) -> list[Stay]:
        """Those who stay, each with the sector found."""
        return [Stay(line.member, self.sectors[line.sector]) for line in self.lines if line.stays]

    @property
    def leaving(self) -> list[Line]:
        return [line for line in self.lines if not line.stays]

    @property
    def moved(self) -> list[Line]:
        return [line for line in self.lines if line.is_moved]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for problem in self._problems():
            self.add_error(None, problem)
        return cleaned

    def _problems(self) -> Iterator[str]:
        if not any(line.stays for line in self.lines):
            yield _("请至少留下一人。")
        for line in self.lines:
            if line.stays and line.sector not in self.sectors:
                told = {"name": line.member, "sector": line.sector[:40]}
                yield _("%(name)s：没有“%(sector)s”这个界别") % told

    def _line(self, member: Member) -> Line:
        if self.posted is None:
            return Line(member, True, member.sector.name)
        written = self.posted.get(f"sector-{member.public_id}", member.sector.name)
        return Line(member, member.public_id in self.posted.getlist("stay"), written.strip())
