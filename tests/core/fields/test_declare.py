import pytest
from django.utils import translation

from tests.core.fields.samples import FIELDS
from tongxin.core.fields import Field, FieldType, Option, Words, field_from


def test_words_are_said_in_the_readers_language():
    words = Words("媒体", "Medium")
    assert str(words) == "媒体"
    with translation.override("en"):
        assert (str(words), str(Words("媒体"))) == ("Medium", "媒体")


def test_field_survives_being_kept_as_json():
    assert tuple(field_from(one.as_json()) for one in FIELDS) == FIELDS


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "Medium", "label": "媒体"},
        {"code": "", "label": "媒体"},
        {"code": "medium", "label": ""},
        {"code": "medium", "label": "媒" * 201},
        {"code": "medium", "label": "媒体", "type": "choice"},
        {"code": "medium", "label": "媒体", "options": [{"code": "a", "label": "甲"}]},
        {"code": "medium", "label": "媒体", "most": 201},
        {"code": "medium", "label": "媒体", "type": "date", "most": 5},
        {"code": "medium", "label": "媒体", "type": "picture"},
        {"code": "medium", "label": "媒体", "colour": "red"},
    ],
)
def test_declaration_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError):
        field_from(wrong)


def test_option_twice_is_refused():
    twice = (Option("a", Words("甲")), Option("a", Words("乙")))
    with pytest.raises(ValueError, match="twice"):
        Field("level", Words("级别"), FieldType.CHOICE, options=twice)
