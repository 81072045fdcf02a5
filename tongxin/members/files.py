"""The one kind of file that the register carries: a member's photo."""

from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import visible
from tongxin.members.actions.correct import PHOTO as CODE
from tongxin.members.models import Correction, Member
from tongxin.papers.files import FileKind
from tongxin.papers.models import StoredFile

MOST = 2 * 1024 * 1024


def of_member(actor: Actor, stored: StoredFile) -> bool:
    """Whoever may read the member's private fields, and whoever may see the correction that brings it."""
    members = Member._base_manager.filter(photo=stored)
    if visible(actor, "members.view_private", members).exists():
        return True
    wished = Correction._base_manager.filter(photo=stored)
    return visible(actor, "corrections.view", wished).exists()


PHOTO = FileKind(CODE, _("委员照片"), frozenset({"jpg", "png"}), of_member, MOST)
