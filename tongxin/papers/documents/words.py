"""The fixed words of official papers. They are Chinese whatever language the screen speaks."""

WORDS = {
    "attachments": "附件：",
    "copies": "抄送：",
    "signer": "签发人：",
    "printed": "印发",
    "notes": "注：",
    "contents": "目　录",
    "number": "序号",
    "title": "题名",
    "page": "页号",
    "colon": "：",
    "open": "（",
    "close": "）",
    "page-before": "第 ",
    "pages-before": " 页　共 ",
    "pages-after": " 页",
}
