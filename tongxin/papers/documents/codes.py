"""QR codes as pictures: SVG for the PDF, PNG for the DOCX."""

from io import BytesIO

import segno


def svg(data: str) -> str:
    """A QR code as an SVG document, without a quiet zone: the page around it is one."""
    out = BytesIO()
    segno.make(data or " ", micro=False, error="m").save(out, kind="svg", border=0)
    return out.getvalue().decode()


def png(data: str) -> BytesIO:
    """A QR code as a PNG file."""
    out = BytesIO()
    segno.make(data or " ", micro=False, error="m").save(out, kind="png", border=0, scale=8)
    out.seek(0)
    return out
