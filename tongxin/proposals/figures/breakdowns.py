"""The ways in which figures of proposals are parted."""

from collections.abc import Callable, Collection, Sequence

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.figures.declare import Base, Breakdown, Text
from tongxin.members.models import Collective, PlenarySession, Sector
from tongxin.organisations.models import Organisation
from tongxin.proposals.figures.bases import EVALUATIONS, HANDLINGS, MEMBERS, PROPOSALS
from tongxin.proposals.models import Category
from tongxin.proposals.terms import DeclineReason, DeclineRoute, ProposerKind


def _of_choices(code: str, label: Text, base: Base, field: str, choices: Sequence) -> Breakdown:
    return Breakdown(code, label, base, field, lambda keys: dict(choices), is_text=True)


def _of_rows(
    code: str, label: Text, base: Base, field: str, model: type[models.Model], **rest
) -> Breakdown:
    return Breakdown(code, label, base, field, _named(model), **rest)


def _named(model: type[models.Model]) -> Callable[[Collection], dict]:
    """Labels of rows in the order in which the model sorts them."""

    def labels(keys: Collection[int]) -> dict[int, str]:
        rows = model._base_manager.filter(pk__in=keys)
        rows = rows.select_related("term") if model is PlenarySession else rows
        return {row.pk: str(row) for row in rows}

    return labels


def _as_found(keys: Collection[str]) -> dict[str, str]:
    return {key: key for key in keys}


KIND = _of_choices("kind", _("提案者性质"), PROPOSALS, "proposer_kind", ProposerKind.choices)
REASON = _of_choices(
    "reason", _("不予立案理由"), PROPOSALS, "decline_reason", DeclineReason.choices
)
ROUTE = _of_choices("route", _("不予立案去向"), PROPOSALS, "decline_route", DeclineRoute.choices)
CATEGORY = _of_rows("category", _("类别"), PROPOSALS, "category", Category)
SECTOR = _of_rows(
    "sector",
    _("界别"),
    PROPOSALS,
    "lead_proposer__sector",
    Sector,
    empty=_("集体提案（不按界别）"),
)
COLLECTIVE = _of_rows(
    "collective",
    _("集体提案者"),
    PROPOSALS,
    "collective",
    Collective,
    empty=_("委员提案"),
)
PARTY = Breakdown(
    "party",
    _("第一提案人政治面貌"),
    PROPOSALS,
    "lead_proposer__party_name",
    _as_found,
    empty=_("集体提案或未登记"),
    is_text=True,
)
SESSION = _of_rows("session", _("届次"), PROPOSALS, "session", PlenarySession)
UNIT = _of_rows("unit", _("承办单位"), HANDLINGS, "unit", Organisation)
RATED_UNIT = _of_rows("rated_unit", _("承办单位"), EVALUATIONS, "handling__unit", Organisation)
MEMBER_SECTOR = _of_rows("member_sector", _("界别"), MEMBERS, "sector", Sector)
