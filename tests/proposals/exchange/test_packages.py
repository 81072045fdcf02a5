"""The package out: what it holds for whom, that it stays as it was, what it must never hold, and who may make it."""

import io
import json
import re

import pytest
from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.factories.cities import staff
from tests.factories.organisations import OrganisationFactory, ServiceFactory
from tests.papers.documents.reading import text_of
from tests.proposals.exchange.paper import (
    PDF,
    given,
    on_paper,
    packed,
    sheet_of,
    tables,
    unzipped,
)
from tests.proposals.thread import assigned, fresh, handling_of
from tongxin.accounts.terms import Role
from tongxin.core.digests import digest
from tongxin.core.errors import Conflict, Refused
from tongxin.figures import history
from tongxin.lifecycle.perform import perform
from tongxin.organisations.terms import Channel
from tongxin.papers.actions.store_file import store_file
from tongxin.papers.models import StoredFile
from tongxin.proposals.actions import make_package as making
from tongxin.proposals.lifecycle import HANDLING
from tongxin.proposals.models import Attachment, Package, PackedHandling, Proposal
from tongxin.proposals.papers.words import session_name
from tongxin.proposals.terms import UnitRole
from tongxin.trail.models import Event


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def words_of(files: dict[str, bytes]) -> str:
    """Everything a reader of the package can read, blanks aside."""
    printed = [text_of(data) for name, data in files.items() if name.endswith(".pdf")]
    cells = [str(tables(data)) for name, data in files.items() if name.endswith("回件表.xlsx")]
    return re.sub(r"\s", "", "".join([*printed, *cells]))


def test_package_holds_cover_letters_proposals_and_return_sheet(city):
    part = given(city)
    files = unzipped(packed(city))
    folder = f"01 {part.unit.name}/"
    inside = sorted(name.removeprefix(folder) for name in files if name.startswith(folder))
    assert [name for name in files if "/" not in name] == [
        "分发清单.pdf",
        "分发清单.xlsx",
        "manifest.json",
    ]
    assert [name.rpartition(".")[2] for name in inside] == ["pdf", "xlsx", "docx", "pdf"]
    assert inside[1] == "提案办理回件表.xlsx"
    assert part.proposal.matter in words_of(files)


def test_ordinary_proposals_and_those_of_no_session_have_their_letters(city):
    in_session, ordinary, of_none = (given(city, matter=f"关于{name}的建议") for name in "甲乙丙")
    rows = Proposal._base_manager
    rows.filter(pk=in_session.proposal_id).update(is_session=True)
    rows.filter(pk=ordinary.proposal_id).update(is_session=False)
    rows.filter(pk=of_none.proposal_id).update(is_session=False, session=None)
    history.catch_up()
    files = unzipped(packed(city))
    letters = {
        name.rpartition("/")[2]: text_of(data)
        for name, data in files.items()
        if name.endswith("交办函.pdf")
    }
    occasion = session_name(city.session)
    told = {
        f"{occasion}_交办函.pdf": in_session,
        f"{occasion}_平时提案_交办函.pdf": ordinary,
        "平时提案_交办函.pdf": of_none,
    }
    assert set(letters) == set(told)
    for name, part in told.items():
        listed = [one for one in told.values() if one.proposal.matter in letters[name]]
        assert listed == [part]


def test_return_sheet_is_filled_in_as_far_as_known(city):
    part = given(city)
    parts, answers = tables(sheet_of(packed(city)))
    row = dict(zip(parts[0], parts[1], strict=True))
    assert (row["办理编号"], row["案由"], row["办理次数"]) == (
        part.public_id,
        part.proposal.matter,
        1,
    )
    assert row["签收日期"] == row["答复文号"] == ""
    assert [(one[2], one[3]) for one in answers[1:]] == list(
        enumerate(part.proposal.suggestions, start=1)
    )


def test_assisting_units_are_not_asked_to_answer_suggestions(city):
    on_paper(city, 1)
    assigned(city, UnitRole.LEAD, UnitRole.ASSIST)
    assert len(tables(sheet_of(packed(city)))) == 1


def test_manifest_proves_every_file(city):
    part = given(city)
    files = unzipped(packed(city))
    manifest = json.loads(files.pop("manifest.json"))
    assert {name: digest(data) for name, data in files.items()} == {
        name: one["digest"] for name, one in manifest["files"].items()
    }
    assert [(one["id"], one["round"]) for one in manifest["handlings"]] == [(part.public_id, 1)]


def test_annexes_go_out_and_scans_of_originals_stay(city):
    part = given(city)
    for kind, name in (("annex", "现状照片.pdf"), ("paper_scan", "纸质原件.pdf")):
        with io.BytesIO(PDF + name.encode()) as stream:
            stored = store_file(
                "proposals.attachment", stream, name, assembly=city.assembly, actor=city.office
            )
        Attachment(assembly=city.assembly, proposal=part.proposal, file=stored, kind=kind).save()
    names = " ".join(unzipped(packed(city)))
    assert "附件1 现状照片.pdf" in names
    assert "纸质原件" not in names


def test_nothing_withheld_is_in_the_package(city):
    on_paper(city)
    person = city.members[0].person
    type(person).objects.filter(pk=person.pk).update(phone="13800001234", email="m@example.com")
    proposal = assigned(city, UnitRole.LEAD, UnitRole.ASSIST)
    perform(HANDLING.object, handling_of(proposal, 1), city.clerks[1], reason="会办单位的争议")
    proposal.opinions.update(note="审查人员的看法")
    files = unzipped(packed(city))
    words = words_of(files)
    held = ["13800001234", "m@example.com", "会办单位的争议", "审查人员的看法"]
    held.append(city.reviewer.person.name)
    assert [one for one in held if one in words] == []


