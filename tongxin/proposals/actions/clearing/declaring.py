"""What clearings declare to the engines: how the notice of a request reads, and what `tongxin check` says of them."""

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.core import checks, formats
from tongxin.core.checks import NOTE, UNSAFE, WRONG, Check, Finding
from tongxin.notifications import words
from tongxin.notifications.words import Words
from tongxin.proposals.actions.clearing import ledger
from tongxin.proposals.lifecycle import CLEARING
from tongxin.proposals.models import Clearing


def declare() -> None:
    """Called once by the app's `ready`."""
    words.declare(CLEARING.beginning.name, _asked)
    checks.declare(Check("proposals.clearings", gettext_lazy("涉密清除"), clearings))


def clearings() -> list[Finding]:
    """Unfinished ones, those a restored database lacks, a database that keeps what it frees, and when there were any."""
    done = Clearing._base_manager.filter(Clearing.cleared())
    listed = {entry["clearing"] for entry in ledger.entries()}
    lacking = len(listed - set(done.values_list("public_id", flat=True)))
    found = []
    if lacking:
        sentence = _("清除登记中有 %(n)d 项，这个数据库还没有清除。") % {"n": lacking}
        found.append(Finding(WRONG, sentence, _("运行 tongxin manage clear_again。")))
    if unfinished := done.filter(scrubbed_at=None).count():
        sentence = _("有 %(n)d 项清除的数据库文件还没有清理完。") % {"n": unfinished}
        found.append(Finding(UNSAFE, sentence, _("时钟会再试；请确认 tongxin clock 在运行。")))
    if not _overwrites():
        sentence = _("SQLite 删除内容时没有覆写。")
        found.append(Finding(UNSAFE, sentence, _("请勿改动数据库设置。")))
    return found + _dates(done)


def _dates(done) -> list[Finding]:
    """So that whoever keeps backups knows which of them still hold what was cleared."""
    moments = done.order_by("cleared_at").values_list("cleared_at", flat=True)
    if not moments:
        return []
    days = _("、").join(dict.fromkeys(formats.day(moment) for moment in moments))
    sentence = _("已按规定清除过内容：%(days)s。") % {"days": days}
    advice = _("这些日期之前的备份仍含被清除的内容，处理办法见 docs/clearing.md。")
    return [Finding(NOTE, sentence, advice)]


def _overwrites() -> bool:
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA secure_delete").fetchone()[0] == 1


def _asked(_notice, record) -> Words:
    return Words(_("有一项涉密清除等待确认"), "" if record is None else str(record))
