"""Folders of reports, such as a class hands in: which files in them are read, and a table with a row for each."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from quiz.errors import QuizError
from quiz.language import Text
from quiz.outlet.csv_text import Cell, csv_text
from quiz.report.overview import Overview

ENDINGS = (".md", ".txt", ".ipynb", ".html", ".htm", ".xhtml", ".pdf")
"""What is read in a folder; any other file has to be named."""

MOST = 5_000


def reports_in(paths: Sequence[Path]) -> list[Path]:
    """Return the files, and those in the folders, in the order of their names; hidden ones and links are passed over.

    Raises:
        QuizError: a folder has no report in it, or far too many.
    """
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = [one for _, one in zip(range(MOST + 1), _files(path), strict=False)]
        if len(inside) > MOST:
            raise QuizError(Text(f"{path} のファイルは {MOST} 個までです", f"{path} has more than {MOST} files"))
        if not inside:
            listed = " ".join(ENDINGS)
            raise QuizError(
                Text(f"{path} にレポートがありません", f"{path} has no report in it"),
                remedy=Text(f"読めるもの: {listed}", f"what can be read: {listed}"),
            )
        found += inside
    return found


def _files(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(root, name)
            if name.lower().endswith(ENDINGS) and not name.startswith(".") and not path.is_symlink():
                yield path


def table_of_reports(reports: Sequence[tuple[Path, Overview | QuizError]]) -> str:
    """Return a table: of each report the tests that were found, right, wrong, not readable, and what to practise."""
    head = ("report", "tests", "in_bank", "right", "wrong", "unreadable", "other_wrong", "practise", "fault")
    return csv_text([head, *(_row(path, found) for path, found in reports)])


def _row(path: Path, found: Overview | QuizError) -> Sequence[Cell]:
    if isinstance(found, QuizError):
        return (str(path), "", "", "", "", "", "", "", found.message.en)
    answers = found.verdicts("answers")
    others = sum(found.verdicts(group)["wrong"] for group in found.groups if group != "answers")
    unreadable = answers["unreadable"] + answers["undecided"]
    practise = " ".join(item.id for item in found.practise)
    return (str(path), found.tests, found.known, found.right, answers["wrong"], unreadable, others, practise, "")
