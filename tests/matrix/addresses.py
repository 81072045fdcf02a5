"""Every address of the project with the records it is asked about: the rows of the matrix."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.matrix import addresses_doors as doors
from tests.matrix import addresses_said as said
from tests.matrix import addresses_talked as talked
from tests.matrix.acts import ACTS_ON
from tests.matrix.world import World
from tongxin.lifecycle.addresses import act_url
from tongxin.lifecycle.table import lifecycles

ACT = "lifecycle:act"
DAYS = "2025-10-13_2026-01-15"
THREADS = (
    "draft",
    "inviting",
    "entered",
    "submitted",
    "held",
    "declined",
    "docketed",
    "drafted",
    "tried",
    "assigned",
    "private",
    "replied",
    "closed",
    "collective_draft",
    "elsewhere",
)
PARTS = (
    "drafted_part",
    "tried_part",
    "assigned_part",
    "disputed",
    "working_part",
    "assisting_part",
    "replied_part",
)
CASES: dict[str, tuple[str, ...]] = {
    "proposals:thread": THREADS,
    "proposals:ask_clearing": ("submitted", "draft", "elsewhere"),
    "proposals:write": ("draft", "entered", "returned", "submitted"),
    "proposals:receipt": ("submitted", "held"),
    "proposals:co_signature": ("invitation",),
    "proposals:evaluation": ("evaluation", "given_evaluation", "heard_evaluation"),
    "proposals:decision_list": ("open_list", "held_list"),
    "proposals:item": ("item",),
    "proposals:handling": PARTS,
    "proposals:draft_reply": ("working_part", "assigned_part"),
    "proposals:on_behalf": ("paper_part", "assigned_part"),
    "proposals:urging": ("urging", "sent_urging"),
    "papers:file": ("seal", "sealed", "extract_letter", "extract_file", "reading", "evidence"),
    "proposals:proposals_paper": ("submitted", "replied"),
    "proposals:handlings_paper": ("working_part", "replied_part"),
    "public:proposal": ("published", "docketed", "held", "private"),
    "records:record": ("book_record", "book_draft", "book_withdrawn", "book_totals"),
    "records:edit": ("book_draft", "book_record"),
    "gatherings:gathering": (
        "meeting",
        "announced_meeting",
        "closed_meeting",
        "restricted_meeting",
    ),
    "gatherings:speech": ("speech_draft", "speech", "delivered_speech"),
    "gatherings:minutes": ("plenary", "past_plenary"),
    "gatherings:people": ("meeting", "invited_meeting", "restricted_meeting"),
    "gatherings:invitation": ("asked_invitation", "withdrawn_invitation"),
    "records:submission": ("submission", "sent_submission"),
    "records:publication": ("piece", "piece_out"),
    "records:edit_publication": ("piece", "piece_out"),
    "records:account": ("piece", "piece_approved"),
    "public:publication": ("piece_out", "piece_approved"),
    "members:submission": ("sent_roll", "compiled_roll"),
    **talked.CASES,
}
"""Views that are asked about several records, by the names these have in the world."""

ONE: dict[str, str] = {
    "proposals:autosave": "draft",
    "proposals:hints": "draft",
    "proposals:invite": "draft",
    "proposals:mark": "evaluation",
    "proposals:open_one": "submitted",
    "proposals:add_ready": "open_list",
    "proposals:autosave_reply": "working_part",
    "proposals:urgings_paper": "urging",
    "proposals:package": "package",
    "proposals:member": "member",
    "proposals:attach": "draft",
    "proposals:detach": "draft",
    "proposals:clearing": "clearing",
    "proposals:extract": "extract",
    "notifications:open": "notice",
    "records:kind_page": "own_kind",
    "gatherings:kind_page": "own_gathering_kind",
    "gatherings:leave": "leave",
    "gatherings:sitting_people": "invited_sitting",
    "gatherings:export_sitting": "invited_sitting",
    "gatherings:export_people": "invited_meeting",
    "gatherings:remind_many": "invited_meeting",
    "gatherings:withdraw_many": "invited_meeting",
    "gatherings:print_people": "invited_meeting",
    "gatherings:invite": "invited_meeting",
    "gatherings:drop_rule": "meeting",
    "gatherings:calendar_file": "invited_meeting",
    "gatherings:agenda": "sitting",
    "gatherings:copy_sitting": "sitting",
    **said.ONE,
    **doors.ONE,
    "records:attach": "book_record",
    "records:detach": "book_record",
    "records:link": "book_record",
    "records:unlink": "book_record",
    "records:intake": "intake",
    "members:record": "member",
    "members:update": "member",
    "members:appoint": "member",
    "members:correct": "member",
    "members:identity": "member",
    "members:read_identity": "member",
    "members:end": "mandate",
    "members:amend": "mandate",
    "members:relieve": "post",
    "members:correction": "correction",
    "members:body": "body",
    "members:dissolve": "body",
    "members:pair": "pair",
    "members:log_contact": "pair",
    "members:end_pair": "pair",
    "members:settle_help": "contact",
    **talked.ONE,
}
"""Views that are asked about one."""

FIXED: dict[str, dict] = {
    "demo_enter": {"username": "office"},
    "accounts:forget_device": {"public_id": "none"},
    "mfa_edit_webauthn": {"pk": 1},
    "mfa_remove_webauthn": {"pk": 1},
    "notifications:bind_start": {"channel": "wecom"},
    "notifications:bind_back": {"channel": "wecom"},
    "notifications:bind_remove": {"channel": "wecom"},
    "notifications:stop": {"reach": "ours"},
    "notifications:resume": {"reach": "ours"},
    "papers:import_new": {"kind": "organisations.units"},
    "papers:import_template": {"kind": "organisations.units"},
    "figures:usual": {"code": "proposals.docketed"},
    "figures:rows": {"code": "proposals.docketed", "when": DAYS},
    "figures:part": {"code": "proposals.docketed", "when": DAYS, "by": "kind", "key": "joint"},
    "proposals:bulk": {"code": "try_out"},
    "rule": {"code": "proposals.assign_within"},
    "proposals:on_behalf": {"noun": "handlings", "code": "acknowledge"},
    "records:list": {"code": "donation"},
    "records:export": {"code": "donation"},
    "records:new": {"code": "donation"},
    "records:settings": {"code": "donation"},
    "gatherings:plan": {"code": "briefing"},
    "gatherings:feed": {"secret": "none"},
    "gatherings:print_people": {"code": "sheet"},
    "gatherings:drop_rule": {"rule": 0},
    "gatherings:kind_settings": {"code": "briefing"},
    **said.FIXED,
    **doors.FIXED,
    "members:paper": {"code": "cards"},
    "members:open_pair": {"kind": "leader_member"},
}
"""Arguments that name no record."""

POSTS = {
    "front": None,
    "demo_enter": {},
    "core:preferences": {"theme": "dark"},
    "accounts:switch_identity": {"identity": "none"},
    "accounts:password": {},
    "accounts:end_sessions": {},
    "accounts:forget_device": {},
    "accounts:add_person": {},
    "accounts:end_role": {},
    "accounts:edit_person": {},
    "accounts:grant": {},
    "accounts:new_code": {},
    "accounts:lock": {"reason": "lost"},
    "accounts:unlock": {},
    "accounts:reset_factor": {},
    "accounts:restore": {},
    "account_login": {},
    "account_logout": {},
    "notifications:read_all": {},
    "notifications:bind_remove": {},
    "notifications:channels": {},
    "notifications:stop": {"reason": "演练"},
    "notifications:resume": {},
    "papers:imports": {"name": "我的"},
    "papers:import_new": {},
    "papers:import_match": {},
    "papers:import_decide": {},
    "papers:import_confirm": {},
    "papers:import_undo": {},
    "papers:import_stop": {},
    "papers:import_discard": {},
    "members:roll": {"name": "我的"},
    "members:code_sheets": {},
    "members:sessions": {"form": "term"},
    "members:seat": {},
    "members:next_term": {},
    "members:paper": {},
    "members:update": {},
    "members:appoint": {},
    "members:correct": {},
    "members:identity": {},
    "members:read_identity": {},
    "members:end": {},
    "members:amend": {},
    "members:relieve": {},
    "members:corrections": {"name": "我的"},
    "members:approve_many": {},
    "members:found_body": {},
    "members:dissolve": {},
    "members:compile": {"request_key": "matrix"},
    "members:pairs": {"name": "我的"},
    "members:open_pair": {},
    "members:log_contact": {},
    "members:end_pair": {},
    "members:settle_help": {},
    "members:merge": {},
    "members:ask_merge": {},
    "members:part": {},
    "rule": {},
    "proposals:attach": {},
    "proposals:detach": {},
    "proposals:bulk_opinions": {},
    "proposals:publish_many": {},
    "proposals:list": {"name": "我的"},
    "proposals:start": {},
    "proposals:write": {},
    "proposals:ask_clearing": {},
    "proposals:enter_extract": {},
    "proposals:autosave": {},
    "proposals:hints": {},
    "proposals:invite": {},
    "proposals:mark": {"attitude": "satisfied"},
    "proposals:next_one": {},
    "proposals:open_one": {},
    "proposals:decision_lists": {},
    "proposals:add_ready": {},
    "proposals:item": {},
    "proposals:bulk": {},
    "proposals:draft_reply": {},
    "proposals:autosave_reply": {},
    "proposals:unit_way": {},
    "proposals:categories": {},
    "proposals:reorganisation": {},
    "proposals:exchange": {"name": "我的"},
    "proposals:packages": {"name": "我的"},
    "proposals:pack": {},
    "proposals:take_in": {},
    "proposals:on_behalf": {},
    "gatherings:list": {"name": "我的"},
    "gatherings:plan": {},
    "gatherings:people": {"name": "我的"},
    "gatherings:sitting_people": {"name": "我的"},
    "gatherings:leaves": {"name": "我的"},
    "gatherings:grant_many": {},
    "gatherings:remind_many": {},
    "gatherings:withdraw_many": {},
    "gatherings:print_people": {},
    "gatherings:invite": {"step": "adopt"},
    "gatherings:drop_rule": {},
    "gatherings:subscription": None,
    "gatherings:agenda": {},
    "gatherings:copy_sitting": {},
    "gatherings:add_kind": {},
    "gatherings:kind_settings": {},
    "gatherings:correct_outcome": {},
    "gatherings:withdraw_outcome": {},
    "gatherings:settle_outcome": {},
    "gatherings:link_outcome": {},
    "gatherings:unlink_outcome": {},
    "gatherings:attach": {},
    "gatherings:call_speeches": {},
    "gatherings:new_speech": {},
    "gatherings:enter_speech": {},
    "gatherings:order_speeches": {},
    "gatherings:deliver_speeches": {},
    "gatherings:choose_speeches": {},
    "gatherings:ask": {},
    "gatherings:outcomes": {},
    "gatherings:decisions": {},
    "gatherings:draft_minutes": {},
    "gatherings:edit_minutes": {},
    **said.POSTS,
    **doors.POSTS,
    "records:list": {"name": "我的"},
    "records:new": {},
    "records:edit": {},
    "records:add_kind": {},
    "records:settings": {},
    "records:attach": {},
    "records:detach": {},
    "records:link": {},
    "records:unlink": {},
    "records:compile": {},
    "records:publications": {"name": "我的"},
    "records:new_publication": {},
    "records:edit_publication": {},
    "records:account": {},
    **talked.POSTS,
}
"""Where a POST does something, with what is posted."""

ONLY_POSTS = frozenset(
    {
        "accounts:switch_identity",
        "accounts:end_sessions",
        "accounts:forget_device",
        "accounts:end_role",
        "accounts:new_code",
        "accounts:lock",
        "accounts:unlock",
        "accounts:reset_factor",
        "notifications:read_all",
        "notifications:bind_remove",
        "notifications:stop",
        "notifications:resume",
        "papers:import_decide",
        "papers:import_confirm",
        "papers:import_undo",
        "papers:import_stop",
        "papers:import_discard",
        "members:code_sheets",
        "members:paper",
        "members:read_identity",
        "members:approve_many",
        "members:compile",
        "members:part",
        "members:ask_merge",
        "proposals:autosave",
        "proposals:detach",
        "proposals:bulk_opinions",
        "proposals:publish_many",
        "proposals:hints",
        "proposals:invite",
        "proposals:mark",
        "proposals:next_one",
        "proposals:open_one",
        "proposals:add_ready",
        "proposals:bulk",
        "proposals:autosave_reply",
        "proposals:unit_way",
        "records:detach",
        "records:unlink",
        "gatherings:order_speeches",
        "gatherings:deliver_speeches",
        "gatherings:choose_speeches",
        "gatherings:unlink_outcome",
        "gatherings:draft_minutes",
        *said.ONLY_POSTS,
        *doors.ONLY_POSTS,
        "gatherings:grant_many",
        "gatherings:remind_many",
        "gatherings:withdraw_many",
        "gatherings:drop_rule",
        *talked.ONLY_POSTS,
    }
)


@dataclass(frozen=True)
class Line:
    """One row of the matrix: a method at a route, asked about one record."""

    method: str
    route: str
    which: str
    url: str
    data: dict = field(default_factory=dict)

    @property
    def title(self) -> str:
        return f"{self.method:<4} {self.route}" + (f"  · {self.which}" if self.which else "")


def routes() -> dict[str, str]:
    """Every pattern of the project as it stands in the code, with the name of its view."""
    return dict(_walk(get_resolver().url_patterns))


def lines(world: World) -> list[Line]:
    """All rows in the order of the address map."""
    return [line for route, name in routes().items() for line in _lines(world, route, name)]


def _walk(patterns: list, prefix: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, route, inner)
        elif isinstance(pattern, URLPattern):
            yield f"/{route}", f"{space}{pattern.name}"


def _lines(world: World, route: str, name: str) -> Iterator[Line]:
    if name == ACT:
        yield from _acts(world, route)
        return
    for which, url in _addresses(world, route, name):
        if name not in ONLY_POSTS:
            yield Line("GET", route, which, url)
        if name in POSTS and POSTS[name] is not None:
            yield Line("POST", route, which, url, POSTS[name])


def _addresses(world: World, route: str, name: str) -> Iterator[tuple[str, str]]:
    for which in CASES.get(name, (ONE.get(name, ""),)):
        yield which if name in CASES else "", _address(world, route, name, which)


def _address(world: World, route: str, name: str, which: str) -> str:
    arguments = dict(FIXED.get(name, {}))
    if which:
        arguments["public_id"] = world[which].public_id
    elif "public_id>" in route:
        arguments.setdefault("public_id", _subject(world, name))
    if "other>" in route:
        arguments["other"] = world["twin"].public_id
    if "file_id>" in route:
        arguments["file_id"] = world[FILES.get(name, "annex")].public_id
    if "comment>" in route:
        arguments["comment"] = world["circle_comment"].public_id
    if "paragraph>" in route:
        arguments["paragraph"] = world["draft_paragraph"].public_id
    if name.endswith("_paper"):
        arguments |= PAPERS[name.removeprefix("proposals:").removesuffix("_paper")]
    if name in OF_COUNTIES:
        arguments["assembly"] = world["sent_roll"].assembly.slug
    elif "<slug:assembly>" in route:
        place = which or PLACES.get(name, "")
        arguments["assembly"] = world[place].assembly.slug if place else world.slug
    return reverse(name, kwargs=arguments)


OF_COUNTIES = frozenset({"members:compile"})
"""Addresses without a record that only a county's own slug has."""

