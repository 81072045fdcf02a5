"""Nothing of what was cleared is left anywhere: every field that a proposal reaches, every file, every page."""

import pytest
from django.conf import settings
from django.db import connection, models
from django.test import Client

from tests.factories.accounts import sign_in
from tests.proposals.clearing.planting import (
    HAN,
    LATIN,
    files_with_needle,
    in_database_files,
    planted_case,
    rows_with_needle,
    stored_digests,
)
from tests.proposals.thread import fresh
from tongxin import search
from tongxin.gatherings.models import Material, Minutes
from tongxin.members.models import Correction, Member
from tongxin.papers.models import ImportBatch, StoredFile
from tongxin.proposals import models as m
from tongxin.proposals.actions.clearing.places import LEFT, PLACES
from tongxin.proposals.models import Package, Proposal
from tongxin.proposals.terms import CLEARED
from tongxin.records.models import RecordFile, Submission
from tongxin.search.engines import engine
from tongxin.search.models import SearchEntry

WORDS = (models.CharField, models.TextField, models.JSONField, models.FileField, models.BinaryField)
TECHNICAL = {"public_id", "state"}
OF_OTHER_THINGS = {
    Member: "a face, read as an image",
    Correction: "a face, read as an image",
    Submission: "the scan of what a county signed of its own book",
    Material: "reading, pictures and evidence of a meeting; equal bytes stay with it, as with a record's",
    Minutes: "the sealed minutes of a meeting",
    RecordFile: "evidence of a record; equal bytes stay with it and are counted on the page of the clearing",
}
"""Models that name files which are never a proposal's, each with what it names."""


def reached() -> dict[type[models.Model], list[models.Field]]:
    """Models with rows that hang on a proposal, by foreign keys from the proposal down; each with its foreign keys."""
    found: dict[type[models.Model], list[models.Field]] = {Proposal: []}
    waiting = [Proposal]
    while waiting:
        for relation in waiting.pop()._meta.get_fields(include_hidden=True):
            if not relation.auto_created or relation.concrete or relation.many_to_many:
                continue
            model = relation.related_model
            if model not in found and not model._meta.auto_created:
                waiting.append(model)
            found.setdefault(model, []).append(relation.field)
    return found


def words_of(model: type[models.Model]) -> set[str]:
    """Fields into which somebody could write."""
    return {
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, WORDS) and not field.choices and field.name not in TECHNICAL
    }


def unhandled(among) -> set[str]:
    """Fields of words that a clearing neither empties nor names as left."""
    handled = {(place.model, name) for place in PLACES for name in place.words} | set(LEFT)
    return {
        f"{model._meta.label}.{name}"
        for model in among
        for name in words_of(model)
        if (model, name) not in handled
    }


def unhandled_files(among) -> set[str]:
    handled = {(place.model, name) for place in PLACES for name in place.files}
    return {
        f"{model._meta.label}.{field.name}"
        for model in among
        for field in model._meta.concrete_fields
        if field.related_model is StoredFile and (model, field.name) not in handled
    }


def test_every_field_of_words_is_emptied_or_named():
    assert len(reached()) > 20
    assert unhandled(reached()) == set()


def test_every_file_is_taken_away():
    assert unhandled_files(reached()) == set()


def test_every_model_that_names_a_file_is_known():
    """Beside the proposal's own rows only packages, lists and what came with lists hold its files; the rest is named."""
    relations = StoredFile._meta.get_fields(include_hidden=True)
    holders = {relation.related_model for relation in relations if relation.one_to_many}
    assert holders - set(reached()) == {Package, ImportBatch, m.ReturnedFile, *OF_OTHER_THINGS}


def test_a_field_added_later_would_be_found():
    class Later:
        _meta = m.Contact._meta

    assert unhandled([Later]) == {"proposals.Contact.theme", "proposals.Contact.with_whom"}


@pytest.fixture
def planted(transactional_db, city):
    engine().clear()  # the suite empties models between tests, not the index
    return planted_case(city)


def test_needle_stands_in_every_place_before(planted):
    empty = [place.model.__name__ for place in PLACES if not place.of(planted).exists()]
    assert empty == []
    missing = [
        f"{place.model.__name__}.{name}"
        for place in PLACES
        for name in place.words
        if not any(HAN in str(value) for value in place.of(planted).values_list(name, flat=True))
    ]
    assert missing == []
    assert SearchEntry.objects.filter(body__contains=LATIN).count() == 2
    assert len(rows_with_needle()) > 30
    assert len(files_with_needle()) >= 5


@pytest.mark.alone
def test_needle_is_nowhere_after(planted, clear):
    clearing = clear(planted)
    assert rows_with_needle() == []
    while search.index_due():
        pass
    assert rows_with_needle() == []
    assert clearing.scrubbed_at is not None
    assert files_with_needle() == []
    assert in_database_files() == []


def test_bytes_of_all_its_files_are_gone(planted, clear):
    kept = set(StoredFile._base_manager.values_list("digest", flat=True))
    assert stored_digests() & kept
    clear(planted)
    assert stored_digests() & kept == set()
    cleared = StoredFile._base_manager.filter(cleared_at__isnull=False)
    assert set(cleared.values_list("name", flat=True)) == {CLEARED}


def test_index_holds_no_token_of_it(planted, clear):
    clear(planted)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT block FROM search_index_data")
            assert not any(LATIN.encode() in bytes(row[0] or b"") for row in cursor.fetchall())


def test_no_page_paper_or_export_says_it(planted, clear, city, secretary):
    clear(planted)
    slug, part = city.assembly.slug, planted.handlings.first()
    pages = [
        planted.get_absolute_url(),
        part.get_absolute_url(),
        f"/{slug}/proposals/",
        f"/{slug}/proposals/export/",
        f"/{slug}/proposals/{planted.public_id}/papers/proposal.docx",
        f"/{slug}/exchange/packages/",
        f"/{slug}/clearings/",
        f"/search/?q={HAN[:4]}",
        f"/open/{slug}/",
        f"/open/{slug}/feed/",
        "/me/",
    ]
    for actor in (city.office, city.clerks[0], city.member_actor(0), secretary):
        client = sign_in(Client(), actor)
        for page in pages:
            response = client.get(page)
            said = response.getvalue()
            assert response.status_code in (200, 404), (actor.role, page)
            told = said.decode(errors="ignore").replace(f'{HAN[:4]}"', "")
            assert (actor.role, page, HAN in told, LATIN in told) == (
                actor.role,
                page,
                False,
                False,
            )


def test_cleared_places_say_so(planted, clear, city):
    clear(planted)
    page = sign_in(Client(), city.office).get(planted.get_absolute_url()).content.decode()
    assert page.count(CLEARED) > 10
    assert fresh(planted).suggestions == [CLEARED] * len(planted.suggestions)


def test_database_overwrites_what_it_frees():
    if connection.vendor == "sqlite":
        assert "PRAGMA secure_delete=ON" in settings.DATABASES["default"]["OPTIONS"]["init_command"]
