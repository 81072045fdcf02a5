"""Kinds: shipped ones whole, own ones like shipped ones, an assembly's own words that upgrades leave alone."""

import pytest

from tests.gatherings.plan.office import SOON, another_office, fresh, morning
from tongxin.core.errors import Refused
from tongxin.core.fields import Field, Words
from tongxin.gatherings.actions.keep_kinds import Own, add_kind, lay_over
from tongxin.gatherings.actions.plan_gathering import plan_gathering
from tongxin.gatherings.actions.ship_kinds import ship_kinds
from tongxin.gatherings.declaration import Declaration, Leave, Quorum
from tongxin.gatherings.forms.kinds import AddKindForm, OverlayForm
from tongxin.gatherings.kinds import kind_of
from tongxin.gatherings.lifecycle import GATHERING_KIND
from tongxin.gatherings.models import GatheringKind
from tongxin.gatherings.shipped import shipped, shipped_kind
from tongxin.gatherings.terms import Approver, Group, Seen
from tongxin.gatherings.values import Plan
from tongxin.kinds.declaration import new_code
from tongxin.lifecycle.perform import perform

every_kind = pytest.mark.parametrize("declared", shipped(), ids=lambda one: one.code)


def own_kind(office, **changes) -> GatheringKind:
    like = shipped_kind("three_entries").as_json()
    declared = Declaration.of(
        like | {"code": new_code(), "group": Group.OWN, "name": {"zh": "进企业"}} | changes
    )
    return add_kind(office.here, actor=office.general, declared=declared)


def in_use(office, **changes) -> GatheringKind:
    return perform(GATHERING_KIND.open, own_kind(office, **changes), office.general)


def changed(row: GatheringKind, **changes) -> Declaration:
    return Declaration.of(row.declaration | changes)


@every_kind
def test_shipped_declaration_survives_being_kept(declared):
    assert Declaration.of(declared.as_json()) == declared


@every_kind
def test_every_name_of_a_shipped_kind_has_its_english(declared):
    words = [declared.name, declared.unit, *([declared.help] if declared.help else [])]
    words += [one.label for one in declared.fields]
    words += [option.label for one in declared.fields for option in one.options]
    words += [word for one in declared.figures for word in (one.label, one.unit)]
    assert [word.zh for word in words if not word.en] == []


@every_kind
def test_shipped_kind_is_planned_and_its_page_opens(office, client, declared):
    gathering = office.plan(declared.code)
    page = office.get(client, office.general, "gathering", gathering.public_id)
    assert page.status_code == 200
    assert str(declared.name) in page.content.decode()
    assert office.get(client, office.general, "plan", declared.code).status_code == 200


def test_every_shipped_kind_carries_a_mechanism_and_a_figure():
    assert [kind.code for kind in shipped() if not (kind.mechanisms and kind.figures)] == []


def test_figures_of_one_kind_bear_different_codes():
    for kind in shipped():
        codes = [one.code for one in kind.figures]
        assert len(codes) == len(set(codes)), kind.code


def test_restricted_kinds_are_seen_by_the_invited_only():
    closed = {kind.code for kind in shipped() if kind.seen == Seen.INVITED}
    assert closed == {"religious_inspection", "special_sectors", "visit_talk"}


# Own kinds


def test_own_kind_is_planned_once_it_is_open(office):
    row = own_kind(office)
    with pytest.raises(Refused):
        _plan(office, row)
    gathering = _plan(office, perform(GATHERING_KIND.open, row, office.general))
    assert str(gathering.kind) == "进企业"


def _plan(office, row):
    return plan_gathering(
        kind_of(row, office.here),
        actor=office.general,
        plan=Plan({"title": "走进企业"}),
        slots=[morning(SOON)],
    )


def test_own_kind_of_another_city_is_not_planned_here(office):
    elsewhere = another_office()
    row = in_use(elsewhere)
    with pytest.raises(Refused):
        _plan(office, row)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"fields": []}, "不能去掉"),
        ({"seen": "invited"}, "谁可以看"),
        ({"by_sitting": True}, "人次"),
        ({"needs": ["outcomes"]}, "成果"),
        ({"figures": [{"label": "进企业", "unit": "家"}]}, "怎样计数"),
    ],
)
def test_kind_in_use_only_grows(office, changes, why):
    row = in_use(office)
    with pytest.raises(Refused, match=why):
        perform(GATHERING_KIND.shape, row, office.general, declared=changed(row, **changes))


def test_kind_in_use_may_get_a_name_a_field_and_other_days(office):
    row = in_use(office)
    more = [*row.declaration["fields"], {"code": "field_9", "label": "企业"}]
    declared = changed(row, name="进企业、进园区", fields=more, notice_days=1)
    shaped = perform(GATHERING_KIND.shape, row, office.general, declared=declared)
    assert (str(shaped), shaped.revision) == ("进企业、进园区", 2)
    assert shaped.declared.notice_days == 1


def test_form_begins_like_a_shipped_kind_and_says_the_same(office):
    like = shipped_kind("standing_committee")
    form = AddKindForm(like=like)
    data = {**form.initial, **{name: f.initial for name, f in form.fields.items() if f.initial}}
    bound = AddKindForm({**data, "name": "常委视察"}, like=like)
    assert bound.is_valid(), bound.errors
    told = bound.declared
    assert (told.leave, told.quorum, told.needs) == (like.leave, like.quorum, like.needs)
    assert [one.code for one in told.fields] == [one.code for one in like.fields]
    assert told.code.startswith("own_")


def test_committee_staff_keep_no_kinds(office):
    with pytest.raises(Refused):
        add_kind(office.here, actor=office.committee, declared=shipped_kind("survey"))


# An assembly's own words


def test_own_words_hold_here_only_and_survive_an_upgrade(office):
    kind = office.kind("standing_committee")
    leave = Leave(Approver.CHAIR, 5)
    field = Field("own_field_1", Words("记录人"))
    own = Own("常务委员会会议", False, 5, leave, Quorum.of("2/3"), (field,))
    lay_over(kind.row, office.here, actor=office.general, own=own)
    GatheringKind.objects.filter(code="standing_committee").update(revision=0)
    assert ship_kinds() == 1
    here = office.kind("standing_committee")
    assert (str(here), here.notice_days, here.leave, str(here.quorum)) == (
        "常务委员会会议",
        5,
        leave,
        "2/3",
    )
    assert "own_field_1" in [one.code for one in here.fields]
    elsewhere = kind_of(here.row, another_office().here)
    assert (str(elsewhere), elsewhere.notice_days) == ("常委会会议", 3)


def test_form_keeps_only_what_differs(office):
    kind = office.kind("standing_committee")
    form = OverlayForm(kind=kind)
    data = {**form.initial, "notice_days": 4}
    bound = OverlayForm(data, kind=kind)
    assert bound.is_valid(), bound.errors
    assert bound.own == Own(notice_days=4)


def test_own_field_that_bears_a_kinds_name_is_refused(office):
    kind = office.kind("briefing")
    own = Own(fields=(Field("speaker", Words("谁")),))
    with pytest.raises(Refused, match="重了"):
        lay_over(kind.row, office.here, actor=office.general, own=own)


def test_own_field_stays(office):
    kind = office.kind("briefing")
    field = Field("own_field_1", Words("记录人"))
    laid = lay_over(kind.row, office.here, actor=office.general, own=Own(fields=(field,)))
    with pytest.raises(Refused, match="不能去掉"):
        lay_over(kind.row, office.here, actor=office.general, own=Own())
    assert fresh(laid).fields == [field.as_json()]