def test_later_download_gives_the_same_bytes(city, client):
    part = given(city)
    package = packed(city)
    address = reverse("papers:file", args=[package.file.public_id])
    first = b"".join(sign_in(client, city.assigner).get(address).streaming_content)
    perform(HANDLING.acknowledge, part, city.clerks[0], handler_name="钱立")
    again = b"".join(sign_in(client, city.assigner).get(address).streaming_content)
    assert first == again
    assert digest(first) == package.file.digest


def test_package_is_in_the_trail(city):
    part = given(city)
    package = packed(city)
    event = Event.objects.get(act="packages.make")
    assert (event.person_id, event.record_id) == (city.assigner.person_id, package.pk)
    assert event.facts["handlings"] == [part.pk]
    assert event.facts["digest"] == package.file.digest
    assert (package.channel, package.made_by) == (Channel.GOVERNMENT, city.assigner.person)


def test_packed_parts_do_not_go_out_again_unless_asked(city):
    part = given(city)
    packed(city)
    with pytest.raises(Refused, match="没有要打包的提案"):
        packed(city)
    again = packed(city, units=[part.unit], again=True)
    assert again.is_repeat
    assert PackedHandling.objects.filter(handling=part).count() == 2


def test_only_units_on_paper_are_packed(city):
    on_paper(city, 1)
    proposal = assigned(city, UnitRole.LEAD, UnitRole.ASSIST)
    package = packed(city)
    assert [row.handling for row in package.contents.all()] == [handling_of(proposal, 1)]


def test_batch_of_one_day_goes_out_alone(city):
    part = given(city)
    with pytest.raises(Refused):
        packed(city, assigned_on=city.session.opens_on.replace(year=2020))
    assert packed(city, assigned_on=part.assigned_on).contents.count() == 1


def test_repeated_request_makes_one_package(city):
    given(city)
    assert packed(city, request_key="once") == packed(city, request_key="once")
    assert Package.objects.count() == 1


def test_second_of_two_at_once_packs_nothing(city, monkeypatch):
    part = given(city)
    build = making.build_package

    def slowly(*args):
        monkeypatch.setattr(making, "build_package", build)
        packed(city)
        return build(*args)

    monkeypatch.setattr(making, "build_package", slowly)
    with pytest.raises(Conflict, match="刚才有人打包"):
        packed(city)
    assert PackedHandling.objects.filter(handling=part).count() == 1


# Who


def test_clerks_members_and_temporary_roles_make_none(city):
    given(city)
    others = [city.clerks[0], city.member_actor(), city.leader, city.reviewer]
    others.append(staff(Role.PLENARY_GROUP, city.assembly))
    for actor in others:
        with pytest.raises(Refused, match="不能办理"):
            packed(city, actor=actor)


def test_assigner_of_another_channel_has_neither_parts_nor_packages(city, client):
    given(city)
    office = OrganisationFactory()
    ServiceFactory(assembly=city.assembly, organisation=office, channel=Channel.PARTY)
    stranger = staff(Role.ASSIGNER, city.assembly, office)
    with pytest.raises(Refused, match="没有要打包的提案"):
        packed(city, actor=stranger)
    package = packed(city)
    sign_in(client, stranger)
    assert client.get(package.get_absolute_url()).status_code == 404
    assert client.get(reverse("papers:file", args=[package.file.public_id])).status_code == 404


def test_pages_of_the_exchange(city, client):
    part = given(city)
    sign_in(client, city.office)
    here = city.assembly.slug
    desk = reverse("proposals:exchange", args=[here])
    assert part.proposal.matter in client.get(f"{desk}?tab=to_pack").content.decode()
    pack = reverse("proposals:pack", args=[here])
    assert "未打包 1，在办 1" in client.get(pack).content.decode()
    made = client.post(pack, {"units": [part.unit.public_id], "request_key": "k"})
    package = Package.objects.get()
    assert made.url == package.get_absolute_url()
    assert package.file.digest in client.get(made.url).content.decode()
    assert "交换包" in client.get(reverse("proposals:packages", args=[here])).content.decode()
    assert part.proposal.matter not in client.get(f"{desk}?tab=to_pack").content.decode()
    assert part.proposal.matter in client.get(f"{desk}?tab=packed").content.decode()


def test_desk_asks_as_many_queries_for_three_as_for_one(
    city, client, django_assert_max_num_queries
):
    sign_in(client, city.office)
    desk = reverse("proposals:exchange", args=[city.assembly.slug])
    counts = []
    for number in (1, 2):
        for _more in range(number):
            given(city, matter=f"关于{number}的建议{_more}")
        client.get(desk)
        with django_assert_max_num_queries(100) as asked:
            client.get(desk)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_posting_is_refused_to_everybody_else(city, client):
    given(city)
    for name in ("pack", "take_in", "exchange"):
        address = reverse(f"proposals:{name}", args=[city.assembly.slug])
        for actor in (city.clerks[0], city.member_actor(), city.leader):
            assert sign_in(client, actor).post(address, {}).status_code == 404
    assert not StoredFile.objects.filter(kind="proposals.package").exists()


def test_state_moves_do_not_touch_what_went_out(city):
    part = given(city)
    package = packed(city)
    perform(HANDLING.acknowledge, part, city.clerks[0], handler_name="钱立")
    assert fresh(package).contents.get().round == 1


def test_packing_three_asks_as_much_as_packing_one(city, django_assert_max_num_queries):
    counts = []
    for batch, number in enumerate((1, 1, 3)):
        for each in range(number):
            given(city, matter=f"关于第{batch}批第{each}件的建议")
        with django_assert_max_num_queries(200) as asked:
            packed(city)
        counts.append(len(asked))
    assert counts[2] == counts[1]
