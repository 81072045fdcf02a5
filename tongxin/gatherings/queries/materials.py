"""Materials of a gathering for one reader: what there is to read, who has read it and who has not, photos, evidence."""

from dataclasses import dataclass
from functools import cached_property

from tongxin.accounts.actor import Actor
from tongxin.accounts.offices import LEADERS
from tongxin.accounts.permissions import can
from tongxin.gatherings.models import Gathering, Invitation, Material, MaterialRead
from tongxin.gatherings.terms import MaterialUse


@dataclass(frozen=True)
class Reading:
    """A material with its marks: whether this reader has opened it, how many of those invited have."""

    material: Material
    is_read: bool
    readers: int
    expected: int


class Page:
    """The files of a gathering; asked for once."""

    def __init__(self, gathering: Gathering, actor: Actor):
        self.gathering = gathering
        self.actor = actor

    @cached_property
    def keeps(self) -> bool:
        """Whether this reader adds and removes, and sees who has read."""
        return not self.gathering.is_cancelled and can(
            self.actor, "gatherings.organise", self.gathering
        )

    @cached_property
    def readings(self) -> list[Reading]:
        people = self._people
        readers = self._readers
        return [
            Reading(
                one,
                self.actor.person_id in readers.get(one.pk, set()),
                len(people & readers.get(one.pk, set())),
                len(people),
            )
            for one in self._of(MaterialUse.READING)
        ]

    @property
    def is_reader(self) -> bool:
        """Whether it is for this reader to read: whoever is invited."""
        return self.actor.person_id in self._people

    @property
    def unread(self) -> int:
        """How many this reader has not opened."""
        return sum(not one.is_read for one in self.readings)

    @property
    def photos(self) -> list[Material]:
        return self._of(MaterialUse.PHOTO)

    @property
    def evidence(self) -> list[Material]:
        """For the organising office and the leaders."""
        reads = self.keeps or self.actor.is_any(LEADERS)
        return self._of(MaterialUse.EVIDENCE) if reads else []

    @cached_property
    def _materials(self) -> list[Material]:
        rows = self.gathering.materials.filter(removed_at__isnull=True)
        return list(rows.select_related("file", "sitting"))

    def _of(self, use: MaterialUse) -> list[Material]:
        return [one for one in self._materials if one.use == use]

    @cached_property
    def _people(self) -> set[int | None]:
        """Everybody invited who has an account."""
        invited = self.gathering.invitations.filter(Invitation.standing(), person__isnull=False)
        return set(invited.values_list("person_id", flat=True))

    @cached_property
    def _readers(self) -> dict[int, set[int | None]]:
        found: dict[int, set[int | None]] = {}
        marks = MaterialRead._base_manager.filter(material__gathering=self.gathering)
        for material, person in marks.values_list("material_id", "person_id"):
            found.setdefault(material, set()).add(person)
        return found


def readers_of(material: Material) -> list[MaterialRead]:
    """Who opened it and when first, the latest first."""
    return list(material.reads.select_related("person").order_by("-at", "-pk"))


def unread_by(material: Material) -> list[Invitation]:
    """Who of those invited has not opened it yet."""
    invited = material.gathering.invitations.filter(Invitation.standing(), person__isnull=False)
    readers = material.reads.values("person_id")
    return list(invited.exclude(person__in=readers).select_related("group").order_by("pk"))
