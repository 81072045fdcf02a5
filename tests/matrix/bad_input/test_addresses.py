"""Addresses with garbage in the path or behind the question mark: every GET of the project is asked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import EXAMPLES
from tests.matrix.addresses import lines
from tests.matrix.bad_input.answers import assert_answered
from tests.matrix.bad_input.material import WORDS, quoted
from tongxin.organisations.scope import all_assemblies

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PARAMETERS = [
    "q",
    "tab",
    "sort",
    "cols",
    "page",
    "keep",
    "session",
    "category",
    "kind",
    "sector",
    "unit",
    "class",
    "satisfaction",
    "handed_in_on_from",
    "handed_in_on_to",
    "state",
    "role",
    "committee",
    "term",
    "party",
    "period",
    "first",
    "last",
    "known",
    "both",
    "chapter",
    "show",
    "at",
    "next",
    "export",
    "as_of",
    "format",
    "id",
    "language",
]
READERS = ["public", "lead", "office", "assign", "unit", "secure", "audit", "system", "memlia"]
PARTS = {"HX-Request": "true", "HX-Target": "list-proposals"}


@pytest.fixture(scope="module")
def addresses(world) -> list[str]:
    """Every address that answers a GET, once."""
    with all_assemblies(reason="tests ask every address"):
        return list(dict.fromkeys(line.url for line in lines(world) if line.method == "GET"))


@settings(max_examples=3 * EXAMPLES)
@given(data=st.data())
def test_no_query_breaks_a_page(world, browsers, addresses, data):
    url = data.draw(st.sampled_from(addresses))
    names = st.one_of(st.sampled_from(PARAMETERS), WORDS.filter(bool))
    asked = data.draw(st.lists(st.tuples(names, WORDS), min_size=1, max_size=4))
    query = "&".join(f"{quoted(name)}={quoted(value)}" for name, value in asked)
    reader = data.draw(st.sampled_from(READERS))
    headers = PARTS if data.draw(st.booleans()) else {}
    assert_answered(browsers.get(reader, f"{url}?{query}", **headers), sent=(reader, url, asked))


@settings(max_examples=2 * EXAMPLES)
@given(data=st.data())
def test_no_path_breaks_a_page(world, browsers, addresses, data):
    parts = data.draw(st.sampled_from(addresses)).strip("/").split("/")
    place = data.draw(st.integers(0, len(parts) - 1))
    parts[place] = quoted(data.draw(WORDS.filter(lambda word: word not in ("", "/"))))
    reader = data.draw(st.sampled_from(READERS))
    method = data.draw(st.sampled_from(["GET", "POST"]))
    response = browsers.ask(reader, method, f"/{'/'.join(parts)}/")
    assert_answered(response, sent=(method, reader, parts))
