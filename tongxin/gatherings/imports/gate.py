"""A gate's export becomes sign-ins: who it means is found by card number or name, where it belongs by its time."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.db.models import QuerySet, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as noop

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import visible
from tongxin.core import clock
from tongxin.gatherings.actions.take_gate import (
    Key,
    Passing,
    key_of,
    take_back_gate,
    take_gate,
)
from tongxin.gatherings.imports.moments import moment_of, read_moment, written_moment
from tongxin.gatherings.models import Gathering, Invitation, Sitting
from tongxin.gatherings.queries.door import Window, gate_marks, is_meant, opening, window_of
from tongxin.gatherings.terms import Direction
from tongxin.members.models import Member
from tongxin.papers.imports.cells import tight
from tongxin.papers.imports.kinds import Context, Family, ImportColumn, ImportKind
from tongxin.papers.imports.rows import Applied, Finding, StagedRow

PREFIX = "gates."
TIMES = (("came", Direction.IN), ("left", Direction.OUT))
WAYS = {
    **dict.fromkeys(
        ("进", "入", "到", "进场", "入场", "进门", "到场", "签到", "in", "IN"), Direction.IN.value
    ),
    **dict.fromkeys(
        ("出", "离", "出场", "离场", "出门", "离开", "签退", "out", "OUT"), Direction.OUT.value
    ),
}


@dataclass
class Ground:
    """What a list is compared with: the people by card and by name, the sittings with their windows."""

    gathering: Gathering
    sittings: list[tuple[Sitting, Window]]
    by_name: Mapping[str, list[Invitation]]
    by_card: Mapping[str, Invitation]
    known: frozenset[Key]
    seen: set[Key] = field(default_factory=set)

    def person(self, row: StagedRow) -> Invitation | Finding:
        """Whom a row means, or why it cannot be told."""
        if found := self.by_card.get(row.get("card", "")):
            return found
        named = self.by_name.get(row.get("name", ""), [])
        if len(named) == 1:
            return named[0]
        who = row.get("name") or row.get("card", "")
        if named:
            return row.error(
                noop("名单上有 %(count)d 个“%(name)s”，请补上委员证号"),
                "card",
                count=len(named),
                name=who,
            )
        return row.error(noop("名单上没有“%(name)s”，请在签到页按名单外到场登记"), "name", name=who)

    def sitting_at(
        self, invitation: Invitation, at: datetime, direction: Direction
    ) -> Sitting | None:
        """The sitting whose door was open then for this person; the one that starts nearest where two were."""
        fitting = [
            sitting
            for sitting, window in self.sittings
            if is_meant(sitting, invitation) and window.refusal(at, direction) is None
        ]
        return min(fitting, key=lambda one: abs(one.starts_at - at), default=None)


def import_code(gathering: Gathering) -> str:
    """The code under which a gate's export comes into this gathering."""
    return f"{PREFIX}{gathering.public_id}"


def find(code: str) -> ImportKind | None:
    """The kind of list with this code."""
    gathering = Gathering._base_manager.filter(public_id=code.removeprefix(PREFIX)).first()
    return import_kind(gathering) if gathering else None


def codes(actor: Actor) -> QuerySet:
    """The gatherings into which this actor may import."""
    rows = visible(actor, "gatherings.organise", Gathering._base_manager.order_by())
    return rows.values_list(Concat(Value(PREFIX), "public_id"), flat=True)


def labels(wanted: Sequence[str]) -> dict[str, str]:
    """The gatherings' names, all at once."""
    keys = {code: code.removeprefix(PREFIX) for code in wanted}
    rows = Gathering._base_manager.filter(public_id__in=keys.values())
    names = dict(rows.values_list("public_id", "title"))
    return {code: _label(names[key]) for code, key in keys.items() if key in names}


def import_kind(gathering: Gathering) -> ImportKind:
    """The declaration of one gathering's gate lists."""
    return ImportKind(
        import_code(gathering),
        _label(gathering.title),
        COLUMNS,
        validate=lambda context, rows: _findings(gathering, rows),
        permission="gatherings.plan",
        apply=lambda context, rows, actor: _apply(gathering, rows, actor),
        touched=partial(_touched, gathering),
        undo=lambda context, applied, actor: take_back_gate(
            gathering, [one.record_id for one in applied], actor=actor
        ),
        help=gettext_lazy(
            "门禁、人脸机、扫码枪导出的表都可以。按委员证号或姓名找人，按时间归到各场；同一条再导入不会重复。"
        ),
    )


def _label(title: str) -> str:
    return _("门禁记录：%(title)s") % {"title": title}


