"""The modules of a first answer, compiled by the runtime's own Python: reading them as text takes a page longest.

The runtime that lies in a folder can be started by Node, which whoever has fetched it by npm has. Where that can't be
done the page compiles everything itself, every time: nothing else is different.
"""

from __future__ import annotations

import ast
import base64
import binascii
import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

SCRIPT = Path(__file__).with_name("site_build") / "compile.mjs"
SECONDS = 240
READ_AS_TEXT = ("quiz/kinds/", "solvers/topics/")
"""Modules whose texts the program itself reads, to see what is in them without importing them all."""
_PATH = re.compile(r"(?:quiz|solvers)/[\w/]+\.cpython-[0-9]+\.pyc")


def without_docstrings(source: bytes) -> bytes:
    """Return a module's text without what is written for its readers, each line where it was.

    A full stop is left: for a class without any Python would make one, which takes long.

    >>> without_docstrings(b"'A module.'\\nx = 1  # one\\n")
    b'"."\\nx = 1  # one\\n'
    """
    lines = source.splitlines(keepends=True)
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if ast.get_docstring(node, clean=False) is None:
            continue
        said = node.body[0]
        assert said.end_lineno is not None and said.end_col_offset is not None  # noqa: PT018  # it was parsed
        first, last = said.lineno - 1, said.end_lineno - 1
        after = lines[last][said.end_col_offset :]
        lines[first] = lines[first][: said.col_offset] + b'"."' + (after if first == last else b"\n")
        lines[first + 1 : last + 1] = [b"\n"] * (last - first - 1) + [after] * (last > first)
    return b"".join(lines)


def compiled(runtime: Path, packages: Sequence[str], program: bytes) -> dict[str, bytes]:
    """Return the compiled modules by their paths in the program's archive; none where there is no Node, or no success.

    ``packages`` are what the runtime has to load first.
    """
    node = shutil.which("node")
    if node is None:
        return {}
    try:
        done = subprocess.run(
            [node, str(SCRIPT), str(runtime), *packages],
            input=base64.b64encode(program),
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
        made = json.loads(done.stdout)
        return {path: base64.b64decode(text, validate=True) for path, text in made.items() if _PATH.fullmatch(path)}
    except (OSError, subprocess.SubprocessError, ValueError, AttributeError, TypeError, binascii.Error):
        return {}


def source_of(path: str) -> str:
    """Return the path of the text of a compiled module.

    >>> source_of("quiz/web/__pycache__/engine.cpython-314.pyc")
    'quiz/web/engine.py'
    """
    folder, _, name = path.rpartition("/")
    return f"{folder.removesuffix('__pycache__')}{name.partition('.')[0]}.py"
