"""What of the program the static page gets: all that it uses, and nothing that it can't reach."""

from __future__ import annotations

import ast
import io
import re
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest

from quiz.kinds import guess_of, kind_names, label_of
from quiz.web.compiled import read_as_text
from quiz.web.in_browser import INSIDE
from quiz.web.program_files import module_files, program, training, without_remarks

NAMES_PUT_TOGETHER = frozenset(
    {
        "quiz",  # names of the package for other programs
        "quiz.kinds",
        "quiz.web.engine",
        "solvers.expression",
        "solvers.installed",  # a plug-in, which a page has none of
        "solvers.practicals",
        "solvers.registry",
    }
)
"""The modules that import by a name which is put together: what it can be, ``_starts`` lists."""

ALONE = Path(__file__).parents[2] / "support" / "page_alone.py"


def names_of(archive: bytes) -> set[str]:
    with tarfile.open(fileobj=io.BytesIO(archive)) as opened:
        return set(opened.getnames())


@pytest.fixture(scope="module")
def sent() -> bytes:
    return program()


def test_it_has_what_it_needs_and_no_more(sent: bytes) -> None:
    names = names_of(sent)
    assert {"quiz/web/engine.py", "solvers/fragment.py", "questions/day2/course.toml", "cards.json"} <= names
    assert {f"quiz/sandbox/inside/{name}" for name in INSIDE} <= names
    rooms = ("quiz/terminal/", "quiz/commands/", "quiz/report/", "quiz/lab/", "quiz/audit/", "quiz/exchange/")
    assert not [name for name in names if name.startswith((*rooms, "solvers/nn", "quiz/web/site"))]
    assert not [name for name in names if "pycache" in name or "/claims/" in name or name.endswith(".answers.toml")]
    assert {name for name in names_of(training()) if name.endswith(".py")} >= {"solvers/nn/trainer.py"}


def test_a_name_that_is_put_together_is_known() -> None:
    found = set()
    for name, path in module_files().items():
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Call) and "import_module" in ast.unparse(node.func):
                found.add(name.removesuffix(".py").replace("/", ".").removesuffix(".__init__"))
    assert found == NAMES_PUT_TOGETHER


@pytest.mark.thorough
def test_every_question_and_view_works_with_what_is_sent(sent: bytes, tmp_path: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(sent)) as opened:
        opened.extractall(tmp_path, filter="data")
    command = [sys.executable, "-I", str(ALONE), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def without_docstrings(source: bytes) -> str:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
            said: Any = node.body[0]
            if ast.get_docstring(node, clean=False) is not None:
                said.value.value = ""
    return ast.dump(tree)


@pytest.mark.parametrize("name", ["quiz/kinds/number.py", "quiz/web/engine.py", "quiz/practice/store.py"])
def test_without_remarks_it_is_the_same_program(name: str) -> None:
    source = module_files()[name].read_bytes()
    shorter = without_remarks(source)
    assert len(shorter) < len(source)
    assert without_docstrings(shorter) == without_docstrings(source)


def test_a_text_of_several_lines_keeps_its_empty_ones() -> None:
    source = b'x = """a\n\n# b\n"""\n\n# c\ny = f"""\n# {x}\n\n"""\n'
    assert without_remarks(source) == b'x = """a\n\n# b\n"""\ny = f"""\n# {x}\n\n"""\n'


def test_what_is_left_of_a_compiled_module_tells_what_the_whole_does() -> None:
    for name, path in module_files().items():
        source = path.read_bytes()
        left = read_as_text(source)
        for told in (rb"^@solver\ndef (\w+)", rb"\nKIND = ", rb'^    label = Text\("[^"\\]+", "[^"\\]+"\)$'):
            if name.startswith(("quiz/kinds/", "solvers/topics/")):
                assert re.findall(told, left, re.M) == re.findall(told, source, re.M), name
        if name.startswith("quiz/kinds/"):
            guessed = rb"^    guessed = (0\.\d+)$"
            assert re.findall(guessed, left, re.M) == re.findall(guessed, source, re.M), name
    assert all(label_of(kind) and guess_of(kind) >= 0 for kind in kind_names())
