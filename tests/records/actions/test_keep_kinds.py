"""Staff add a kind without a programmer; in use it can only grow; upgrades leave staff's words alone."""

import pytest

from tests.factories.accounts import sign_in
from tests.records.book import GOOD, YEAR, another_book, fresh
from tongxin.core.errors import Refused
from tongxin.core.fields import Field, FieldType, Words, field_from
from tongxin.figures.book import FilledChapter
from tongxin.figures.declare import figure
from tongxin.figures.periods import Period
from tongxin.figures.question import Question
from tongxin.figures.scopes import Scope
from tongxin.kinds.terms import KindState
from tongxin.lifecycle.perform import perform
from tongxin.records.actions import ship_kinds
from tongxin.records.actions.enter_record import enter_record
from tongxin.records.actions.keep_kinds import lay_over
from tongxin.records.actions.ship_kinds import ship_kinds as bring
from tongxin.records.declaration import STANDARD
from tongxin.records.figures.chapter import chapter_for
from tongxin.records.figures.of_kinds import laid_figures
from tongxin.records.lifecycle import KIND
from tongxin.records.models import KindOverlay, Record, RecordKind
from tongxin.records.queries.kinds import kind_of
from tongxin.records.shipped import shipped
from tongxin.records.values import Entry

FORM = {
    "name": "委员读书会",
    "unit": "场",
    "recorders": "offices",
    "readers": "members",
    "measure": "quantity",
    "columns": ["quantity"],
    "people": "领读人",
    "label_0": "书目",
    "type_0": "text",
    "required_0": "on",
    "label_1": "形式",
    "type_1": "choice",
    "options_1": "线上\n线下",
}
OWN = Field("own_field_1", Words("批次"), FieldType.NUMBER)


@pytest.fixture
def reading(book, client) -> RecordKind:
    """A kind that the office has added by its form."""
    book.post(client, book.general, "add_kind", **FORM)
    return RecordKind.objects.get(assembly=book.here)


@pytest.fixture
def in_use(book, reading) -> RecordKind:
    return perform(KIND.open, reading, book.general)


def test_form_becomes_a_declaration(book, reading):
    declared = reading.declared
    assert (reading.state, reading.code[:4], str(reading)) == ("draft", "own_", "委员读书会")
    assert [one.code for one in declared.fields] == ["quantity", "field_1", "field_2"]
    assert declared.field("field_1").required
    assert [str(one.label) for one in declared.field("field_2").options] == ["线上", "线下"]
    assert declared.figures[0].measure == "quantity"


def test_opened_kind_has_list_form_import_and_figure(book, client, in_use):
    kind = kind_of(in_use, book.here)
    values = {"title": "共读", "happened_on": "2025-04-23", "quantity": 30, "field_1": "论语"}
    enter_record(kind, actor=book.general, entry=Entry({**values, "field_2": "option_1"}))
    page = book.get(client, book.general, "list", in_use.code).content.decode()
    assert all(word in page for word in ("共读", "论语", "线上", "导入表格"))
    assert "书目" in book.get(client, book.general, "new", in_use.code).content.decode()
    assert book.counted(f"records.{in_use.code}") == 30
    url = f"/{book.here.slug}/figures/records.{in_use.code}/2025-01-01_2026-01-01/"
    assert "共读" in sign_in(client, book.general).get(url).content.decode()
    code = f"records.{in_use.public_id}.{book.here.public_id}"
    assert "书目" in client.get(f"/imports/{code}/new/").content.decode()
    assert "委员读书会" in book.get(client, book.general, "book").content.decode()


def test_drafted_kind_is_nowhere_yet(book, client, reading):
    assert book.get(client, book.general, "list", reading.code).status_code == 404
    assert book.get(client, book.general, "new", reading.code).status_code == 404
    assert "委员读书会" not in book.get(client, book.general, "book").content.decode()


