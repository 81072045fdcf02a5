"""What can be found of gatherings: what was announced, by name, theme, place, agenda and organiser."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.core import formats
from tongxin.gatherings.models import Gathering
from tongxin.gatherings.rules import IS_TOLD
from tongxin.search import kinds
from tongxin.search.kinds import Entry, Kind, Shown


def declare() -> None:
    """Called once, when the app is ready."""
    kinds.declare(GATHERINGS)


def _entry(gathering: Gathering) -> Entry:
    """Only what every reader of the gathering may read."""
    points = [point.words for sitting in gathering.sittings.all() for point in sitting.agenda.all()]
    words = [one for one in gathering.details.values() if isinstance(one, str)]
    body = [gathering.theme, gathering.place, gathering.programme, *words, *points]
    return Entry(gathering.title, "\n".join(filter(None, body)), (str(gathering.organiser),))


def _load(rows: QuerySet) -> QuerySet:
    related = rows.select_related("assembly", "kind", "committee", "sector", "body")
    return related.prefetch_related("sittings__agenda")


def _show(gatherings: Sequence[Gathering], actor: Actor) -> list[Shown]:
    return [
        Shown(
            gathering.title,
            gathering.get_absolute_url(),
            f"{gathering.kind} · {formats.day(gathering.happened_on)}",
        )
        for gathering in gatherings
    ]


GATHERINGS = Kind(
    "gatherings",
    _("会议与活动"),
    Gathering,
    "gatherings.view",
    _entry,
    _show,
    only=IS_TOLD,
    load=_load,
)
