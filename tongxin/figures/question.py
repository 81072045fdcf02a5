"""What a figure is asked: for which assemblies, which days, and as known at which moment."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from tongxin.core import clock
from tongxin.figures.periods import Period
from tongxin.figures.scopes import Scope
from tongxin.organisations import rulebook

if TYPE_CHECKING:
    from tongxin.figures.declare import Base


@dataclass(frozen=True)
class Question:
    """Scope, period and moment. `as_of` None asks today's records; a moment asks what was known then.

    told: whoever asks may not know results that are held until their release, so those do not count yet.
    addresses: those already made for this question, kept by `figures.addresses`.
    """

    scope: Scope
    period: Period
    as_of: datetime | None = None
    told: bool = False
    addresses: dict[tuple[str, str], str] = field(default_factory=dict, compare=False, repr=False)
    _rules: dict[str, dict[int, Any]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def day(self) -> date:
        """The day that "by now" means: that of `as_of`, else today."""
        return clock.day_of(self.as_of) if self.as_of else clock.today()

    def within(self, path: str) -> Q:
        """A condition: the dated fact falls into the period; none for rows that no single day places."""
        if not path:
            return Q()
        return Q(**{f"{path}__gte": self.period.start, f"{path}__lt": self.period.end})

    def of(self, base: "Base") -> QuerySet:
        """The rows of a base in scope as they were known: records today, versions of their facts at a moment."""
        rows = self._known_rows(base).filter(assembly_id__in=self.scope.assembly_ids)
        return rows.filter(base.only(self)) if base.only else rows

    def owner(self, base: "Base") -> str:
        """The field by which the rows of `of(base)` name their record."""
        return "pk" if self.as_of is None or base.facts is None else "record_id"

    def known(self, rows: QuerySet) -> QuerySet:
        """Of rows that are never rewritten: those that were already recorded."""
        return rows if self.as_of is None else rows.filter(created_at__lte=self.as_of)

    def rule(self, code: str) -> dict[int, Any]:
        """What the rulebook says in each assembly on the period's last day (today, while it runs)."""
        if code not in self._rules:
            on = min(self.period.last, self.day)
            self._rules[code] = {
                assembly: rulebook.value(code, assembly, on) for assembly in self.scope.assembly_ids
            }
        return self._rules[code]

    def by_rule(self, code: str, condition: Callable[[Any], Q]) -> Q:
        """A condition that depends on a parameter, each assembly by its own rule."""
        rule = self.rule(code)
        distinct = list(rule.values())
        if all(value == distinct[0] for value in distinct):
            return condition(distinct[0])
        return reduce(or_, (Q(assembly_id=one) & condition(value) for one, value in rule.items()))

    def _known_rows(self, base: "Base") -> QuerySet:
        if self.as_of is None or base.facts is None:
            return self.known(base.model._base_manager.all())
        return base.facts.objects.known_at(self.as_of)
