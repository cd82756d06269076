"""A course as one file that can be passed on: a zip with a manifest, packed from a folder and opened without trust.

``manifest.json`` says which course it is (id, title, version, licence, authors), the format, and the SHA-256 of every
file. An archive is a stranger's: its names, sizes and kinds of files are looked at before anything is written, what it
says of its sizes isn't believed, and nothing but questions, sets, claims and pictures comes out of it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quiz.bank.bounded_json import parse_json
from quiz.bank.course import FORMAT_VERSION, Course, read_title
from quiz.bank.sheet_marks import is_printed
from quiz.errors import QuizError, refusal, too_much
from quiz.language import Text
from quiz.outlet.file_names import inside
from quiz.outlet.json_text import json_text
from quiz.outlet.visible import in_line
from quiz.outlet.zip_bytes import zip_bytes
from solvers import budget
from solvers.budget import OverBudget

MANIFEST = "manifest.json"
ENDINGS = (".md", ".toml", ".svg", ".png", ".txt")
"""What belongs to a course: questions and their answers, sets, claims, pictures, a licence."""

_LICENCES = ("LICENSE", "LICENCE", "COPYING")
MAX_FOLDERS = 6
_DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError)
"""What zipfile makes of what a stranger packed: cut off, encrypted, an unknown method, names that are no text."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of the course in it."""

    id: str
    title: Text
    version: str
    licence: str
    authors: tuple[str, ...]
    digests: Mapping[str, str]


# -- packing -----------------------------------------------------------------------------------------------------------


def packed(course: Course) -> tuple[bytes, Manifest]:
    """Return the archive of a course, and its manifest.

    Raises:
        QuizError: a file can't be read, is larger than what is unpacked, or has a name that not every system takes.
    """
    contents: dict[str, bytes] = {}
    for path in _files(course.root):
        name = path.relative_to(course.root).as_posix()
        for part in name.split("/"):
            inside(course.root, part)
        try:
            with path.open("rb") as file:
                data = file.read(budget.ARCHIVED_FILE + 1)
            budget.ARCHIVED_FILE.check(len(data))
        except OverBudget as over:
            raise _refused(path, too_much(over)) from None
        except OSError as error:
            raise _refused(path, refusal(error)) from None
        if not is_printed(data.decode("utf-8", "replace")):  # a sheet is no part of the course
            contents[name] = data
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()}
    manifest = Manifest(course.id, course.title, course.version, course.licence, course.authors, digests)
    return zip_bytes({MANIFEST: _written(manifest), **contents}), manifest


def _files(root: Path) -> Iterator[Path]:
    """Yield the files of a course in the order of their names; no links, nothing hidden, nothing of other programs."""
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not Path(folder, name).is_symlink()
        )
        for name in sorted(files):
            path = Path(folder, name)
            if not name.startswith(".") and _belongs(name) and path.is_file() and not path.is_symlink():
                yield path


def _belongs(name: str) -> bool:
    return name.lower().endswith(ENDINGS) or name in _LICENCES


def _written(manifest: Manifest) -> bytes:
    data = {
        "format_version": FORMAT_VERSION,
        "id": manifest.id,
        "title": {"ja": manifest.title.ja, "en": manifest.title.en},
        "version": manifest.version,
        "licence": manifest.licence,
        "authors": list(manifest.authors),
        "files": dict(manifest.digests),
    }
    return json_text(data, indent=1).encode() + b"\n"


# -- unpacking ---------------------------------------------------------------------------------------------------------


