"""Where papers are printed: the night's batch, and the papers of single records."""

from django.urls import path

from tongxin.proposals.views import papers

FAMILIES = {
    "proposals": "proposals/<slug:public_id>/papers",
    "handlings": "handlings/<slug:public_id>/papers",
    "urgings": "urgings/<slug:public_id>/papers",
    "sessions": "papers/sessions/<slug:public_id>",
    "units": "papers/units/<slug:public_id>",
}

urlpatterns = [
    path("<slug:assembly>/papers/", papers.batch, name="papers"),
    *(
        path(
            f"<slug:assembly>/{place}/<slug:code>.<slug:form>",
            papers.printed,
            {"family": family},
            name=f"{family}_paper",
        )
        for family, place in FAMILIES.items()
    ),
]
