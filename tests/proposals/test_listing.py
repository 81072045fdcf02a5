"""The search box of the list and the look-alikes: through the index, within what the reader may see."""

import pytest

from tests.factories.accounts import PersonFactory
from tests.factories.members import MemberFactory
from tests.proposals.thread import assigned, draft, submitted
from tests.search.conftest import index
from tongxin.accounts.permissions import visible
from tongxin.proposals.models import Proposal
from tongxin.proposals.queries.listing import as_told, found, similar_to

CANTEEN = {
    "matter": "关于社区食堂的建议",
    "situation": "老人吃饭难。",
    "analysis": "成本高。",
    "suggestions": ["每个社区办一处。"],
}


def listed(actor, text: str) -> set[Proposal]:
    rows = visible(actor, "proposals.view", Proposal._base_manager.all())
    return set(found(as_told(rows, actor), text))


def test_words_of_the_text_units_names_and_initials_find_a_proposal(city):
    city.members[0] = MemberFactory(
        assembly=city.assembly, person=PersonFactory(name="周立明", initials="zlm")
    )
    one, other = assigned(city), submitted(city, 1, **CANTEEN)
    index()
    for text in ("错时放学", "停车难", city.units[0].name, "周立明", "zlm", str(one.case_number)):
        assert listed(city.office, text) >= {one}, text
    assert listed(city.office, "停车") == {one}
    assert listed(city.office, "食堂") == {other}
    assert listed(city.office, "食堂 停车") == set()
    assert listed(city.office, "，。") == set()


def test_number_is_found_before_the_index_knows_it(city):
    proposal = submitted(city)
    assert proposal in listed(city.office, f"第{proposal.serial_number}号")


def test_writer_finds_a_draft_by_its_matter_and_nobody_else_does(city):
    mine = draft(city, matter="关于社区食堂的建议")
    index()
    assert listed(city.member_actor(), "食堂") == {mine}
    assert listed(city.member_actor(1), "食堂") == set()


def test_look_alikes_are_near_duplicates_then_related_matters(city):
    proposal = submitted(city)
    twin = submitted(city, 1, matter="关于校门口拥堵的提案")
    related = submitted(
        city, 2, matter="关于学校周边停车难的提案", situation="无。", analysis="无。"
    )
    submitted(city, 3, **CANTEEN)
    index()
    assert similar_to(proposal, city.office) == [twin, related]
    assert similar_to(proposal, city.member_actor(3)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_look_alikes_cost_the_same_however_many(city, count, django_assert_num_queries):
    proposal = submitted(city)
    for number in range(1, count + 1):
        submitted(city, number)
    index()
    with django_assert_num_queries(11):
        alike = similar_to(proposal, city.office)
        assert [str(one.session) for one in alike] == ["十一届五次"] * count
