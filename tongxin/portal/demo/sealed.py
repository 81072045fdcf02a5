"""A one-page PDF that stands for a sealed paper in the demonstration; made by hand because thousands are needed quickly."""


def sealed_page(number: str) -> bytes:
    """A valid A4 page that says it is a sample; the number is in the document's title."""
    title = "".join(f"{ord(sign):04X}" for sign in f"\ufeff{number}")
    body = b"BT /F1 24 Tf 72 720 Td (Sealed reply, sample) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Title <%s> >>" % title.encode(),
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for position, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (position, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)
