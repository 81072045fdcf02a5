"""The record book of the matrix's city: a line of every state, a kind of its own, a county's submission, pieces in review."""

import io
from datetime import date
from typing import Any

from django.db import models

from tests.factories.cities import City
from tests.records.book import GOOD
from tongxin.accounts.actor import Actor
from tongxin.core.fields import Words
from tongxin.kinds.declaration import new_code
from tongxin.lifecycle.perform import perform
from tongxin.papers.actions.start_import import start_import
from tongxin.papers.imports import kinds
from tongxin.records.actions.attach_evidence import attach
from tongxin.records.actions.enter_record import enter_record, start_record
from tongxin.records.actions.keep_kinds import add_kind
from tongxin.records.actions.link_record import link
from tongxin.records.actions.review_publication import start_publication
from tongxin.records.actions.send_submission import compile_submission
from tongxin.records.declaration import DAY_WORDS, TITLE_WORDS, CountedAs, Declaration
from tongxin.records.imports.family import import_code
from tongxin.records.lifecycle import KIND, PUBLICATION, RECORD, SUBMISSION
from tongxin.records.models import Publication, Record, RecordKind
from tongxin.records.queries.kinds import Kind, kind_of
from tongxin.records.terms import Group
from tongxin.records.values import Entry

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
SIGNED = {"signer": "孙主席", "signed_on": date(2026, 1, 10)}


def build(city: City, elsewhere: City, actors: dict[str, Actor], mark) -> dict[str, models.Model]:
    """All of it through the actions; `mark` makes the words that are found again wherever they leak to."""
    general = actors["general"]
    told = _recorded(general, "donation", title=mark("台账捐赠"), receipt=mark("票据号"))
    evidence = attach(told, actor=general, source=io.BytesIO(PDF), name=f"{mark('佐证')}.pdf")
    award = _recorded(general, "award", title=mark("台账获奖"))
    link(told, award, actor=general)
    withdrawn = _recorded(general, "award", title=mark("台账撤销"))
    perform(RECORD.withdraw, withdrawn, general, reason=mark("撤销台账理由"))
    draft = Entry({"title": mark("台账草稿")})
    _recorded(elsewhere.office, "award", title=mark("外市台账"))
    return {
        "book_record": told,
        "book_evidence": evidence.file,
        "book_draft": start_record(_kind("donation", general), actor=general, entry=draft),
        "book_withdrawn": withdrawn,
        "book_totals": _recorded(general, "staffing", title=mark("编制合计")),
        "book_import": _import(general),
        **_own_kinds(general, mark),
        **_submitted(actors["county"], mark),
        **_pieces(actors, mark),
    }


def _kind(code: str, actor: Actor) -> Kind:
    row = RecordKind.objects.get(assembly__isnull=True, code=code)
    return kind_of(row, actor.assembly)


def _recorded(actor: Actor, code: str, **changes: Any) -> Record:
    kind = _kind(code, actor)
    people = ["王敏"] if kind.declared.people else []
    return enter_record(kind, actor=actor, entry=Entry({**GOOD[code], **changes}, people))


def _own_kinds(general: Actor, mark) -> dict:
    rows = {}
    for name in ("own_kind", "kind_in_use", "closed_kind"):
        words = Words(mark(name))
        declared = Declaration(
            code=new_code(),
            name=words,
            unit=Words("场"),
            group=Group.OWN,
            title=TITLE_WORDS,
            day=DAY_WORDS,
            figures=(CountedAs(words, Words("场")),),
            both_levels=False,
        )
        rows[name] = add_kind(general.assembly, actor=general, declared=declared)
    perform(KIND.open, rows["kind_in_use"], general)
    perform(KIND.close, rows["closed_kind"], general)
    return rows


def _submitted(office: Actor, mark) -> dict:
    """One compiled, one sent and waiting at the city's desk; what is not sent must stay in the county."""
    _recorded(office, "donation", title=mark("县里未报"))
    _recorded(office, "award", title=mark("县里已报"))
    drafted, sent = (
        compile_submission(
            office.assembly,
            actor=office,
            starts_on=date(2025, 1, 1),
            ends_on=date(2026, 1, 1),
            kinds=[code],
        )
        for code in ("donation", "award")
    )
    perform(SUBMISSION.send, sent, office, **SIGNED)
    return {"submission": drafted, "sent_submission": sent, "intake": sent.intake}


def _pieces(actors: dict[str, Actor], mark) -> dict[str, Publication]:
    """A piece at every step."""
    writer = actors["ctee"]
    steps = (
        (PUBLICATION.offer, writer),
        (PUBLICATION.pass_first, actors["memlia"]),
        (PUBLICATION.pass_second, actors["general"]),
        (PUBLICATION.pass_final, actors["secgen"]),
        (PUBLICATION.put_out, actors["general"]),
    )
    names = ("piece", "piece_first", "piece_second", "piece_final", "piece_approved", "piece_out")
    pieces = {}
    for number, name in enumerate(names):
        words = {"title": mark(name), "body": mark(f"正文{name}"), "author_name": "王敏"}
        piece = start_publication(writer.assembly, actor=writer, **words)
        for act, who in steps[:number]:
            piece = perform(act, piece, who)
        pieces[name] = piece
    return pieces


def _import(general: Actor):
    """A list of donations on its way in."""
    listed = "捐赠事项,日期\n捐赠,2025-01-01\n".encode()
    kind = kinds.kind(import_code(_kind("donation", general)))
    return start_import(
        kind, io.BytesIO(listed), "捐赠.csv", assembly=general.assembly, actor=general
    )
