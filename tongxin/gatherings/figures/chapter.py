"""The chapter of meetings and activities on an assembly's figures page: a sentence for each part, then charts."""

from django.utils.translation import gettext_lazy as _

from tongxin.figures.declare import Chapter, Declared, figure
from tongxin.gatherings.figures.of_kinds import code_of, own_figures
from tongxin.gatherings.kinds import Kind, laid_over
from tongxin.gatherings.models import GatheringKind
from tongxin.gatherings.terms import Group, Seen
from tongxin.organisations.models import Assembly


def chapter_for(assembly: Assembly) -> Chapter:
    """The kinds that the assembly uses; what only the invited see stands on its own page only."""
    rows = GatheringKind.objects.filter(assembly__isnull=True)
    kinds = [kind for kind in laid_over(list(rows), assembly) if _is_told(kind)]
    parts = [_figures([kind for kind in kinds if kind.row.group == group]) for group in Group]
    own = GatheringKind.objects.filter(GatheringKind.opened(), assembly=assembly)
    parts.append([one for row in own if row.seen != Seen.INVITED for one in own_figures(row)])
    return Chapter(
        "gatherings",
        _("会议与活动"),
        sentences=tuple(tuple(part) for part in parts if part),
    )


def _is_told(kind: Kind) -> bool:
    return kind.is_offered and kind.row.seen != Seen.INVITED


def _figures(kinds: list[Kind]) -> list[Declared]:
    return [
        figure(code_of(kind.declared, counted))
        for kind in kinds
        for counted in kind.declared.figures
    ]
