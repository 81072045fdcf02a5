"""The figures page by hand: the same numbers out of the same rows, one aggregate a table and one a breakdown.

Conditions and queries are written out here; only the words stand in the product's declarations.
"""

from datetime import date, timedelta

from django.db.models import Count, F, Q

from bench.plain.views import office_only, page
from tongxin.core import clock
from tongxin.figures.declare import figure
from tongxin.members.models import Collective, Mandate, Member, PlenarySession, Sector
from tongxin.organisations.models import Organisation, RulebookEntry
from tongxin.proposals.models import (
    Category,
    Commitment,
    Contact,
    CoSignature,
    Evaluation,
    Handling,
    Proposal,
)
from tongxin.proposals.terms import DeclineReason, DeclineRoute, ProposerKind, Satisfaction

IN_FORCE = Q(withdrawn_on=None)
MAIN = IN_FORCE & Q(docketed_on__isnull=False)
REPLIED = MAIN & (Q(replied_on__isnull=False) | ~Q(reply_class=""))
EVALUATED = REPLIED & Q(evaluated_on__isnull=False)
OWES = Q(role__in=["sole", "lead", "parallel"])
CONTENT = ["satisfied", "basically"]
LETTERS = "abcd"

CASES = {
    "proposals.received": Q(),
    "proposals.docketed": MAIN,
    "proposals.docketed_main": MAIN,
    "proposals.merged": IN_FORCE & Q(merged_on__isnull=False),
    "proposals.declined": IN_FORCE & Q(declined_on__isnull=False),
    "proposals.returned": IN_FORCE
    & Q(decided_on__isnull=False, docketed_on=None, declined_on=None, merged_on=None),
    "proposals.withdrawn": Q(withdrawn_on__isnull=False),
    "proposals.examined": IN_FORCE & Q(decided_on=None),
    "proposals.session": MAIN & Q(is_session=True),
    "proposals.ordinary": MAIN & Q(is_session=False),
    "proposals.by_members": MAIN & Q(proposer_kind__in=ProposerKind.of_members()),
    "proposals.collective": MAIN & Q(proposer_kind__in=ProposerKind.collective()),
    "proposals.priority": MAIN & Q(is_priority=True),
    "proposals.replied": REPLIED,
    **{f"proposals.class_{one}": MAIN & Q(reply_class=one.upper()) for one in LETTERS},
    "proposals.to_evaluate": REPLIED,
    "proposals.evaluated": EVALUATED,
    "proposals.silent": REPLIED & Q(evaluated_on=None),
    **{f"proposals.{one}": EVALUATED & Q(satisfaction=one) for one in Satisfaction.values},
    "proposals.content": EVALUATED & Q(satisfaction__in=CONTENT),
}
OF_CASES = (
    "proposals.received",
    "proposals.docketed",
    "proposals.replied",
    *(f"proposals.class_{one}" for one in LETTERS),
)
SHARED = ("proposals.content", "proposals.evaluated")
PARTS = {
    "handlings.lead": Q(role__in=["lead", "sole"]),
    "handlings.parallel": Q(role="parallel"),
    "handlings.assist": Q(role="assist"),
    "handlings.acknowledged": Q(acknowledged_on__isnull=False),
    "handlings.replied": OWES & Q(first_replied_on__isnull=False),
    **{
        f"handlings.class_{one}": OWES & Q(first_replied_on__isnull=False, reply_class=one.upper())
        for one in LETTERS
    },
}
GIVEN = Q(given_on__isnull=False)
FORMS = {"evaluations.due": Q()} | {
    f"evaluations.{axis}_{code}": condition
    for axis in ("attitude", "result")
    for code, condition in {
        "given": GIVEN & ~Q(**{axis: ""}),
        "silent": ~(GIVEN & ~Q(**{axis: ""})),
        "content": GIVEN & Q(**{f"{axis}__in": CONTENT}),
    }.items()
}
PROMISES = {
    "commitments.drawn": Q(),
    "commitments.confirmed": Q(confirmed_on__isnull=False),
    "commitments.kept": Q(kept_on__isnull=False),
    "commitments.lifted": Q(lifted_on__isnull=False),
}
SHARES = {
    "proposals.filing_rate": ("proposals.docketed", "proposals.received"),
    "members.participation": ("members.took_part", "members.on_roll"),
    "proposals.reply_rate": ("proposals.replied", "proposals.docketed"),
    "proposals.in_time_rate": ("proposals.replied_in_time", "proposals.docketed"),
    "proposals.talk_rate": ("proposals.talked", "proposals.replied"),
    "proposals.satisfaction": SHARED,
    "evaluations.attitude_rate": ("evaluations.attitude_content", "evaluations.attitude_given"),
    "evaluations.result_rate": ("evaluations.result_content", "evaluations.result_given"),
    **{
        f"proposals.class_{one}_share": (f"proposals.class_{one}", "proposals.replied")
        for one in LETTERS
    },
}
BESIDE = {
    "proposals.satisfaction": ("proposals.evaluated", "proposals.to_evaluate", "proposals.silent"),
    **{
        f"evaluations.{axis}_rate": (
            f"evaluations.{axis}_given",
            "evaluations.due",
            f"evaluations.{axis}_silent",
        )
        for axis in ("attitude", "result")
    },
    **{f"proposals.class_{one}_share": (f"proposals.class_{one}",) for one in LETTERS},
}
ALONE = ("proposals.filing_rate", "members.participation")
SENTENCES = (
    ("proposals.received", "proposals.docketed", "proposals.filing_rate"),
    (
        "proposals.session",
        "proposals.ordinary",
        "proposals.by_members",
        "proposals.collective",
        "proposals.priority",
    ),
    ("members.on_roll", "members.took_part", "members.participation"),
    (
        "proposals.replied",
        "proposals.reply_rate",
        "proposals.in_time_rate",
        "proposals.talk_rate",
    ),
    ("proposals.satisfaction", "evaluations.attitude_rate", "evaluations.result_rate"),
    tuple(f"proposals.class_{one}_share" for one in LETTERS),
    ("commitments.drawn", "commitments.kept", "commitments.overdue", "handlings.overdue"),
)
OUTCOMES = tuple(
    f"proposals.{one}"
    for one in ("docketed_main", "merged", "declined", "returned", "withdrawn", "examined")
)
RATED = ("satisfied", "basically", "dissatisfied", "silent")
KEPT = ("confirmed", "kept", "lifted", "overdue")


