"""A seat in a conversation: who takes part here, by which addresses, in which frame; members and citizens alike."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from tongxin.accounts.actor import Actor
from tongxin.deliberation.actions.offer_statement import offer_as_citizen, offer_statement
from tongxin.deliberation.actions.take_stance import serve
from tongxin.deliberation.limits import is_within
from tongxin.deliberation.models import Conversation, ServedStatement, Statement, Voice
from tongxin.deliberation.queries import talking
from tongxin.deliberation.queries.talking import Progress


@dataclass
class Seat:
    """One who takes part, for one request. `voice` is None where none is needed yet."""

    conversation: Conversation
    actor: Actor
    voice: Voice | None
    is_citizen: bool = False

    @property
    def frame(self) -> str:
        """The template around the page."""
        return "core/public.html" if self.is_citizen else "core/base.html"

    @property
    def home(self) -> str:
        """Where one came from."""
        if self.is_citizen:
            return self.conversation.open_url
        return self.conversation.get_absolute_url()

    @property
    def talk_url(self) -> str:
        return self._url("take_part")

    @property
    def stance_url(self) -> str:
        return self._url("stance")

    @property
    def undo_url(self) -> str:
        return self._url("undo")

    @property
    def offer_url(self) -> str:
        return self._url("offer")

    def back(self) -> HttpResponse:
        """To the page on which one takes part."""
        return redirect(self.talk_url)

    @cached_property
    def statement(self) -> Statement | None:
        """What stands before this voice now."""
        if self.voice is None or not self.conversation.takes_stances:
            return None
        return serve(self.voice)

    @cached_property
    def progress(self) -> Progress:
        return talking.progress_of(self.voice) if self.voice else Progress(0, 0)

    @cached_property
    def last(self) -> ServedStatement | None:
        """What can be undone."""
        if self.voice is None or not self.conversation.takes_stances:
            return None
        return talking.last_answered(self.voice)

    @property
    def own(self) -> list[Statement]:
        """What one offered under one's name; of citizens nobody knows."""
        return [] if self.is_citizen else talking.offered_by(self.conversation, self.actor.person)

    def may_offer(self, most: int) -> bool:
        """Whether a citizen's voice is still within the number allowed; members are counted by the action."""
        return not self.is_citizen or (
            self.voice is not None and is_within("offers", self.voice.pk, most, _DAYS_30)
        )

    def offer(self, words: str, request_key: str | None) -> Statement:
        """Hand a view in."""
        if self.is_citizen:
            return offer_as_citizen(self.conversation, words)
        return offer_statement(self.conversation, words, actor=self.actor, request_key=request_key)

    def _url(self, name: str) -> str:
        place = [self.conversation.assembly.slug, self.conversation.public_id]
        return reverse(f"deliberation:{'open_' if self.is_citizen else ''}{name}", args=place)


_DAYS_30 = 30 * 24 * 3600
