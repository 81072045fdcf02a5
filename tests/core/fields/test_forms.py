from datetime import date

from django import forms

from tests.core.fields.samples import FIELDS, GOOD
from tongxin.core.fields import form_fields, read

VALUES = {"amount_fen": 320_050, "since": date(2020, 3, 1), "happened_on": date(2020, 3, 2)}


def form(data=None, **initial) -> forms.Form:
    return type("Form", (forms.Form,), form_fields(FIELDS))(data, initial=initial)


def test_form_gives_what_reading_takes():
    filled = form(GOOD)
    assert filled.is_valid()
    assert read(FIELDS, filled.cleaned_data).errors == {}
    assert filled.cleaned_data["amount_fen"] == 119_000_000


def test_stored_values_stand_in_the_form_as_people_write_them():
    text = form(**VALUES).as_p()
    assert all(f'value="{value}"' in text for value in ("3200.50", "2020-03", "2020-03-02"))


def test_what_was_typed_stays_as_it_was_typed():
    filled = form(GOOD | {"amount_fen": "很多", "medium": ""})
    assert set(filled.errors) == {"amount_fen", "medium"}
    assert 'value="很多"' in filled.as_p()


def test_optional_fields_may_stay_empty():
    assert form({"medium": "日报"}).is_valid()
