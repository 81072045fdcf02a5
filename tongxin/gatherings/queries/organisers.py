"""Who may organise a gathering: the assembly itself, a committee, a sector, a branch or a group."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model, QuerySet

from tongxin.core import clock
from tongxin.gatherings.models import Gathering
from tongxin.gatherings.values import Organiser
from tongxin.members.models import Body, Sector, SpecialCommittee
from tongxin.members.queries.sitting import in_force
from tongxin.members.terms import BodyKind
from tongxin.organisations.models import Assembly

MODELS: Mapping[str, type[Model]] = {
    "committee": SpecialCommittee,
    "sector": Sector,
    "body": Body,
}
ORGANISING = frozenset(
    {
        BodyKind.STANDING_COMMITTEE,
        BodyKind.PARTY_GROUP,
        BodyKind.BRANCH,
        BodyKind.GROUP,
        BodyKind.LEADING_GROUP,
        BodyKind.SUPERVISED,
    }
)


def rows_of(assembly: Assembly, relation: str) -> QuerySet:
    """The committees, sectors or bodies that may organise here."""
    rows = MODELS[relation]._base_manager.filter(assembly=assembly)
    if relation == "body":
        rows = rows.filter(in_force(clock.today()), kind__in=ORGANISING)
    return rows


def organisers_of(assembly: Assembly) -> list[Any]:
    """The choices of a form: the assembly first, then by group."""
    choices: list[Any] = [("", str(assembly))]
    for relation, model in MODELS.items():
        rows = [(f"{relation}:{row.public_id}", str(row)) for row in rows_of(assembly, relation)]
        if rows:
            choices.append((str(model._meta.verbose_name), rows))
    return choices


def organiser_at(assembly: Assembly, key: str) -> Organiser | None:
    """The row that a choice names; None for the assembly itself, or where it is gone."""
    relation, _colon, public_id = key.partition(":")
    if relation not in MODELS:
        return None
    return rows_of(assembly, relation).filter(public_id=public_id).first()


def key_of(gathering: Gathering) -> str:
    """The choice that stands for a gathering's organiser."""
    for relation in MODELS:
        if row := getattr(gathering, relation):
            return f"{relation}:{row.public_id}"
    return ""