COLUMNS = (
    ImportColumn(
        "name",
        gettext_lazy("姓名"),
        ["人员姓名", "委员姓名", "参会人", "持卡人", "名字"],
        kind="name",
        example="王敏",
    ),
    ImportColumn(
        "card",
        gettext_lazy("委员证号"),
        ["卡号", "证号", "证件编号", "人员编号", "工号", "编号"],
        read=tight,
        example="001",
    ),
    ImportColumn(
        "came",
        gettext_lazy("时间"),
        [
            "进场时间",
            "刷卡时间",
            "签到时间",
            "通行时间",
            "识别时间",
            "打卡时间",
            "到场时间",
            "入场时间",
        ],
        read=read_moment,
        written=written_moment,
        required=True,
        help=gettext_lazy("没有日期的，按会期当天算。"),
        example="2026-01-15 08:31",
    ),
    ImportColumn(
        "left",
        gettext_lazy("离场时间"),
        ["出场时间", "签退时间", "离开时间"],
        read=read_moment,
        written=written_moment,
        example="2026-01-15 11:35",
    ),
    ImportColumn(
        "direction",
        gettext_lazy("进出"),
        ["方向", "进出方向", "进出类型", "通行方向", "类型"],
        kind="choice",
        choices=WAYS,
        example="进",
    ),
)


def _findings(gathering: Gathering, rows: Sequence[StagedRow]) -> Iterator[Finding]:
    ground = _ground(gathering)
    if gathering.is_closed or gathering.is_cancelled:
        yield from (row.error(noop("这次活动已经办结或取消，不再导入签到")) for row in rows)
        return
    for row in rows:
        yield from _found_in(ground, row)


def _found_in(ground: Ground, row: StagedRow) -> Iterator[Finding]:
    """What is wrong with a row: nobody known, outside every sitting, or a passage that is known already."""
    person = ground.person(row)
    if not isinstance(person, Invitation):
        yield person
        return
    told = list(_told(ground, person, row))
    if told and all(passing and key_of(passing) in ground.known for passing, _text in told):
        yield row.duplicate(_("这条门禁记录以前导入过"))
        return
    for passing, text in told:
        if passing is None:
            yield row.error(noop("%(time)s 不在任何一场的签到时间里"), "came", time=text)
        elif key_of(passing) in ground.seen:
            yield row.warning(noop("%(time)s 与前面的一条相同，只记一次"), "came", time=text)
        else:
            ground.seen.add(key_of(passing))


def _told(
    ground: Ground, person: Invitation, row: StagedRow
) -> Iterator[tuple[Passing | None, str]]:
    """The passages of a row, with how each time was written; None for one that fits no sitting."""
    for column, usual in TIMES:
        if text := row.get(column):
            direction = row.get("direction", usual) if column == "came" else usual
            yield (
                _passing(ground, person, text, Direction(direction)),
                written_moment(text),
            )


def _passing(ground: Ground, person: Invitation, text: str, direction: Direction) -> Passing | None:
    for sitting, _window in ground.sittings:
        at = moment_of(text, sitting.starts_at.astimezone(clock.SHANGHAI))
        if found := ground.sitting_at(person, at, direction):
            return Passing(found, person, at, direction)
    return None


def _apply(gathering: Gathering, rows: Sequence[StagedRow], actor: Actor) -> Iterator[Applied]:
    ground = _ground(gathering)
    told = [(row, list(_passings(ground, row))) for row in rows]
    written = take_gate(gathering, [one for _row, ones in told for one in ones], actor=actor)
    for row, passings in told:
        for key in dict.fromkeys(map(key_of, passings)):
            if key in written:
                yield Applied.created(row, written.pop(key))


def _passings(ground: Ground, row: StagedRow) -> Iterator[Passing]:
    person = ground.person(row)
    if isinstance(person, Invitation):
        yield from (passing for passing, _text in _told(ground, person, row) if passing)


def _touched(gathering: Gathering, context: Context, applied: Sequence[Applied]) -> Iterator[str]:
    """Once the gathering is closed, its results rest on these sign-ins."""
    if Gathering._base_manager.get(pk=gathering.pk).is_closed:
        yield _("活动已经办结，出席结果据此写定")


def _ground(gathering: Gathering) -> Ground:
    opens_before = opening(gathering.assembly_id)
    sittings = gathering.sittings.select_related("gathering").order_by("starts_at", "id")
    people = list(Invitation._base_manager.filter(Invitation.standing(), gathering=gathering))
    by_name: dict[str, list[Invitation]] = defaultdict(list)
    for one in people:
        by_name[one.name].append(one)
    return Ground(
        gathering,
        [(one, window_of(one, opens_before)) for one in sittings],
        by_name,
        _cards(gathering, people),
        frozenset(key for key, row in gate_marks(gathering).items() if not row.taken_back_at),
    )


def _cards(gathering: Gathering, people: Sequence[Invitation]) -> dict[str, Invitation]:
    """People by the number on their member's card."""
    by_person = {one.person_id: one for one in people if one.person_id}
    rows = Member._base_manager.filter(assembly_id=gathering.assembly_id, person__in=by_person)
    ordered = rows.order_by("term__number").values_list("card_number", "person_id")
    return {card: by_person[person] for card, person in ordered}


FAMILY = Family(PREFIX, find, "gatherings.plan", codes, labels)
