"""Hand a passed piece to the official account: a draft there first, then published; each step once."""

from django.db import transaction
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core.errors import Refused
from tongxin.notifications.channels.seam import SendingError
from tongxin.records.channels import AccountDrafts, Piece, account_of
from tongxin.records.models import Publication
from tongxin.records.queries.publications import is_going_out

SUMMARY = 120


def send_to_account(piece: Publication, *, actor: Actor) -> Publication:
    """Draft and publish. What was done before a failure is kept, so that trying again makes no second draft.

    The account is asked outside any transaction. Refused before the three reviews, without a connected account, and
    when the account does not take it.
    """
    demand(actor, "publications.account", piece)
    if not is_going_out(piece):
        raise Refused(_("三审通过以后才能送到公众号。"))
    account = account_of()
    if account is None:
        raise Refused(_("还没有接通公众号。请复制下面的内容，粘贴到公众号后台。"))
    try:
        _draft(piece, account, actor)
        _submit(piece, account, actor)
    except SendingError as error:
        raise Refused(
            _("公众号没有接受（%(code)s）。稍后再试，或者复制下面的内容粘贴到公众号后台。")
            % {"code": error.code}
        ) from error
    return Publication._base_manager.get(pk=piece.pk)


def markup_of(piece: Publication) -> SafeString:
    """The text as the account takes it: one paragraph for each of its paragraphs."""
    parts = filter(None, (part.strip() for part in piece.body.split("\n\n")))
    return format_html_join("", "<p>{}</p>", ((_with_breaks(part),) for part in parts))


def _with_breaks(part: str) -> SafeString:
    return mark_safe(conditional_escape(part).replace("\n", "<br>"))  # noqa: S308 — escaped first


def _draft(piece: Publication, account: AccountDrafts, actor: Actor) -> None:
    if not piece.account_draft:
        made = Piece(
            piece.title,
            piece.author_name,
            piece.summary or piece.body[:SUMMARY],
            markup_of(piece),
        )
        _note(piece, actor, account_draft=account.add_draft(made))


def _submit(piece: Publication, account: AccountDrafts, actor: Actor) -> None:
    if not piece.account_job:
        _note(piece, actor, account_job=account.submit(piece.account_draft))


@transaction.atomic
def _note(piece: Publication, actor: Actor, **numbers: str) -> None:
    Publication._base_manager.filter(pk=piece.pk).update(**numbers)
    for name, number in numbers.items():
        setattr(piece, name, number)
    trail.record("publications.account", piece, actor, step=next(iter(numbers)))
