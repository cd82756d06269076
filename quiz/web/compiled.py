"""The page's start, compiled by the runtime's own Python: reading modules as text takes a page longest.

The runtime that lies in a folder can be started by Node, which whoever has fetched it by npm has. Where that can't be
done the page compiles everything itself, every time: nothing else is different.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quiz.outlet.json_text import json_text

SCRIPTS = Path(__file__).with_name("site_build")
SECONDS = 240
_PATH = re.compile(r"(?:quiz|solvers)/[\w/]+\.cpython-[0-9]+\.pyc")
_READ = re.compile(rb"^(?:@solver|def \w|KIND = |    label = |    guessed = ).*$", re.M)


@dataclass(frozen=True, slots=True)
class Compiled:
    """Modules of the program by their paths in its archive, and a zip in place of the runtime's library."""

    modules: Mapping[str, bytes]
    library: bytes


def has_compiler() -> bool:
    """True where there is Node, without which nothing is compiled."""
    return shutil.which("node") is not None


def compiled(runtime: Path, packages: Sequence[str], program: bytes) -> Compiled | None:
    """Return what a program's page starts with, compiled; None where there is no Node, or no success.

    ``packages`` are what the runtime has to load first.
    """
    made = _by_node("compile.mjs", runtime, packages, {"program": program})
    if made is None or not made.get("library"):
        return None
    return Compiled({path: content for path, content in made.items() if _PATH.fullmatch(path)}, made["library"])


def packed(runtime: Path, packages: Sequence[str], program: bytes, library: bytes) -> bytes | None:
    """Return a compiled program's archive as it is sent; None where it doesn't answer with that library."""
    made = _by_node("pack.mjs", runtime, packages, {"program": program, "library": library})
    return None if made is None else made.get("packed") or None


def _by_node(
    script: str, runtime: Path, packages: Sequence[str], given: Mapping[str, bytes]
) -> dict[str, bytes] | None:
    node = shutil.which("node")
    if node is None:
        return None
    try:
        done = subprocess.run(
            [node, str(SCRIPTS / script), str(runtime), *packages],
            input=json_text(
                {name: base64.b64encode(content).decode("ascii") for name, content in given.items()}
            ).encode(),
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
        return {name: base64.b64decode(text, validate=True) for name, text in json.loads(done.stdout).items()}
    except (OSError, subprocess.SubprocessError, ValueError, AttributeError, TypeError, binascii.Error):
        return None


def source_of(path: str) -> str:
    """Return the path of the text of a compiled module.

    >>> source_of("quiz/web/__pycache__/engine.cpython-314.pyc")
    'quiz/web/engine.py'
    """
    folder, _, name = path.rpartition("/")
    return f"{folder.removesuffix('__pycache__')}{name.partition('.')[0]}.py"


def read_as_text(source: bytes) -> bytes:
    """Return the lines of a module that the program itself reads, to see what is in it without importing it.

    >>> read_as_text(b"import re\\n\\n@solver\\ndef area(side: int) -> int:\\n    return side**2\\n")
    b'\\n@solver\\ndef area(side: int) -> int:\\n'
    """
    found: list[bytes] = _READ.findall(source)
    return b"".join(b"\n" + line for line in found) + b"\n" if found else b""
