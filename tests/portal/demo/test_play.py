"""The stories are played as offices work: no rule refuses a step, whatever the story leaves untold."""

from collections import Counter

import pytest

from tongxin.core import clock
from tongxin.organisations.scope import all_assemblies
from tongxin.portal.demo import found, play, sample
from tongxin.portal.demo.material import city as build_city
from tongxin.proposals.models import Proposal

AWKWARD = {
    "lanchuan-2024-002": "no talk before the reply",
    "lanchuan-2024-165": "the lead unit was reorganised meanwhile",
    "liquan-2025-005": "handled again without another talk",
    "lanchuan-2025-340": "an assisting unit silent while the lead drafts",
    "lanchuan-2025-368": "handed in when the next session's window was open",
    "lanchuan-2025-297": "closed with a promise under way",
}


@pytest.fixture
def stage(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    city = build_city(2026)
    with all_assemblies(reason="the demonstration is set up before anybody works in it"):
        with clock.frozen(found.morning(city.assemblies[0].term_started_on)):
            cast = found.found(city)
        stories = [one for one in sample.played(city) if one.code in AWKWARD]
        stage = play.Stage(cast, stories)
        stage.run()
    return stage


def test_no_rule_refuses_what_the_offices_do(stage):
    assert stage.refused == Counter()
    assert set(stage.proposals) == set(AWKWARD)
    states = Proposal._base_manager.in_bulk(stage.proposals.values())
    reached = {code: states[key].state for code, key in stage.proposals.items()}
    assert reached["lanchuan-2025-297"] == "closed"
    assert set(reached.values()) <= {"handling", "replied", "tracking", "closed"}
