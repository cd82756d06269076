"""The audit's rules for a course's ``remarks/``: each remark is found in its own sentences, rightly and wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from quiz.language import Text
from quiz.report.code.remark_book import Remark, RemarkBook
from quiz.report.code.remark_reader import Remarked, remarks_in
from quiz.report.documents import Line, Report
from quiz.report.rows import rows_of

RemarkFound = tuple[Remark, Text]
"""Which remark, and what is wrong with it."""


def remark_faults(book: RemarkBook, folder: Path) -> Iterator[RemarkFound]:
    """Yield what is wrong with the remarks of the course in a folder, which could all be read."""
    seen: set[str] = set()
    for remark in book.remarks:
        if remark.id in seen:
            yield remark, Text("同じ名前が 2 度あります", "this name stands there twice")
        seen.add(remark.id)
        yield from ((remark, detail) for detail in _sentences(remark, folder))


def _sentences(remark: Remark, folder: Path) -> Iterator[Text]:
    """Its tests are right, its counters wrong (or imprecise), and nothing is said to be wrong in what is neither."""
    if not remark.tests:
        yield Text("test がありません", "there is no test")
    for written in remark.tests:
        found = _found(written, folder)
        if not any(one.claim == remark.id and one.verdict == "right" for one in found):
            yield Text(f"「{_shown(written)}」で見つかりません", f'it is not found in "{_shown(written)}"')
        if any(one.verdict != "right" for one in found):
            yield Text(f"「{_shown(written)}」が誤りとされます", f'"{_shown(written)}" is called wrong')
    for written in remark.counters:
        if not any(one.claim == remark.id and one.verdict == "wrong" for one in _found(written, folder)):
            yield Text(f"「{_shown(written)}」が誤りとされません", f'"{_shown(written)}" is not called wrong')
    for written in remark.loose:
        if any(one.verdict != "right" for one in _found(written, folder)):
            yield Text(f"「{_shown(written)}」が誤りとされます", f'"{_shown(written)}" is called wrong')


def _shown(written: str) -> str:
    return next(line for line in written.splitlines() if line and not line.startswith("```"))


def _found(written: str, folder: Path) -> list[Remarked]:
    lines = tuple(Line(line, number) for number, line in enumerate(written.split("\n"), start=1))
    return list(remarks_in(rows_of(Report("", lines)), folder))
