"""Who may import whom, what is imported when, what the tree may hold: the house's rules, read from the code."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted([*ROOT.glob("quiz/**/*.py"), *ROOT.glob("solvers/**/*.py")])
FORBIDDEN_CALLS = {"eval", "exec", "sympify", "parse_expr", "lambdify", "compile"}
RUNS_ANSWERS = "quiz.sandbox.inside.child"
"""The one module that runs text: a process that has locked itself in before it does."""
HEAVY = ("numpy", "sympy", "mpmath", "rich")


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path, *, top_level_only: bool = False) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes: Iterator[ast.AST] = _eager(tree) if top_level_only else ast.walk(tree)
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _eager(tree: ast.Module) -> Iterator[ast.AST]:
    """Statements that run when the module is imported; what stands under TYPE_CHECKING doesn't."""
    stack: list[ast.AST] = [tree]
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        stack += ast.iter_child_nodes(node)


def within(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_import_rules(path: Path) -> None:
    module = module_of(path)
    found = set(imports(path))
    if within(module, "solvers"):
        assert not [name for name in found if within(name, "quiz", "questions")], "solvers never import quiz"
    if within(module, "solvers.nn"):
        assert not [name for name in found if within(name, "sympy")], "the training core never imports SymPy"
    if not within(module, "quiz.cli", "quiz.commands", "quiz.terminal"):
        assert not [name for name in found if within(name, "click")], "only the command line imports click"
        assert not [name for name in found if within(name, "quiz.commands", "quiz.cli")], (
            "commands are the outermost room"
        )
    if within(module, "quiz.kinds"):
        later = (
            "quiz.drawing",
            "quiz.grading",
            "quiz.practice.session",
            "quiz.practice.store",
            "quiz.bank.folder",
            "quiz.report",
        )
        assert not [name for name in found if within(name, *later)], "kinds come before drawing and grading"
    if module == "quiz.model":
        eager = set(imports(path, top_level_only=True))
        assert not [name for name in eager if within(name, "quiz") and not within(name, "quiz.language")]


@pytest.mark.parametrize("path", [path for path in SOURCES if not within(module_of(path), "solvers.nn")], ids=module_of)
def test_heavy_modules_are_imported_where_they_are_used(path: Path) -> None:
    assert not [name for name in imports(path, top_level_only=True) if within(name, *HEAVY)]


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_nothing_runs_text(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            allowed = isinstance(node.func, ast.Attribute) and ast.unparse(node.func) in (
                "re.compile",
                "self.compile",
                "compiler.compile",
            )
            allowed = allowed or module_of(path) == RUNS_ANSWERS
            assert allowed or name not in FORBIDDEN_CALLS, f"{path}:{node.lineno}: {name}"
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
        assert not {"pickle", "yaml", "marshal", "shelve"} & set(names)


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_nobody_imports_what_runs_text(path: Path) -> None:
    assert not [name for name in imports(path) if within(name, RUNS_ANSWERS)]
    if within(module_of(path), "quiz.sandbox.inside"):
        assert not [name for name in imports(path) if within(name, "quiz", "solvers")], "it runs where neither is"


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_a_file_tells_what_it_owns(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), f"{path} has no docstring"


def test_no_rooms_for_leftovers() -> None:
    assert not [path for path in SOURCES if path.stem in ("utils", "helpers", "misc", "common", "util")]


def test_questions_hold_no_python() -> None:
    assert not list((ROOT / "questions").rglob("*.py"))


def _modules_after(code: str) -> tuple[set[str], str]:
    script = f"import sys, json\n{code}\nprint(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    return set(json.loads(done.stderr.splitlines()[-1])), done.stdout


def test_help_imports_nothing_heavy() -> None:
    loaded, shown = _modules_after(
        "from quiz.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass"
    )
    heavy = {"numpy", "sympy", "mpmath", "rich", "sqlite3", "tomllib", "platformdirs"}
    assert "quiz run" in shown
    assert not heavy & loaded


def test_the_first_questions_appear_and_are_graded_without_numpy_and_sympy(tmp_path: Path) -> None:
    """The first question, the original chain rule, is drawn, shown and graded in plain Python."""
    loaded, shown = _modules_after(
        "import os, io\n"
        f"os.environ['QUIZ_HOME'] = {str(tmp_path)!r}\n"
        "sys.stdin = io.StringIO('2(x+y)\\n')\n"
        "from quiz.cli import main\n"
        "try:\n    main(['run', 'day2', '--seed', '7', '--lang', 'en'])\nexcept SystemExit:\n    pass"
    )
    assert "1/" in shown
    assert "correct" in shown
    assert not {"numpy", "sympy", "mpmath"} & loaded
