"""Takes cleared files away: rows lose their names, bytes go unless a live record elsewhere still needs them."""

from django.db.models import Exists, ForeignObjectRel, OuterRef, Q

from tongxin.accounts.actor import Actor
from tongxin.papers.actions.clear_file import clear_file
from tongxin.papers.models import StoredFile
from tongxin.proposals.actions.clearing.records import Emptied
from tongxin.proposals.terms import CLEARED

REASON = "secret"


def clear_files(emptied: Emptied, *, actor: Actor) -> None:
    """Clear every collected file, and equal ones that no record names: uploads that led to nothing."""
    for stored in list(emptied.files.values()):
        equal = StoredFile._base_manager.filter(algorithm=stored.algorithm, digest=stored.digest)
        for unnamed in equal.exclude(pk=stored.pk).filter(~named_somewhere(), cleared_at=None):
            emptied.take(unnamed)
    for stored in emptied.files.values():
        emptied.texts.append(stored.name.rpartition(".")[0])
        clear_file(stored, actor=actor, reason=REASON)
    keys = list(emptied.files)
    StoredFile._base_manager.filter(pk__in=keys).update(name=CLEARED)
    emptied.digests += sorted({stored.digest for stored in emptied.files.values()})
    emptied.counts["papers.storedfile"] += len(keys)


def named_somewhere() -> Q:
    """Whether any record points at the file; relations without a name of their own count, too."""
    condition = Q(pk__in=[])
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if relation.one_to_many and isinstance(relation, ForeignObjectRel):
            rows = relation.related_model._base_manager.filter(
                **{relation.field.attname: OuterRef("pk")}
            )
            condition |= Q(Exists(rows))
    return condition
