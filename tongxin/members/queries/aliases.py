"""Merges of people: what one would do, side by side, who may do it, and those that were made."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.merge_plan import Joined, Plan
from tongxin.accounts.models import Person, PersonAlias, RoleAssignment
from tongxin.accounts.permissions import can, visible, visible_among
from tongxin.accounts.terms import Role
from tongxin.core import clock, formats
from tongxin.core.lists.declare import shown
from tongxin.members.models import ContactPair, Member
from tongxin.organisations.models import Assembly
from tongxin.trail.models import Event

ASKED = "members.ask_merge"
"""The act by which an office hands a merge that is not its own to do to the security managers."""


@dataclass(frozen=True)
class Line:
    """One fact of both entries."""

    label: str
    main: str
    alias: str


@dataclass(frozen=True)
class Moving:
    """What moves between two rows, in words and how many of each; `title` tells which, nothing for the persons.

    filled: what the one that stays leaves blank and takes over, in words.
    """

    title: str
    rows: list[tuple[str, int]]
    filled: list[str]


class MergePreview:
    """What a merge would do, before anything is done; or why this reader is not the one to do it."""

    def __init__(self, main: Person, alias: Person, assembly: Assembly, actor: Actor):
        self.main = main
        self.alias = alias
        self.assembly = assembly
        self.actor = actor

    @cached_property
    def plan(self) -> Plan:
        return Plan(self.main, self.alias)

    @cached_property
    def keeps_roll(self) -> bool:
        """Whether the reader keeps the roll, and so reads all that stands on it."""
        return can(self.actor, "members.keep")

    @cached_property
    def not_mine(self) -> str:
        """Why somebody else must merge them; empty where the reader may."""
        both = (self.main, self.alias)
        allowed = visible_among(self.actor, "accounts.merge", both)
        others = [one for one in both if one not in allowed]
        if not others:
            return ""
        if any(one.pk == self.actor.person_id for one in others):
            return _("这里有您本人的登记，不能自己合并，由安全管理员办理。")
        named = _("、").join(sorted({str(one) for one in others}))
        return _(
            "%(names)s除了委员还有别的身份，合并会连同那些身份的账号一起变，由安全管理员办理。"
        ) % {"names": named}

    @property
    def may_ask(self) -> bool:
        """Whether there is somebody to hand the case to, who was not asked today already."""
        today = self.asked is not None and self.asked.on == clock.today()
        return self.keeps_roll and self.has_managers and not today

    @cached_property
    def has_managers(self) -> bool:
        """Whether the assembly has security managers."""
        held = RoleAssignment.objects.in_force(clock.today())
        return held.filter(role=Role.SECURITY_MANAGER, assembly=self.assembly).exists()

    @cached_property
    def asked(self) -> Event | None:
        """The last time when the security managers were asked to merge these two."""
        both = {self.main.pk: self.alias.pk, self.alias.pk: self.main.pk}
        events = Event.objects.filter(
            act=ASKED, record_type=Person._meta.label_lower, record_id__in=both
        )
        asked = (one for one in events.order_by("-id") if both[one.record_id] == one.facts["alias"])
        return next(asked, None)

    @property
    def lines(self) -> list[Line]:
        """The two entries side by side."""
        both = (self.main, self.alias)
        facts = (
            (_("姓名"), [one.name for one in both]),
            (_("手机号"), [one.phone or "—" for one in both]),
            (_("席位"), [self._seats(one) for one in both]),
            (_("登记时间"), [formats.moment(one.created_at) for one in both]),
        )
        return [Line(label, *values) for label, values in facts]

    @property
    def moving(self) -> list[Moving]:
        """What goes from where to where; pairs between which nothing moves are left out but for the persons."""
        return [
            Moving(_title(pair), rows, list(self._filled(pair))) for pair, rows in self.plan.moved
        ]

    def _filled(self, pair: Joined) -> Iterator[str]:
        """Each column that is filled, with what it will say for those who may read it."""
        for name in pair.filled:
            label = pair.gone._meta.get_field(name).verbose_name
            if name == "party_id":
                continue
            if not self.keeps_roll:
                yield str(label)
                continue
            told = {"field": label, "value": shown(_value(pair.gone, name))}
            yield _("%(field)s（%(value)s）") % told

    def _seats(self, person: Person) -> str:
        rows = Member._base_manager.filter(person=person, assembly=self.assembly)
        seats = rows.select_related("term", "sector").order_by("-term__number")
        return "；".join(f"{one.term} {one.sector} {one.card_number}" for one in seats) or "—"


def _value(row: Any, name: str) -> Any:
    """What a column of a row says on the screen."""
    said = getattr(row, f"get_{name}_display", None)
    return said() if said else getattr(row, name.removesuffix("_id"))


def _title(pair: Joined) -> str:
    if isinstance(pair.kept, ContactPair):
        return _("%(pair)s：同一联系的两条并成一条") % {"pair": pair.kept}
    if not isinstance(pair.gone, Member) or not isinstance(pair.kept, Member):
        return ""
    return _("%(term)s：证号 %(gone)s 的席位并入证号 %(kept)s") % {
        "term": pair.kept.term,
        "gone": pair.gone.card_number,
        "kept": pair.kept.card_number,
    }


def people_to_merge(actor: Actor, assembly: Assembly) -> QuerySet[Person]:
    """Of whom the page of a merge speaks: everybody on the roll that it belongs to, and whom one may merge.

    Wider than the permission: who may not merge somebody with another office is told who may.
    """
    seated = Member._base_manager.filter(assembly=assembly)
    mine = visible(actor, "accounts.merge", Person.objects.all())
    return Person.objects.filter(Q(pk__in=seated.values("person")) | Q(pk__in=mine.values("pk")))


def aliases_of(actor: Actor) -> QuerySet[PersonAlias]:
    """The merges into people within one's reach, newest first."""
    people = visible(actor, "accounts.merge", Person.objects.all())
    rows = PersonAlias.objects.filter(main__in=people).select_related("main", "alias")
    return rows.order_by("-created_at")
