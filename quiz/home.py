"""Where the learner's data live, and how: for the learner alone, each file whole or not at all.

The folder is the platform's for the data of a user, or the one that ``QUIZ_HOME`` names.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from quiz.errors import QuizError
from quiz.language import Text

NAME = "quiz.sqlite3"
"""The record's file in the learner's folder."""

_ANOTHER = Text("QUIZ_HOME で書き込めるフォルダを指定してください", "set QUIZ_HOME to a folder that can be written to")


def data_folder() -> Path:
    """Return the folder of the learner's record and caches, as a full path; it need not exist yet.

    Raises :class:`quiz.errors.QuizError` where none can be told: ``QUIZ_HOME`` names the home of a user that this
    machine doesn't know, or a folder relative to a working folder that is gone.
    """
    given = os.environ.get("QUIZ_HOME", "")
    if given.strip():
        expanded = os.path.expanduser(given)
        if expanded.startswith("~"):
            name = given.split("/")[0]
            raise QuizError(
                Text(f"QUIZ_HOME の {name} というユーザーはいません: {given}", f"QUIZ_HOME: no user {name}: {given}"),
                remedy=_ANOTHER,
            )
        try:
            return Path(os.path.abspath(expanded))
        except OSError:
            ja = f"QUIZ_HOME={given} は作業フォルダからの相対パスですが、その作業フォルダがもうありません"
            en = f"QUIZ_HOME={given} is relative to the working folder, which is gone"
            raise QuizError(Text(ja, en), remedy=_ANOTHER) from None
    from platformdirs import user_data_path

    folder = user_data_path("quiz", appauthor=False)
    if not folder.is_absolute():
        raise QuizError(
            Text(f"ホームフォルダがわかりません（{folder}）", f"there is no home folder ({folder})"), remedy=_ANOTHER
        )
    return folder


def make_private(folder: Path) -> None:
    """Make a folder that nobody else may look into, if there is none; OSError where it can't be made."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except FileExistsError:
        raise NotADirectoryError(errno.ENOTDIR, "there is a file where a folder should be", str(folder)) from None


def write_whole(path: Path, text: str) -> None:
    """Write a file that nobody else may read, all of it or nothing; OSError where it can't be written.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp(), "home", "list.json")
    >>> write_whole(path, "[]")
    >>> read_whole(path, 100)
    b'[]'
    """
    import tempfile

    make_private(path.parent)
    handle, passing = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-")
    try:
        # The name of a folder may hold bytes that are no text; json reads them as they are written here.
        with os.fdopen(handle, "w", encoding="utf-8", errors="surrogatepass", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(passing, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(passing)
        raise


def read_whole(path: Path, most: int) -> bytes:
    """Return what a plain file holds; OSError for anything else that has its name, and for more than ``most`` bytes."""
    # A named pipe that nobody writes to would be waited for without end.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "not a plain file", str(path))
        # Room is made for all that is asked for, however little there is: a page would hold it until it is closed.
        data = file.read(min(found.st_size, most) + 1)
        if len(data) > found.st_size:  # it grows while it is read, or nobody says how long it is
            data += file.read(max(most + 1 - len(data), 0))
    if len(data) > most:
        raise OSError(errno.EFBIG, "too large", str(path))
    return data


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Let one process after the other change what lies in a folder, where the system can hold them apart."""
    try:
        import fcntl
    except ImportError:  # not on every platform
        yield
        return
    make_private(folder)
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # not every file system can
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
