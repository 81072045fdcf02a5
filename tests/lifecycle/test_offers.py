"""Buttons out of the table: possible ones first, refused ones with their sentence, none for strangers."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.proposals.thread import acknowledged, assigned, draft, fresh, handling_of, submitted
from tongxin.accounts.actor import PUBLIC
from tongxin.lifecycle.offers import audiences_of, available_acts
from tongxin.proposals.lifecycle import HANDLING, PROPOSAL


def offered(lifecycle, record, actor) -> dict[str, str | None]:
    return {offer.act.code: offer.refusal for offer in available_acts(lifecycle, record, actor)}


def test_offers_are_the_acts_of_ones_audiences_in_this_state(city):
    proposal = draft(city)
    assert offered(PROPOSAL, proposal, city.member_actor()) == {"hand_in": None, "discard": None}
    for stranger in (city.member_actor(1), city.office, city.clerks[0], PUBLIC):
        assert offered(PROPOSAL, proposal, stranger) == {}


def test_refused_offer_tells_why_and_stands_last(city):
    handling = acknowledged(handling_of(assigned(city)), city.clerks[0])
    offers = available_acts(HANDLING, fresh(handling), city.clerks[0])
    refusals = [offer.refusal is not None for offer in offers]
    assert refusals == sorted(refusals)
    sentences = {offer.code: offer.refusal for offer in offers}
    assert sentences["send_for_review"] == "请先起草答复并选定办理结果。"


def test_awaited_offer_is_the_main_one(city):
    handling = handling_of(assigned(city))
    offers = available_acts(HANDLING, handling, city.clerks[0])
    assert [(offer.code, offer.main) for offer in offers] == [
        ("acknowledge", True),
        ("object", False),
    ]


def test_consequences_and_acts_of_the_clock_are_no_buttons(city):
    proposal = submitted(city)
    codes = set(offered(PROPOSAL, proposal, city.office)) | set(
        offered(PROPOSAL, proposal, city.chair)
    )
    assert not codes & {"docket", "decline", "merge", "return_for_changes"}


def audiences_and_queries(handling, actor) -> tuple[set[str], int]:
    asked = {audience for act in HANDLING.acts.values() for audience in act.by}
    assert actor.assembly_ids
    with CaptureQueriesContext(connection) as queries:
        belongs = audiences_of(handling, actor, asked)
    return {audience.code for audience in belongs}, len(queries)


def test_what_the_row_tells_is_not_asked(city):
    handling = handling_of(assigned(city))
    assert audiences_and_queries(handling, city.clerks[0]) == ({"unit"}, 0)


def test_audiences_take_one_query(city):
    handling = handling_of(assigned(city))
    assert audiences_and_queries(handling, city.clerks[1]) == (set(), 1)


def test_offers_take_no_more_queries_beside_more_proposals(city):
    proposal = assigned(city)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            available_acts(PROPOSAL, fresh(proposal), city.office)
        return len(captured)

    alone = queries()
    for number in (1, 2, 3):
        submitted(city, number)
    assert queries() == alone
