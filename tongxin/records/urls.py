"""Addresses of the record book, below the assembly's slug."""

from django.urls import path

from tongxin.records.views import book, kinds, lists, publications, records, submissions, writing

app_name = "records"

urlpatterns = [
    path("<slug:assembly>/records/", book.book, name="book"),
    path("<slug:assembly>/records/kinds/", kinds.kinds, name="kinds"),
    path("<slug:assembly>/records/kinds/add/", kinds.add, name="add_kind"),
    path("<slug:assembly>/records/kinds/<slug:public_id>/", kinds.kind_page, name="kind_page"),
    path("<slug:assembly>/records/of/<slug:code>/", lists.records, name="list"),
    path("<slug:assembly>/records/of/<slug:code>/export/", lists.export, name="export"),
    path("<slug:assembly>/records/of/<slug:code>/new/", writing.new, name="new"),
    path("<slug:assembly>/records/of/<slug:code>/settings/", kinds.settings, name="settings"),
    path("<slug:assembly>/records/<slug:public_id>/", records.record, name="record"),
    path("<slug:assembly>/records/<slug:public_id>/edit/", writing.edit, name="edit"),
    path("<slug:assembly>/records/<slug:public_id>/attach/", records.attach_file, name="attach"),
    path(
        "<slug:assembly>/records/<slug:public_id>/files/<slug:file_id>/remove/",
        records.remove_file,
        name="detach",
    ),
    path("<slug:assembly>/records/<slug:public_id>/link/", records.link_page, name="link"),
    path("<slug:assembly>/records/<slug:public_id>/unlink/", records.remove_link, name="unlink"),
    path("<slug:assembly>/submissions/", submissions.submissions, name="submissions"),
    path("<slug:assembly>/submissions/compile/", submissions.compile_page, name="compile"),
    path(
        "<slug:assembly>/submissions/<slug:public_id>/",
        submissions.submission,
        name="submission",
    ),
    path("<slug:assembly>/intakes/", submissions.intakes, name="intakes"),
    path("<slug:assembly>/intakes/<slug:public_id>/", submissions.intake, name="intake"),
    path("<slug:assembly>/publications/", publications.publications, name="publications"),
    path("<slug:assembly>/publications/new/", publications.new, name="new_publication"),
    path(
        "<slug:assembly>/publications/<slug:public_id>/",
        publications.publication,
        name="publication",
    ),
    path(
        "<slug:assembly>/publications/<slug:public_id>/edit/",
        publications.edit,
        name="edit_publication",
    ),
    path(
        "<slug:assembly>/publications/<slug:public_id>/account/",
        publications.account,
        name="account",
    ),
]
