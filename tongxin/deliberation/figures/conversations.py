"""Conversations that came to their end, who took part, the views offered and shown, what became of them."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.deliberation.figures import bases
from tongxin.deliberation.terms import Admission
from tongxin.figures.declare import Figure, Ratio
from tongxin.figures.question import Question

VIEWS = _("条")


def _all(question: Question) -> Q:
    return Q()


def _invited(question: Question) -> Q:
    """Those of members: of citizens nobody knows how many could have come."""
    return Q(invited__gt=0) & ~Q(admission__in=Admission.public())


def _offered(question: Question) -> Q:
    return Q(is_seed=False)


def _shown(question: Question) -> Q:
    return Q(is_seed=False, shown_on__isnull=False)


HELD = Figure(
    "deliberation.conversations",
    _("网络协商"),
    bases.CONVERSATIONS,
    _all,
    _("期内结束的网络协商；停止的不计"),
    unit=_("次"),
)
SPOKE = Figure(
    "deliberation.spoke",
    _("网络协商参与"),
    bases.CONVERSATIONS,
    _all,
    _("期内结束的网络协商中至少表态一次的人次；化名不能相互对照，一人参加几次计几次"),
    unit=_("人次"),
    sum_field="spoke",
)
MEMBERS_SPOKE = Figure(
    "deliberation.invited_spoke",
    _("受邀委员参与"),
    bases.CONVERSATIONS,
    _invited,
    _("期内结束的、邀请人数确定的网络协商中至少表态一次的人次"),
    unit=_("人次"),
    sum_field="spoke",
)
INVITED = Figure(
    "deliberation.invited",
    _("邀请委员参加"),
    bases.CONVERSATIONS,
    _invited,
    _("期内结束的、邀请人数确定的网络协商中受邀的人次"),
    unit=_("人次"),
    sum_field="invited",
)
TURNOUT = Ratio(
    "deliberation.turnout",
    _("受邀委员参与率"),
    MEMBERS_SPOKE,
    INVITED,
    _("受邀委员参与人次占邀请人次的比例；向公众开放的不计"),
)
OFFERED = Figure(
    "deliberation.offered",
    _("参与者提出的观点"),
    bases.STATEMENTS,
    _offered,
    _("期内在网络协商中提出的观点，引子不计"),
    unit=VIEWS,
)
SHOWN = Figure(
    "deliberation.shown",
    _("公开的观点"),
    bases.STATEMENTS,
    _shown,
    _("期内提出、审核后公开的观点，引子不计"),
    unit=VIEWS,
)
USED = Figure(
    "deliberation.used",
    _("得到采用的观点"),
    bases.RESULTS,
    bases.once_a_statement,
    _("期内列入协商议题、形成提案、写入报告或者转有关部门的观点，一条有几个去向只计一条"),
    unit=VIEWS,
)
FIGURES = (HELD, SPOKE, MEMBERS_SPOKE, INVITED, TURNOUT, OFFERED, SHOWN, USED)
