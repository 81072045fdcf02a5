"""Every other form, through its real view: writing, replying, lists, people, sign-in, imports, switches."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import models
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import EXAMPLES
from tests.matrix.bad_input.answers import assert_answered, assert_explains, assert_kept
from tests.matrix.bad_input.material import FORM, encoded, fillings, good_values
from tongxin.organisations.scope import all_assemblies
from tongxin.proposals.forms.member import InviteForm, WriteForm
from tongxin.proposals.forms.office import ItemForm
from tongxin.proposals.forms.reply import ReplyDraftForm
from tongxin.records.forms.kinds import AddKindForm
from tongxin.records.forms.publications import PublicationForm
from tongxin.records.forms.records import RecordForm
from tongxin.records.models import RecordKind
from tongxin.records.queries.kinds import kind_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

Fields = dict[str, list[str]]


@dataclass(frozen=True)
class Sent:
    """A view that takes a form: who sends it about which record, and what fills it well."""

    view: str
    who: str
    record: str = ""
    good: Callable[..., Fields] = lambda *_asked: {}
    fixed: dict | None = None


def of(kind: type, **known: Callable) -> Callable[..., Fields]:
    """The good values of a form class that is made from the record and the actor."""

    def filled(record: models.Model | None, actor) -> Fields:
        return good_values(
            kind(**{name: make(record, actor) for name, make in known.items()}).fields
        )

    return filled


def record_(record, _actor):
    return record


def actor_(_record, actor):
    return actor


def plain(**fields: str) -> Callable[..., Fields]:
    return lambda *_asked: {name: [value] for name, value in fields.items()}


def reply_form(record, _actor) -> Fields:
    return good_values(ReplyDraftForm(handling=record).fields) | {"version": [str(record.version)]}


def with_version(make: Callable[..., Fields]) -> Callable[..., Fields]:
    return lambda record, actor: make(record, actor) | {"version": [str(record.version)]}


def new_record(code: str) -> Callable[..., Fields]:
    """The form of a kind of record."""

    def filled(_record, actor) -> Fields:
        row = RecordKind.objects.get(assembly__isnull=True, code=code)
        return good_values(RecordForm(kind=kind_of(row, actor.assembly)).fields)

    return filled


write = with_version(of(WriteForm, proposal=record_))
talk = plain(
    question="停车位怎样增加？",
    background="背景",
    admission="members",
    committee="",
    body="",
    parting="none",
    collects_on="2026-01-14",
    votes_on="2026-01-15",
    discusses_on="2026-01-22",
    closes_on="2026-01-26",
    seeds="甲观点\n乙观点\n丙观点",
)
role = plain(
    role="reviewer",
    starts_on="2026-01-01",
    last_on="2026-02-01",
    reason="文件",
    title="",
    organisation="",
)

FORMS = [
    Sent("proposals:start", "lead", good=plain(member="x", collective="")),
    Sent("proposals:start", "office", good=plain(member="x", collective="")),
    Sent("proposals:write", "lead", "draft", write),
    Sent("proposals:autosave", "lead", "draft", write),
    Sent("proposals:hints", "lead", "draft", write),
    Sent("proposals:invite", "lead", "draft", of(InviteForm, proposal=record_)),
    Sent("proposals:draft_reply", "unit", "sent_back_part", reply_form),
    Sent("proposals:autosave_reply", "unit", "sent_back_part", reply_form),
    Sent("proposals:mark", "lead", "evaluation", plain(attitude="satisfied", reason="好")),
    Sent("proposals:item", "chair", "item", of(ItemForm, record=record_, actor=actor_)),
    Sent("proposals:decision_lists", "office", good=plain(title="第二批")),
    Sent(
        "proposals:bulk",
        "assign",
        good=plain(ids="x", document="号", meeting="会", confirmed="1"),
        fixed={"code": "assign"},
    ),
    Sent("proposals:list", "lead", good=plain(name="我的", query="tab=mine", drop="")),
    Sent("members:roll", "memlia", good=plain(name="我的", query="tab=all")),
    Sent("members:code_sheets", "memlia", good=plain(ids="x", query="", all="1")),
    Sent("notifications:channels", "lead", good=plain(sms="on", mail="on")),
    Sent("notifications:stop", "office", good=plain(reason="演练"), fixed={"reach": "ours"}),
    Sent("core:preferences", "lead", good=plain(theme="dark", language="zh-hans", next="/me/")),
    Sent("accounts:switch_identity", "lead", good=plain(to="x", identity="none", next="/me/")),
    Sent(
        "accounts:password",
        "lead",
        good=plain(current="x", password="新密码一二三四", again="新密码一二三四"),
    ),
    Sent(
        "accounts:add_person",
        "secure",
        good=lambda *a: role() | {"name": ["赵一"], "phone": ["13800138000"], "gender": [""]},
    ),
    Sent(
        "accounts:edit_person",
        "secure",
        "person",
        plain(name="赵一", phone="0519", email="a@b.cn", gender=""),
    ),
    Sent("accounts:grant", "secure", "person", role),
    Sent("accounts:end_role", "secure", "role", plain(reason="换人")),
    Sent("accounts:lock", "secure", "person", plain(reason="lost")),
    Sent(
        "accounts:restore",
        "grplia",
        "person",
        plain(card_seen="on", way="phone", phone="13800138000"),
    ),
    Sent("account_login", "public", good=plain(phone="13800138000")),
    Sent("accounts:sign_in_password", "public", good=plain(username="user1", password="x")),
    Sent("accounts:sign_in_code", "public", good=plain(code="123456", bind="on")),
    Sent("accounts:confirm_device", "public", good=plain(code="123456")),
    Sent("mfa_authenticate", "public", good=plain(code="123456")),
    Sent(
        "papers:import_match",
        "office",
        "import",
        plain(**{"sheet-0": "0", "column-0": "name", "column-1": ""}),
    ),
    Sent(
        "papers:import_decide",
        "office",
        "import",
        plain(show="all", page="1", **{"row-1": "create"}),
    ),
    Sent("papers:import_confirm", "office", "import", plain(version="1")),
    Sent("papers:import_undo", "office", "import"),
    Sent("papers:import_discard", "office", "import"),
    Sent("papers:imports", "office", good=plain(name="我的")),
    Sent(
        "rule",
        "office",
        good=plain(
            valid_from="2026-02-01", reason="会议决定", value="15", count="15", unit="workdays"
        ),
        fixed={"code": "proposals.assign_within"},
    ),
    Sent(
        "members:sessions",
        "memlia",
        good=plain(form="term", number="12", starts_on="2027-01-10", ends_on=""),
    ),
    Sent(
        "members:sessions",
        "memlia",
        good=plain(
            form="session",
            term="1",
            number="6",
            opens_on="2027-01-10",
            closes_on="2027-01-14",
            window_opens_on="2026-10-01",
            cutoff_at="2027-01-12T18:00",
        ),
    ),
    Sent("proposals:bulk_opinions", "office", good=plain(ids="x", outcome="docket", confirmed="1")),
    Sent("proposals:publish_many", "office", good=plain(ids="x", confirmed="1")),
    *(
        Sent("records:new", "general", good=new_record(code), fixed={"code": code})
        for code in ("donation", "award", "staff_structure", "agreement")
    ),
    Sent("records:edit", "general", "book_draft", with_version(new_record("donation"))),
    Sent("records:add_kind", "general", good=of(AddKindForm)),
    Sent(
        "records:settings",
        "general",
        good=plain(name="荣誉", label_0="批次", type_0="choice", options_0="甲\n乙"),
        fixed={"code": "award"},
    ),
    Sent("records:list", "lead", good=plain(name="我的"), fixed={"code": "award"}),
    Sent("records:link", "general", "book_record", plain(type="records.record", id="1")),
    Sent("records:unlink", "general", "book_record", plain(type="records.record", id="1")),
    Sent("records:new_publication", "ctee", good=of(PublicationForm)),
    Sent("records:edit_publication", "ctee", "piece", with_version(of(PublicationForm))),
    Sent("records:account", "general", "piece_approved"),
    Sent("deliberation:new_conversation", "general", good=talk),
    Sent("deliberation:edit_conversation", "general", "talk_draft", with_version(talk)),
    Sent("deliberation:codes", "general", "talk_public", plain(batch="城南街道", count="5")),
    Sent("deliberation:stance", "lead", "talk", plain(statement="x", stance="1")),
    Sent("deliberation:undo", "lead", "talk", plain(statement="x")),
    Sent("deliberation:offer", "lead", "talk", plain(words="夜间免费停放", anyway="1")),
    Sent("deliberation:appeal", "lead", "view_held", plain(words="只有一个意思")),
    Sent(
        "deliberation:result",
        "general",
        "view_shown",
        plain(kind="report", words="写进报告", target="proposals.proposal:1", q="停车"),
    ),
    Sent("deliberation:by_code", "public", "talk_public", plain(code="aaaa-bbbb-cccc")),
    Sent("deliberation:by_phone", "public", "talk_public", plain(phone="13800138000")),
    Sent(
        "deliberation:confirm",
        "public",
        "talk_public",
        plain(check="x", phone="13800138000", code="123456"),
    ),
]


def address(world, sent: Sent) -> str:
    arguments = dict(sent.fixed or {})
    if sent.record:
        arguments["public_id"] = world[sent.record].public_id
    try:
        return reverse(sent.view, kwargs=arguments | {"assembly": world.slug})
    except Exception:
        return reverse(sent.view, kwargs=arguments)


@pytest.fixture(scope="module")
def prepared(world):
    """Address and good filling of each form, read once."""
    with all_assemblies(reason="tests fill in every form"):
        return [
            (
                sent,
                address(world, sent),
                sent.good(world[sent.record] if sent.record else None, world.actors[sent.who]),
            )
            for sent in FORMS
        ]


@settings(max_examples=3 * EXAMPLES)
@given(data=st.data())
def test_forms_refuse_in_words_and_keep_what_was_typed(world, browsers, prepared, data):
    sent, url, good = data.draw(st.sampled_from(prepared))
    filled = data.draw(fillings(good | {"request_key": ["a1"]}))
    response = browsers.ask(sent.who, "POST", url, encoded(filled), content_type=FORM)
    assert_answered(response, sent=(sent.view, filled))
    assert_explains(response, filled)
    if response.status_code in (403, 409, 422):
        assert_kept(response, filled)