PAPERS = {
    "proposals": {"code": "proposal", "form": "docx"},
    "handlings": {"code": "reply", "form": "docx"},
    "urgings": {"code": "urging", "form": "docx"},
    "sessions": {"code": "catalogue", "form": "xlsx"},
    "units": {"code": "sheet", "form": "xlsx"},
}


FILES = {"records:detach": "book_evidence", **said.FILES}
PLACES = {"records:compile": "submission"}
"""Pages of another assembly than the city, by a record that lies there."""

SUBJECTS = {
    "accounts:end_role": "role",
    "members:merge": "person",
    "members:ask_merge": "person",
    "members:part": "alias",
    "proposals:unit": "unit",
    "proposals:unit_way": "unit",
    "proposals:reorganisation": "unit",
    "proposals:sessions_paper": "session",
    "proposals:units_paper": "unit",
}


def _subject(world: World, name: str) -> str:
    """The record of pages that are about people, imports, units and sessions; none for a page nobody thought of."""
    by_app = {"accounts": "person", "papers": "import"}
    which = SUBJECTS.get(name) or by_app.get(name.partition(":")[0])
    if which is None:
        raise LookupError(f"tests/matrix/addresses.py: about which record is {name} asked?")
    return world[which].public_id


def _acts(world: World, route: str) -> Iterator[Line]:
    for lifecycle in lifecycles():
        for act in lifecycle.acts.values():
            if not act.is_consequence and act.code in ACTS_ON[lifecycle.noun]:
                record = world[ACTS_ON[lifecycle.noun][act.code]]
                which = f"{act.name} ({ACTS_ON[lifecycle.noun][act.code]})"
                yield Line("POST", route, which, act_url(act, record))
