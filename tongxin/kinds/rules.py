"""Who keeps kinds, and which ones an identity can meet at all."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.accounts import permissions
from tongxin.accounts.actor import Actor
from tongxin.accounts.offices import KEEPERS
from tongxin.lifecycle.combining import whoever_is

KIND_KEEPERS = whoever_is("kind_keepers", _("办公室（维护种类）"), *KEEPERS)
keep_kinds = permissions.roles(*KEEPERS)


def used_here(actor: Actor) -> Q:
    """The kinds that came with the program and those of one's assemblies."""
    return Q(assembly__isnull=True) | Q(assembly_id__in=actor.assembly_ids)
