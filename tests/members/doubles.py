"""Two entries of one person: all rows that a merge could move, as they stand."""

from django.db.models import ForeignObjectRel, Model

from tongxin.accounts.models import Person, PersonAlias
from tongxin.figures.models import FactVersion
from tongxin.lifecycle.models import Waiting
from tongxin.members.models import ContactPair, Member


def everything() -> dict:
    """All rows that could have moved, as they stand."""
    holders = (Person, Member, ContactPair)
    pointing = {one.related_model for holder in holders for one in relations_of(holder)}
    left = {PersonAlias, Waiting}
    tables = {*holders, *(one for one in pointing if not issubclass(one, FactVersion))} - left
    return {one: list(one._base_manager.order_by("pk").values()) for one in tables}


def relations_of(holder: type[Model]) -> list[ForeignObjectRel]:
    """Every foreign key that leads to such a holder."""
    return [
        one
        for one in holder._meta.get_fields(include_hidden=True)
        if one.auto_created and not one.concrete
    ]
