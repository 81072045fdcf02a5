"""How an event reads: a sentence per act and schema version, so that old events keep their words."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from tongxin.trail.models import Event

Sentence = Callable[[Event], str]

_sentences: dict[tuple[str, int], Sentence] = {}


def declare(act: str, sentence: Sentence, schema: int = 1) -> None:
    """Say how events of `act` (in this schema version) read; old versions stay declared."""
    if (act, schema) in _sentences:
        raise ValueError(f"{act} (schema {schema}) already has a sentence")
    _sentences[act, schema] = sentence


def sentence(event: Event) -> str:
    """The event in the reader's language; an act nobody declared reads as its code, marked."""
    if known := _sentences.get((event.act, event.schema)):
        return known(event)
    return _("未登记的动作 %(act)s") % {"act": event.act}
