"""A member's page in the register: fields as this reader may read them, mandates and posts over time."""

from datetime import date
from functools import cached_property
from typing import Any

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import can
from tongxin.accounts.queries import mains
from tongxin.core import formats
from tongxin.core.lists.declare import shown
from tongxin.members.fields import FIELDS, Readers
from tongxin.members.models import Appointment, Correction, IdentityNumber, Mandate, Member
from tongxin.members.queries import merged_away


class Record:
    """What one page shows: this seat's data, and the person's seats and posts in the assembly."""

    def __init__(self, member: Member, actor: Actor):
        self.member = member
        self.actor = actor

    @cached_property
    def readable(self) -> set[str]:
        """The permissions of the table that this reader holds for this member."""
        return {name for name in Readers if can(self.actor, name, self.member)}

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """The fields that stand on the page as words."""
        shown = [field for field in FIELDS if field.on_list and field.readers in self.readable]
        return [(field.label, _written(field.value(self.member))) for field in shown]

    @property
    def photo_id(self) -> str:
        """The file of the photo, for those who may see it."""
        photo = self.member.photo if Readers.OFFICES in self.readable else None
        return photo.public_id if photo else ""

    @cached_property
    def keeps(self) -> bool:
        """Whether this reader keeps the roll that the member is on; a seat that was merged is kept as it is."""
        return self.merged_into is None and can(self.actor, "members.keep_row", self.member)

    @cached_property
    def is_oneself(self) -> bool:
        return can(self.actor, "members.correct", self.member)

    @property
    def reads_identity(self) -> bool:
        return Readers.IDENTITY in self.readable

    @cached_property
    def has_identity(self) -> bool:
        return IdentityNumber.objects.filter(person_id=self.member.person_id).exists()

    @cached_property
    def mandates(self) -> list[Mandate]:
        rows = Mandate._base_manager.filter(
            assembly_id=self.member.assembly_id, member__person_id=self.member.person_id
        )
        return list(rows.select_related("member__term", "member__sector").order_by("-starts_on"))

    @cached_property
    def posts(self) -> list[Appointment]:
        rows = Appointment._base_manager.filter(
            assembly_id=self.member.assembly_id, member__person_id=self.member.person_id
        )
        related = ("committee", "sector", "body", "member__term")
        return list(rows.select_related(*related).order_by("-starts_on", "-id"))

    @cached_property
    def namesakes(self) -> list[Member]:
        """Others of this name on the assembly's rolls, for whoever merges: only a human knows whether it is one person."""
        mine = self.member.person
        if self.merged_into or not can(self.actor, "accounts.merge"):
            return []
        rows = Member._base_manager.filter(
            ~merged_away(), assembly_id=self.member.assembly_id, person__name=mine.name
        ).exclude(person=mine)
        others = rows.select_related("assembly", "person", "sector", "term")
        latest = {one.person_id: one for one in others.order_by("term__number", "pk")}
        return list(latest.values())

    @cached_property
    def merged_into(self) -> Member | None:
        """The seat with which this one was made one, where it was entered twice."""
        main = mains().get(self.member.person_id)
        if main is None:
            return None
        rows = Member._base_manager.filter(term_id=self.member.term_id, person=main)
        return rows.select_related("assembly", "person").first()

    @cached_property
    def waiting(self) -> Correction | None:
        """The correction that waits, for those who may see it."""
        if not (self.keeps or self.is_oneself):
            return None
        rows = self.member.corrections.select_related("assembly")
        return rows.filter(Correction.waiting()).first()


def _written(value: Any) -> Any:
    return formats.month(value) if isinstance(value, date) else shown(value)
