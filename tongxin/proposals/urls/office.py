"""Where the Proposals office, its committee and the assigners work."""

from django.urls import path

from tongxin.proposals.views import examination, keeping, member_page, publishing, unit_list

urlpatterns = [
    path("<slug:assembly>/examination/", examination.queue, name="queue"),
    path("<slug:assembly>/examination/next/", examination.next_one, name="next_one"),
    path("<slug:assembly>/examination/bulk/", examination.bulk_opinions, name="bulk_opinions"),
    path("<slug:assembly>/examination/<slug:public_id>/", examination.open_one, name="open_one"),
    path("<slug:assembly>/decision_lists/", examination.decision_lists, name="decision_lists"),
    path(
        "<slug:assembly>/decision_lists/<slug:public_id>/",
        examination.decision_list,
        name="decision_list",
    ),
    path(
        "<slug:assembly>/decision_lists/<slug:public_id>/add/",
        examination.add_ready,
        name="add_ready",
    ),
    path("<slug:assembly>/decision_items/<slug:public_id>/", examination.item, name="item"),
    path("<slug:assembly>/assigning/", examination.board, name="board"),
    path("<slug:assembly>/assigning/<slug:code>/", examination.bulk, name="bulk"),
    path("<slug:assembly>/publishing/", publishing.publishing, name="publishing"),
    path("<slug:assembly>/publishing/publish/", publishing.publish_many, name="publish_many"),
    path("<slug:assembly>/categories/", keeping.categories, name="categories"),
    path(
        "<slug:assembly>/units/<slug:public_id>/reorganisation/",
        keeping.reorganisation,
        name="reorganisation",
    ),
    path("<slug:assembly>/units/", unit_list.unit_list, name="units"),
    path("<slug:assembly>/units/export/", unit_list.unit_export, name="unit_export"),
    path("<slug:assembly>/units/<slug:public_id>/", unit_list.unit_page, name="unit"),
    path("<slug:assembly>/units/<slug:public_id>/way/", unit_list.unit_way, name="unit_way"),
    path("<slug:assembly>/members/<slug:public_id>/", member_page.member_page, name="member"),
]
