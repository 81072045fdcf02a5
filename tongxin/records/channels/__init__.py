"""The seam to the official account's editor: a piece becomes a draft there, and the draft is published."""

from django.conf import settings

from tongxin.records.channels.official import OfficialDrafts
from tongxin.records.channels.seam import AccountDrafts, Piece

__all__ = ["AccountDrafts", "Piece", "account_of"]


def account_of() -> AccountDrafts | None:
    """The connected account, as the settings describe it; None where there is none."""
    described = settings.GATEWAYS.get("account_drafts")
    return OfficialDrafts(**described) if described else None
