"""Every act of every lifecycle is sent what nobody should type; nothing breaks and nothing typed is lost."""

from functools import cache

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import EXAMPLES
from tests.matrix.acts import ACTS_ON
from tests.matrix.bad_input.answers import assert_answered, assert_explains, assert_kept
from tests.matrix.bad_input.material import FORM, PDF, as_data, encoded, fillings, good_values
from tests.matrix.people import COLUMNS
from tests.proposals.thread import fresh
from tongxin.lifecycle.addresses import act_url
from tongxin.lifecycle.forms import form_class
from tongxin.lifecycle.table import lifecycle_of
from tongxin.organisations.scope import all_assemblies

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ACTS = [(noun, code, name) for noun, records in ACTS_ON.items() for code, name in records.items()]


ELSEWHERE = {("evaluations", "lapse"), ("handlings", "enter_reply"), ("leaves", "grant")}
"""The clock's own act, the one done for units on paper through pages of its own, and what only the chair decides."""


def doer_of(world, act, record) -> str | None:
    """A column that may do this act on this record."""
    for name in COLUMNS:
        if any(one.includes(world.actors[name], record) for one in act.by):
            return name
    return None


@pytest.fixture(scope="module")
def prepared(world):
    """For each act its address, who does it, and what fills its form well; read once."""

    @cache
    def prepare(noun: str, code: str, name: str):
        act, record = lifecycle_of(noun).acts[code], fresh(world[name])
        kind = form_class(act)
        with all_assemblies(reason="tests fill in every form"):
            doer = doer_of(world, act, record)
            fields = kind(record=record, actor=world.actors[doer]).fields if kind and doer else {}
            good = good_values(fields) | {"version": [str(record.version)]}
        has_file = any(field.widget.needs_multipart_form for field in fields.values())
        return act_url(act, record), doer, good, has_file

    return prepare


@settings(max_examples=4 * EXAMPLES)
@given(data=st.data())
def test_acts_refuse_in_words_and_keep_what_was_typed(world, browsers, prepared, data):
    chosen = data.draw(st.sampled_from(ACTS))
    url, doer, good, has_file = prepared(*chosen)
    if doer is None:
        return
    filled = data.draw(fillings(good | {"request_key": ["a1"]}))
    if has_file:
        upload = SimpleUploadedFile("答复.pdf", PDF)
        body = as_data(filled) | {"sealed_file": upload, "evidence": upload}
        response = browsers.ask(doer, "POST", url, body)
    else:
        response = browsers.ask(doer, "POST", url, encoded(filled), content_type=FORM)
    assert_answered(response, sent=(chosen, filled))
    assert_explains(response, filled)
    if response.status_code in (403, 409, 422):
        assert_kept(response, as_data(filled) if has_file else filled)


def test_every_act_has_a_doer_in_the_city(world, prepared):
    unasked = {chosen[:2] for chosen in ACTS if prepared(*chosen)[1] is None}
    assert unasked <= ELSEWHERE


@pytest.mark.parametrize("chosen", ACTS, ids=".".join)
def test_longest_words_a_form_takes_fit_their_columns(world, browsers, prepared, chosen):
    url, doer, good, has_file = prepared(*chosen)
    kind = form_class(lifecycle_of(chosen[0]).acts[chosen[1]])
    limits = {name: getattr(field, "max_length", None) for name, field in fields_of(kind)}
    filled = {
        name: ["甲" * limits[name]] if limits.get(name) else values for name, values in good.items()
    }
    body = as_data(filled) | (
        {"sealed_file": SimpleUploadedFile("答复.pdf", PDF)} if has_file else {}
    )
    if doer is not None:
        assert_answered(browsers.ask(doer, "POST", url, body), sent=chosen)


def fields_of(kind) -> list:
    return list(kind.base_fields.items()) if kind else []
