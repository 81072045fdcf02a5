"""Where units and assigning offices work."""

from django.urls import path

from tongxin.proposals.views import units

urlpatterns = [
    path("<slug:assembly>/handlings/", units.workbench, name="workbench"),
    path("<slug:assembly>/handlings/<slug:public_id>/", units.handling, name="handling"),
    path(
        "<slug:assembly>/handlings/<slug:public_id>/draft/", units.draft_reply, name="draft_reply"
    ),
    path(
        "<slug:assembly>/handlings/<slug:public_id>/autosave/",
        units.autosave_reply,
        name="autosave_reply",
    ),
    path("<slug:assembly>/urgings/<slug:public_id>/", units.urging, name="urging"),
]
