"""Files that a command writes: all of them or none, never half of one, and never over a file that is there already.

Everything is written beside its place under another name first. Only when all of it is complete do the files get their
names, and where one of them can't have it, those that have are taken back.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO

from quiz.errors import QuizError, refusal
from quiz.language import Text
from quiz.outlet.streams import Gate, standard_output
from quiz.outlet.whole_files import already_there

IN_MEMORY = 50_000_000
"""So many characters for standard output are kept in memory until all of it is complete."""


@dataclass(slots=True)
class _Draft:
    """A file that is being written: ``draft`` beside its ``place``; ``former`` is what it replaces, kept till the end.

    ``given`` is the name that the caller knows it by.
    """

    given: Path
    place: Path
    draft: Path
    former: Path | None = None
    placed: bool = False


class NewFiles:
    """Files that get their names together, when the ``with`` block has ended well; after a fault there are none.

    >>> from tempfile import TemporaryDirectory
    >>> folder = TemporaryDirectory()
    >>> place = Path(folder.name, "sheet.md")
    >>> with NewFiles([place], force=False) as files, files.writing(place) as file:
    ...     file.write("# A sheet")
    ...     place.exists()
    False
    >>> place.read_text()
    '# A sheet'
    >>> folder.cleanup()
    """

    def __init__(self, paths: Sequence[Path | None], *, force: bool, folders_there: bool = True) -> None:
        """Refuse ``paths`` (None is standard output) where one is there already, without ``force``, or is given twice.

        Their folders have to be there too, unless they are still to be made (``folders_there``).

        What is no regular file, such as ``/dev/null`` or a named pipe, holds nothing that could be lost.
        """
        named = [path for path in paths if path is not None]
        places = [Path(os.path.realpath(path)) for path in named]
        for number, (path, place) in enumerate(zip(named, places, strict=True)):
            if place in places[:number] and not _is_device(place):
                raise QuizError(
                    Text(f"{path} に 2 つのものは書けません", f"{path} is named for two files"),
                    remedy=Text("別の名前にしてください", "give each a name of its own"),
                )
        there = [path for path in named if os.path.lexists(path) and not _is_device(path)]
        folder = next((path for path in there if os.path.isdir(path)), None)
        if folder is not None:
            raise QuizError(Text(f"{folder} はフォルダです", f"{folder} is a folder"))
        if there and not force:
            raise already_there(there)
        for path in named if folders_there else ():
            if not os.path.isdir(path.parent):
                with _told(path):
                    os.stat(path.parent)
                    raise NotADirectoryError(errno.ENOTDIR, "Not a directory")
        self._force = force
        self._drafts: list[_Draft] = []
        self._streams: list[tuple[Path | None, IO[str]]] = []

    def __enter__(self) -> NewFiles:
        """Begin; nothing is written yet."""
        return self

    @contextmanager
    def writing(self, path: Path | None, *, marked: bool = False) -> Iterator[Gate]:
        """Open one of the files, or standard output (None), for writing UTF-8; say what can't be written.

        A ``marked`` file begins with the mark by which a spreadsheet knows UTF-8; a stream to another program doesn't.
        """
        if path is None or _is_device(path):
            stream = tempfile.SpooledTemporaryFile(IN_MEMORY, "w+", encoding="utf-8", newline="\n")  # noqa: SIM115  # it is read back when all are whole
            self._streams.append((path, stream))
            with _told(Path(tempfile.gettempdir())):  # where it goes if it is large
                yield Gate(stream)
            return
        place = Path(os.path.realpath(path))
        draft = place.with_name(f".{place.name[:40]}.{secrets.token_hex(4)}.part")
        with _told(path), draft.open("x", encoding="utf-8", newline="\n") as file:
            self._drafts.append(_Draft(path, place, draft))
            if marked:  # past the gate, which shows what nobody sees
                file.write("\ufeff")
            yield Gate(file)

    def put(self, path: Path, data: bytes) -> None:
        """Write one of the files that is no text: an archive, a picture, a sheet as PDF."""
        if _is_device(path):
            with _told(path), path.open("wb") as device:
                device.write(data)
            return
        place = Path(os.path.realpath(path))
        draft = place.with_name(f".{place.name[:40]}.{secrets.token_hex(4)}.part")
        with _told(path), draft.open("xb") as file:
            self._drafts.append(_Draft(path, place, draft))
            file.write(data)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the files their names if all went well; leave nothing behind otherwise."""
        try:
            if error is None:
                self._place_all()
                self._send_streams()
        finally:
            for left in [path for one in self._drafts for path in (one.draft, one.former) if path is not None]:
                with suppress(OSError):
                    left.unlink()
            for _, stream in self._streams:
                stream.close()

    def _place_all(self) -> None:
        try:
            for one in self._drafts:
                with _told(one.given):
                    self._place(one)
        except BaseException:
            for one in reversed(self._drafts):
                _take_back(one)
            raise

    def _place(self, one: _Draft) -> None:
        """Give a file its name: at one stroke, so that at no moment half of it is there, or neither old nor new."""
        if self._force and one.place.exists():
            shutil.copymode(one.place, one.draft)
            former = one.draft.with_suffix(".former")
            with suppress(OSError):  # without hard links it is replaced all the same, and can't be taken back
                os.link(one.place, former)
                one.former = former
            os.replace(one.draft, one.place)
        else:
            try:
                os.link(one.draft, one.place)
            except OSError:  # taken since we looked, or no hard links here: take the name first, then fill it
                with one.place.open("x"):
                    one.placed = True
                os.replace(one.draft, one.place)
        one.placed = True

    def _send_streams(self) -> None:
        for path, stream in self._streams:
            stream.seek(0)
            if path is None:
                out = Gate(standard_output())
                shutil.copyfileobj(stream, out)
                out.flush()
                continue
            with _told(path), path.open("w", encoding="utf-8", newline="\n") as file:
                shutil.copyfileobj(stream, file)


def _take_back(one: _Draft) -> None:
    if not one.placed:
        return
    with suppress(OSError):
        if one.former is None:
            one.place.unlink()
        else:
            os.replace(one.former, one.place)


def _is_device(path: Path) -> bool:
    # The functions of os.path say False for a name that is too long to be one, where those of Path raise.
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)


def made_folder(folder: Path) -> None:
    """Make the folder into which files are to be written, where it isn't there; say why it can't be made."""
    if os.path.exists(folder) and not os.path.isdir(folder):
        raise QuizError(
            Text(f"{folder} はフォルダではありません", f"{folder} is not a folder"),
            remedy=Text("フォルダの名前を指定してください", "name a folder"),
        )
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say which file can't be written, and why."""
    try:
        yield
    except FileExistsError:
        raise already_there([path]) from None
    except OSError as error:
        why = refusal(error)
        raise QuizError(
            Text(f"{path} に書けません: {why.ja}", f"can't write {path}: {why.en}"), remedy=_remedy_for(path, error)
        ) from None


def _remedy_for(path: Path, error: OSError) -> Text | None:
    """What to do where the folder to write into isn't there."""
    if error.errno not in (errno.ENOENT, errno.ENOTDIR):
        return None
    return Text(f"フォルダ {path.parent} を先に作ってください", f"make the folder {path.parent} first")
