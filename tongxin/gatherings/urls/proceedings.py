"""Addresses of what is said and comes out: speeches, questions, minutes, materials, outcomes."""

from django.urls import URLPattern, path

from tongxin.gatherings.views import (
    materials,
    minutes,
    notes,
    outcomes,
    printing,
    questions,
    speeches,
)

ROOT = "<slug:assembly>/gatherings"
ONE = f"{ROOT}/<slug:public_id>"

urlpatterns: list[URLPattern] = [
    path(f"{ROOT}/speeches/<slug:public_id>/", speeches.speech, name="speech"),
    path(f"{ROOT}/speeches/<slug:public_id>/write/", speeches.write, name="write_speech"),
    path(f"{ROOT}/questions/<slug:public_id>/", questions.question, name="question"),
    path(f"{ROOT}/sittings/<slug:public_id>/notes/", notes.notes, name="notes"),
    path(f"{ROOT}/notes/<slug:public_id>/correct/", notes.correct, name="correct_note"),
    path(f"{ROOT}/outcomes/<slug:public_id>/correct/", outcomes.correct, name="correct_outcome"),
    path(f"{ROOT}/outcomes/<slug:public_id>/withdraw/", outcomes.withdraw, name="withdraw_outcome"),
    path(f"{ROOT}/outcomes/<slug:public_id>/settle/", outcomes.settle, name="settle_outcome"),
    path(f"{ROOT}/outcomes/<slug:public_id>/link/", outcomes.link, name="link_outcome"),
    path(f"{ROOT}/outcomes/<slug:public_id>/unlink/", outcomes.unlink, name="unlink_outcome"),
    path(
        f"{ROOT}/printed/<slug:code>/<slug:public_id>.<slug:form>",
        printing.printed,
        name="printed",
    ),
    path(f"{ONE}/materials/", materials.materials, name="materials"),
    path(f"{ONE}/materials/add/", materials.add, name="attach"),
    path(f"{ONE}/materials/<slug:file_id>/remove/", materials.remove, name="detach"),
    path(f"{ONE}/materials/<slug:file_id>/readers/", materials.readers, name="readers"),
    path(f"{ONE}/speeches/", speeches.speeches, name="speeches"),
    path(f"{ONE}/speeches/call/", speeches.call, name="call_speeches"),
    path(f"{ONE}/speeches/new/", speeches.new, name="new_speech"),
    path(f"{ONE}/speeches/enter/", speeches.enter, name="enter_speech"),
    path(f"{ONE}/speeches/choose/", speeches.choose, name="choose_speeches"),
    path(f"{ONE}/speeches/order/", speeches.order, name="order_speeches"),
    path(f"{ONE}/speeches/deliver/", speeches.deliver, name="deliver_speeches"),
    path(f"{ONE}/discussion/", notes.discussion, name="discussion"),
    path(f"{ONE}/questions/", questions.questions, name="questions"),
    path(f"{ONE}/questions/ask/", questions.ask, name="ask"),
    path(f"{ONE}/outcomes/", outcomes.outcomes, name="outcomes"),
    path(f"{ONE}/decisions/", outcomes.decisions, name="decisions"),
    path(f"{ONE}/minutes/", minutes.minutes, name="minutes"),
    path(f"{ONE}/minutes/draft/", minutes.draft, name="draft_minutes"),
    path(f"{ONE}/minutes/edit/", minutes.edit, name="edit_minutes"),
]
