"""Takes cleared words out of what the program remembers about people and jobs: saved filters, sessions, results."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

from tongxin.accounts.models import ListMemory, User
from tongxin.proposals.actions.clearing.copies import holders_of, names_of, told
from tongxin.proposals.actions.clearing.records import Emptied
from tongxin.proposals.actions.clearing.words import Words
from tongxin.proposals.models import Clearing

SAVED = "saved"
NO_ARGUMENTS: dict[str, Any] = {"args": [], "kwargs": {}}


def clear_memories(clearing: Clearing, words: Words, emptied: Emptied) -> None:
    """Drop saved filters, sessions and notes of jobs that repeat the words; tell open sessions to drop copies."""
    _clear_filters(words, emptied)
    _clear_jobs(words, emptied)
    _clear_sessions(clearing, words, emptied)


def _clear_filters(words: Words, emptied: Emptied) -> None:
    for memory in ListMemory.objects.exclude(remembered={}):
        saved = memory.remembered.get(SAVED, {})
        kept = {
            name: address
            for name, address in saved.items()
            if not (words.are_in(name) or words.answer(f"name={name}&{address}"))
        }
        if kept != saved:
            remembered = memory.remembered | {SAVED: kept}
            ListMemory.objects.filter(pk=memory.pk).update(remembered=remembered)
            emptied.counts["accounts.listmemory"] += 1


def _clear_jobs(words: Words, emptied: Emptied) -> None:
    """Finished ones lose what they said; one that still has to run is taken away with its arguments."""
    finished = set(DBTaskResult.objects.finished().values_list("pk", flat=True))
    for job in DBTaskResult.objects.all():
        if not words.are_in([job.args_kwargs, job.return_value, job.traceback]):
            continue
        emptied.counts["django_tasks_db.dbtaskresult"] += 1
        rows = DBTaskResult.objects.filter(pk=job.pk)
        if job.pk in finished:
            rows.update(args_kwargs=NO_ARGUMENTS, return_value=None, traceback="")
        else:
            rows.delete()


def _clear_sessions(clearing: Clearing, words: Words, emptied: Emptied) -> None:
    """A session that holds the words ends; the others of those concerned carry the word to their devices."""
    names = names_of(clearing)
    people = holders_of(clearing) if names else set()
    users = User.objects.filter(person__in=people).values_list("pk", flat=True)
    accounts = {str(key) for key in users}
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for row in Session.objects.all():
        known = row.get_decoded()
        if words.are_in(known):
            Session.objects.filter(pk=row.pk).delete()
            emptied.counts["sessions.session"] += 1
        elif known.get("_auth_user_id") in accounts:
            session = store(row.session_key)
            told(session, names)
            session.save()
