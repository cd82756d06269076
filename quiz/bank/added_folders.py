"""The folders of courses that a learner has added: a list in the learner's own data."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from quiz.errors import QuizError, refusal
from quiz.home import data_folder, one_at_a_time, read_whole, write_whole
from quiz.language import Text

MAX_ADDED = 100
MAX_LIST_BYTES = 1_000_000


def _list_file() -> Path:
    return data_folder() / "courses.json"


def added_folders() -> list[Path]:
    """Return the folders of courses that the learner has added; QuizError where their list can't be read."""
    path = _list_file()
    try:
        folders = json.loads(read_whole(path, MAX_LIST_BYTES))["folders"]
        return [Path(folder) for folder in folders if isinstance(folder, str)][:MAX_ADDED]
    except FileNotFoundError:
        return []
    except OSError as error:
        why = refusal(error)
        raise QuizError(Text(f"{path} を読めません: {why.ja}", f"can't read {path}: {why.en}")) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _DamagedList(
            Text(
                f"追加した講座の一覧が壊れています: {path}",
                f"the list of added courses is damaged: {path}",
            ),
            remedy=Text(
                "quiz course add で加え直してください（壊れたファイルは名前を変えて残します）",
                "add them again with quiz course add (the damaged file is kept under another name)",
            ),
        ) from None


class _DamagedList(QuizError):
    """The list of added courses is there, and is no list."""


def _folders_to_change() -> list[Path]:
    """Return the added folders, to be written anew; a damaged list is put aside first."""
    try:
        return added_folders()
    except _DamagedList:
        path, number = _list_file(), 1
        while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
            number += 1
        os.rename(path, aside)
        return []


def add_folder(folder: Path) -> None:
    """Put a folder at the end of the list, where it stands once; QuizError where that can't be written."""
    with _changing():
        _write([*(known for known in _folders_to_change() if known != folder), folder])


def drop_folder(folder: Path) -> None:
    """Take a folder off the list; QuizError where that can't be written."""
    with _changing():
        _write([known for known in _folders_to_change() if known != folder])


@contextmanager
def _changing() -> Iterator[None]:
    """Change the list of added courses while no other process does; say what can't be written."""
    path = _list_file()
    try:
        with one_at_a_time(path.parent):
            yield
    except OSError as error:
        why = refusal(error)
        raise QuizError(
            Text(f"{path} に書けません: {why.ja}", f"can't write {path}: {why.en}"),
            remedy=Text("QUIZ_HOME で別の場所を指定できます", "QUIZ_HOME names another place"),
        ) from None


def _write(folders: list[Path]) -> None:
    data: dict[str, Any] = {"format": 1, "folders": [str(folder) for folder in folders]}
    write_whole(_list_file(), json.dumps(data, ensure_ascii=False, indent=1))
