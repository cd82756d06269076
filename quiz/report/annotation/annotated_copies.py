"""Reports -> their copies with notes: the names under which they lie in a folder, and what stands in them."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from quiz.report.annotation.finding_notes import Note
from quiz.report.annotation.markdown_notes import with_markdown_notes
from quiz.report.annotation.notebook_notes import with_notebook_notes
from quiz.report.annotation.page_notes import with_page_notes
from quiz.report.documents import SourceKind, read_source

_WITH_NOTES: dict[SourceKind, Callable[[str, Sequence[Note]], str]] = {
    "text": with_markdown_notes,
    "page": with_page_notes,
    "notebook": with_notebook_notes,
}


def annotated(path: Path, notes: Sequence[Note]) -> str:
    """Return the text of a report's copy with notes; raise ``UnreadableReport`` where it is gone by now."""
    kind, source = read_source(path)
    return _WITH_NOTES[kind](source, notes)


def names_of_copies(paths: Sequence[Path]) -> list[str]:
    """Return a name for each report's copy: its own, with its folder's where several are called alike.

    What would be one file still, wherever it is kept, is numbered.

    >>> names_of_copies([Path("a/report.md"), Path("b/Report.md"), Path("../report-2.md")])
    ['a-report.md', 'b-Report.md', 'report-2.md']
    """
    names: list[str] = []
    taken: set[str] = set()
    alike = Counter(_key(path.name) for path in paths)
    for path in paths:
        folder = path.parent.name
        name, number = path.name, 1
        if alike[_key(name)] > 1 and folder.strip("."):
            name = f"{folder}-{name.lstrip('.')}"
        own = Path(name)
        while _key(name) in taken:
            number += 1
            name = f"{own.stem}-{number}{own.suffix}"
        taken.add(_key(name))
        names.append(name)
    return names


def _key(name: str) -> str:
    """Equal for names that some file system takes for the same."""
    return unicodedata.normalize("NFC", name).casefold()
