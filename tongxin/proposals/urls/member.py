"""Where members write, co-sign and evaluate."""

from django.urls import path

from tongxin.proposals.views import attaching, evaluating, signing, writing

urlpatterns = [
    path("<slug:assembly>/proposals/new/", writing.start, name="start"),
    path("<slug:assembly>/proposals/<slug:public_id>/write/", writing.write, name="write"),
    path("<slug:assembly>/proposals/<slug:public_id>/autosave/", writing.autosave, name="autosave"),
    path("<slug:assembly>/proposals/<slug:public_id>/hints/", writing.hints, name="hints"),
    path(
        "<slug:assembly>/proposals/<slug:public_id>/invite/", writing.invite_members, name="invite"
    ),
    path("<slug:assembly>/proposals/<slug:public_id>/files/", attaching.attach_file, name="attach"),
    path(
        "<slug:assembly>/proposals/<slug:public_id>/files/<slug:file_id>/remove/",
        attaching.remove_file,
        name="detach",
    ),
    path("<slug:assembly>/proposals/<slug:public_id>/receipt/", writing.receipt, name="receipt"),
    path(
        "<slug:assembly>/co_signatures/<slug:public_id>/",
        signing.co_signature,
        name="co_signature",
    ),
    path("<slug:assembly>/evaluations/<slug:public_id>/", evaluating.evaluation, name="evaluation"),
    path("<slug:assembly>/evaluations/<slug:public_id>/mark/", evaluating.mark, name="mark"),
]
