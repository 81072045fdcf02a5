"""Which rows belong to a person, whatever app keeps them: what a merge of two persons moves, and its preview counts."""

from collections.abc import Iterator

from django.db import models

from tongxin.accounts.models import ListMemory, Person, PersonAlias, User

STAYING = (User, ListMemory, PersonAlias)
"""An account is stopped, not moved; what a list remembered goes with it; aliases tell of the merge itself."""


def relations() -> Iterator[models.ForeignObjectRel]:
    """Every foreign key of any app that leads to a person and moves with them."""
    for relation in Person._meta.get_fields(include_hidden=True):
        is_ours = relation.auto_created and not relation.concrete
        if is_ours and relation.related_model not in STAYING:
            yield relation


def rows_of(person: Person, relation: models.ForeignObjectRel) -> models.QuerySet:
    """The rows that point at a person by one relation."""
    return relation.related_model._base_manager.filter(**{relation.field.name: person})


def key_of(relation: models.ForeignObjectRel) -> str:
    """The name under which an alias remembers rows of this relation."""
    return f"{relation.related_model._meta.label_lower}.{relation.field.name}"


def carried(person: Person) -> list[tuple[str, int]]:
    """What would move, in words, with how many of each."""
    found: dict[str, int] = {}
    for relation in relations():
        if count := rows_of(person, relation).count():
            label = str(relation.related_model._meta.verbose_name)
            found[label] = found.get(label, 0) + count
    return list(found.items())
