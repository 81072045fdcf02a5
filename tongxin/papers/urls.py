"""Addresses of imports and files."""

from django.urls import path

from tongxin.papers.views import files, imports

app_name = "papers"

urlpatterns = [
    path("imports/", imports.batch_list, name="imports"),
    path("imports/<str:kind>/new/", imports.new, name="import_new"),
    path("imports/<str:kind>/template/", imports.template, name="import_template"),
    path("imports/<slug:public_id>/", imports.show, name="import"),
    path("imports/<slug:public_id>/match/", imports.match, name="import_match"),
    path("imports/<slug:public_id>/progress/", imports.progress, name="import_progress"),
    path("imports/<slug:public_id>/decide/", imports.decide, name="import_decide"),
    path("imports/<slug:public_id>/confirm/", imports.confirm, name="import_confirm"),
    path("imports/<slug:public_id>/undo/", imports.undo, name="import_undo"),
    path("imports/<slug:public_id>/stop/", imports.stop, name="import_stop"),
    path("imports/<slug:public_id>/discard/", imports.discard, name="import_discard"),
    path("imports/<slug:public_id>/faulty/", imports.faulty, name="import_faulty"),
    path(
        "imports/<slug:public_id>/reconciliation/",
        imports.reconciliation_sheet,
        name="import_reconciliation",
    ),
    path("files/<slug:public_id>/", files.download, name="file"),
]
