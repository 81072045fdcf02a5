"""Whom a name means: somebody of this assembly, a body that is known here, or nobody in particular."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Q

from tongxin.accounts.models import Person, PersonAlias
from tongxin.organisations.models import Assembly, Organisation


def people_named(names: Iterable[str], assembly: Assembly) -> dict[str, Person]:
    """The one member or office holder of the assembly who bears each name; two of a name are nobody."""
    wanted = list(names)
    if not wanted:
        return {}
    people = Person.objects.exclude(pk__in=PersonAlias.gone())
    belongs = Q(memberships__assembly=assembly) | Q(roles__assembly=assembly)
    return _only(people.filter(belongs, name__in=wanted).distinct(), ("name",))


def organisations_named(names: Iterable[str]) -> dict[str, Organisation]:
    """The one body that bears each name, in full or in short."""
    wanted = list(names)
    if not wanted:
        return {}
    found = Organisation.objects.filter(Q(name__in=wanted) | Q(short_name__in=wanted))
    return _only(found, ("name", "short_name"))


def _only(rows: Iterable, fields: Sequence[str]) -> dict:
    bearers: dict[str, dict] = defaultdict(dict)
    for row in rows:
        for field in fields:
            if name := getattr(row, field):
                bearers[name][row.pk] = row
    return {name: next(iter(rows.values())) for name, rows in bearers.items() if len(rows) == 1}
