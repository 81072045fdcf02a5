"""Party work on the roll: branches, the two coverages, contact pairs by kind, contacts that took place."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.figures.declare import Condition, Figure, Ratio
from tongxin.figures.question import Question
from tongxin.members.figures import bases
from tongxin.members.figures.structure import OWN, PEOPLE
from tongxin.members.queries import communists
from tongxin.members.terms import BodyKind, PairKind


def _all(question: Question) -> Q:
    return Q()


def _members(question: Question) -> Q:
    return communists()


def _outside(question: Question) -> Q:
    return ~communists()


def _in_branch(question: Question) -> Q:
    return communists() & bases.holding(question, body__kind=BodyKind.BRANCH)


def _contacted_by(kind: str, among: Q) -> Condition:
    return lambda question: among & bases.contacted(question, kind)


def _of_kind(kind: str) -> Condition:
    return lambda question: Q(kind=kind)


BRANCHES = Figure(
    "members.branches",
    _("党支部"),
    bases.BRANCHES,
    _all,
    _("期末设立而未撤销的党支部"),
    unit=_("个"),
)
PARTY_MEMBERS = Figure(
    "members.party_members",
    _("党员委员"),
    bases.PRIVATE_ROLL,
    _members,
    _("期末在任、政治面貌为中共党员的委员"),
    unit=PEOPLE,
)
IN_BRANCH = Figure(
    "members.in_branch",
    _("已编入党支部的党员委员"),
    bases.PRIVATE_ROLL,
    _in_branch,
    _("期末在任的党员委员中，在党支部有任职的"),
    unit=PEOPLE,
)
OUTSIDE = Figure(
    "members.outside",
    _("党外委员"),
    bases.PRIVATE_ROLL,
    _outside,
    _("期末在任、不是中共党员的委员"),
    unit=PEOPLE,
)
CONTACTED = Figure(
    "members.contacted",
    _("有党员委员联系的党外委员"),
    bases.PRIVATE_ROLL,
    _contacted_by(PairKind.PARTY_OUTSIDE, ~communists()),
    _("期末在任的党外委员中，有党员委员联系的"),
    unit=PEOPLE,
)
LED = Figure(
    "members.led",
    _("有班子成员联系的委员"),
    bases.ROLL,
    _contacted_by(PairKind.LEADER_MEMBER, Q()),
    _("期末在任的委员中，有班子成员联系的"),
    unit=PEOPLE,
)
BRANCH_COVERAGE = Ratio(
    "members.branch_coverage",
    _("党的组织对党员委员覆盖率"),
    IN_BRANCH,
    PARTY_MEMBERS,
    _("已编入党支部的党员委员 ÷ 党员委员"),
)
CONTACT_COVERAGE = Ratio(
    "members.contact_coverage",
    _("党的工作对党外委员覆盖率"),
    CONTACTED,
    OUTSIDE,
    _("有党员委员联系的党外委员 ÷ 党外委员"),
)
LEADER_COVERAGE = Ratio(
    "members.leader_coverage",
    _("班子成员联系委员覆盖率"),
    LED,
    OWN,
    _("有班子成员联系的委员 ÷ 本级委员"),
)
PAIRS = tuple(
    Figure(
        f"members.pairs_{kind.value}",
        kind.label,
        bases.PAIRS,
        _of_kind(kind.value),
        _("期末有效的这一种联系关系"),
        unit=_("对"),
    )
    for kind in PairKind
)
CONTACTS = Figure(
    "members.contacts",
    _("联系次数"),
    bases.CONTACTS,
    _all,
    _("期内记下的联系，不分种类"),
    unit=_("次"),
)
COVERAGE = (BRANCHES, BRANCH_COVERAGE, CONTACT_COVERAGE, LEADER_COVERAGE)
FIGURES = (
    BRANCHES,
    PARTY_MEMBERS,
    IN_BRANCH,
    OUTSIDE,
    CONTACTED,
    LED,
    BRANCH_COVERAGE,
    CONTACT_COVERAGE,
    LEADER_COVERAGE,
    *PAIRS,
    CONTACTS,
)
