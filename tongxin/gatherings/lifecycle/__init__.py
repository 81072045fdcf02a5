from tongxin.gatherings.lifecycle.gatherings import GATHERING
from tongxin.gatherings.lifecycle.invitations import INVITATION, LEAVE
from tongxin.gatherings.lifecycle.kinds import GATHERING_KIND
from tongxin.gatherings.lifecycle.proceedings import MINUTES, QUESTION, SPEECH

__all__ = ["GATHERING", "GATHERING_KIND", "INVITATION", "LEAVE", "MINUTES", "QUESTION", "SPEECH"]
