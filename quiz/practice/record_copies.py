"""Copies of the whole record, and its deletion: what is deleted lies in a copy, unless the learner wants none."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

from quiz.errors import QuizError, refusal
from quiz.home import NAME
from quiz.language import Text
from quiz.outlet.whole_files import already_there
from quiz.practice.store import Store


def lay_copy(store: Store, target: Path | None = None, *, force: bool = False) -> Path:
    """Lay a copy of the record, whole or not at all, for the learner alone; return where it lies.

    Without a ``target`` it lies beside the record, under a name that is free. Raises :class:`quiz.errors.QuizError`
    where there is such a file already, without ``force``, or where it can't be written.
    """
    names = iter([target]) if target is not None else _free_names(store.path)
    path = next(names)
    if target is not None and os.path.lexists(path) and (not force or not path.is_file()):
        raise already_there([path])
    draft = path.with_name(f".{path.name[:40]}.{os.getpid()}.part")
    try:
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            with store.at_work() as connection, closing(sqlite3.connect(draft)) as copy:
                connection.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")  # one file is the whole copy
            os.replace(draft, path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        why = refusal(error)
        raise QuizError(Text(f"{path} に書けません: {why.ja}", f"can't write {path}: {why.en}")) from None
    return path


def _free_names(path: Path) -> Iterator[Path]:
    for number in count(1):
        name = path.with_name(f"{NAME}.backup-{number}")
        if not os.path.lexists(name):
            yield name


def copies_beside(path: Path) -> list[Path]:
    """Return the copies of a record that lie beside it: those of migrations, and those that the learner made."""
    beside = path.parent.iterdir()
    return sorted(entry for entry in beside if entry.name.startswith((f"{NAME}.v", f"{NAME}.backup")))


def delete_all(store: Store, *, copies: bool) -> None:
    """Delete everything that was recorded, so that nothing of it is left in the file; with ``copies`` those as well."""
    with store.at_work() as connection:
        connection.execute("PRAGMA secure_delete = ON")
    with store.writing() as connection:
        for table in ("marks", "attempts", "sessions", "set_aside"):
            connection.execute(f"DELETE FROM {table}")
    with store.at_work() as connection:
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    if copies:
        for path in copies_beside(store.path):
            try:
                path.unlink()
            except OSError as error:
                why = refusal(error)
                raise QuizError(Text(f"{path} を消せません: {why.ja}", f"can't delete {path}: {why.en}")) from None
