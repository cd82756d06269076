"""The runtime of the static page: what a browser needs of it, from a folder."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from quiz.errors import QuizError
from quiz.language import Text
from quiz.outlet.json_text import json_text

LOADER, LOCK, LIBRARY = "pyodide.mjs", "pyodide-lock.json", "python_stdlib.zip"
MACHINE = "pyodide.asm.wasm"
RUNTIME_FILES = (LOADER, MACHINE, LIBRARY, LOCK)
"""What a browser needs of the runtime, beside one of ``MODULES``; the rest of its package stays out."""
MODULES = ("pyodide.asm.mjs", "pyodide.asm.js")
"""What the runtime calls its main part: now, and in older releases."""
PACKAGES = ("numpy", "sqlite3")
"""What a runtime may bring as packages of its own: the record needs the second, where it isn't built in."""
RUNTIME = "runtime/"


@dataclass(frozen=True, slots=True)
class Runtime:
    """What a page has of its runtime, by paths in it, and what that brings.

    ``packages`` are to be loaded at once; ``numpy`` tells that NumPy can be loaded later on. ``elsewhere`` are the
    names of files that lie at ``address``, each with the digest that a browser holds it against.
    """

    module: str
    numpy: bool
    packages: tuple[str, ...]
    files: tuple[tuple[str, bytes], ...]
    address: str = ""
    elsewhere: Mapping[str, str] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        """What a policy has to allow beside the page's own; "" for nothing."""
        return "https://" + self.address.removeprefix("https://").partition("/")[0] if self.address else ""

    @property
    def later(self) -> tuple[str, ...]:
        """The files that only some questions need: they are loaded when one is asked."""
        return tuple(path for path, _ in self.files if path.startswith(f"{RUNTIME}numpy-"))

    @property
    def early(self) -> tuple[str, ...]:
        """The addresses of what every page loads from another place."""
        return tuple(self.address + name for name in self.elsewhere if not name.startswith("numpy-"))


def runtime_of(folder: Path) -> Runtime:
    """Return the runtime in a folder; :class:`quiz.errors.QuizError` where it holds none."""
    module = next((name for name in MODULES if (folder / name).is_file()), MODULES[0])
    files = {name: _content(folder, name) for name in (*RUNTIME_FILES, module)}
    packages = dict(_packages(folder, files[LOCK]))
    files |= {name: (folder / name).read_bytes() for name in packages.values()}
    files[LOCK] = shorter(files[LOCK], packages)
    return Runtime(
        module,
        numpy="numpy" in packages,
        packages=tuple(name for name in packages if name != "numpy"),
        files=tuple((RUNTIME + name, content) for name, content in sorted(files.items())),
    )


def _content(folder: Path, name: str) -> bytes:
    path = folder / name
    if not path.is_file():
        raise QuizError(
            Text(f"{folder} に {name} がありません", f"{folder} has no {name}"),
            remedy=Text(
                "npm install pyodide のあと --runtime node_modules/pyodide としてください",
                "npm install pyodide, then --runtime node_modules/pyodide",
            ),
        )
    return path.read_bytes()


def _packages(folder: Path, lock: bytes) -> Iterator[tuple[str, str]]:
    """Yield the packages that lie in the folder, with the names of their files."""
    try:
        listed = json.loads(lock)["packages"]
        for name in PACKAGES:
            file = listed[name]["file_name"] if name in listed else ""
            if isinstance(file, str) and re.fullmatch(r"[\w.+-]+", file) and (folder / file).is_file():
                yield name, file
    except (ValueError, KeyError, TypeError, RecursionError):
        return  # it isn't one of ours to read: the runtime itself will say what it makes of it


def shorter(lock: bytes, packages: Collection[str]) -> bytes:
    """Return the list of packages with those alone that lie here: the whole of it names hundreds."""
    try:
        data = json.loads(lock)
        data["packages"] = {name: data["packages"][name] for name in packages}
    except (ValueError, KeyError, TypeError, RecursionError):
        return lock
    return json_text(data).encode("utf-8")
