"""What a merge of two persons would do, read without writing: shown before, then done step by step, and undone."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from tongxin.accounts import merging
from tongxin.accounts.models import Person
from tongxin.core.errors import Refused

NOWHERE = -1
"""Where a row is for the moment in which it changes places with another; foreign keys are checked at the commit."""


@dataclass(frozen=True)
class Step:
    """One column of some rows that goes from one value to another: `of` is `app.model.field`."""

    of: str
    was: Any
    becomes: Any
    rows: Sequence[int]

    def do(self) -> None:
        """Set it; Refused where a row says something else by now. Rows that were removed are passed over."""
        model, column = merging.field_named(self.of)
        rows = model._base_manager.filter(pk__in=self.rows)
        if rows.exclude(**{column.attname: self.was}).exists():
            raise Refused(
                _("有“%(what)s”后来又有变动，请先改回去。") % {"what": model._meta.verbose_name}
            )
        rows.update(**{column.attname: self.becomes})

    @property
    def hands_over(self) -> bool:
        """Whether rows go from one holder to another; what fills a blank comes from nowhere."""
        _model, column = merging.field_named(self.of)
        return column.related_model is not None and None not in (self.was, self.becomes)

    @property
    def undone(self) -> "Step":
        """The step back."""
        return Step(self.of, self.becomes, self.was, self.rows)


@dataclass
class Joined:
    """Two rows that become one, with what moves from the one that goes to the one that stays. `event`: its trail.

    filled: the columns that the one that stays leaves blank and takes over.
    """

    kept: models.Model
    gone: models.Model
    event: str = ""
    moved: Counter[str] = field(default_factory=Counter)
    filled: list[str] = field(default_factory=list)


OF_PERSONS = ("gender", "phone", "email")
"""What a person's entry may leave blank."""


class Plan:
    """Everything that a merge would do. `doubles`: sentences on what both have, with how often each applies."""

    def __init__(self, main: Person, alias: Person):
        self.joined: list[Joined] = []
        self.steps: list[Step] = []
        self.doubles: Counter[tuple[str, str]] = Counter()
        self.refusals: list[str] = []
        self.join(main, alias, fills=OF_PERSONS)

    def join(
        self, kept: models.Model, gone: models.Model, event: str = "", fills: Iterable[str] = ()
    ) -> None:
        """All that points at the one that goes points at the one that stays, as far as nothing stands twice.

        Of the columns `fills`, the one that stays takes over what it leaves blank; what both have stays as each has it.
        """
        joined = Joined(kept, gone, event)
        self.joined.append(joined)
        for relation in merging.relations(type(kept)):
            self._move(relation, joined)
        for name in fills:
            if getattr(gone, name) and not getattr(kept, name):
                self.change(kept, name, getattr(gone, name))
                joined.filled.append(name)

    def change(self, row: models.Model, name: str, becomes: Any) -> None:
        """A column of one row gets another value; days are kept as they are written in JSON."""
        self._step(row, name, getattr(row, name), becomes)

    def hand_over(self, row: models.Model, name: str, kept: models.Model) -> None:
        """A row goes to the one that stays."""
        self._step(row, name, getattr(row, f"{name}_id"), kept.pk)

    def change_places(self, row: models.Model, twin: models.Model, name: str) -> None:
        """The row that would have stayed behind goes to the one that stays, and its twin is left behind."""
        ours, theirs = getattr(row, f"{name}_id"), getattr(twin, f"{name}_id")
        self._step(twin, name, theirs, NOWHERE)
        self._step(row, name, ours, theirs)
        self._step(twin, name, NOWHERE, ours)

    def refuse(self, sentence: str) -> None:
        """These two cannot be merged, for this reason."""
        self.refusals.append(sentence)

    @cached_property
    def moved(self) -> list[tuple[Joined, list[tuple[str, int]]]]:
        """For the page: the pairs, each with what moves in words and how many."""
        return [(one, list(one.moved.items())) for one in self.joined]

    @cached_property
    def told_doubles(self) -> list[tuple[str, str, int]]:
        """For the page: what both have, the rule that decides, and how often."""
        return [(label, rule, count) for (label, rule), count in self.doubles.items()]

    def _move(self, relation: models.ForeignObjectRel, joined: Joined) -> None:
        keys = set(merging.rows_of(joined.gone, relation).values_list("pk", flat=True))
        if not keys:
            return
        rule, label = merging.rule_for(relation), str(relation.related_model._meta.verbose_name)
        for row, twin in merging.twins_of(relation, joined.kept, joined.gone):
            if rule is None:
                raise NotImplementedError(f"no rule for doubles of {merging.key_of(relation)}")
            keys.discard(row.pk)
            self.doubles[label, str(rule.settle(self, row, twin))] += 1
        if keys:
            step = Step(merging.key_of(relation), joined.gone.pk, joined.kept.pk, sorted(keys))
            self.steps.append(step)
            joined.moved[label] += len(keys)

    def _step(self, row: models.Model, name: str, was: Any, becomes: Any) -> None:
        key = f"{row._meta.label_lower}.{name}"
        self.steps.append(Step(key, _plain(was), _plain(becomes), [row.pk]))


def kept(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """The steps as the record of a merge keeps them."""
    return [asdict(step) for step in steps]


def read(written: Iterable[dict[str, Any]]) -> list[Step]:
    """The steps of a merge that was made."""
    return [Step(**one) for one in written]


def changed_by(steps: Iterable[Step]) -> dict[type[models.Model], set[int]]:
    """Which rows of which models these steps change."""
    found: dict[type[models.Model], set[int]] = defaultdict(set)
    for step in steps:
        model, _column = merging.field_named(step.of)
        found[model].update(step.rows)
    return found


def touched_by(steps: Sequence[Step]) -> dict[type[models.Model], set[int]]:
    """The same with those between whom the rows changed hands."""
    found = changed_by(steps)
    for step in steps:
        if step.hands_over:
            _model, column = merging.field_named(step.of)
            found.setdefault(column.related_model, set()).update({step.was, step.becomes})
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
