"""The text of a PDF, page by page, by pypdf where that is installed; nothing else in the file is looked at."""

from __future__ import annotations

import io
import logging
from importlib.util import find_spec
from typing import Final

from solvers.budget import REPORT, REPORT_PAGES

CAN_READ_PDF: Final = find_spec("pypdf") is not None
"""Whether the extra ``pdf`` is installed."""


class UnreadablePdf(ValueError):
    """A PDF that is damaged, locked, or holds pictures of pages only."""


def pages_of_pdf(data: bytes) -> list[str]:
    """Return the text of each page.

    Raises :class:`UnreadablePdf` for a file without text or that can't be read, :class:`solvers.budget.OverBudget` for
    more than any report has.
    """
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it repairs is nothing that a learner can act on
    try:
        reader = PdfReader(io.BytesIO(data))
        count = len(reader.pages)
    except Exception as error:  # a stranger's bytes raise whatever they run into
        raise UnreadablePdf from error
    REPORT_PAGES.check(count)
    pages: list[str] = []
    size = 0
    for number in range(count):
        try:
            pages.append(reader.pages[number].extract_text())
        except Exception as error:  # as above: a damaged page
            raise UnreadablePdf from error
        size += len(pages[-1])
        REPORT.check(size)
    if not any(page.strip() for page in pages):
        raise UnreadablePdf
    return pages
