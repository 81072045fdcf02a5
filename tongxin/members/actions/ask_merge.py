"""An office asks the security managers to merge two people of whom one is more than a member."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person
from tongxin.accounts.permissions import demand
from tongxin.accounts.terms import Role
from tongxin.core.errors import Refused
from tongxin.lifecycle.table import Holder
from tongxin.members.actions.keeping import demand_keeping
from tongxin.members.queries.aliases import ASKED, MergePreview
from tongxin.notifications.actions.tell import notice_for, post
from tongxin.organisations.models import Assembly
from tongxin.trail.models import Event


@transaction.atomic
def ask_merge(main: Person, alias: Person, *, assembly: Assembly, actor: Actor) -> Event:
    """The security managers of the assembly get a notice that leads to the merge, once a day at most.

    Refused where the office may merge the two itself, and where nobody is there to be asked.
    """
    demand(actor, "accounts.merge")
    demand_keeping(actor, assembly.pk)
    preview = MergePreview(main, alias, assembly, actor)
    if not preview.not_mine:
        raise Refused(_("这两人您可以直接合并。"))
    if not preview.may_ask:
        raise Refused(_("今天已经请过安全管理员，或者本级还没有安全管理员。"))
    event = trail.record(ASKED, main, actor, alias=alias.pk)
    managers = Holder(role=Role.SECURITY_MANAGER, assembly_id=assembly.pk)
    notice = notice_for(ASKED, main, managers, event_id=event.pk)
    notice.url = reverse("members:merge", args=[assembly.slug, main.public_id, alias.public_id])
    post([notice], silent_for=actor.person_id)
    return event
