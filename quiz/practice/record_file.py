"""The record's file: opened for the learner alone, checked, brought up to date; what can't be used is left as it is.

What is told of it, and why, is here as well: every fault of SQLite or the file system, with the way out.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from quiz.errors import QuizError, refusal
from quiz.home import NAME, make_private
from quiz.language import Text
from quiz.practice.migrations import MARKED, OURS, Tell, latest_version, migrate, newest_backup, version_of

PATIENCE_S = 30.0
"""How long another process is waited for."""


def open_record(path: Path, tell: Tell) -> sqlite3.Connection:
    """Return a connection to the record, made where there is none; QuizError where it can't be used."""
    connection: sqlite3.Connection | None = None
    try:
        with told_faults(path):
            make_private(path.parent)
            begun = _begun(path, tell)
            connection = sqlite3.connect(path, timeout=PATIENCE_S, isolation_level=None)
            connection.row_factory = sqlite3.Row
            # Bytes that are no text make a damaged row, which is told, and not an error of the whole query.
            connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
            _check(connection, path)
            if _narrowed(path) and not begun:
                tell(
                    Text(
                        f"学習記録がほかのユーザーにも読める設定だったので、本人だけのものにしました: {path.parent}",
                        f"Others were allowed to read the record; now only you are: {path.parent}",
                    )
                )
            _switch_to_wal(connection)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            migrate(connection, path, tell)
    except BaseException:
        if connection is not None:
            connection.close()
        raise
    return connection


# -- the file ----------------------------------------------------------------------------------------------------------


def _begun(path: Path, tell: Tell) -> bool:
    """Make the file, with rights for the learner alone, if there is none; True if nothing is in it yet."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        _refuse_what_is_no_file(path)
    if path.stat().st_size:
        return False
    backup = newest_backup(path)
    if backup is not None:
        tell(
            Text(
                f"学習記録 {path} が空なので新しく始めます。以前の控えが {backup.name} にあります。",
                f"The record {path} is empty, so a new one is begun. An earlier copy lies in {backup.name}.",
            )
        )
    return True


def _refuse_what_is_no_file(path: Path) -> None:
    mode = path.lstat().st_mode
    if stat.S_ISREG(mode):
        return
    what = Text("ファイルではないもの", "no plain file")
    if stat.S_ISLNK(mode):
        what = Text("シンボリックリンク", "a symbolic link")
    elif stat.S_ISDIR(mode):
        what = Text("フォルダ", "a folder")
    raise QuizError(
        Text(
            f"学習記録 {path} を使えません: {what.ja}が置かれています",
            f"can't use the record {path}: there is {what.en} in its place",
        ),
        remedy=Text(
            "別の場所に移すか、記録のあるフォルダを環境変数 QUIZ_HOME で指定してください",
            "move it out of the way, or set QUIZ_HOME to the folder in which the record lies",
        ),
    )


def _narrowed(path: Path) -> bool:
    """Take from others the right to read the record and what lies beside it; True if they could read the record."""
    if os.name == "nt":  # rights there are not those of a mode, and a user's folder is the user's alone
        return False
    beside = list(path.parent.iterdir())
    files = [entry for entry in beside if _KEPT_HERE.fullmatch(entry.name) and _made_private(entry, _FILE)]
    # Where other things lie as well, the folder is not the record's own, and others may need it: /tmp, a home.
    own = all(_KEPT_HERE.fullmatch(entry.name) for entry in beside) and not path.parent.stat().st_mode & stat.S_ISVTX
    return (own and _made_private(path.parent, _FOLDER)) or any(file.name.startswith(NAME) for file in files)


_KEPT_HERE = re.compile(
    rf"{re.escape(NAME)}.*|(cards|courses)\.json.*|sandbox-notice|\.(cards|courses|sandbox-notice)-\w+"
)
"""The names of everything that this program keeps in its folder."""

_FILE, _FOLDER = 0o600, 0o700
"""The rights of what is the learner's alone."""


def _made_private(path: Path, mode: int) -> bool:
    """Take from others their rights; True if they had some and have none now."""
    try:
        before = path.lstat().st_mode
        if stat.S_ISDIR(before) != (mode == _FOLDER) or stat.S_ISLNK(before) or not before & 0o077:
            return False
        path.chmod(mode)
        return not path.lstat().st_mode & 0o077  # some file systems know no rights
    except OSError:
        return False


# -- what it holds -----------------------------------------------------------------------------------------------------


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse, before anything is written to it, a file that is damaged, of another program, or newer than this one."""
    connection.execute("BEGIN")  # so that all of this is seen as it was at one moment
    try:
        version = version_of(connection)
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        damage = _damage(connection, "quick_check")
    finally:
        if connection.in_transaction:  # an error of the disk has ended it already
            connection.execute("ROLLBACK")
    if damage is not None:
        raise _damaged(path, damage)
    if version > latest_version() and application in (0, OURS):
        backup = newest_backup(path)
        ja, en = "quiz を更新してください", "update quiz"
        if backup is not None:
            ja += f"（以前の版の控えが {backup.name} にあります）"
            en += f" (a copy of an earlier version lies in {backup.name})"
        raise QuizError(
            Text(f"学習記録 {path} は新しい版の quiz で作られています", f"the record {path} was made by a newer quiz"),
            remedy=Text(ja, en),
        )
    ours = {"sessions", "attempts"} <= tables if version else not tables
    if not ours or version < 0 or application != (OURS if version >= MARKED else 0):
        other = Text("ほかのプログラムのデータベースです", "it is a database of another program")
        raise _unusable(path, other, _OUT_OF_THE_WAY)


def _damage(connection: sqlite3.Connection, check: str) -> str | None:
    """Return the first thing that one of SQLite's checks finds; None if all is well."""
    found: str = connection.execute(f"PRAGMA {check}(1)").fetchone()[0]
    return None if found == "ok" else " ".join(found.split())


