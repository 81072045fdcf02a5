"""The chapter of online deliberation on an assembly's figures page."""

from django.utils.translation import gettext_lazy as _

from tongxin.deliberation.figures import conversations as c
from tongxin.deliberation.figures import drafts as d
from tongxin.figures.declare import Chapter

CHAPTER = Chapter(
    "deliberation",
    _("网络协商"),
    sentences=(
        (c.HELD, c.SPOKE, c.MEMBERS_SPOKE, c.INVITED, c.TURNOUT),
        (c.OFFERED, c.SHOWN, c.USED),
        (d.REMARKS, d.TAKEN_UP),
    ),
    order=300,
)
