"""The stories are told in working order, with the shares of a real assembly, to any moment."""

from collections import Counter
from dataclasses import fields
from datetime import timedelta

import pytest

from tongxin.portal.demo.material import STATES, city, moment, state
from tongxin.portal.demo.material.calendar import is_workday
from tongxin.portal.demo.material.timeline import parts, until

OFFICE_ACTS = {"try_out", "assign", "rule", "check_reply", "reply", "hear", "draw_commitment"}


@pytest.fixture(scope="module")
def lanchuan():
    return city()


@pytest.fixture(scope="module")
def replied(lanchuan):
    return [
        (story, handling, handling.replies[0])
        for story in lanchuan.stories
        for handling in story.handlings
        if handling.replies
    ]


def share(part, whole):
    return len(list(part)) / len(list(whole))


def dated(story, *acts):
    return [part.at for part in parts(story) if part.act in acts]


# shares -------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_city_years_have_their_size_and_shares(lanchuan, year):
    stories = lanchuan.stories_of("lanchuan", year)
    kinds = Counter(story.kind for story in stories)
    outcomes = Counter(story.outcome for story in stories)
    assert 330 <= len(stories) <= 420
    assert 0.78 <= outcomes["docketed"] / len(stories) <= 0.85
    assert 0.05 <= outcomes["merged"] / len(stories) <= 0.12
    assert 0.07 <= kinds["collective"] / len(stories) <= 0.12
    assert 0.15 <= share((s for s in stories if s.season == "ordinary"), stories) <= 0.25


def test_county_years_have_their_size(lanchuan):
    sizes = [
        len(lanchuan.stories_of(assembly.slug, year))
        for assembly in lanchuan.assemblies[1:]
        for year in (2025, 2026)
    ]
    assert all(40 <= size <= 60 for size in sizes)


def test_reply_classes_have_their_shares(replied):
    grades = Counter(reply.grade for _, _, reply in replied)
    shares = {grade: count / len(replied) for grade, count in grades.items()}
    assert shares == pytest.approx({"A": 0.55, "B": 0.30, "C": 0.12, "D": 0.03}, abs=0.03)


def test_evaluations_have_their_shares(replied):
    rated = [reply.evaluations[0].result for *_, reply in replied if reply.evaluations]
    results = {result: count / len(rated) for result, count in Counter(rated).items()}
    assert results == pytest.approx(
        {"satisfied": 0.87, "basically": 0.09, "dissatisfied": 0.04}, abs=0.03
    )
    assert 1 - len(rated) / len(replied) == pytest.approx(0.11, abs=0.03)


def test_some_replies_are_late_and_some_had_more_time(replied):
    late = [reply for _, handling, reply in replied if reply.issued.at.date() > handling.due_on]
    assert 0.03 <= len(late) / len(replied) <= 0.12
    assert any(handling.extension for _, handling, _ in replied)


def test_key_and_excellent_proposals_are_few(lanchuan):
    docketed = [story for story in lanchuan.stories if story.outcome == "docketed"]
    assert 0.03 <= share((s for s in docketed if s.priority), docketed) <= 0.08
    assert 0.04 <= share((s for s in docketed if s.excellent), docketed) <= 0.10


def test_some_commitments_are_kept_late_and_some_not_at_all(lanchuan):
    promises = [promise for story in lanchuan.stories for promise in story.commitments]
    late = [p for p in promises if p.fulfilment and p.fulfilment.at.date() > p.due_on]
    assert 0.05 <= share((p for p in promises if p.fulfilment is None), promises) <= 0.15
    assert 0.1 <= len(late) / len(promises) <= 0.3


# order --------------------------------------------------------------------------------------


def test_parts_never_come_before_what_they_belong_to(lanchuan):
    def check(part):
        for field in fields(part):
            value = getattr(part, field.name)
            for inner in value if isinstance(value, tuple) else (value,):
                if hasattr(inner, "act"):
                    assert inner.at >= part.at, (part.act, inner.act)
                    check(inner)

    for story in lanchuan.stories:
        for field in fields(story):
            value = getattr(story, field.name)
            for part in value if isinstance(value, tuple) else (value,):
                if hasattr(part, "act"):
                    check(part)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (("draft",), ("invite", "submit")),
        (("invite", "answer_invitation"), ("submit",)),
        (("submit",), ("examine", "send_back")),
        (("examine", "send_back", "resubmit"), ("decide",)),
        (("decide", "release"), ("draft_assignment",)),
        (("draft_assignment", "try_out", "assign"), ("assign_unit",)),
        (("assign_unit",), ("evaluate",)),
        (("release",), ("recommend_priority",)),
        (("release",), ("close",)),
    ],
)
def test_acts_come_in_working_order(lanchuan, earlier, later):
    for story in lanchuan.stories:
        before, after = dated(story, *earlier), dated(story, *later)
        if before and after and not (later == ("evaluate",) and len(story.handlings) > 1):
            assert max(before) <= min(after), story.code


