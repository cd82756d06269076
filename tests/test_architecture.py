"""Who may import whom, what is imported when, what the tree may hold: the rules of DESIGN, read from the code."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted([*ROOT.glob("quiz/**/*.py"), *ROOT.glob("solvers/**/*.py")])
FORBIDDEN_CALLS = {"eval", "exec", "sympify", "parse_expr", "lambdify", "compile"}
RUNS_ANSWERS = "quiz.sandbox.inside.child"
"""The one module that runs text: a process that has locked itself in before it does."""
IMPORTS_BY_NAME = {
    "quiz", "quiz.cli", "quiz.kinds", "quiz.lab.figure", "quiz.web.engine", "solvers.expression", "solvers.installed",
    "solvers.practicals", "solvers.registry",
}  # fmt: skip
"""They find modules of their own room by name, or an optional library."""
HEAVY = ("numpy", "sympy", "mpmath", "torch", "onnx", "matplotlib")


@cache
def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache  # most rules ask for them
def imports(path: Path, *, top_level_only: bool = False, typing_too: bool = True) -> tuple[str, ...]:
    return tuple(_imports(path, top_level_only, typing_too))


def _imports(path: Path, top_level_only: bool, typing_too: bool) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if not typing_too:
        tree.body = [node for node in tree.body if not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node))]
    nodes: Iterator[ast.AST] = _eager(tree) if top_level_only else ast.walk(tree)
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module is not None, f"{path}:{node.lineno}: a relative import hides the room"
            assert not node.level, f"{path}:{node.lineno}: a relative import hides the room"
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


GROUND = {"language", "errors", "columns", "model", "interaction", "draws", "home", "verdicts", "outlet"}
"""The modules directly in ``quiz``, and the outlet, that every room may import."""

ROOMS: dict[str, set[str]] = {
    # What stands on the ground alone.
    **{name: GROUND - {name} for name in GROUND},
    "reading": GROUND,
    "figures": GROUND,
    "render": GROUND | {"figures"},
    "sandbox": GROUND,
    "lab": GROUND,
    "bank": GROUND | {"figures"},  # the keys of a figure's table are those of its sort
    # An answer kind reads its part of a file and what a learner wrote; code is run in the sandbox. An option's text may
    # be typed as the screen prints it.
    "kinds": GROUND | {"bank", "reading", "render", "sandbox"},
    "courses": GROUND | {"bank", "kinds"},
    "drawing": GROUND | {"bank", "figures", "kinds"},
    "grading": GROUND | {"kinds", "reading"},
    "forms": GROUND | {"bank"},
    # What is done with items.
    # A debriefing is a page as well, which is no screen.
    "practice": GROUND | {"bank", "kinds", "drawing", "figures", "grading", "forms", "render"},
    "report": GROUND | {"bank", "kinds", "drawing", "figures", "grading", "reading"},
    "exchange": GROUND | {"bank", "kinds", "drawing", "figures", "grading", "reading", "render"},
    # What an exported notebook's cells call.
    "notebook": GROUND | {"courses", "drawing", "exchange", "figures", "grading", "render"},
    # A claim's sentences are read as those of a report are.
    "audit": GROUND | {"bank", "kinds", "drawing", "figures", "grading", "render", "report"},
    # People.
    "terminal": GROUND
    | {"bank", "kinds", "drawing", "grading", "figures", "practice", "reading", "render", "report", "sandbox", "lab"},
    "web": GROUND | {"bank", "courses", "drawing", "figures", "forms", "kinds", "practice", "render", "sandbox"},
}
"""Which rooms of ``quiz`` a room may import from; commands and the command line may import from all of them."""

OUTERMOST = {"commands", "cli", "__main__"}
SOLVER_ROOMS: dict[str, set[str]] = {
    "budget": set(),
    "expression": {"budget"},
    "grading": {"budget", "expression"},
    "nn": set(),
    "installed": set(),
    "registry": {"installed"},
    "arithmetic": {"budget"},
    "fragment": {"budget", "arithmetic"},
    "topics": {"budget", "expression", "grading", "nn", "registry", "fragment", "arithmetic"},
    "practicals": {"budget", "expression", "nn", "registry", "fragment", "topics"},
}
"""The same for ``solvers``; what the package itself exports (``compare``) is that of grading."""

FOUNDATION = {"numpy", "sympy", "mpmath"}


def room_of(module: str) -> str:
    """``quiz.bank.cards`` is in the room ``bank``; the package itself in ``""``."""
    return module.split(".")[1] if "." in module else ""


def rooms_imported(path: Path, package: str) -> set[str]:
    """The rooms of a package that a file imports from, wherever in the file, but for its own."""
    known = {entry.stem for entry in (ROOT / package).iterdir() if entry.suffix == ".py" or entry.is_dir()}
    eager = {name for name in imports(path) if within(name, package)}
    return {room_of(name) for name in eager} & known - {"__init__", room_of(module_of(path))}


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_a_room_imports_only_from_the_rooms_below_it(path: Path) -> None:
    module = module_of(path)
    room = room_of(module)
    if within(module, "solvers"):
        outside = {name.split(".")[0] for name in imports(path)} - {"solvers"} - set(sys.stdlib_module_names)
        assert outside <= FOUNDATION, "solvers import the standard library, NumPy, SymPy and mpmath"
        if room:
            assert rooms_imported(path, "solvers") <= SOLVER_ROOMS[room]
        return
    if room in OUTERMOST or not room:
        return
    found = rooms_imported(path, "quiz")
    if module == "quiz.model":  # names the types of formulas and templates, and imports them for nothing else
        assert not set(imports(path, top_level_only=True)) & {"quiz.bank.formula", "quiz.bank.template"}
        found -= {"bank", "figures"}
    assert found <= ROOMS[room], f"{module} may not import from {sorted(found - ROOMS[room])}"


def test_every_room_has_its_rule() -> None:
    rooms = {room_of(module_of(path)) for path in SOURCES if within(module_of(path), "quiz")} - {""}
    assert rooms == set(ROOMS) | OUTERMOST
    solver_rooms = {room_of(module_of(path)) for path in SOURCES if within(module_of(path), "solvers")} - {""}
    assert solver_rooms == set(SOLVER_ROOMS)


def test_few_modules_lie_directly_in_the_packages() -> None:
    assert len([path for path in (ROOT / "quiz").glob("*.py") if not path.stem.startswith("__")]) <= 14
    assert len([path for path in (ROOT / "solvers").glob("*.py") if path.stem != "__init__"]) <= 4


def test_only_the_terminal_and_the_commands_know_click() -> None:
    for path in SOURCES:
        if room_of(module_of(path)) not in {"terminal", *OUTERMOST}:
            assert not [name for name in imports(path) if within(name, "click")], path


def test_the_training_core_never_imports_sympy() -> None:
    for path in SOURCES:
        if within(module_of(path), "solvers.nn"):
            assert not [name for name in imports(path) if within(name, "sympy")], path


def test_no_circle_of_modules() -> None:
    """Not even by an import inside a function: each module can be understood after those that it imports."""
    modules = {module_of(path): path for path in SOURCES}
    below: dict[str, set[str]] = {}
    for module, path in modules.items():
        found = {name for name in imports(path, typing_too=False) if name in modules}
        # ``from package import module`` is an import of the module, which is among the names as well.
        below[module] = {name for name in found if name != module and not _only_for_its_modules(name, path, modules)}
    finished: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " -> ".join([*way[way.index(module) :], module])
        if module not in finished:
            for other in sorted(below[module]):
                visit(other, (*way, module))
            finished.add(module)

    for module in sorted(modules):
        visit(module, ())


def _only_for_its_modules(package: str, path: Path, modules: dict[str, Path]) -> bool:
    """True if a file takes nothing from a package but modules of it."""
    if modules[package].name != "__init__.py":
        return False
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        named = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
        if isinstance(node, ast.Import) and package in named:
            return False
        if isinstance(node, ast.ImportFrom) and node.module == package:
            return all(f"{package}.{name}" in modules for name in named)
    return True


def test_nobody_outside_the_kinds_asks_which_kind_an_item_is_of() -> None:
    asked = re.compile(r"\b(?:item|card|prompt|shown)\.kind\s*(?:==|!=|in\b|not in\b)|isinstance\([^)]*Kind\)")
    for path in SOURCES:
        if room_of(module_of(path)) != "kinds":
            found = [line for line in path.read_text(encoding="utf-8").splitlines() if asked.search(line)]
            # A selection holds the kind's name against the names that the learner gave.
            assert [line for line in found if "card.kind in self.kinds" not in line] == [], path


def test_nobody_outside_the_kinds_names_one() -> None:
    """Neither by import nor, for the names that mean nothing else here, as a text."""
    names = {path.stem if path.is_file() else path.name for path in (ROOT / "quiz" / "kinds").iterdir()}
    kinds = {name for name in names if any(module in SOURCES for module in _kind_files(name))}
    assert {"number", "ordering", "text"} <= kinds
    for path in SOURCES:
        if room_of(module_of(path)) == "kinds" or within(module_of(path), "solvers"):
            continue
        found = [name for name in imports(path) if within(name, *(f"quiz.kinds.{kind}" for kind in kinds))]
        # One draws the curves of the one kind that trains, the other tells how far it is.
        if module_of(path) in ("quiz.terminal.conversation", "quiz.web.in_browser"):
            found = [name for name in found if not within(name, "quiz.kinds.prediction")]
        assert not found, path
        texts = {
            node.value
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant)
        }
        if module_of(path) == "quiz.exchange.export.moodle_xml":  # Moodle calls its own sorts so
            texts -= {"matching", "multichoice"}
        assert not texts & (kinds - {"text", "code", "number", "choice", "shape", "expression", "example"}), path


def _kind_files(name: str) -> list[Path]:
    """The file of a kind of that name, if there is one: it assigns ``KIND``."""
    places = [ROOT / "quiz" / "kinds" / f"{name}.py", ROOT / "quiz" / "kinds" / name / "__init__.py"]
    return [path for path in places if path.is_file() and "\nKIND = " in path.read_text(encoding="utf-8")]


def test_one_name_one_thing() -> None:
    """No two modules share a name, but for a command and what it commands, and the parts that every kind has."""
    names: dict[str, list[str]] = {}
    for path in SOURCES:
        if path.stem != "__init__" and room_of(module_of(path)) != "commands":
            names.setdefault(path.stem, []).append(module_of(path))
    shared = {name: found for name, found in names.items() if len(found) > 1}
    assert set(shared) <= {"fields"}, shared
    assert all(within(module, "quiz.kinds") for module in shared.get("fields", []))


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
                "typst.compile",  # sets a page
            )
            allowed = allowed or module_of(path) == RUNS_ANSWERS
            assert allowed or name not in FORBIDDEN_CALLS, f"{path}:{node.lineno}: {name}"
            asked = ast.unparse(node.func) in ("importlib.import_module", "import_module", "__import__")
            assert not asked or module_of(path) in IMPORTS_BY_NAME, f"{path}:{node.lineno}: imports by name hide rooms"
        if isinstance(node, ast.Name) and node.id in {"eval", "exec", "__import__"}:
            assert module_of(path) == RUNS_ANSWERS, f"{path}:{node.lineno}: {node.id}"
    names = {name.split(".")[0] for name in imports(path)}
    assert not {"pickle", "yaml", "marshal", "shelve"} & names
    assert not {"builtins.eval", "builtins.exec", "builtins.compile"} & set(imports(path))


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
    heavy = {"numpy", "sympy", "mpmath", "sqlite3", "tomllib", "platformdirs"}
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


# -- one outlet --------------------------------------------------------------------------------------------------------

OUTLET = "quiz.outlet"
OWN_DATA = {"quiz.home", "quiz.bank.cards", "quiz.bank.added_folders", "quiz.practice.goal", "quiz.practice.store"}
"""They write what the program alone reads again, in the learner's folder."""
OPENS_FILES = {"quiz.exchange.new_files", "quiz.exchange.bank_archive"}
"""Whole files or none: what is written there comes out of a gate of the outlet, or out of an archive as it is."""
READS_XML = {"quiz.figures.own_picture"}
"""It looks over an author's drawing, and writes none."""
READS_CSV = {"quiz.exchange.classroom.tables_in", "quiz.exchange.response_lines"}
"""They read what a spreadsheet saved, and write none."""
SAYS = {"print", "input"} | {
    f"click.{name}" for name in "echo secho echo_via_pager prompt confirm pause progressbar style".split()
}
OPENS = {"open", "fdopen", "NamedTemporaryFile", "SpooledTemporaryFile", "mkstemp"}


