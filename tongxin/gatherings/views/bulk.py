"""What is done with many on the list at once: reminded, withdrawn, printed; first the page says what happens to whom."""

from collections.abc import Sequence
from io import BytesIO

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tongxin.accounts.access import requires
from tongxin.core.errors import Refused
from tongxin.gatherings.actions.remind_invited import remind
from tongxin.gatherings.lifecycle import INVITATION
from tongxin.gatherings.models import Gathering, Invitation
from tongxin.gatherings.papers.people import PAPERS
from tongxin.gatherings.queries.people import in_print_order, invited_to
from tongxin.gatherings.views.people import page_for
from tongxin.gatherings.views.places import gathering_at
from tongxin.lifecycle.perform import perform, refusal
from tongxin.papers.documents import Format, produce
from tongxin.papers.files import hand_out

CHINESE = "zh-hans"


@requires("gatherings.organise")
@require_POST
def remind_many(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Those of the ticked who have not answered get a notice, once a day."""
    gathering = gathering_at(request, assembly, public_id, "gatherings.organise")
    lines = [(one, _no_reminder(one)) for one in _chosen(request, gathering)]
    if "confirmed" not in request.POST:
        return _preview(request, gathering, lines, _("提醒答复"))
    number = remind(gathering, [one for one, why in lines if why is None], actor=request.actor)
    said = ngettext("已提醒 %(n)d 人。", "已提醒 %(n)d 人。", number) % {"n": number}
    messages.success(request, said if number else _("今天都已经提醒过了。"))
    return redirect("gatherings:people", assembly, public_id)


@requires("gatherings.organise")
@require_POST
def withdraw_many(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """The ticked are no longer invited and are told so."""
    gathering = gathering_at(request, assembly, public_id, "gatherings.organise")
    act = INVITATION.withdraw
    lines = [(one, refusal(act, one, request.actor)) for one in _chosen(request, gathering)]
    if "confirmed" not in request.POST:
        return _preview(request, gathering, lines, _("撤回邀请"))
    done = sum(_withdrawn(request, one) for one, why in lines if why is None)
    messages.success(
        request, ngettext("已撤回 %(n)d 人的邀请。", "已撤回 %(n)d 人的邀请。", done) % {"n": done}
    )
    return redirect("gatherings:people", assembly, public_id)


@requires("gatherings.read_list")
@require_http_methods(["GET", "POST"])
def printed(request: HttpRequest, assembly: str, public_id: str, code: str) -> HttpResponse:
    """Name cards or the sheet for signatures: of the ticked, else of everybody who is not excused. Always Chinese."""
    gathering = gathering_at(request, assembly, public_id, "gatherings.read_list")
    if code not in PAPERS:
        raise Http404
    rows = _chosen(request, gathering) if request.method == "POST" else _all(request, gathering)
    people = in_print_order(rows)
    if not people:
        messages.error(request, _("名单上还没有人。"))
        return redirect("gatherings:people", assembly, public_id)
    with translation.override(CHINESE):
        file = produce(PAPERS[code].code, people, gathering, None, form=_format(request, code))
    return hand_out(
        PAPERS[code].code,
        gathering,
        request.actor,
        BytesIO(file.content),
        file.name,
        file.format.value,
    )


def _format(request: HttpRequest, code: str) -> Format:
    wants_word = request.GET.get("form") == Format.DOCX.value
    return Format.DOCX if wants_word and Format.DOCX in PAPERS[code].formats else Format.PDF


def _all(request: HttpRequest, gathering: Gathering):
    return invited_to(gathering, request.actor).filter(Invitation.to_print())


def _chosen(request: HttpRequest, gathering: Gathering) -> Sequence[Invitation]:
    rows = invited_to(gathering, request.actor)
    chosen = list(page_for(request, gathering).selected(request, rows).order_by("id"))
    for one in chosen:
        one.gathering = gathering
    return chosen


def _no_reminder(invitation: Invitation) -> str | None:
    if not invitation.is_unanswered:
        return _("已经答复：%(answer)s。") % {"answer": invitation.get_state_display()}
    return None if invitation.person_id else _("没有账号，请电话联系。")


def _preview(request: HttpRequest, gathering: Gathering, lines: list, label: str) -> HttpResponse:
    possible = [one for one, why in lines if why is None]
    context = {"gathering": gathering, "lines": lines, "possible": possible, "label": label}
    return render(request, "gatherings/many.html", context)


def _withdrawn(request: HttpRequest, invitation: Invitation) -> bool:
    try:
        perform(INVITATION.withdraw, invitation, request.actor)
    except Refused as refused:
        messages.error(request, f"{invitation}：{refused.message}")
        return False
    return True
