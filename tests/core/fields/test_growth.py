from dataclasses import replace

import pytest

from tests.core.fields.samples import FIELD, FIELDS
from tongxin.core.fields import Field, FieldType, Option, Words, what_narrows

NEW = Field("page", Words("版面"))


def changed(code: str, **changes) -> list[Field]:
    return [replace(one, **changes) if one.code == code else one for one in FIELDS]


def test_new_fields_options_names_and_more_room_only_grow():
    more = (*FIELD["level"].options, Option("nation", Words("国家级")))
    assert what_narrows(FIELDS, [*FIELDS, NEW]) == []
    assert what_narrows(FIELDS, changed("level", options=more)) == []
    assert what_narrows(FIELDS, changed("medium", label=Words("媒体名称"), most=20)) == []
    assert what_narrows(FIELDS, changed("medium", required=False)) == []
    assert what_narrows(FIELDS, FIELDS[::-1]) == []


@pytest.mark.parametrize(
    ("after", "sentence"),
    [
        (FIELDS[1:], "栏目“媒体”已经在用，不能去掉。"),
        (changed("text", type=FieldType.TEXT), "栏目“正文”已经在用，不能改变类型。"),
        (changed("text", required=True), "栏目“正文”原来可以不填，不能改为必填。"),
        (changed("medium", most=5), "栏目“媒体”原来可以填得更多，不能缩短。"),
        (changed("medium", readers="offices"), "栏目“媒体”谁可以看，用起来以后不能再改。"),
        (
            changed("level", options=FIELD["level"].options[:1]),
            "栏目“级别”的选项“省级”已经在用，不能去掉。",
        ),
        ([*FIELDS, replace(NEW, required=True)], "新的栏目“版面”不能必填：已有的记录里没有它。"),
    ],
)
def test_what_narrows_is_told(after, sentence):
    assert sentence in what_narrows(FIELDS, after)
