"""Figures of handling: replies to cases (件), and units' parts in them (件次), which are never added to each other."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongxin.figures.declare import Figure, Ratio
from tongxin.figures.question import Question
from tongxin.proposals.figures.bases import HANDLINGS, PROPOSALS
from tongxin.proposals.figures.examination import DOCKETED, docketed_figure
from tongxin.proposals.models import Contact
from tongxin.proposals.terms import ContactForm, ReplyClass, UnitRole

TIMES = _("件次")

REPLIED_ONCE = Q(replied_on__isnull=False) | ~Q(reply_class="")
"""A case that is handled again keeps its class and stays replied."""

OWES_REPLY = Q(role__in=UnitRole.replying())


def late(question: Question) -> Q:
    """Units' replies given after their day; of what is handled again, the latest round's."""
    return OWES_REPLY & Q(replied_on__gt=F("due_on"))


def replied_in_time(question: Question) -> Q:
    late_ones = question.of(HANDLINGS).filter(late(question)).values("proposal_id")
    return REPLIED_ONCE & ~Q(**{f"{question.owner(PROPOSALS)}__in": late_ones})


def talked(question: Question) -> Q:
    """At least one unit spoke with the proposer face to face."""
    contacts = question.known(Contact._base_manager.filter(form__in=ContactForm.face_to_face()))
    spoken = contacts.values("handling__proposal_id")
    return REPLIED_ONCE & Q(**{f"{question.owner(PROPOSALS)}__in": spoken})


def handled_again(question: Question) -> Q:
    again = question.of(HANDLINGS).filter(round__gt=1).values("proposal_id")
    return Q(**{f"{question.owner(PROPOSALS)}__in": again})


def overdue(question: Question) -> Q:
    """No reply (of this round) although its day has passed."""
    return OWES_REPLY & Q(replied_on__isnull=True, due_on__lt=question.day)


# Cases (件)

ASSIGNED_CASES = docketed_figure(
    "proposals.assigned", _("交办"), Q(assigned_on__isnull=False), _("立案提案中，已交办的。")
)
REPLIED = docketed_figure(
    "proposals.replied",
    _("办复"),
    REPLIED_ONCE,
    _("立案提案中，各主办、分办单位都已答复的；正在重新办理的仍算已答复。"),
)
REPLY_RATE = Ratio(
    "proposals.reply_rate", _("办复率"), REPLIED, DOCKETED, _("办复数占立案数的比例。")
)
IN_TIME = docketed_figure(
    "proposals.replied_in_time",
    _("按期办复"),
    replied_in_time,
    _("办复提案中，没有一个单位晚于答复期限（含批准的延期）的；重新办理的看最近一次。"),
)
IN_TIME_RATE = Ratio(
    "proposals.in_time_rate",
    _("按期办复率"),
    IN_TIME,
    DOCKETED,
    _("按期办复数占立案数的比例。"),
)
TALKED = docketed_figure(
    "proposals.talked",
    _("面商"),
    talked,
    _("办复提案中，单位与提案者走访面谈或座谈过的。"),
)
TALK_RATE = Ratio("proposals.talk_rate", _("面商率"), TALKED, REPLIED, _("面商数占办复数的比例。"))
HANDLED_AGAIN = docketed_figure(
    "proposals.rehandled",
    _("重新办理"),
    handled_again,
    _("立案提案中，因不满意而重新办理过的。"),
)


LETTERS = {"A": _("A类"), "B": _("B类"), "C": _("C类"), "D": _("D类")}
SHARES = {"A": _("A类占比"), "B": _("B类占比"), "C": _("C类占比"), "D": _("D类占比")}


def _of_class(value: str) -> Figure:
    return docketed_figure(
        f"proposals.class_{value.lower()}",
        LETTERS[value],
        Q(reply_class=value),
        _("办复提案中，办理结果标为这一类的；几个单位答复时按规则取一类。"),
    )


def _class_share(value: str, of_class: Figure) -> Ratio:
    return Ratio(
        f"{of_class.code}_share",
        SHARES[value],
        of_class,
        REPLIED,
        _("这一类占办复数的比例。"),
        beside=(of_class,),
    )


CLASSES = tuple(_of_class(value) for value in ReplyClass.values)
CLASS_SHARES = tuple(map(_class_share, ReplyClass.values, CLASSES))

# Units' parts (件次)


def _times(code: str, label, condition: Q, definition) -> Figure:
    return Figure(code, label, HANDLINGS, lambda question: condition, definition, unit=TIMES)


LEAD = _times(
    "handlings.lead",
    _("主办"),
    Q(role__in=[UnitRole.LEAD, UnitRole.SOLE]),
    _("已交办的主办和单办。"),
)
PARALLEL = _times(
    "handlings.parallel",
    _("分办"),
    Q(role=UnitRole.PARALLEL),
    _("已交办的分办，各单位分别答复。"),
)
ASSIST = _times(
    "handlings.assist",
    _("会办"),
    Q(role=UnitRole.ASSIST),
    _("已交办的会办，会办单位只向主办单位提意见。"),
)
ACKNOWLEDGED = _times(
    "handlings.acknowledged",
    _("已签收"),
    Q(acknowledged_on__isnull=False),
    _("已交办的各种分工中，单位已签收的。"),
)
UNIT_REPLIED = _times(
    "handlings.replied",
    _("已答复"),
    OWES_REPLY & Q(first_replied_on__isnull=False),
    _("主办、单办和分办中，单位已答复过的。"),
)
UNIT_IN_TIME = _times(
    "handlings.replied_in_time",
    _("按期答复"),
    OWES_REPLY
    & Q(first_replied_on__isnull=False)
    & (Q(replied_on__isnull=True) | Q(due_on__isnull=True) | Q(replied_on__lte=F("due_on"))),
    _("已答复的件次中，不晚于答复期限（含批准的延期）的；重新办理的看最近一次。"),
)
OPINED = _times(
    "handlings.opined",
    _("已提会办意见"),
    Q(role=UnitRole.ASSIST, opined_on__isnull=False),
    _("会办中，已向主办单位提意见的。"),
)
UNIT_CLASSES = tuple(
    _times(
        f"handlings.class_{value.lower()}",
        value,
        OWES_REPLY & Q(first_replied_on__isnull=False, reply_class=value),
        _("已答复的件次中，该单位标为这一类的。"),
    )
    for value in ReplyClass.values
)
OVERDUE = Figure(
    "handlings.overdue",
    _("超期未答复"),
    HANDLINGS,
    overdue,
    _("主办、单办和分办中，答复期限已过而尚未答复的。"),
    unit=TIMES,
)

FIGURES = [
    ASSIGNED_CASES,
    REPLIED,
    REPLY_RATE,
    IN_TIME,
    IN_TIME_RATE,
    TALKED,
    TALK_RATE,
    HANDLED_AGAIN,
    *CLASSES,
    *CLASS_SHARES,
    LEAD,
    PARALLEL,
    ASSIST,
    ACKNOWLEDGED,
    UNIT_REPLIED,
    UNIT_IN_TIME,
    OPINED,
    *UNIT_CLASSES,
    OVERDUE,
]