@office_only
def figures(request, assembly):
    sessions = PlenarySession.objects.filter(assembly=assembly).select_related("term")
    latest = sessions.order_by("-window_opens_on")[0]
    asked = Asked(assembly, latest.window_opens_on, clock.today() + timedelta(days=1))
    counts = asked.counts()
    numbers = {code: asked.number(code, count) for code, count in counts.items()}
    for code, (over, under) in SHARES.items():
        numbers[code] = asked.share(code, over, counts[over], counts[under])
    return page(
        request,
        "figures",
        session=latest,
        first=asked.first,
        last=clock.today(),
        sentences=[[(numbers[code], behind(code, numbers)) for code in one] for one in SENTENCES],
        bounds=[asked.bounds(code, counts) for code in BESIDE if not code.endswith("_share")],
        charts=list(asked.charts(numbers)),
        tables=list(asked.tables(numbers)),
        definitions=numbers.values(),
    )


def behind(code: str, numbers: dict) -> list:
    if code not in SHARES or code in ALONE:
        return []
    return [numbers[one] for one in BESIDE.get(code, SHARES[code])]


class Asked:
    """An assembly's rows of a period."""

    def __init__(self, assembly, first: date, end: date):
        self.assembly, self.first, self.end = assembly, first, end
        self.digits = self.rule("figures.percent_digits", 1)
        self.merged_count = self.rule("proposals.merged_count_as_docketed", False)
        here = {"assembly": assembly, "handed_in_on__gte": first, "handed_in_on__lt": end}
        within = {
            "assembly": assembly,
            "proposal__handed_in_on__gte": first,
            "proposal__handed_in_on__lt": end,
        }
        self.proposals = Proposal._base_manager.filter(**here)
        handled = Handling._base_manager.filter(assigned_on__isnull=False, ended_on=None)
        self.handlings = handled.filter(**within)
        same_round = handled.filter(assembly=assembly, pk=F("pk"))
        self.evaluations = Evaluation._base_manager.filter(
            **within, counts=True, handling__in=same_round, handling__round=F("round")
        )
        self.commitments = Commitment._base_manager.filter(**within).order_by()
        mandates = Mandate._base_manager.filter(starts_on__lt=end).exclude(ends_on__lte=first)
        self.members = Member._base_manager.filter(
            assembly=assembly, pk__in=mandates.values("member")
        )
        late = handled.filter(OWES, assembly=assembly, replied_on__gt=F("due_on"))
        talks = Contact._base_manager.filter(form__in=["visit", "meeting"])
        self.cases = CASES | {
            "proposals.replied_in_time": REPLIED & ~Q(pk__in=late.values("proposal")),
            "proposals.talked": REPLIED & Q(pk__in=talks.values("handling__proposal")),
        }
        self.parts = PARTS | {
            "handlings.overdue": OWES & Q(replied_on=None, due_on__lt=clock.today())
        }
        self.promises = PROMISES | {
            "commitments.overdue": Q(
                confirmed_on__isnull=False,
                kept_on=None,
                lifted_on=None,
                promised_for__lt=clock.today(),
            )
        }
        signed = CoSignature._base_manager.filter(text_digest__gt="", proposal__in=self.proposals)
        led = self.proposals.filter(lead_proposer__isnull=False)
        self.taking_part = {
            "members.on_roll": Q(),
            "members.took_part": Q(pk__in=led.values("lead_proposer"))
            | Q(pk__in=signed.values("member")),
        }

    def rule(self, code: str, default):
        rows = RulebookEntry._base_manager.filter(
            assembly=self.assembly, code=code, valid_from__lte=clock.today()
        )
        row = rows.order_by("-valid_from", "-id").first()
        return row.value if row else default

    def counts(self) -> dict[str, int]:
        return {
            **counted(self.proposals, self.cases),
            **counted(self.handlings, self.parts),
            **counted(self.evaluations, FORMS),
            **counted(self.commitments, self.promises),
            **counted(self.members, self.taking_part),
        }

    def number(self, code: str, count: int, part: str = "") -> dict:
        declared = figure(code)
        return {
            "code": code,
            "label": declared.label,
            "count": count,
            "shown": f"{count:,}",
            "unit": getattr(declared, "unit", ""),
            "url": self.url(code, part),
            "definition": declared.definition,
            "clause": declared.clause,
        }

    def share(self, code: str, over: str, count: int, of: int, part: str = "") -> dict:
        shown = f"{100 * count / of:.{self.digits}f} %" if of else "—"
        return {
            **self.number(code, count, part),
            "shown": shown,
            "unit": "",
            "url": self.url(over, part),
        }

    def url(self, code: str, part: str) -> str:
        days = f"{self.first.isoformat()}_{self.end.isoformat()}"
        return f"/{self.assembly.slug}/figures/{code}/{days}/{part}"

    def bounds(self, code: str, counts: dict) -> tuple:
        over, under = (counts[one] for one in SHARES[code])
        silent = counts[BESIDE[code][-1]]
        whole = under + silent or 1
        return figure(code).label, 100 * over / whole, 100 * (over + silent) / whole

    def charts(self, numbers: dict):
        def of(label: str, total: str, codes) -> tuple:
            return bars(
                label, numbers[total], [(numbers[one]["label"], numbers[one]) for one in codes]
            )

        yield of("审查情况", "proposals.received", OUTCOMES)
        yield self.parted("proposals.docketed", "category", "类别", numbers, self.names(Category))
        kinds = dict(ProposerKind.choices)
        yield self.parted("proposals.docketed", "proposer_kind", "提案者性质", numbers, kinds)
        yield of("办理结果", "proposals.replied", [f"proposals.class_{one}" for one in LETTERS])
        yield of("满意度", "proposals.to_evaluate", [f"proposals.{one}" for one in RATED])
        party = "lead_proposer__party_name"
        yield self.parted("proposals.docketed", party, "第一提案人政治面貌", numbers, {})
        reasons, routes = dict(DeclineReason.choices), dict(DeclineRoute.choices)
        yield self.parted("proposals.declined", "decline_reason", "不予立案理由", numbers, reasons)
        yield self.parted("proposals.declined", "decline_route", "不予立案去向", numbers, routes)
        yield of("承诺事项", "commitments.drawn", [f"commitments.{one}" for one in KEPT])

    def parted(self, code: str, field: str, by: str, numbers: dict, labels: dict) -> tuple:
        parts = counted_by(self.proposals, field, {code: self.cases[code]})
        rows = [
            (labels.get(key, key or "未注明"), self.number(code, part[code], f"{by}/{key}/"))
            for key, part in parts.items()
            if part[code]
        ]
        return bars(f"{numbers[code]['label']} · {by}", numbers[code], rows)

    def tables(self, numbers: dict):
        cases = {code: self.cases[code] for code in (*OF_CASES, *SHARED)}
        columns = (*OF_CASES, "proposals.satisfaction")
        by_category = counted_by(self.proposals, "category", cases)
        yield self.table("按类别", "category", columns, by_category, self.names(Category), numbers)
        sector = counted_by(
            self.proposals,
            "lead_proposer__sector",
            {code: self.cases[code] for code in OF_CASES[:3]},
        )
        taking_part = counted_by(self.members, "sector", self.taking_part)
        merged = {key: part | taking_part.get(key, {}) for key, part in sector.items()}
        columns = (*OF_CASES[:3], *self.taking_part, "members.participation")
        yield self.table("按界别", "sector", columns, merged, self.names(Sector), numbers)
        by_body = counted_by(self.proposals, "collective", cases)
        columns = (*OF_CASES, "proposals.satisfaction")
        bodies = self.names(Collective)
        yield self.table("按集体提案者", "collective", columns, by_body, bodies, numbers)
        units = counted_by(self.handlings, "unit", self.parts)
        rated = counted_by(self.evaluations, "handling__unit", FORMS)
        merged = {key: part | rated.get(key, {}) for key, part in units.items()}
        columns = (*self.parts, "evaluations.attitude_rate", "evaluations.result_rate")
        names = {row.pk: str(row) for row in Organisation._base_manager.filter(pk__in=units)}
        yield self.table("按承办单位", "unit", columns, merged, names, numbers)

    def names(self, model) -> dict:
        return {row.pk: str(row) for row in model._base_manager.filter(assembly=self.assembly)}

    def table(self, label: str, by: str, columns, parts: dict, names: dict, numbers: dict) -> dict:
        return {
            "label": label,
            "code": by,
            "columns": [numbers[code]["label"] for code in columns],
            "rows": [
                (
                    names.get(key, "未注明"),
                    [self.cell(code, part, f"{by}/{key}/") for code in columns],
                )
                for key, part in parts.items()
            ],
            "total": [numbers[code] for code in columns],
        }

    def cell(self, code: str, part: dict, where: str) -> dict | None:
        if code in SHARES:
            over, under = SHARES[code]
            return self.share(code, over, part[over], part[under], where) if over in part else None
        return self.number(code, part[code], where) if code in part else None


def counted(rows, conditions: dict[str, Q]) -> dict[str, int]:
    found = rows.aggregate(**counting(conditions))
    return {code: found[f"n{place}"] for place, code in enumerate(conditions)}


def counted_by(rows, field: str, conditions: dict[str, Q]) -> dict:
    parts = rows.values(key=F(field)).annotate(**counting(conditions)).order_by("key")
    return {
        part["key"]: {code: part[f"n{place}"] for place, code in enumerate(conditions)}
        for part in parts
    }


def counting(conditions: dict[str, Q]) -> dict[str, Count]:
    return {
        f"n{place}": Count("pk", filter=condition) if condition else Count("pk")
        for place, condition in enumerate(conditions.values())
    }


def bars(label: str, total: dict, rows: list) -> tuple:
    widest = max((number["count"] for _label, number in rows), default=0) or 1
    drawn = [(name, number, 100 * number["count"] // widest) for name, number in rows]
    return label, total, drawn
