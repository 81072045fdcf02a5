"""What is taken out of a deliberation: the numbers, the stances without names, the summary of its result, the summary of remarks on a draft."""

from django.utils.translation import gettext_lazy as _

from tongxin.deliberation.papers import remarks, summary
from tongxin.papers.documents import register
from tongxin.trail import taking

TABLE, VOTES = "deliberation.table", "deliberation.votes"
PAPERS = (summary.PAPER, remarks.PAPER)


def declare() -> None:
    """Called once, when the app is ready."""
    register(*PAPERS)
    for paper in PAPERS:
        taking.declare(paper.code, paper.label)
    taking.declare(TABLE, _("网络协商结果的数字"))
    taking.declare(VOTES, _("不记名表态表"))