def _writes(path: Path) -> Iterator[str]:
    """Every place at which a module would write past the outlet."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        at = f"line {getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {
            f"sys.{name}" for name in ("stdout", "stderr", "__stdout__", "__stderr__")
        }:
            yield f"{at}: {ast.unparse(node)}"
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "\x1b" in node.value:
            yield f"{at}: an escape sequence"
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        owner = ast.unparse(node.func.value) if isinstance(node.func, ast.Attribute) else ""
        if (f"{owner}.{called}" if owner else called) in SAYS:
            yield f"{at}: {called}"
        if called in ("write_text", "write_bytes") or (called in ("dump", "dumps") and owner == "json"):
            yield f"{at}: {called}"
        given = [*node.args, *(keyword.value for keyword in node.keywords)]
        modes = [value.value for value in given if isinstance(value, ast.Constant) and isinstance(value.value, str)]
        if called in OPENS and any(re.fullmatch("[rbt]*[wxa+][rwxabt+]*", mode) for mode in modes):
            yield f"{at}: opens a file to be written"


@pytest.mark.parametrize("path", [path for path in SOURCES if within(module_of(path), "quiz")], ids=module_of)
def test_nothing_is_written_past_the_outlet(path: Path) -> None:
    module = module_of(path)
    if within(module, OUTLET, "quiz.sandbox") or module in OWN_DATA | OPENS_FILES:
        return
    found = list(_writes(path))
    unread = [one for one in found if one.endswith(": dumps")]
    if len(unread) == UNREAD_JSON.get(module):
        found = [one for one in found if one not in unread]
    assert not found, f"{path}: use quiz.outlet"
    written = {name for name in imports(path) if within(name, "csv", "html.escape", "xml", "logging", "getpass")}
    written -= SILENCED.get(module, set())
    if module in READS_CSV:
        written.discard("csv")
    if module in READS_XML:
        written = {name for name in written if not within(name, "xml")}
    assert not written, f"{path}: {sorted(written)} is the outlet's"


SILENCED = {"quiz.report.pdf_text": {"logging"}}
"""What a module imports in order that another library writes nothing."""

UNREAD_JSON = {
    "quiz.bank.kept_readings": 1,  # what was read of a folder, kept for the next time
    "quiz.commands.run": 1,  # what a session is known by
    "quiz.commands.review": 1,  # the same
    "quiz.web.beginnings": 2,  # the same, of either
    "quiz.web.exam_room": 1,  # the same
    "quiz.exchange.sheet": 1,  # what a digest is made of
    "quiz.exchange.as_printed": 1,  # what is compared with a key
    "quiz.practice.record_rows": 1,  # a row that is set aside, in the record
}
"""How often a module makes JSON that nobody reads but the program."""


@pytest.mark.parametrize(
    "written",
    [
        "print(1)", "click.echo(1)", "sys.stdout.write('')", "Screen(sys.stderr)", "open('f', 'w')", "path.open('xb')",
        "path.open(mode='a')", "path.write_text('')", "json.dumps(1)", "os.fdopen(1, 'w')", "x = '\\x1b[1m'", "input()",
    ],
)  # fmt: skip
def test_what_would_be_written_past_the_outlet_is_found(written: str, tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(written, encoding="utf-8")
    assert list(_writes(path))


def test_solvers_say_nothing() -> None:
    for path in SOURCES:
        if within(module_of(path), "solvers") and module_of(path) not in ALONE:
            assert not [one for one in _writes(path) if re.search(r"sys\.|: (?:print|input)$", one)], path


ALONE = {"solvers.grading.proof", "solvers.nn.data.build_mnist_5k"}
"""What runs as a process of its own: a proof answers its parent, and a script of ours makes a file."""
