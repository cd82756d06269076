"""Files of bytes (a picture, an archive): all of one or nothing, and none that exists is lost without being asked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from quiz.errors import QuizError, refusal
from quiz.language import Text


def already_there(paths: Sequence[Path]) -> QuizError:
    """Return the refusal to write files that exist.

    >>> already_there([Path("a.md"), Path("b.md")]).message.en
    'already there: a.md, b.md'
    """
    shown = ", ".join(map(str, paths[:3])) + (", …" if len(paths) > 3 else "")
    return QuizError(
        Text(f"{shown} はもうあります", f"already there: {shown}"),
        remedy=Text("別の名前にするか、--force で上書きしてください", "use another name, or --force to overwrite"),
    )


def place_bytes(data: bytes, path: Path, *, force: bool = False) -> None:
    """Write a file under another name first, so that at no moment half of it is there.

    Raises:
        QuizError: there is such a file, and ``force`` is not given; or it can't be written.
    """
    draft = path.with_name(f".{path.name[:40]}.{os.getpid()}.part")
    try:
        try:
            draft.write_bytes(data)
            if force:
                os.replace(draft, path)
            elif os.path.lexists(path):  # it may have come since somebody looked
                raise already_there([path])
            else:
                os.rename(draft, path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        why = refusal(error)
        raise QuizError(Text(f"{path} に書けません: {why.ja}", f"can't write {path}: {why.en}")) from None


def add_lines(path: Path, lines: Sequence[str]) -> None:
    """Add lines at the end of a file, on disk when this returns; what stands there is never touched.

    A last line that was cut off when the machine stopped is ended first.

    Raises:
        QuizError: it can't be written.
    """
    if not lines:
        return
    try:
        with path.open("ab+") as file:
            file.seek(0, os.SEEK_END)
            if file.tell():
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":
                    file.write(b"\n")
            file.write("".join(f"{line}\n" for line in lines).encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        why = refusal(error)
        raise QuizError(Text(f"{path} に書けません: {why.ja}", f"can't write {path}: {why.en}")) from None


def without_half_a_line(path: Path) -> int:
    """Take away a last line that was cut off, and return how many whole lines there are; 0 for no file.

    Raises:
        QuizError: it can't be read or mended.
    """
    try:
        if not path.exists():
            return 0
        with path.open("rb+") as file:
            count = end = 0
            while block := file.read(1 << 20):
                lines = block.count(b"\n")
                if lines:
                    count += lines
                    end = file.tell() - len(block) + block.rindex(b"\n") + 1
            file.truncate(end)
        return count
    except OSError as error:
        why = refusal(error)
        raise QuizError(Text(f"{path} に書けません: {why.ja}", f"can't write {path}: {why.en}")) from None


@contextmanager
def growing(path: Path) -> Iterator[Callable[[Sequence[str]], None]]:
    """Give what adds lines at the end of a file, each time on disk before it returns."""
    try:
        with path.open("ab") as file:

            def add(lines: Sequence[str]) -> None:
                file.write("".join(f"{line}\n" for line in lines).encode())
                file.flush()
                os.fsync(file.fileno())

            yield add
    except OSError as error:
        why = refusal(error)
        raise QuizError(Text(f"{path} に書けません: {why.ja}", f"can't write {path}: {why.en}")) from None
