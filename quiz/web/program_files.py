"""The program as the static page gets it: the files that it can use there, as an archive.

Of the program's modules those go that an import leads to from the page's engine. Where a module is imported by a name
that is put together, the names that it can be are listed in ``_starts``.
"""

from __future__ import annotations

import ast
import gzip
import importlib.util
import io
import os
import tarfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from quiz.bank.cards import cache_of
from quiz.courses import built_in_bank, questions_folder
from quiz.kinds import kind_names
from quiz.web.compiled import read_as_text, source_of
from quiz.web.engine import ROOMS
from quiz.web.in_browser import INSIDE

CARDS = "cards.json"
"""The cards of all questions, beside the program."""
_TRAINING = "solvers.nn."
"""The training core, which is sent by itself: :func:`training`."""
_SENT = frozenset((".md", ".toml", ".png", ".svg"))
_NO_QUESTIONS = ("questions/README.md", "/claims/", "/remarks/", ".answers", "formulas.toml", "code.toml")
"""What lies beside the questions for reports and for authors."""


def program(ready: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """Return the program and its questions as an archive (tar, gzip), the same bytes for the same files.

    ``ready`` are modules that were compiled: of their texts no more is left than the program reads. In one piece the
    many small files share what is alike in them, which a zip keeps once for each.
    """
    texts = set(map(source_of, ready)) - {f"quiz/sandbox/inside/{name}" for name in INSIDE}
    contents = {name: _content(path) for name, path in _questions()}
    for name, path in module_files().items():
        contents[name] = read_as_text(path.read_bytes()) if name in texts else _content(path)
    contents |= ready
    # In a browser it takes long to read every question before the first list of them.
    contents[CARDS] = cache_of(built_in_bank().cards_by_fingerprint()).encode("utf-8")
    return _archive(dict(sorted(contents.items())))


def training() -> bytes:
    """Return the training core with its data as another archive: only predictions need it."""
    root = _package_of("solvers")
    paths = sorted(path for path in (root / "nn").rglob("*") if path.suffix in (".py", ".npz", ".md"))
    kept = [path for path in paths if not path.name.startswith("build_")]
    return _archive({f"solvers/{path.relative_to(root).as_posix()}": _content(path) for path in kept})


@cache
def module_files() -> Mapping[str, Path]:
    """Return the files of all modules that the page can import, or hands to a frame as text, by their paths in it."""
    known = dict(sorted(_modules()))
    reached: dict[str, Path] = {}
    coming = _starts(known)
    while coming:
        name = coming.pop()
        if name in known and name not in reached and not f"{name}.".startswith(_TRAINING):
            reached[name] = known[name]
            coming += [name.rpartition(".")[0], *imported(known[name].read_bytes())]
    paths = list(reached.values()) + [known[f"quiz.sandbox.inside.{name.removesuffix('.py')}"] for name in INSIDE]
    roots = {top: _package_of(top) for top in ("quiz", "solvers")}
    return {
        f"{top}/{path.relative_to(root).as_posix()}": path
        for top, root in roots.items()
        for path in sorted(paths)
        if path.is_relative_to(root)
    }


def imported(source: bytes) -> Iterator[str]:
    """Yield the names that a module may import when it runs, also those that turn out to be no modules.

    >>> sorted(imported(b"import a.b\\nfrom c import d\\nif TYPE_CHECKING:\\n    import e"))
    ['a.b', 'c', 'c.d']
    """
    coming: list[ast.AST] = [ast.parse(source)]
    while coming:
        node = coming.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            coming += node.orelse
            continue
        coming += ast.iter_child_nodes(node)


def without_remarks(source: bytes) -> bytes:
    """Return a module's text without docstrings, empty lines and lines of remarks: it is the same program.

    A full stop is left of a docstring: for a class without any Python would make one, which takes long.

    >>> without_remarks(b"'A module.'\\n\\nx = 1\\n# two\\ny = '#'\\n")
    b'"."\\nx = 1\\ny = \\'#\\'\\n'
    """
    lines = source.splitlines(keepends=True)
    inside_text: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant | ast.JoinedStr) and node.end_lineno is not None:
            inside_text.update(range(node.lineno, node.end_lineno))
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if ast.get_docstring(node, clean=False) is None:
            continue
        said = node.body[0]
        assert said.end_lineno is not None and said.end_col_offset is not None  # noqa: PT018  # it was parsed
        first, last = said.lineno - 1, said.end_lineno - 1
        after = lines[last][said.end_col_offset :]
        lines[first] = lines[first][: said.col_offset] + b'"."' + (after if first == last else b"\n")
        lines[first + 1 : last + 1] = [b""] * (last - first - 1) + [after] * (last > first)
    return b"".join(
        line
        for row, line in enumerate(lines)
        if row in inside_text or (line.strip() and not line.lstrip().startswith(b"#"))
    )


def _starts(known: Mapping[str, Path]) -> list[str]:
    """The modules from which everything is imported, and those whose names are put together when they are wanted."""
    whole = ("solvers.expression.", "solvers.topics.", "solvers.practicals.")
    return [
        "quiz.web.in_browser",
        *(f"quiz.web.{room}" for room in ROOMS),
        *(f"quiz.kinds.{kind}" for kind in kind_names()),
        *(name for name in known if name.startswith(whole)),
    ]


def _modules() -> Iterator[tuple[str, Path]]:
    for top in ("quiz", "solvers"):
        root = _package_of(top)
        for path in root.rglob("*.py"):
            inside = path.relative_to(root.parent).with_suffix("").as_posix()
            yield inside.replace("/", ".").removesuffix(".__init__"), path


def _questions() -> Iterator[tuple[str, Path]]:
    root = questions_folder()
    for folder, _, names in os.walk(root):
        for name in names:
            path = Path(folder, name)
            inside = f"questions/{path.relative_to(root).as_posix()}"
            if path.suffix in _SENT and path.parent != root and not any(part in inside for part in _NO_QUESTIONS):
                yield inside, path


@cache
def _content(path: Path) -> bytes:
    return without_remarks(path.read_bytes()) if path.suffix == ".py" else path.read_bytes()


def _archive(contents: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with tarfile.TarFile(fileobj=made, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, content in contents.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return gzip.compress(made.getvalue(), 9, mtime=0)


def _package_of(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    assert spec is not None and spec.origin is not None  # noqa: PT018  # it is part of this distribution
    return Path(spec.origin).parent
