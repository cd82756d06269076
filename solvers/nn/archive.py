"""Arrays in ``.npz`` files: written whole or not at all, and read without trusting them.

A file from elsewhere may claim any shape. So an array's header is compared with what is expected before a single byte
of it is read, and object arrays (pickle) are refused.
"""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from solvers.nn.arrays import Array
from solvers.nn.exceptions import DataError

__all__ = ["read_archive", "read_text", "write_archive"]

MAX_TEXT = 64 << 20
TEXT = "text.json"


def write_archive(path: str | Path, arrays: Mapping[str, Array], text: str | None = None) -> None:
    """Write arrays by name, and optionally a text, to ``path``; an interrupted write leaves the old file as it was."""
    target = Path(path)
    passing = target.with_name(target.name + ".part")
    try:
        with zipfile.ZipFile(passing, "w") as archive:
            for name, array in arrays.items():
                with archive.open(f"{name}.npy", "w", force_zip64=True) as member:
                    np.lib.format.write_array(member, np.ascontiguousarray(array), allow_pickle=False)
            if text is not None:
                archive.writestr(TEXT, text)
        os.replace(passing, target)
    except OSError as error:
        raise DataError(f"{target}: cannot be written: {error.strerror or error}") from error
    finally:
        passing.unlink(missing_ok=True)


def read_archive(path: str | Path, expected: Mapping[str, Array]) -> dict[str, Array]:
    """Read the arrays that ``expected`` names, each with the shape and dtype found there."""
    with _open(path) as archive:
        return {name: _read(path, archive, name, like) for name, like in expected.items()}


def read_text(path: str | Path) -> str:
    """Read the text of an archive."""
    with _open(path) as archive:
        try:
            info = archive.getinfo(TEXT)
        except KeyError:
            raise DataError(f"{path}: holds no run to continue, only arrays") from None
        if info.file_size > MAX_TEXT:
            raise DataError(f"{path}: its text has {info.file_size} bytes, at most {MAX_TEXT} are read")
        with archive.open(info) as member:
            return member.read(MAX_TEXT).decode("utf-8", errors="strict")


class _open:  # noqa: N801  (used as a function)
    """Open an archive, and turn every fault of the file into a :class:`DataError` that names it."""

    def __init__(self, path: str | Path) -> None:
        self.path = path

    def __enter__(self) -> zipfile.ZipFile:
        try:
            self.archive = zipfile.ZipFile(self.path)
        except FileNotFoundError:
            raise DataError(f"{self.path}: no such file") from None
        except (OSError, zipfile.BadZipFile) as error:
            raise DataError(f"{self.path}: is not an .npz file ({error})") from error
        return self.archive

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        self.archive.close()
        if isinstance(error, DataError) or error is None:
            return
        if isinstance(error, OSError | ValueError | EOFError | zipfile.BadZipFile | zlib.error | RuntimeError):
            raise DataError(f"{self.path}: is damaged ({error})") from error


def _read(path: str | Path, archive: zipfile.ZipFile, name: str, like: Array) -> Array:
    """Read one array whose header says what is expected of it."""
    try:
        member = archive.open(f"{name}.npy")
    except KeyError:
        raise DataError(f"{path}: holds no {name}; it was saved from another network") from None
    with member:
        version = np.lib.format.read_magic(member)
        read_header = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        shape, fortran, dtype = read_header(member)
        if shape != like.shape or dtype != like.dtype or fortran:
            raise DataError(f"{path}: {name} is {dtype} of shape {shape}, expected {like.dtype} of shape {like.shape}")
        size = like.size * like.itemsize
        data = member.read(size)
        if len(data) != size:
            raise DataError(f"{path}: {name} ends after {len(data)} of {size} bytes")
        return np.frombuffer(data, like.dtype).reshape(like.shape)
