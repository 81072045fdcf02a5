"""The slips of a printed batch: a code, the address, and a picture of both for the phone's camera."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field

from tongxin.papers.documents.codes import svg


@dataclass(frozen=True)
class Slip:
    """One slip. The code stands behind the address's number sign: that part never leaves the phone by itself."""

    code: str = field(repr=False)
    address: str
    picture: str = field(repr=False)


def slips_of(drawn: Sequence[str], address: str) -> list[Slip]:
    """A slip for each code that was drawn. Typed is the list above the door: there the question is picked, no id spelt."""
    typed = f"{address.rstrip('/').rpartition('/')[0]}/"
    return [Slip(code, typed, _picture(f"{address}#{code}")) for code in drawn]


def _picture(data: str) -> str:
    return f"data:image/svg+xml;base64,{b64encode(svg(data).encode()).decode()}"
