"""A file of many responses, read line by line: JSON Lines, or CSV whose columns have their names."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quiz.errors import QuizError, refusal
from quiz.language import Text
from quiz.outlet.json_text import json_text

LINES = (".jsonl", ".ndjson")
"""How the name of a file ends that has a JSON object in each line, as what is graded is written."""

ENDINGS = (*LINES, ".csv")
"""By these a file is known to hold a response in each line."""

NEEDED = ("item", "seed", "response")


@contextmanager
def response_lines(path: Path) -> Iterator[Iterator[str]]:
    """Give the responses of a file as lines of JSON, one after the other.

    Raises:
        QuizError: it can't be read, or a table lacks a column.
    """
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            yield _rows(path, csv.DictReader(file)) if path.suffix.lower() == ".csv" else (line for line in file)
    except OSError as error:
        why = refusal(error)
        raise QuizError(Text(f"{path} を読めません: {why.ja}", f"can't read {path}: {why.en}")) from None
    except csv.Error as error:
        raise QuizError(Text(f"{path} は CSV ではありません: {error}", f"{path} is no CSV: {error}")) from None


def _rows(path: Path, table: csv.DictReader[str]) -> Iterator[str]:
    missing = [name for name in NEEDED if name not in (table.fieldnames or ())]
    if missing:
        listed = ", ".join(missing)
        raise QuizError(Text(f"{path} に列がありません: {listed}", f"{path} lacks the columns: {listed}"))
    for row in table:
        seed = row["seed"] or ""
        whole = seed.isascii() and seed.isdigit() and len(seed) < 20
        yield json_text({**{key: value for key, value in row.items() if key}, "seed": int(seed) if whole else seed})
