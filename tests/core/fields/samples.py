"""Fields of every type, as a host would declare them."""

from tongxin.core.fields import field_from

FIELDS = tuple(
    field_from(one)
    for one in (
        {"code": "medium", "label": {"zh": "媒体", "en": "Medium"}, "required": True, "most": 10},
        {"code": "text", "label": "正文", "type": "paragraph"},
        {"code": "quantity", "label": "数量", "type": "number", "most": 500},
        {"code": "amount_fen", "label": "金额", "type": "money", "in_list": True},
        {"code": "happened_on", "label": "日期", "type": "date"},
        {"code": "since", "label": "自何月起", "type": "month"},
        {
            "code": "level",
            "label": "级别",
            "type": "choice",
            "options": [
                {"code": "city", "label": {"zh": "市级", "en": "City"}},
                {"code": "province", "label": "省级"},
            ],
        },
        {"code": "is_told", "label": "已通报", "type": "yes_no", "aliases": ["通报"]},
    )
)
FIELD = {one.code: one for one in FIELDS}
GOOD = {
    "medium": "日报",
    "text": "第一段\n第二段",
    "quantity": "12",
    "amount_fen": "119万元",
    "happened_on": "2020-03-02",
    "since": "2020-03",
    "level": "province",
    "is_told": "on",
}
