"""Units from a list: new ones, known ones filled in, short names alike, taking it back."""

from datetime import timedelta

import pytest

from tests.factories.organisations import AssemblyFactory, OrganisationFactory, ServiceFactory
from tests.search.conftest import index
from tongxin import search
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.organisations.models import Organisation, Service
from tongxin.organisations.terms import Channel, System
from tongxin.papers.actions.undo_import import TouchedSince, undo_import
from tongxin.papers.imports.queries import rows_of
from tongxin.papers.imports.terms import Decision

KIND = "organisations.units"
HEADER = "单位名称,单位简称,系统,交办渠道,联系人,联系电话,单位代码\n"
EDUCATION = "澜川市教育局,市教育局,政府,市政府督查室,赵 蓉,0871-61234567,JY01\n"
PARTY_SCHOOL = "澜川市委党校,市委党校,党群,,,,\n"


def test_new_units_serve_the_assembly(city, import_list):
    import_list(KIND, HEADER + EDUCATION + PARTY_SCHOOL)
    education = Organisation.objects.get(name="澜川市教育局")
    assert (education.short_name, education.system, education.code, education.initials) == (
        "市教育局",
        System.GOVERNMENT,
        "JY01",
        "lcsjyj",
    )
    service = Service.objects.get(organisation=education)
    assert (service.channel, service.contact_name, service.contact_phone) == (
        Channel.GOVERNMENT,
        "赵蓉",
        "0871-61234567",
    )
    school = Service.objects.get(organisation__name="澜川市委党校")
    assert school.channel == Channel.PARTY


def test_known_unit_is_filled_in_never_emptied(city, import_list):
    unit = OrganisationFactory(name="澜川市教育局", short_name="教育局", code="JY01")
    ServiceFactory(
        assembly=city.assembly, organisation=unit, contact_name="钱一", contact_phone="61230000"
    )
    batch = import_list(KIND, HEADER + "澜川市教育局,市教育局,,,赵蓉,,\n")
    unit.refresh_from_db()
    service = unit.services.get()
    assert (unit.short_name, unit.code) == ("市教育局", "JY01")
    assert (service.contact_name, service.contact_phone) == ("赵蓉", "61230000")
    undo_import(batch, actor=city.office)
    unit.refresh_from_db()
    service.refresh_from_db()
    assert (unit.short_name, service.contact_name) == ("教育局", "钱一")


def test_unit_of_another_assembly_begins_to_serve_this_one(city, import_list):
    unit = OrganisationFactory(name="澜川市教育局")
    ServiceFactory(assembly=AssemblyFactory(), organisation=unit, contact_name="别处的人")
    import_list(KIND, HEADER + EDUCATION)
    assert Organisation.objects.filter(name="澜川市教育局").count() == 1
    assert unit.services.get(assembly=city.assembly).contact_name == "赵蓉"
    assert unit.services.exclude(assembly=city.assembly).get().contact_name == "别处的人"


def test_same_short_name_waits_for_a_decision(city, import_list):
    unit = OrganisationFactory(name="澜川市教育和体育局", short_name="市教育局")
    ServiceFactory(assembly=city.assembly, organisation=unit)
    batch = import_list(KIND, HEADER + EDUCATION, confirmed=False)
    row = rows_of(batch).get()
    assert (row.decision, row.duplicate["ref"]) == (Decision.UNDECIDED, str(unit.pk))
    assert ["name", "澜川市教育和体育局", "澜川市教育局"] in row.duplicate["compared"]


def test_repeats_are_skipped_and_strange_systems_are_faults(city, import_list):
    strange = "澜川市水务局,,神秘系统,,,,\n"
    batch = import_list(KIND, HEADER + EDUCATION + EDUCATION + strange, confirmed=False)
    assert [row.decision for row in rows_of(batch)] == ["create", "skip", "faulty"]


def test_undo_removes_new_units_unless_they_have_work(city, import_list):
    batch = import_list(KIND, HEADER + EDUCATION + PARTY_SCHOOL)
    past = "案由,主办单位,年度\n关于社区食堂的提案,市教育局,2023\n"
    of_past = import_list("proposals.past", past, units="refuse")
    with pytest.raises(TouchedSince) as refusal:
        undo_import(batch, actor=city.office)
    assert refusal.value.lines == ["单位“澜川市教育局”已在使用"]
    undo_import(of_past, actor=city.office)
    undo_import(batch, actor=city.office)
    assert not Organisation.objects.filter(name__startswith="澜川").exists()


def test_undo_of_changes_refuses_rows_that_were_changed_again(city, import_list):
    unit = OrganisationFactory(name="澜川市教育局", short_name="教育")
    service = ServiceFactory(assembly=city.assembly, organisation=unit)
    batch = import_list(KIND, HEADER + EDUCATION)
    imported = Organisation.objects.get(pk=unit.pk).short_name
    assert imported != "教育"
    Organisation.objects.filter(pk=unit.pk).update(short_name="市教体局")
    with pytest.raises(TouchedSince) as refusal:
        undo_import(batch, actor=city.office)
    assert refusal.value.lines == ["第 2 行“市教体局”：导入后又有改动"]
    Organisation.objects.filter(pk=unit.pk).update(short_name=imported)
    undo_import(batch, actor=city.office)
    assert Organisation.objects.get(pk=unit.pk).short_name == "教育"
    assert type(service)._base_manager.get(pk=service.pk).contact_name == ""


def test_undo_refuses_once_a_known_unit_was_given_work_here(city, import_list):
    unit = OrganisationFactory(name="澜川市教育局", short_name="市教育局")
    batch = import_list(KIND, HEADER + EDUCATION)
    with clock.frozen(clock.now() + timedelta(days=1)):
        past = "案由,主办单位,年度\n关于社区食堂的提案,市教育局,2023\n"
        of_past = import_list("proposals.past", past, units="refuse")
    with pytest.raises(TouchedSince) as refusal:
        undo_import(batch, actor=city.office)
    assert refusal.value.lines == ["单位“澜川市教育局”已在使用"]
    undo_import(of_past, actor=city.office)
    undo_import(batch, actor=city.office)
    assert (unit.services.exists(), Organisation.objects.filter(pk=unit.pk).exists()) == (
        False,
        True,
    )


def test_names_of_a_changed_unit_are_found(city, import_list):
    unit = OrganisationFactory(name="澜川市教育局", short_name="教育")
    ServiceFactory(assembly=city.assembly, organisation=unit)
    batch = import_list(KIND, HEADER + EDUCATION)
    index()
    assert [hit.record.organisation for hit in search.find(city.office, "市教育局", ["units"])]
    undo_import(batch, actor=city.office)
    index()
    assert search.find(city.office, unit.short_name, ["units"])


def test_only_offices_may_import(city, import_list):
    with pytest.raises(Refused):
        import_list(KIND, HEADER + EDUCATION, actor=city.clerks[0])