def test_replies_follow_acknowledgement_and_talks(replied):
    for story, handling, reply in replied:
        assert handling.acknowledgement.at < reply.at < reply.issued.at, story.code
        assert all(contact.at < reply.at for contact in handling.contacts), story.code
        assert all(check.at < reply.issued.at for check in reply.checks), story.code


def test_evaluations_follow_the_reply_and_hearings_dissatisfaction(replied):
    for _, handling, reply in replied:
        assert all(form.at > reply.issued.at for form in reply.evaluations)
        dissatisfied = [form for form in reply.evaluations if form.result == "dissatisfied"]
        assert bool(reply.hearing) == bool(dissatisfied)
        assert (len(handling.replies) > 1) == bool(reply.hearing and reply.hearing.rehandle)
        assert all(form.opinion for form in dissatisfied)


def test_a_unit_that_was_let_go_does_nothing_more(lanchuan):
    gone = [h for story in lanchuan.stories for h in story.handlings if h.given_up]
    assert gone
    assert not any(h.replies or h.contacts or h.acknowledgement for h in gone)


def test_a_proposal_is_handled_once_by_a_unit(lanchuan):
    for story in lanchuan.stories:
        units = [handling.unit for handling in story.handlings]
        assert len(units) == len(set(units)), story.code


def test_only_docketed_proposals_are_handled(lanchuan):
    handled = {story.outcome for story in lanchuan.stories if story.assignment}
    assert handled == {"docketed"}


def test_merged_proposals_go_into_docketed_ones_of_the_same_meeting(lanchuan):
    for story in lanchuan.stories:
        if story.outcome == "merged":
            main = lanchuan.find(story.decision.into)
            assert (main.assembly, main.outcome) == (story.assembly, "docketed")
            assert main.decision.at <= story.decision.at


def test_declined_proposals_have_a_reason_a_route_and_a_call(lanchuan):
    declined = [story.decision for story in lanchuan.stories if story.outcome == "declined"]
    assert all(decision.reason and decision.route and decision.call for decision in declined)


def test_office_acts_happen_on_working_days(lanchuan):
    acts = [step for step in lanchuan.steps() if step.act in OFFICE_ACTS]
    assert all(is_workday(step.at.date()) for step in acts)


def test_proposers_sit_when_they_hand_in(lanchuan):
    for story in lanchuan.stories:
        if story.kind != "collective":
            member = next(m for m in lanchuan.members if m.person.code == story.proposer)
            assert member.mandate(story.assembly).holds_on(lanchuan.session_of(story).opens_on)


def test_joint_proposals_have_a_confirmed_cosigner(lanchuan):
    joint = [story for story in lanchuan.stories if story.kind == "joint"]
    assert all(story.cosigners for story in joint)
    assert all(story.proposer not in story.cosigners for story in joint)
    answers = {i.answer and i.answer.confirmed for story in joint for i in story.invitations}
    assert answers == {True, False, None}


def test_units_of_the_assembly_handle(lanchuan):
    for story in lanchuan.stories:
        for handling in story.handlings:
            unit = lanchuan.find(handling.unit)
            assert story.assembly in unit.serves
            assert unit.works_on(handling.at.date())


def test_a_successor_replies_for_a_reorganised_unit(replied):
    inherited = [story.code for story, handling, reply in replied if reply.unit != handling.unit]
    assert inherited


# time ---------------------------------------------------------------------------------------


def test_steps_are_in_order_and_complete(lanchuan):
    steps = lanchuan.steps()
    assert steps == sorted(steps, key=lambda step: step.at)
    assert Counter(step.act for step in steps)["draft"] == len(lanchuan.stories)


def test_until_leaves_nothing_that_lies_ahead(lanchuan):
    now = moment("spring")
    cut = lanchuan.until(now)
    assert all(part.at <= now for story in cut.stories for part in parts(story))
    assert len(cut.steps()) == sum(step.at <= now for step in lanchuan.steps())


def test_until_of_a_story_that_has_not_begun_is_nothing(lanchuan):
    story = lanchuan.stories[-1]
    assert until(story, story.draft.at - timedelta(minutes=1)) is None


def test_plenary_moment_shows_every_state(lanchuan):
    assert {state(story) for story in lanchuan.until(moment("plenary")).stories} == set(STATES)


def test_spring_moment_spreads_the_year_over_the_states_of_handling(lanchuan):
    spring = lanchuan.until(moment("spring"))
    states = Counter(state(story) for story in spring.stories_of("lanchuan", 2026))
    expected = {"held", "returned", "declined", "merged", "assigned", "objected", "handling"}
    expected |= {"drafting", "replied", "dissatisfied", "rehandling", "evaluated", "closed"}
    assert expected <= set(states)


def test_past_years_are_mostly_closed_at_the_plenary(lanchuan):
    past = lanchuan.until().stories_of("lanchuan", 2024)
    docketed = [story for story in past if story.outcome == "docketed"]
    assert share((s for s in docketed if state(s) == "closed"), docketed) > 0.85