def _damaged(path: Path, damage: str) -> QuizError:
    return _unusable(path, Text(f"壊れています（{damage}）", f"damaged ({damage})"), _OUT_OF_THE_WAY)


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """Let readers and a writer work side by side; this statement waits for no other process by itself."""
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        time.sleep(0.01)


def examined(connection: sqlite3.Connection, path: Path) -> list[Text]:
    """Look at all of a record; return what there is to say of it. QuizError where it is damaged."""
    damage = _damage(connection, "integrity_check")
    if damage is not None:
        raise _damaged(path, damage)
    sessions, attempts, aside = (
        connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("sessions", "attempts", "set_aside")
    )
    remarks = [Text(f"練習 {sessions} 回、解答 {attempts} 件", f"sessions: {sessions}, attempts: {attempts}")]
    if aside:
        remarks.append(Text(f"壊れていて別にした行: {aside} 件（表 set_aside）", f"damaged rows set aside: {aside}"))
    if os.name != "nt" and path.stat().st_mode & 0o077:
        remarks.append(Text("ほかのユーザーも記録を読めます", "other users can read the record"))
    return remarks


# -- what is told ------------------------------------------------------------------------------------------------------

_ANOTHER_FOLDER = Text(
    "書き込めるフォルダを環境変数 QUIZ_HOME で指定してください", "set QUIZ_HOME to a folder that can be written to"
)
_OUT_OF_THE_WAY = Text(
    "そのファイルを別の場所に移すか、別のフォルダを環境変数 QUIZ_HOME で指定してください",
    "move that file out of the way, or set QUIZ_HOME to another folder",
)
_FAULTS = {
    sqlite3.SQLITE_NOTADB: (Text("壊れているか、記録ではありません", "damaged, or no record"), _OUT_OF_THE_WAY),
    sqlite3.SQLITE_CORRUPT: (Text("壊れています", "damaged"), _OUT_OF_THE_WAY),
    sqlite3.SQLITE_FULL: (
        Text("ディスクの空きがありません", "the disk is full"),
        Text("空きを作るか、別の場所を QUIZ_HOME で指定してください", "make room, or set QUIZ_HOME to another folder"),
    ),
    sqlite3.SQLITE_READONLY: (Text("書き込めません", "it can't be written to"), _ANOTHER_FOLDER),
    sqlite3.SQLITE_CANTOPEN: (Text("開けません", "it can't be opened"), _ANOTHER_FOLDER),
    sqlite3.SQLITE_IOERR: (Text("読み書きに失敗しました", "it can't be read or written to"), _ANOTHER_FOLDER),
    sqlite3.SQLITE_BUSY: (
        Text("ほかのプログラムが使い続けています", "another program keeps it in use"),
        Text("そのプログラムが終わってから、もう一度実行してください", "run this again when that program has ended"),
    ),
}
"""What SQLite's error codes mean to a learner, and the way out."""


@contextmanager
def told_faults(path: Path) -> Iterator[None]:
    """Say what SQLite or the file system refuses, with the file and the way out."""
    try:
        yield
    except sqlite3.Error as error:
        code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
        if code == sqlite3.SQLITE_IOERR and _is_full(path.parent):  # SQLite doesn't always say so
            code = sqlite3.SQLITE_FULL
        what, remedy = _FAULTS.get(code, (None, _OUT_OF_THE_WAY))
        ja, en = (f"{what.ja}（{error}）", f"{what.en} ({error})") if what else (str(error), str(error))
        raise _unusable(path, Text(ja, en), remedy) from None
    except OSError as error:
        raise _unusable(path, refusal(error), _ANOTHER_FOLDER) from None


def _is_full(folder: Path) -> bool:
    with suppress(OSError):
        return shutil.disk_usage(folder).free < _LITTLE
    return False


_LITTLE = 100_000
"""Bytes: what SQLite keeps beside a record needs as much."""


def _unusable(path: Path, message: Text, remedy: Text) -> QuizError:
    backup = newest_backup(path)
    if remedy is _OUT_OF_THE_WAY and backup is not None:
        remedy = Text(
            f"{remedy.ja}（控えが {backup.name} にあります）", f"{remedy.en} (there is a copy: {backup.name})"
        )
    return QuizError(
        Text(f"学習記録 {path} を使えません: {message.ja}", f"can't use the record {path}: {message.en}"),
        remedy=remedy,
    )
