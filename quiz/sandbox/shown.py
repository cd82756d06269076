"""What of this machine's files the process of an answer may see: Python, its standard library, NumPy, shared libraries.

Other packages, this program among them, often lie in the middle of these: in ``site-packages`` below the standard
library, in Debian's ``/usr/lib/python3/dist-packages`` among the shared libraries. Such folders stay hidden.
"""

from __future__ import annotations

import glob
import importlib.util
import os
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quiz.errors import QuizError
from quiz.language import Text

PACKAGE_FOLDERS = ("site-packages", "dist-packages")
OF_THE_LOADER = ("/etc/ld.so.cache", "/etc/ld.so.preload", "/etc/alternatives")
"""What tells where a shared library lies; the last is Debian's way to a BLAS."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A file or folder that may be read, but for the entries of the folder that are ``hidden``."""

    path: str
    hidden: tuple[str, ...] = ()


def packages() -> list[Path]:
    """Return NumPy's folder, and the one in which its wheel keeps its libraries."""
    spec = importlib.util.find_spec("numpy")
    if spec is None or spec.origin is None:
        raise QuizError(Text("NumPy がありません", "NumPy isn't installed"))
    folder = Path(spec.origin).resolve().parent
    return [path for path in (folder, folder.parent / "numpy.libs") if path.is_dir()]


def python() -> str:
    """Return the interpreter itself, not the link to it that a virtual environment has."""
    return os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable)


def shared_libraries(root: str = "/") -> list[Shown]:
    """Return the folders of shared libraries; where a system has one for its architecture, no more than that."""
    own = sysconfig.get_config_var("MULTIARCH")
    folders = [os.path.join(root, part) for part in ("usr/lib64", "lib64")]
    if own and os.path.isdir(os.path.join(root, "usr/lib", own)):
        folders += [os.path.join(root, "usr/lib", own), os.path.join(root, "lib", own)]
        folders += glob.glob(os.path.join(root, "lib/ld-*.so*"))
    else:
        folders += [os.path.join(root, "usr/lib"), os.path.join(root, "lib")]
    loader = [root.rstrip("/") + path for path in OF_THE_LOADER]
    return [Shown(path, _of_python(path)) for path in (*folders, *loader) if os.path.exists(path)]


def python_files() -> list[Shown]:
    """Return what the interpreter needs: the libraries beside it, itself, the standard library."""
    beside = {os.path.join(sys.base_prefix, sys.platlibdir), os.path.join(sys.base_prefix, "lib")}
    beside.add(sysconfig.get_config_var("LIBDIR") or "")
    system = {os.path.realpath(path) for path in ("/usr/lib", "/usr/lib64", *(one.path for one in shared_libraries()))}
    found = [Shown(path, _of_python(path)) for path in _places(beside) if os.path.realpath(path) not in system]
    # In a virtual environment the folder for the platform would be its own, which holds nothing but packages.
    paths = sysconfig.get_paths(vars={"base": sys.base_prefix, "platbase": sys.base_exec_prefix})
    # Later than the folders that hide it.
    for path in _places({python(), paths["stdlib"], paths["platstdlib"]}):
        hidden = tuple(name for name in PACKAGE_FOLDERS if os.path.isdir(os.path.join(path, name)))
        found.append(Shown(path, hidden))
    return found


def _places(paths: set[str]) -> Iterator[str]:
    """The paths that exist, and where they really are."""
    existing = {path for path in paths if path and os.path.exists(path)}
    yield from sorted(existing | {os.path.realpath(path) for path in existing})


def _of_python(folder: str) -> tuple[str, ...]:
    """The folders in a folder of libraries that hold Python's packages, of whichever Python."""
    if not os.path.isdir(folder):
        return ()
    names = [entry.name for entry in os.scandir(folder) if entry.is_dir()]
    return tuple(sorted(name for name in names if name.startswith(("python", "pypy")) or name in PACKAGE_FOLDERS))
