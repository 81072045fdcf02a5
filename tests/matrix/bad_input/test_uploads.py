"""Files as nobody should send them, to every place that takes one: refused in words, or taken."""

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import EXAMPLES
from tests.matrix.bad_input.answers import assert_answered, assert_explains
from tests.matrix.bad_input.material import uploads
from tests.proposals.thread import fresh
from tongxin.lifecycle.addresses import act_url
from tongxin.organisations.scope import all_assemblies
from tongxin.papers.imports.queries import kinds_for
from tongxin.proposals.lifecycle import COMMITMENT, HANDLING

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SIGNED = {"signer": "钱立", "document_number": "号", "replied_on": "2026-01-14"}
STEP = {"percent": "40", "text": "正在落实"}


@pytest.fixture(scope="module")
def doors(world) -> list[tuple[str, str, str, dict]]:
    """Who uploads where, under which field, beside which words."""
    with all_assemblies(reason="tests look for every upload"):
        imports = [
            (who, reverse("papers:import_new", args=[kind.code]), "file", {})
            for who in ("office", "memlia")
            for kind in kinds_for(world.actors[who])
        ]
        annex = reverse("proposals:attach", args=[world.slug, world["draft"].public_id])
        acts = [
            ("lead", annex, "file", {"kind": "annex"}),
            ("unit", act_url(HANDLING.reply, world["cleared_part"]), "sealed_file", SIGNED),
            ("unit", act_url(COMMITMENT.report_progress, world["active"]), "evidence", STEP),
            ("unit", act_url(COMMITMENT.report_done, world["active"]), "evidence", STEP),
        ]
    return [*imports, *acts]


@settings(max_examples=2 * EXAMPLES)
@given(data=st.data())
def test_no_file_breaks_an_upload(world, browsers, doors, data):
    who, url, field, words = data.draw(st.sampled_from(doors))
    sent = data.draw(uploads())
    response = browsers.ask(who, "POST", url, words | {field: sent})
    assert_answered(response, sent=(url, sent.name))
    assert_explains(response, {"name": [sent.name]})


def test_upload_without_its_file_says_so(world, browsers, doors):
    for who, url, field, words in doors:
        response = browsers.ask(who, "POST", url, words)
        assert response.status_code in ((302,) if field == "evidence" else (422,)), url
        assert_explains(response)


def test_a_refused_file_changes_nothing(world, browsers):
    before = fresh(world["cleared_part"])
    url = act_url(HANDLING.reply, before)
    browsers.ask("unit", "POST", url, SIGNED | {"sealed_file": "not a file"})
    assert fresh(before).version == before.version