def test_kind_in_use_grows(book, client, in_use):
    url = f"/{book.here.slug}/record_kinds/{in_use.public_id}/act/shape/"
    form = sign_in(client, book.general).get(url).context["form"]
    codes = {f"code_{line.number - 1}": line.code.value() or "" for line in form.lines}
    more = {"label_2": "地点", "type_2": "text", "options_1": "线上\n线下\n两者", "name": "读书会"}
    response = client.post(url, FORM | codes | more)
    assert response.status_code == 302
    grown = fresh(in_use).declared
    assert (str(grown.name), grown.revision) == ("读书会", 2)
    assert [one.code for one in grown.fields] == ["quantity", "field_1", "field_2", "field_3"]
    assert [one.code for one in grown.field("field_2").options] == [
        "option_1",
        "option_2",
        "option_3",
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"label_0": ""}, "不能去掉"),
        ({"type_0": "paragraph"}, "不能改变类型"),
        ({"options_1": "线上"}, "不能去掉"),
        ({"label_2": "地点", "type_2": "text", "required_2": "on"}, "不能必填"),
        ({"columns": ["quantity", "amount_fen"], "measure": "amount_fen"}, "怎样计数"),
        ({"unit": "次"}, "怎样计数"),
        ({"readers": "leaders"}, "谁可以看"),
        ({"people": ""}, "名单"),
    ],
)
def test_kind_in_use_cannot_shrink(book, client, in_use, change, sentence):
    url = f"/{book.here.slug}/record_kinds/{in_use.public_id}/act/shape/"
    form = sign_in(client, book.general).get(url).context["form"]
    codes = {f"code_{line.number - 1}": line.code.value() or "" for line in form.lines}
    response = client.post(url, FORM | codes | change)
    assert (response.status_code, sentence in response.content.decode()) == (403, True)
    assert fresh(in_use).declaration == in_use.declaration


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"measure": "amount_fen"}, "columns"),
        ({"options_1": ""}, "options_1"),
        ({"name": ""}, "name"),
        ({"type_0": "picture"}, "type_0"),
    ],
)
def test_kind_that_makes_no_sense_is_refused_at_its_field(book, client, change, field):
    response = book.post(client, book.general, "add_kind", **FORM | change)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_mark_of_secrecy_in_a_name_is_refused(book, client):
    response = book.post(client, book.general, "add_kind", **FORM | {"name": "机密★10年"})
    assert response.status_code == 422
    assert not RecordKind.objects.filter(assembly=book.here).exists()


def test_closed_kind_takes_no_more_records_but_keeps_its_own(book, client, in_use):
    values = {"title": "共读", "happened_on": "2025-04-23", "quantity": 30, "field_1": "论语"}
    enter_record(kind_of(in_use, book.here), actor=book.general, entry=Entry(values))
    closed = perform(KIND.close, in_use, book.general)
    with pytest.raises(Refused):
        enter_record(kind_of(closed, book.here), actor=book.general, entry=Entry(values))
    assert "共读" in book.get(client, book.general, "list", closed.code).content.decode()
    assert book.counted(f"records.{closed.code}") == 30


def test_only_the_offices_that_keep_the_book_add_kinds(book, client):
    for who in (book.research, book.secretary, book.city.office):
        assert book.get(client, who, "add_kind").status_code == 404


def test_own_kind_exists_in_its_assembly_only(book, client, in_use):
    other = another_book()
    assert book.get(client, other.general, "list", in_use.code).status_code == 404
    url = f"/{other.here.slug}/figures/records.{in_use.code}/2025-01-01_2026-01-01/"
    assert sign_in(client, other.general).get(url).status_code == 404
    code = f"records.{in_use.public_id}.{other.here.public_id}"
    assert client.get(f"/imports/{code}/new/").status_code == 404
    url = f"/{book.here.slug}/record_kinds/{in_use.public_id}/act/close/"
    assert client.post(url).status_code == 404


# Shipped kinds and what is laid over them


def test_overlay_renames_hides_and_adds_fields(book, client):
    typed = {"name": "荣誉", "label_0": "批次", "type_0": "number"}
    assert book.post(client, book.general, "settings", "award", **typed).status_code == 302
    kind = book.kind("award")
    assert (str(kind), [str(one.label) for one in kind.own_fields]) == ("荣誉", ["批次"])
    record = book.record("award", own_field_1=3)
    assert "批次" in book.get(client, book.general, "record", record.public_id).content.decode()
    assert "荣誉" in book.get(client, book.general, "book").content.decode()
    book.post(
        client, book.general, "settings", "award", **typed, code_0="own_field_1", is_hidden="on"
    )
    assert "荣誉" not in book.get(client, book.general, "book").content.decode()
    assert book.get(client, book.general, "list", "award").status_code == 200


