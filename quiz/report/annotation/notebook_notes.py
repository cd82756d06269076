"""Notes in a notebook: within a cell of text as in Markdown, behind a cell of code as a cell of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from quiz.bank.bounded_json import parse_json
from quiz.outlet.json_text import json_text
from quiz.report.annotation.finding_notes import Note
from quiz.report.annotation.markdown_notes import escaped, with_markdown_notes
from quiz.report.documents import source_of

NAMED_FROM = (4, 5)
"""From this version of the format on every cell has an id."""


def with_notebook_notes(source: str, notes: Sequence[Note]) -> str:
    """Return a notebook with its notes; whatever else it holds is left as it is.

    >>> book = '{"cells": [{"cell_type": "markdown", "metadata": {}, "source": "2t"}], "nbformat": 4}'
    >>> found = with_notebook_notes(book, [Note(1, 1, "✗", "wrong", "", "bad")])
    >>> parse_json(found)["cells"][0]["source"]
    ['2t\\n', '\\n', '> **quiz** ✗ wrong']
    """
    notebook = parse_json(source)
    by_cell: defaultdict[int, list[Note]] = defaultdict(list)
    for note in notes:
        by_cell[note.cell or 1].append(note)
    versions = [notebook.get(name) for name in ("nbformat", "nbformat_minor")]
    named = all(isinstance(version, int) for version in versions) and tuple(versions) >= NAMED_FROM
    number = 0
    for sheet in [notebook] if isinstance(notebook.get("cells"), list) else notebook["worksheets"]:
        cells = sheet.get("cells") if isinstance(sheet, dict) else None
        if not isinstance(cells, list):
            continue
        taken = {cell.get("id") for cell in cells if isinstance(cell, dict)}
        written: list[Any] = []
        for cell in cells:
            number += 1
            written += _with_notes(cell, by_cell[number], number, taken if named else None)
        sheet["cells"] = written
    return json_text(notebook, indent=1, exact=True) + "\n"


def _with_notes(cell: Any, notes: Sequence[Note], number: int, taken: set[Any] | None) -> list[Any]:
    """Return a cell with its notes, or the cell and another that holds them; ``taken`` are the ids that others have."""
    if not notes or not isinstance(cell, dict):
        return [cell]
    if cell.get("cell_type") == "markdown":
        return [{**cell, "source": _lines(with_markdown_notes(source_of(cell), notes))}]
    text = "\n>\n".join(f"> **quiz** {escaped(note.placed)}" for note in notes)
    added: dict[str, Any] = {"cell_type": "markdown", "metadata": {}, "source": _lines(text)}
    if taken is not None:
        name, further = f"quiz-{number}", 2
        while name in taken:
            name, further = f"quiz-{number}-{further}", further + 1
        taken.add(name)
        added["id"] = name
    return [cell, added]


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)
