"""Notes in a notebook: it stays what format 4 asks for, cell by cell, and holds everything that it held."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from quiz.report.annotation.finding_notes import Note
from quiz.report.annotation.notebook_notes import with_notebook_notes

CELLS: list[dict[str, Any]] = [
    {"cell_type": "markdown", "metadata": {"tags": ["x"]}, "source": ["# 問\n", "答）2t\n", "\n", "おわり"]},
    {
        "cell_type": "code", "metadata": {}, "source": "y = 1\ny", "execution_count": 2,
        "outputs": [{"output_type": "stream", "name": "stdout", "text": ["1\n"]}],
    },
    {"cell_type": "raw", "metadata": {}, "source": "raw"},
    {"cell_type": "markdown", "metadata": {}, "source": "last"},
]  # fmt: skip


def note(cell: int, line: int = 1, text: str = "expected 4.") -> Note:
    return Note(line, cell, "✗", "wrong", text, "bad", where=f"line {line}")


def book(minor: int = 4) -> dict[str, Any]:
    cells = [dict(cell, id=f"c{number}") if minor >= 5 else dict(cell) for number, cell in enumerate(CELLS)]
    return {
        "cells": cells,
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        "nbformat": 4,
        "nbformat_minor": minor,
    }


def annotated(notebook: dict[str, Any], *notes: Note) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(with_notebook_notes(json.dumps(notebook), notes))
    return found


def require_valid(notebook: dict[str, Any]) -> None:
    """What the schema of format 4 asks of the parts that are touched; the package itself, where it is installed."""
    assert set(notebook) == {"cells", "metadata", "nbformat", "nbformat_minor"}
    ids = []
    for cell in notebook["cells"]:
        assert cell["cell_type"] in ("markdown", "code", "raw")
        assert isinstance(cell["metadata"], dict)
        source = cell["source"]
        assert isinstance(source, str) or all(isinstance(line, str) for line in source)
        fields = {"cell_type", "metadata", "source", "id", "attachments"}
        if cell["cell_type"] == "code":
            fields |= {"outputs", "execution_count"}
            assert fields - {"id", "attachments"} <= set(cell)
        assert set(cell) <= fields
        assert ("id" in cell) == (notebook["nbformat_minor"] >= 5)
        ids.append(cell.get("id"))
    if notebook["nbformat_minor"] >= 5:
        assert all(re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", name) for name in ids)
        assert len(set(ids)) == len(ids)
    try:
        import nbformat
    except ImportError:
        return
    nbformat.validate(nbformat.from_dict(notebook))


@pytest.mark.parametrize("minor", [0, 4, 5])
def test_it_stays_a_notebook(minor: int) -> None:
    found = annotated(book(minor), note(1, 2), note(2), note(2, 2), note(3), note(4))
    require_valid(found)
    assert [cell["cell_type"] for cell in found["cells"]] == [
        "markdown",
        "code",
        "markdown",
        "raw",
        "markdown",
        "markdown",
    ]


def test_a_note_stands_behind_the_line_of_a_cell_of_text() -> None:
    found = annotated(book(), note(1, 2))["cells"][0]
    assert found["metadata"] == {"tags": ["x"]}
    assert "".join(found["source"]) == "# 問\n答）2t\n\n> **quiz** ✗ wrong: expected 4.\n\n\nおわり".replace(
        "\n\n\n", "\n\n"
    )


def test_code_and_what_it_printed_are_untouched() -> None:
    found = annotated(book(), note(2, 2))["cells"]
    assert found[1] == CELLS[1]
    assert "".join(found[2]["source"]) == "> **quiz** ✗ line 2: wrong: expected 4."


def test_an_id_that_is_taken_is_not_taken_again() -> None:
    notebook = book(5)
    notebook["cells"][0]["id"] = "quiz-2"
    found = annotated(notebook, note(2))
    require_valid(found)
    assert found["cells"][2]["id"] == "quiz-2-2"


def test_a_notebook_without_notes_is_what_it_was() -> None:
    assert annotated(book(5)) == book(5)
    assert "問" in with_notebook_notes(json.dumps(book()), [])


def test_worksheets_of_format_3_are_read_as_they_are_counted() -> None:
    sheets = [{"cells": [dict(CELLS[0])]}, {"cells": [dict(CELLS[3])]}]
    found = annotated({"worksheets": sheets, "metadata": {}, "nbformat": 3, "nbformat_minor": 0}, note(2))
    assert "quiz" in "".join(found["worksheets"][1]["cells"][0]["source"])
    assert found["worksheets"][0]["cells"] == [CELLS[0]]


def test_half_of_a_character_can_be_written() -> None:
    source = (
        '{"cells": [{"cell_type": "markdown", "metadata": {}, "source": "\\ud83d"}], "metadata": {}, "nbformat": 4}'
    )
    assert json.loads(with_notebook_notes(source, []).encode("utf-8"))["cells"][0]["source"] == "\ud83d"


def test_a_version_that_is_no_number_is_no_fault() -> None:
    assert annotated({"cells": [dict(CELLS[3])], "nbformat": "4", "nbformat_minor": None}, note(1))["cells"]
