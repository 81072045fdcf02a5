"""Make the package for units on paper: built from one cut-off, kept for good, named in the trail."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand, visible
from tongxin.core import clock
from tongxin.core.errors import Conflict, Refused
from tongxin.core.sequences import take
from tongxin.organisations.models import Assembly, Organisation
from tongxin.papers.actions.store_file import store_file
from tongxin.papers.models import StoredFile
from tongxin.proposals.models import Handling, Package, PackedHandling
from tongxin.proposals.papers.ordering import Order
from tongxin.proposals.papers.packages import build_package
from tongxin.proposals.queries.exchange import not_packed, to_pack

MAKE = "packages.make"
FILE = "proposals.package"


def make_package(
    assembly: Assembly,
    *,
    actor: Actor,
    units: Collection[Organisation],
    assigned_on: date | None = None,
    again: bool = False,
    request_key: str | None = None,
) -> Package:
    """One ZIP for these units with what was assigned (on that day) and not yet packed; `again` packs all of it anew.

    A repeat of `request_key` gives the first package. Refused when nothing is left to pack.
    """
    demand(actor, "handlings.enter")
    if first := _repeated(actor, request_key):
        return first
    handlings = list(_chosen(assembly, actor, units, assigned_on, again))
    if not handlings:
        raise Refused(_("没有要打包的提案：所选单位的提案都已打包过，或还没有交办。"))
    order = Order(actor, clock.now())
    with translation.override("zh-hans"), build_package(assembly, handlings, order) as stream:
        name = f"{_('交换包')} {order.at.astimezone(clock.SHANGHAI):%Y-%m-%d %H%M}.zip"
        file = store_file(FILE, stream, name, assembly=assembly, actor=actor)
    return _keep(assembly, handlings, file, actor, order, again, request_key)


def _repeated(actor: Actor, request_key: str | None) -> Package | None:
    event = trail.earlier(actor, request_key)
    if event is not None and event.act != MAKE:
        raise Conflict(_("这个操作编号已用于别的动作，请刷新页面后再办。"))
    return Package._base_manager.get(pk=event.record_id) if event else None


def _chosen(
    assembly: Assembly,
    actor: Actor,
    units: Collection[Organisation],
    assigned_on: date | None,
    again: bool,
) -> QuerySet[Handling]:
    rows = visible(actor, "handlings.enter", to_pack(assembly)).filter(unit__in=units)
    if assigned_on:
        rows = rows.filter(assigned_on=assigned_on)
    return rows if again else rows.filter(not_packed())


@transaction.atomic
def _keep(
    assembly: Assembly,
    handlings: list[Handling],
    file: StoredFile,
    actor: Actor,
    order: Order,
    again: bool,
    request_key: str | None,
) -> Package:
    take(
        f"{MAKE}.{assembly.pk}"
    )  # one at a time: whoever comes second sees what the first has packed
    keys = [row.pk for row in handlings]
    if not again and to_pack(assembly).filter(not_packed(), pk__in=keys).count() < len(keys):
        raise Conflict(_("刚才有人打包了其中的提案。请刷新后再打包。"))
    channels = {row.channel for row in handlings}
    package = Package(
        assembly=assembly,
        cut_off=order.at,
        channel=channels.pop() if len(channels) == 1 else "",
        is_repeat=again,
        made_by=actor.person,
        file=file,
    )
    package.save(force_insert=True)
    PackedHandling._base_manager.bulk_create(
        PackedHandling(assembly=assembly, package=package, handling=row, round=row.round)
        for row in handlings
    )
    trail.record(
        MAKE,
        package,
        actor,
        request_key=request_key,
        handlings=keys,
        file=file.pk,
        algorithm=file.algorithm,
        digest=file.digest,
    )
    return package
