"""Merges of people: what one would do, side by side, and those that were made, for those who may merge and part them."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.merge_plan import Joined, Plan
from tongxin.accounts.models import Person, PersonAlias
from tongxin.accounts.permissions import visible
from tongxin.core import formats
from tongxin.members.models import Member
from tongxin.organisations.models import Assembly


@dataclass(frozen=True)
class Line:
    """One fact of both entries."""

    label: str
    main: str
    alias: str


@dataclass(frozen=True)
class Moving:
    """What moves between two rows, in words and how many of each; `title` tells which seats, nothing for the persons."""

    title: str
    rows: list[tuple[str, int]]


class MergePreview:
    """What a merge would do, before anything is done."""

    def __init__(self, main: Person, alias: Person, assembly: Assembly):
        self.main = main
        self.alias = alias
        self.assembly = assembly

    @cached_property
    def plan(self) -> Plan:
        return Plan(self.main, self.alias)

    @property
    def lines(self) -> list[Line]:
        """The two entries side by side."""
        both = (self.main, self.alias)
        facts = (
            (_("姓名"), [one.name for one in both]),
            (_("手机号"), [one.phone or "—" for one in both]),
            (_("席位"), [self._seats(one) for one in both]),
            (_("登记时间"), [formats.moment(one.created_at) for one in both]),
        )
        return [Line(label, *values) for label, values in facts]

    @property
    def moving(self) -> list[Moving]:
        """What goes from where to where; pairs between which nothing moves are left out but for the persons."""
        return [Moving(_title(pair), rows) for pair, rows in self.plan.moved]

    def _seats(self, person: Person) -> str:
        rows = Member._base_manager.filter(person=person, assembly=self.assembly)
        seats = rows.select_related("term", "sector").order_by("-term__number")
        return "；".join(f"{one.term} {one.sector} {one.card_number}" for one in seats) or "—"


def _title(pair: Joined) -> str:
    if not isinstance(pair.gone, Member) or not isinstance(pair.kept, Member):
        return ""
    return _("%(term)s：证号 %(gone)s 的席位并入证号 %(kept)s") % {
        "term": pair.kept.term,
        "gone": pair.gone.card_number,
        "kept": pair.kept.card_number,
    }


def aliases_of(actor: Actor) -> QuerySet[PersonAlias]:
    """The merges into people within one's reach, newest first."""
    people = visible(actor, "accounts.merge", Person.objects.all())
    rows = PersonAlias.objects.filter(main__in=people).select_related("main", "alias")
    return rows.order_by("-created_at")
