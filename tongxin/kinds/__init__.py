"""Kinds as rows: those that come with the program, those that an assembly's staff add, and staff's words over both.

`core.fields` knows fields; here stands what every table of kinds has, so that a host (records, gatherings) declares:

    declaration.py          Declaration(declaration.Declaration): what its kinds say beside name, unit, fields, figures
    shipped/*.toml          the kinds that come with it, read by `shipping.shipped_in`
    models/kinds.py         a KindRow and an OverlayRow, with the columns that its queries ask
    lifecycle/kinds.py      kind_lifecycle(noun, model, …)
    queries/kinds.py        SHELF = Shelf(noun, row, overlay, kind, groups)
    actions/keep_kinds.py   add_kind, lay_over and shape, bound to the shelf and the table
    forms/kinds.py          AddKindForm, ShapeForm and OverlayForm: its own fields and what they declare
    views/kinds.py          KindPages(SHELF, …), whose four views its addresses name
"""
