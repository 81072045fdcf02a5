"""The fields of a member on the roll: one table that says who may read each, used by pages, exports and corrections."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person
from tongxin.accounts.permissions import permission
from tongxin.core.lists.declare import resolve
from tongxin.members.models import Correction, Member


class Readers(StrEnum):
    """Who may read a field; the value is the permission that decides it."""

    ROLL = "members.view"
    """Whoever reads the roll: such a field may stand on the public side."""
    OFFICES = "members.view_private"
    """The offices that work with members, and the member."""
    PERSONAL = "members.view_personal"
    """The office that keeps the roll, and the member."""
    IDENTITY = "members.read_identity"
    """The holders of one named permission; each reading is an event."""


@dataclass(frozen=True)
class RollField:
    """One field. `path` leads to its value from the member; `is_own` ones a member may ask to have corrected."""

    code: str
    label: str | Promise
    readers: Readers
    path: str
    is_own: bool = False
    on_list: bool = True

    def value(self, member: Member) -> Any:
        """What the roll says."""
        return resolve(member, self.path)

    @property
    def is_of_person(self) -> bool:
        """Whether it belongs to the person rather than to the seat."""
        return self.path.startswith("person.")

    @property
    def column(self) -> str:
        """The name of the model's field."""
        return self.path.rpartition(".")[2]

    @property
    def most(self) -> int:
        """How many characters it holds."""
        model = Person if self.is_of_person else Member
        return model._meta.get_field(self.column).max_length


FIELDS = (
    RollField("gender", _("性别"), Readers.ROLL, "person.get_gender_display"),
    RollField("sector", _("界别"), Readers.ROLL, "sector"),
    RollField("standing", _("常委"), Readers.ROLL, "is_standing"),
    RollField("employer", _("工作单位及职务"), Readers.ROLL, "employer", is_own=True),
    RollField("professional_title", _("职称"), Readers.ROLL, "professional_title", is_own=True),
    RollField("speciality", _("专长"), Readers.ROLL, "speciality", is_own=True),
    RollField("card", _("委员证号"), Readers.ROLL, "card_number"),
    RollField("party", _("政治面貌"), Readers.OFFICES, "party_name"),
    RollField("born", _("出生年月"), Readers.OFFICES, "born_in"),
    RollField("education", _("学历"), Readers.OFFICES, "education", is_own=True),
    RollField("degree", _("学位"), Readers.OFFICES, "degree", is_own=True),
    RollField("native_place", _("籍贯"), Readers.OFFICES, "native_place"),
    RollField("phone", _("手机号"), Readers.OFFICES, "person.phone", is_own=True),
    RollField("photo", _("照片"), Readers.OFFICES, "photo", is_own=True, on_list=False),
    RollField("email", _("邮箱"), Readers.PERSONAL, "person.email", is_own=True),
    RollField("address", _("通讯地址"), Readers.PERSONAL, "address", is_own=True),
    RollField("postcode", _("邮编"), Readers.PERSONAL, "postcode", is_own=True),
    RollField("identity", _("身份证号"), Readers.IDENTITY, "person.identity_number", on_list=False),
)
"""In the order in which pages show them."""

BY_CODE = {field.code: field for field in FIELDS}
SEAT_COLUMNS = tuple(
    Member._meta.get_field(field.path).attname for field in FIELDS if "." not in field.path
)
"""The fields that are columns of a member: what a seat itself says."""

KEPT = ("party", "native_place")
"""What only the office writes, beside what members may ask to have corrected."""

ELSEWHERE = frozenset({"person", "term", "party", "assembly", "id", "public_id", "created_at"})
"""Columns of a member that are no field of the register: keys, and the party's organisation behind its name."""


def own_texts() -> Iterator[RollField]:
    """What a member may ask to have corrected by typing."""
    return (field for field in FIELDS if field.is_own and field.code != "photo")


def kept_texts() -> Iterator[RollField]:
    """What the office that keeps the roll may write."""
    texts = {field.code for field in own_texts()} | set(KEPT)
    return (field for field in FIELDS if field.code in texts)


def reads_all(actor: Actor, field: RollField) -> bool:
    """Whether this reader may read the field of everybody on the roll, so that a list may show it."""
    if field.readers == Readers.ROLL:
        return True
    return permission(field.readers).rule(actor) == Q(assembly_id__in=actor.assembly_ids)


@dataclass(frozen=True)
class Difference:
    """One field of a correction: as it stands now, as it is wished; `moved` if it changed since it was asked."""

    field: RollField
    now: Any
    wished: Any
    moved: bool = False


def differences(correction: Correction) -> list[Difference]:
    """Old and new side by side, in the order of the table."""
    member = correction.member
    texts = [
        Difference(
            field,
            field.value(member),
            correction.wished[field.code],
            moved=correction.is_waiting and field.value(member) != correction.found.get(field.code),
        )
        for field in own_texts()
        if field.code in correction.wished
    ]
    photo = BY_CODE["photo"]
    return texts + (
        [Difference(photo, member.photo, correction.photo)] if correction.photo_id else []
    )
