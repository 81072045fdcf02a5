"""Prints descriptions as PDF: one typst compiler is kept for the life of the process."""

import json
import os
import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, cast

import typst

from tongxin.core import clock
from tongxin.papers.documents.fonts import Library, folders
from tongxin.papers.documents.payload import document_payload
from tongxin.papers.documents.words import WORDS

TEMPLATES = Path(__file__).resolve().parents[1] / "typst"

ARCHIVAL = ("a-2u",)
"""PDF/A-2 with text that can be searched: what an archive takes over."""

LARGE = 50_000
"""Characters of a description whose layout is not worth remembering."""

MEMORY = 10
"""Runs after which typst forgets what it laid out and did not need again."""

NOTHING = json.dumps({"kind": "bundle", "documents": []})


class Press:
    """A compiler with its fonts. It works on one document at a time; others wait their turn."""

    def __init__(self, library: Library) -> None:
        self._lock = threading.Lock()
        self._fixed = {"faces": json.dumps(library.faces()), "words": json.dumps(WORDS)}
        self._compiler = typst.Compiler(
            TEMPLATES / "main.typ",
            root=TEMPLATES,
            font_paths=library.fonts,
            ignore_system_fonts=True,
        )

    def print(self, document: Any) -> bytes:
        """A prepared description as PDF; at the same moment it gives the same bytes."""
        description = json.dumps(document_payload(document), ensure_ascii=False)
        with self._lock:
            pdf = self._archival(description)
            if len(description) > LARGE:
                self._forget()
        return pdf

    def _archival(self, description: str) -> bytes:
        """PDF/A where every character has a glyph; an emoji is no reason to print nothing."""
        try:
            return self._compile(description, ARCHIVAL)
        except typst.TypstError:
            return self._compile(description)

    def _compile(self, description: str, standards: Sequence[Any] = ()) -> bytes:
        pdf = self._compiler.compile(
            sys_inputs=self._fixed | {"document": description},
            timestamp=int(clock.now().timestamp()),
            pdf_standards=list(standards),
            format="pdf",
        )
        return cast(bytes, pdf)

    def _forget(self) -> None:
        """Let a night's batch of books not pile up: each would stay in memory for ten more runs."""
        for _ in range(MEMORY):
            self._compile(NOTHING)


@cache
def press() -> Press:
    """This process's press."""
    return Press(Library(folders()))


os.register_at_fork(after_in_child=press.cache_clear)