def unpack(archive: Path, folder: Path | None) -> tuple[Path, Manifest]:
    """Unpack an archive into a new folder, all of it or nothing; return the folder and the manifest.

    ``folder`` is named after the course where it is None.

    Raises:
        QuizError: the archive can't be trusted or read, or the folder is there already.
    """
    try:
        with archive.open("rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise _refused(archive, Text("ふつうのファイルではありません", "no plain file"))
            budget.ARCHIVE.check(os.fstat(file.fileno()).st_size)
        with zipfile.ZipFile(archive) as opened:
            contents = _contents(archive, opened)
    except OverBudget as over:
        raise _refused(archive, too_much(over)) from None
    except OSError as error:
        raise _refused(archive, refusal(error)) from None
    except _DAMAGED as error:
        what = Text(f"アーカイブとして読めません: {error}", f"this can't be read as an archive: {error}")
        raise _refused(archive, what) from None
    manifest = _manifest(archive, contents)
    target = inside(Path(), manifest.id) if folder is None else folder
    if os.path.lexists(target):
        raise QuizError(
            Text(f"{target} はもうあります", f"already there: {target}"),
            remedy=Text("別のフォルダを指定してください", "name another folder"),
        )
    _place(target, contents)
    return target, manifest


def _contents(archive: Path, opened: zipfile.ZipFile) -> dict[str, bytes]:
    """Return what is in an archive, by name; refuse it whole for anything that no course has."""
    entries = [entry for entry in opened.infolist() if not entry.is_dir()]
    budget.ARCHIVED_FILES.check(len(opened.infolist()))
    budget.ARCHIVE.check(sum(entry.file_size for entry in entries))
    contents: dict[str, bytes] = {}
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename
        if (fault := _fault(entry, seen)) is not None:
            raise _refused(archive, Text(f"{in_line(name)}: {fault.ja}", f"{in_line(name)}: {fault.en}"))
        seen.add(_folded(name))
        with opened.open(entry) as file:  # its own word on its size is not believed
            data = file.read(budget.ARCHIVED_FILE + 1)
        try:
            budget.ARCHIVED_FILE.check(len(data))
        except OverBudget as over:
            told = too_much(over)
            raise _refused(archive, Text(f"{in_line(name)}: {told.ja}", f"{in_line(name)}: {told.en}")) from None
        contents[name] = data
    return contents


def _fault(entry: zipfile.ZipInfo, seen: set[str]) -> Text | None:
    """Say why no course has a file like this; None if one may."""
    name = entry.filename
    mode = entry.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return Text("ふつうのファイルではありません", "no plain file")
    if entry.flag_bits & 1:
        return Text("暗号化されています", "it is encrypted")
    parts = name.split("/")
    if len(parts) > MAX_FOLDERS:
        return Text("フォルダが深すぎます", "its folders are too deep")
    for part in parts:
        try:
            inside(Path(), part)
        except QuizError as error:
            return error.message
        if part.startswith("."):
            return Text("隠しファイルです", "it is hidden")
    if name != MANIFEST and not _belongs(parts[-1]):
        return Text("講座のファイルではありません", "no file of a course")
    if _folded(name) in seen:
        return Text("同じ名前が二度あります", "the name stands twice")
    return None


def _folded(name: str) -> str:
    """Return a name as a system sees it that doesn't tell capitals, or ways to write one letter, apart."""
    return unicodedata.normalize("NFKC", name).casefold()


def _manifest(archive: Path, contents: dict[str, bytes]) -> Manifest:
    """Take the manifest out of the contents and hold the other files against it."""
    data: Any = None
    try:
        data = parse_json(contents.pop(MANIFEST).decode())
    except KeyError:
        what = Text(f"{MANIFEST} がありません", f"there is no {MANIFEST}")
        raise _refused(
            archive, what, Text("quiz bank pack で作ったものではありません", "quiz bank pack makes one")
        ) from None
    except (OverBudget, ValueError, RecursionError):
        pass
    match data:
        case {
            "format_version": int(version), "id": str(identifier), "title": title, "version": str(edition),
            "licence": str(licence), "authors": list(authors), "files": dict(files),
        } if not isinstance(version, bool) and (read := read_title(title)) is not None and all(
            isinstance(one, str) for one in (*authors, *files.values())
        ):  # fmt: skip
            found = Manifest(identifier, read, edition, licence, tuple(authors), files)
        case _:
            raise _refused(archive, Text(f"{MANIFEST} が読めません", f"{MANIFEST} can't be read"))
    if version > FORMAT_VERSION:
        what = Text(f"新しい形式です（{version}）", f"a newer format ({version})")
        raise _refused(archive, what, Text("新しい quiz で開いてください", "open it with a newer quiz"))
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()}
    if digests != dict(found.digests):
        names = sorted(name for name in {*digests, *found.digests} if digests.get(name) != found.digests.get(name))
        ja, en = (
            f"内容が {MANIFEST} と違います: {in_line(names[0])}",
            f"it differs from {MANIFEST}: {in_line(names[0])}",
        )
        raise _refused(archive, Text(ja, en), Text("もう一度受け取ってください", "get the archive once more"))
    return found


def _place(target: Path, contents: Mapping[str, bytes]) -> None:
    draft = target.with_name(f".{target.name[:40]}.{os.getpid()}.part")
    try:
        try:
            draft.mkdir(parents=True)
            for name, data in contents.items():
                path = draft.joinpath(*name.split("/"))
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("xb") as file:
                    file.write(data)
            os.rename(draft, target)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        raise _refused(target, refusal(error)) from None


def _refused(path: Path, why: Text, remedy: Text | None = None) -> QuizError:
    return QuizError(Text(f"{path}: {why.ja}", f"{path}: {why.en}"), remedy=remedy)
