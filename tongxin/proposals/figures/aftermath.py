"""Figures of promises, and of members who took part."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.figures.declare import Figure, Ratio, Text
from tongxin.figures.question import Question
from tongxin.proposals.figures.bases import COMMITMENTS, MEMBERS, PROPOSALS
from tongxin.proposals.models import CoSignature

ITEMS = _("项")
PEOPLE = _("人")


def _promises(code: str, label: Text, condition: Q, definition: Text) -> Figure:
    return Figure(code, label, COMMITMENTS, lambda question: condition, definition, unit=ITEMS)


def _overdue(question: Question) -> Q:
    return Q(
        confirmed_on__isnull=False,
        kept_on__isnull=True,
        lifted_on__isnull=True,
        promised_for__lt=question.day,
    )


DRAWN = _promises("commitments.drawn", _("承诺事项"), Q(), _("从答复中提取的承诺事项。"))
CONFIRMED = _promises(
    "commitments.confirmed",
    _("单位已确认"),
    Q(confirmed_on__isnull=False),
    _("承诺事项中，单位已确认的。"),
)
KEPT = _promises(
    "commitments.kept", _("已兑现"), Q(kept_on__isnull=False), _("承诺事项中，已确认兑现的。")
)
LIFTED = _promises(
    "commitments.lifted", _("已终止"), Q(lifted_on__isnull=False), _("承诺事项中，不再执行的。")
)
OVERDUE = Figure(
    "commitments.overdue",
    _("逾期未兑现"),
    COMMITMENTS,
    _overdue,
    _("单位已确认的承诺事项中，完成日期已过而未兑现的。"),
    unit=ITEMS,
)
KEPT_RATE = Ratio("commitments.kept_rate", _("兑现率"), KEPT, DRAWN, _("已兑现占承诺事项的比例。"))


def _took_part(question: Question) -> Q:
    """Leads a proposal received, or stands by the words of one: only a confirmation keeps a digest and a day."""
    received = question.of(PROPOSALS).filter(question.within(PROPOSALS.on))
    confirmed = question.known(
        CoSignature._base_manager.filter(
            text_digest__gt="",
            answered_on__lte=question.day,
            proposal__in=received.values(question.owner(PROPOSALS)),
        )
    )
    led = Q(pk__in=received.filter(lead_proposer__isnull=False).values("lead_proposer_id"))
    return led | Q(pk__in=confirmed.values("member_id"))


ON_ROLL = Figure(
    "members.on_roll",
    _("委员"),
    MEMBERS,
    lambda question: Q(),
    _("时段内任职过的委员。"),
    unit=PEOPLE,
)
TOOK_PART = Figure(
    "members.took_part",
    _("提出或联名提案的委员"),
    MEMBERS,
    _took_part,
    _("时段内任职的委员中，作为第一提案人或已确认的联名人提交过提案的；每人只计一次。"),
    unit=PEOPLE,
)
PARTICIPATION = Ratio(
    "members.participation",
    _("委员参与率"),
    TOOK_PART,
    ON_ROLL,
    _("提出或联名提案的委员占委员的比例。"),
)

FIGURES = [
    DRAWN,
    CONFIRMED,
    KEPT,
    LIFTED,
    OVERDUE,
    KEPT_RATE,
    ON_ROLL,
    TOOK_PART,
    PARTICIPATION,
]
