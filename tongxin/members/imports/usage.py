"""Finds what points at records of an import, so that nothing is taken back from under somebody's work."""

from collections.abc import Collection, Iterator

from django.db import models

from tongxin.core.bulk import among


def used(
    model: type[models.Model], keys: Collection[int], *, own: Collection[type[models.Model]] = ()
) -> dict[int, str]:
    """Which of these records other rows point at, with the name of such a row; rows of `own` kinds do not count.

    Asks every relation that any app declares, so that apps above need not be known here.
    """
    found: dict[int, str] = {}
    for relation in relations_to(model):
        if relation.related_model not in own:
            label = str(relation.related_model._meta.verbose_name)
            found |= dict.fromkeys(_pointed_at(relation, list(keys)), label)
    return found


def relations_to(model: type[models.Model]) -> list[models.ForeignObjectRel]:
    """The foreign keys of all apps that lead to this model, those without a name for the way back too."""
    return [
        field
        for field in model._meta.get_fields(include_hidden=True)
        if field.auto_created and not field.concrete and (field.one_to_many or field.one_to_one)
    ]


def _pointed_at(relation: models.ForeignObjectRel, keys: list[int]) -> Iterator[int]:
    for condition in among(relation.field.name, keys):
        rows = relation.related_model._base_manager.filter(condition).order_by()
        yield from rows.values_list(relation.field.attname, flat=True).distinct()
