"""Code as it was typed: fences and shared indentation taken away, parsed, held against the names that are asked for."""

from __future__ import annotations

import ast
import warnings

from quiz.kinds.code.showing import FENCE
from quiz.kinds.code.task import CodeTask
from quiz.language import Text
from quiz.model import Unreadable

_TAB = 4
"""A tab in an answer stands for so many spaces."""


def unfenced(raw: str) -> str:
    """Take away a Markdown fence around the code, and the indentation that all lines share."""
    import textwrap

    source = textwrap.dedent(raw.replace("\r\n", "\n").replace("\t", " " * _TAB).replace("\u3000", " "))
    lines = source.strip("\n").split("\n")
    if len(lines) > 2 and lines[0].startswith(FENCE) and lines[-1].strip() == FENCE:
        return "\n".join(lines[1:-1])
    return source


def _column_in(raw: str, position: int) -> int | None:
    """Return where a position of the prepared code stands in what was typed; None where that has several lines.

    A tab was made four spaces, and what all lines begin with was taken away.

    >>> _column_in("\\t0\\t0", 5)
    3
    """
    if len(raw.splitlines()) != 1:
        return None
    widths = [_TAB if sign == "\t" else 1 for sign in raw]
    indent = len(raw) - len(raw.lstrip())
    position += sum(widths[:indent])
    for column, width in enumerate(widths):
        position -= width
        if position < 0:
            return column
    return len(raw)


def syntax_fault(raw: str, source: str, error: SyntaxError) -> Unreadable:
    """Name the line that can't be read, and show it."""
    line = error.lineno or 1
    lines = source.splitlines()
    shown = lines[line - 1].strip()[:60] if 0 < line <= len(lines) else ""
    column = None if len(lines) != 1 or not error.offset else _column_in(raw, error.offset - 1)
    return Unreadable(
        Text(f"{line} 行目が Python の文法に合いません: {shown}", f"line {line} isn't valid Python: {shown}"),
        column,
        Text(f"Python の説明: {error.msg}", f"Python says: {error.msg}"),
    )


def is_whole(source: str, task: CodeTask) -> bool:
    """True if the code can be read and defines everything that is asked for, methods as well."""
    if not task.name:
        return True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(unfenced(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    functions = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    wanted = {step.name for step in task.steps if step.do == "method"}
    return task.name in defined(tree) and wanted <= functions


def defined(tree: ast.AST) -> set[str]:
    """Return the names that the code defines at its outermost level."""
    found: set[str] = set()
    for node in getattr(tree, "body", ()):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {target.id for target in targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
    return found


BUILT_IN = (
    "abs", "all", "any", "bool", "enumerate", "float", "int", "len", "list", "map", "max", "min", "pow", "range",
    "reversed", "round", "slice", "sorted", "sum", "tuple", "zip",
)  # fmt: skip
"""What an expression may use of Python's own functions."""


def names_said(task: CodeTask) -> Text:
    """Say which names an expression may use: the prompt and every message have it from here."""
    names = ", ".join([*task.names, "np"])
    return Text(
        f"使える名前: {names} と、len や range などの組み込み関数",
        f"the names are: {names}, and built-in functions such as len and range",
    )


def unknown_name(tree: ast.AST, task: CodeTask, raw: str) -> Unreadable | None:
    """Refuse an expression over other names than those of the question: a slip of the keyboard costs nothing."""
    bound = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    bound |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    known = {*task.names, "np", *bound, *BUILT_IN}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id not in known:
            return Unreadable(
                Text(f"{node.id} という名前はここにありません", f"there is no {node.id} here"),
                _column_in(raw, node.col_offset) if raw.isascii() else None,
                names_said(task),
            )
    return None


def not_yet_written(tree: ast.AST, task: CodeTask) -> Unreadable | None:
    """Point at a function or method that is asked for and has no body yet (``...`` or ``pass``): it costs nothing."""
    wanted = {step.name for step in task.steps if step.do in ("method", "call")}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name in wanted and all(map(_says_nothing, node.body)):
            return Unreadable(
                Text(
                    f"{node.name} の中身がまだ書かれていません（{node.lineno} 行目）",
                    f"{node.name} has no body yet (line {node.lineno})",
                ),
                remedy=Text(
                    "「...」や pass を、求められている処理に置き換えます",
                    "put what is asked for in the place of `...` or `pass`",
                ),
            )
    return None


def _says_nothing(node: ast.stmt) -> bool:
    return isinstance(node, ast.Pass) or (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and (node.value.value is ... or isinstance(node.value.value, str))
    )


def same_code(one: str, other: str) -> bool:
    r"""True if two codes differ in nothing but spaces, comments and the names that they give.

    >>> same_code("def f(a):\n    return a + 1", "def f(b):\n  # one more\n  return (b + 1)")
    True
    >>> same_code("a + 1", "1 + a")
    False
    """
    try:
        return _renamed(one) == _renamed(other)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def _renamed(source: str) -> str:
    """Return a tree as text, its names numbered in the order in which they come up."""
    tree = ast.parse(source.strip("\n"))
    numbers: dict[str, str] = {}
    for node in ast.walk(tree):
        for field in ("id", "arg", "name"):
            name = getattr(node, field, None)
            if isinstance(name, str):
                setattr(node, field, numbers.setdefault(name, f"n{len(numbers)}"))
    return ast.dump(tree)
