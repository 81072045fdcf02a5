"""Whatever is uploaded or posted: an answer in the reader's language, never a failure."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.accounts import sign_in
from tests.papers.imports.people import PEOPLE
from tongxin.core.errors import Refused
from tongxin.papers.actions.confirm_import import confirm_import
from tongxin.papers.actions.match_import import match_import
from tongxin.papers.actions.start_import import start_import
from tongxin.papers.imports.layouts import read_layouts
from tongxin.papers.imports.queries import lines, reconciliation, rows_of
from tongxin.papers.imports.workbooks import faulty_workbook
from tongxin.papers.models import ImportBatch

pytestmark = pytest.mark.django_db
many = settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

signs = st.text(
    "王敏 \u3000、,;\"'\t0123456789.年月日E+-=@()同上合计\0\u202e\U0001f600", max_size=12
)
cells = st.one_of(signs, st.text(max_size=6), st.integers().map(str), st.floats().map(str))
tables = st.lists(st.lists(cells, min_size=1, max_size=5), min_size=1, max_size=6)


def walk(data: bytes, name: str, liaison) -> None:
    """Upload, accept what is proposed, check, look at every row, confirm."""
    batch = start_import(PEOPLE, io.BytesIO(data), name, assembly=liaison.assembly, actor=liaison)
    batch = match_import(batch, read_layouts(batch.layouts), {}, actor=liaison)
    lines(batch, list(rows_of(batch)))
    faulty_workbook(batch).close()
    batch = confirm_import(batch, actor=liaison)
    assert all(account.adds_up for account in reconciliation(batch))


@many
@given(tables, st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_any_table_is_imported_or_refused(liaison, rows, encoding):
    text = "\n".join([",".join(["姓名", "手机", "出生年月", "界别"]), *map(",".join, rows)])
    try:
        walk(text.encode(encoding, "replace"), "表.csv", liaison)
    except Refused as refusal:
        assert refusal.message


@many
@given(
    st.binary(max_size=300), st.sampled_from(["a.csv", "a.txt", "..\0.csv", "表" * 200 + ".csv"])
)
def test_any_bytes_are_imported_or_refused(liaison, data, name):
    try:
        walk(data, name, liaison)
    except Refused as refusal:
        assert refusal.message


@many
@given(
    st.dictionaries(
        st.sampled_from(
            ["request_key", "version", "show", "page", "all", "row-1", "row-99999999999999999999"]
        ),
        st.one_of(signs, st.sampled_from(["create", "skip", "update", "faulty", "9" * 30])),
    ),
    st.sampled_from(["decide", "confirm", "undo", "discard", "match"]),
)
def test_any_post_is_answered(client, liaison, checked, data, act):
    sign_in(client, liaison)
    batch = checked("姓名,手机\n王敏,13800001234\n")
    response = client.post(reverse(f"papers:import_{act}", args=[batch.public_id]), data)
    assert response.status_code in {302, 422}


@pytest.mark.parametrize("name", ["a.csv", "a.exe", "", "x" * 300 + ".xlsx"])
def test_upload_without_sense_is_answered(client, liaison, name):
    sign_in(client, liaison)
    url = reverse("papers:import_new", args=["tests.people"])
    for data in ({}, {"file": "text"}, {"file": SimpleUploadedFile(name or "a", b"\0\1\2")}):
        assert client.post(url, data).status_code == 422
    assert not ImportBatch.objects.exists()
