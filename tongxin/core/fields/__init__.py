"""The typed fields of kinds: which fields a thing has, declared once as data; forms, lists, sheets and checks follow from it.

Knows no domain and no model. A host (gatherings, records) keeps declarations as JSON, values in its rows, and asks:

    read(fields, given)            values that fit, and what is wrong with the others, by field
    kept(fields, values)           the same values as JSON holds them; `restored` brings them back
    form_fields(fields)            a form's fields
    list_columns(fields, value_of) columns of a declared list; `shown` and `on_sheet` write one value
    what_narrows(before, after)    why a declaration in use may not be followed by another one

Spreadsheets are read by `papers.imports.of_kinds.import_columns(fields)`.
"""

from tongxin.core.fields.declare import (
    UNSAID,
    Field,
    FieldType,
    Option,
    Words,
    field_from,
    options_from,
)
from tongxin.core.fields.forms import form_fields
from tongxin.core.fields.growth import what_narrows
from tongxin.core.fields.reading import Reading, kept, read, restored
from tongxin.core.fields.showing import list_columns, on_sheet, shown

__all__ = [
    "UNSAID",
    "Field",
    "FieldType",
    "Option",
    "Reading",
    "Words",
    "field_from",
    "form_fields",
    "kept",
    "list_columns",
    "on_sheet",
    "options_from",
    "read",
    "restored",
    "shown",
    "what_narrows",
]
