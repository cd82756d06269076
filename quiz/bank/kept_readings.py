"""What was read of a folder's files, kept beside the record, so that a report is checked without reading all of them.

Plain data as JSON in one file for each folder and what was read of it. It is found by a fingerprint of everything that
it was made of, the program among it, so that it can never be stale; whoever calls adds that of the files. A file that
is damaged, another user's, or open to others to write is as good as none. All of it may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import quiz
import solvers
from quiz.errors import QuizError
from quiz.home import data_folder, make_private, read_whole, write_whole

FOLDER = "readings"
MAX_BYTES = 50_000_000
MAX_FILES = 40
"""Readings that are kept: the latest ones; somebody who tries folder after folder leaves no more."""


class KeptReading:
    """A place for what was read of a folder; ``made_of`` is all that it depends on besides the program.

    >>> place = KeptReading("lengths", Path("notes"), ["a.md", "7"])
    >>> place.keep({"a": 7})
    >>> place.recalled(), KeptReading("lengths", Path("notes"), ["a.md", "8"]).recalled()
    ({'a': 7}, None)
    """

    def __init__(self, name: str, root: Path, made_of: Iterable[str]) -> None:
        where = os.path.abspath(root)
        self._name = f"{name}-{_digest([where])[:16]}.json"
        self._made_of = _digest([_program(), name, where, *made_of])

    def recalled(self) -> Any:
        """Return what was kept; None where there is nothing, or nothing that can be relied on."""
        try:
            path = data_folder() / FOLDER / self._name
            _require_own(path)
            made_of, digest, body = read_whole(path, MAX_BYTES).split(b"\n", 2)
            if made_of.decode() != self._made_of or digest.decode() != hashlib.sha256(body).hexdigest():
                return None
            return json.loads(body)
        except (QuizError, OSError, ValueError, RecursionError):
            return None

    def keep(self, data: Any) -> None:
        """Keep plain data, all of it or nothing; a folder that can't be written costs time and nothing else."""
        body = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        digest = hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()
        with suppress(QuizError, OSError):
            home = data_folder()
            make_private(home)
            write_whole(home / FOLDER / self._name, f"{self._made_of}\n{digest}\n{body}")
            _forget_oldest(home / FOLDER)


def content_of(path: Path, most: int) -> str:
    """Return a file's name with a fingerprint of what it holds; one that can't be read, or is too large, has none."""
    try:
        return f"{path.name}:{hashlib.sha256(read_whole(path, most)).hexdigest()}"
    except OSError:
        return f"{path.name}:"


def _digest(parts: Iterable[str]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return whole.hexdigest()


@cache
def _program() -> str:
    """A fingerprint of the program: its files by name, size and time; another version reads anew.

    Where they lie in no folder, as in a program that is one file, it is another one every time.
    """
    roots = [os.path.dirname(os.path.abspath(str(package.__file__))) for package in (quiz, solvers)]
    try:
        return _digest([sys.version, *(line for root in roots for line in sorted(_modules(root)))])
    except OSError:
        return os.urandom(16).hex()


def _modules(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                found = entry.stat()
                yield f"{entry.path}\0{found.st_size}\0{found.st_mtime_ns}"
            elif entry.name != "__pycache__" and entry.is_dir(follow_symlinks=False):
                yield from _modules(entry.path)


def _require_own(path: Path) -> None:
    """Raise OSError for a file that somebody else wrote, or may write."""
    found = os.stat(path)
    if hasattr(os, "getuid") and (found.st_uid != os.getuid() or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)):
        raise PermissionError(path)


def _forget_oldest(folder: Path) -> None:
    kept = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in kept[MAX_FILES:]:
        path.unlink(missing_ok=True)