def test_own_fields_can_only_grow(book):
    kind = book.kind("award")
    words = {"name": "", "is_hidden": False}
    lay_over(kind.row, book.here, actor=book.general, fields=[OWN], **words)
    with pytest.raises(Refused, match="不能去掉"):
        lay_over(kind.row, book.here, actor=book.general, fields=[], **words)
    with pytest.raises(Refused, match="重了"):
        prize = field_from({"code": "prize", "label": "奖"})
        lay_over(kind.row, book.here, actor=book.general, fields=[OWN, prize], **words)


def test_column_added_to_a_shipped_kind_is_added_up_like_one_of_an_own_kind(book, client):
    typed = {"name": "荣誉", "columns": ["quantity"], "label_0": "批次", "type_0": "number"}
    assert book.post(client, book.general, "settings", "award", **typed).status_code == 302
    book.record("award", quantity=3, own_field_1=7)
    book.record("award", quantity=5)
    ((one, *none),) = [laid_figures(KindOverlay._base_manager.get())]
    assert (none, str(one.label), book.counted(one.code)) == ([], "荣誉 · 数量", 8)
    assert book.counted("records.award") == 2
    told = FilledChapter(chapter_for(book.here), Question(Scope(book.here), Period.year(YEAR)))
    assert told.answers[one.code].value == 8
    listed = book.get(client, book.general, "list", "award").content.decode()
    assert one.code in listed
    with pytest.raises(Refused, match="不能去掉"):
        lay_over(
            book.kind("award").row,
            book.here,
            actor=book.general,
            fields=[OWN],
            name="",
            is_hidden=False,
        )
    page = book.get(client, book.general, "settings", "award").content.decode()
    assert 'value="quantity"' in page
    assert "checked" in page


def test_figure_of_an_added_column_is_the_assemblys_own(book):
    quantity = STANDARD["quantity"]
    words = {"name": "", "is_hidden": False, "fields": [quantity]}
    overlay = lay_over(book.kind("award").row, book.here, actor=book.general, **words)
    (one,) = laid_figures(overlay)
    assert (figure(one.code).assembly_id, figure(one.code).code) == (book.here.pk, one.code)
    with pytest.raises(KeyError):
        figure(one.code.replace("quantity", "amount_fen"))


def test_upgrade_overwrites_neither_records_nor_overlays(book, monkeypatch):
    record = book.record("award", own_field_1=3)
    kind = book.kind("award")
    lay_over(kind.row, book.here, actor=book.general, name="荣誉", is_hidden=False, fields=[OWN])
    said = record.versions.get().values
    newer = [one for one in shipped() if one.code != "award"]
    grown = shipped_with_a_field(kind.declared)
    monkeypatch.setattr(ship_kinds, "shipped", lambda: [*newer, grown])
    assert bring() > 0
    row = RecordKind.objects.get(code="award", assembly__isnull=True)
    assert (row.revision, row.declared.field("added").code) == (2, "added")
    assert KindOverlay.objects.get().name == "荣誉"
    assert (fresh(record).kind_revision, record.versions.get().values) == (1, said)


def shipped_with_a_field(declared):
    from tongxin.records.declaration import Declaration

    told = declared.as_json()
    fields = [*told["fields"], {"code": "added", "label": {"zh": "新栏目"}}]
    return Declaration.of(told | {"fields": fields, "revision": 2})


def test_kind_shipped_no_more_is_closed_and_stays(book, monkeypatch):
    book.record("award")
    left = [one for one in shipped() if one.code != "award"]
    monkeypatch.setattr(ship_kinds, "shipped", lambda: left)
    bring()
    row = RecordKind.objects.get(code="award", assembly__isnull=True)
    assert (row.state, Record.objects.filter(kind=row).count()) == (KindState.CLOSED, 1)


def test_bringing_kinds_again_changes_nothing(book):
    assert (bring(), RecordKind.objects.filter(assembly__isnull=True).count()) == (
        0,
        len(shipped()),
    )


def test_good_values_of_the_suite_fit_their_kinds(book):
    for code in GOOD:
        assert book.record(code).kind.code == code
