"""Figures of what was received and what became of it in examination."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.figures.declare import Condition, Figure, Ratio, Sum, Text
from tongxin.figures.question import Question
from tongxin.proposals.figures.bases import PROPOSALS
from tongxin.proposals.terms import ProposerKind

MERGED_COUNT = "proposals.merged_count_as_docketed"

IN_FORCE = Q(withdrawn_on__isnull=True)
MAIN = IN_FORCE & Q(docketed_on__isnull=False)
MERGED = IN_FORCE & Q(merged_on__isnull=False)


def told(question: Question, decision: Q) -> Q:
    """A decision counts; for those who may not know held results, once it was released."""
    return decision & Q(released_at__isnull=False) if question.told else decision


def docketed(fact: Q | Condition = Q()) -> Condition:  # noqa: B008 — an empty Q is never changed
    """Docketed cases with a further fact of theirs; by rule, those merged into such a case count as well."""

    def condition(question: Question) -> Q:
        main = MAIN & (fact(question) if callable(fact) else fact)
        owner = question.owner(PROPOSALS)

        def counted(inside: bool) -> Q:
            if not inside:
                return main
            mains = question.of(PROPOSALS).filter(main)
            return main | MERGED & Q(merged_into__in=mains.values(owner))

        return told(question, question.by_rule(MERGED_COUNT, counted))

    return condition


def docketed_figure(
    code: str, label: Text, fact: Q | Condition, definition: Text, **rest
) -> Figure:
    """A figure over the docketed cases."""
    return Figure(
        code,
        label,
        PROPOSALS,
        docketed(fact),
        definition,
        parameters=(MERGED_COUNT,),
        **rest,
    )


def decided(outcome: Q) -> Condition:
    return lambda question: told(question, IN_FORCE & outcome)


def under_examination(question: Question) -> Q:
    """Not decided, or decided and not yet told to whoever asks."""
    undecided = Q(decided_on__isnull=True)
    if question.told:
        undecided |= Q(released_at__isnull=True)
    return IN_FORCE & undecided


RECEIVED = Figure(
    "proposals.received",
    _("收到"),
    PROPOSALS,
    lambda question: Q(),
    _("在时段内提交的提案，包括后来撤案的。"),
)
DOCKETED = Figure(
    "proposals.docketed",
    _("立案"),
    PROPOSALS,
    docketed(),
    _("在时段内提交、已审定立案且未撤案的提案；并案是否计入按规则。"),
    parameters=(MERGED_COUNT,),
)
DOCKETED_MAIN = Figure(
    "proposals.docketed_main",
    _("立案（主案）"),
    PROPOSALS,
    decided(MAIN),
    _("在时段内提交、已审定立案且未撤案的提案，不含并入他案的。"),
)
MERGED_IN = Figure(
    "proposals.merged",
    _("并案"),
    PROPOSALS,
    decided(MERGED),
    _("在时段内提交、已并入他案的提案。"),
    clause=_("各地计法不同：有的计入立案，有的分列"),
)
DECLINED = Figure(
    "proposals.declined",
    _("不予立案"),
    PROPOSALS,
    decided(Q(declined_on__isnull=False)),
    _("在时段内提交、已审定不予立案的提案。"),
)
RETURNED = Figure(
    "proposals.returned",
    _("退回修改"),
    PROPOSALS,
    decided(
        Q(
            decided_on__isnull=False,
            docketed_on__isnull=True,
            declined_on__isnull=True,
            merged_on__isnull=True,
        )
    ),
    _("在时段内提交、已退回修改而尚未再次提交的提案。"),
)
WITHDRAWN = Figure(
    "proposals.withdrawn",
    _("撤案"),
    PROPOSALS,
    lambda question: Q(withdrawn_on__isnull=False),
    _("在时段内提交、后来由提案者撤回的提案。"),
)
EXAMINED = Figure(
    "proposals.examined",
    _("尚在审查"),
    PROPOSALS,
    under_examination,
    _("在时段内提交、尚未审定的提案。"),
)
OUTCOMES = Sum(
    "proposals.outcomes",
    _("审查情况"),
    (DOCKETED_MAIN, MERGED_IN, DECLINED, RETURNED, WITHDRAWN, EXAMINED),
    _("立案（主案）、并案、不予立案、退回修改、撤案、尚在审查之和，等于收到数。"),
)
FILING_RATE = Ratio(
    "proposals.filing_rate", _("立案率"), DOCKETED, RECEIVED, _("立案数占收到数的比例。")
)

SESSION = docketed_figure(
    "proposals.session",
    _("大会提案"),
    Q(is_session=True),
    _("立案提案中，在大会征集期内提交的。"),
    clause=_("自征集开始至大会截止时间提交的为大会提案"),
)
ORDINARY = docketed_figure(
    "proposals.ordinary",
    _("平时提案"),
    Q(is_session=False),
    _("立案提案中，在大会征集期之外提交的。"),
)
BY_MEMBERS = docketed_figure(
    "proposals.by_members",
    _("委员提案"),
    Q(proposer_kind__in=ProposerKind.of_members()),
    _("立案提案中，委员个人或联名提出的。"),
)
COLLECTIVE = docketed_figure(
    "proposals.collective",
    _("集体提案"),
    Q(proposer_kind__in=ProposerKind.collective()),
    _("立案提案中，党派、人民团体、专委会、界别、小组和县（市）区政协提出的。"),
)
MEMBER_SHARE = Ratio(
    "proposals.member_share", _("委员提案占比"), BY_MEMBERS, DOCKETED, _("委员提案占立案数的比例。")
)
COLLECTIVE_SHARE = Ratio(
    "proposals.collective_share",
    _("集体提案占比"),
    COLLECTIVE,
    DOCKETED,
    _("集体提案占立案数的比例。"),
)
PRIORITY = docketed_figure(
    "proposals.priority",
    _("重点提案"),
    Q(is_priority=True),
    _("立案提案中，主席会议确定为重点提案的。"),
)
PRIORITY_SHARE = Ratio(
    "proposals.priority_share", _("重点提案占比"), PRIORITY, DOCKETED, _("重点提案占立案数的比例。")
)
EXCELLENT = docketed_figure(
    "proposals.excellent",
    _("优秀提案"),
    Q(is_excellent=True),
    _("立案提案中，确定为优秀提案的。"),
)

FIGURES = [
    RECEIVED,
    DOCKETED,
    DOCKETED_MAIN,
    MERGED_IN,
    DECLINED,
    RETURNED,
    WITHDRAWN,
    EXAMINED,
    OUTCOMES,
    FILING_RATE,
    SESSION,
    ORDINARY,
    BY_MEMBERS,
    COLLECTIVE,
    MEMBER_SHARE,
    COLLECTIVE_SHARE,
    PRIORITY,
    PRIORITY_SHARE,
    EXCELLENT,
]
