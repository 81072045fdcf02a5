"""Addresses of results, and of drafts that are discussed line by line."""

from django.urls import path

from tongxin.deliberation.views import circle, drafts, remarks

HERE = "<slug:assembly>/conversations/<slug:public_id>/circle/"
DRAFT = "<slug:assembly>/drafts/<slug:public_id>/"

urlpatterns = [
    path(HERE, circle.circle, name="circle"),
    path(f"{HERE}runs/", circle.runs, name="circle_runs"),
    path(f"{HERE}speak/", circle.speak, name="speak"),
    path(f"{HERE}alarm/", circle.note, name="note_alarm"),
    path(f"{HERE}comments/<slug:comment>/hide/", circle.hide, name="hide_comment"),
    path(f"{HERE}table.csv", circle.table, {"form": "csv"}, name="circle_csv"),
    path(f"{HERE}table.xlsx", circle.table, {"form": "xlsx"}, name="circle_xlsx"),
    path(f"{HERE}summary.pdf", circle.summary, {"form": "pdf"}, name="summary_pdf"),
    path(f"{HERE}summary.docx", circle.summary, {"form": "docx"}, name="summary_docx"),
    path(f"{HERE}votes.csv", circle.votes, name="votes"),
    path(
        "open/<slug:assembly>/conversations/<slug:public_id>/circle/",
        circle.public_circle,
        name="public_circle",
    ),
    path("<slug:assembly>/drafts/", drafts.drafts, name="drafts"),
    path("<slug:assembly>/drafts/new/", drafts.new, name="new_draft"),
    path(DRAFT, drafts.draft, name="draft"),
    path(f"{DRAFT}edit/", drafts.edit, name="edit_draft"),
    path(f"{DRAFT}remarks.xlsx", drafts.summary, {"form": "xlsx"}, name="remarks_xlsx"),
    path(f"{DRAFT}remarks.docx", drafts.summary, {"form": "docx"}, name="remarks_docx"),
    path(f"{DRAFT}<slug:paragraph>/remark/", remarks.remark, name="remark"),
    path(f"{DRAFT}<slug:paragraph>/reword/", drafts.reword, name="reword"),
    path("<slug:assembly>/remarks/<slug:public_id>/reply/", remarks.reply, name="reply_to_remark"),
]
