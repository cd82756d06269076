"""What the documents promise is what the program does: README's examples, its commands, the teacher's guide."""

from __future__ import annotations

import ast
import csv
import doctest
import math
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.audit import audit_bank
from quiz.bank.formula import Formula
from quiz.bank.formula.own_functions import FUNCTIONS
from quiz.bank.itemfile import COMMON_KEYS
from quiz.bank.solver_guide import solver_guide
from quiz.bank.typesetting import typeset
from quiz.cli import summaries
from quiz.courses import open_bank, parse_item
from quiz.drawing import draw, prompt
from quiz.figures.given import shown
from quiz.figures.sorts import SORTS, fields_of
from quiz.kinds import TEMPLATES, kind_called, kind_names
from quiz.language import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "questions" / "README.md").read_text(encoding="utf-8")


def test_the_examples_of_the_readme_run() -> None:
    result = doctest.testfile(str(ROOT / "README.md"), module_relative=False, encoding="utf-8")
    assert result.attempted >= 4
    assert result.failed == 0


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal that pexpect can open")
def test_the_session_of_the_readme_is_what_happens(tmp_path: Path) -> None:
    import pexpect

    shown = re.search(r"```text\n\$ quiz (.*?)\n(.*?)```", README, re.S)
    assert shown
    environment = {**os.environ, "QUIZ_HOME": str(tmp_path), "TERM": "dumb", "LANG": "ja_JP.UTF-8"}
    program = [*"-c|from quiz.cli import main; main()".split("|"), *shown[1].split()]
    child = pexpect.spawn(sys.executable, program, env=environment, encoding="utf-8", dimensions=(40, 80), timeout=60)
    wanted = [line for line in shown[2].splitlines() if line.strip()]
    for line in wanted:
        prompt, mark, typed = line.partition("> ")
        if mark:
            child.expect_exact(prompt + mark)
            child.sendline(typed)
        else:
            child.expect_exact(line)
    child.close(force=True)
    assert len(wanted) > 8


def test_the_readme_knows_every_command() -> None:
    for command in summaries():
        assert f"quiz {command}" in README


@pytest.mark.thorough
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_six_commands_of_the_class_page_run_as_they_stand_there(
    run_quiz: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path, language: str
) -> None:
    page = README.partition("## For a class")[2].partition("\n## ")[0]
    roster, commands = re.findall(r"```text\n(.*?)```", page, re.S)
    (tmp_path / "roster.csv").write_text(roster, encoding="utf-8")
    lines = commands.splitlines()
    assert len(lines) == 6
    for line in lines:
        if " collect " in line:  # the teacher has filled in the table
            table = tmp_path / "spring" / "answers.csv"
            table.write_text(table.read_text(encoding="utf-8").replace(",,", ",7,"), encoding="utf-8")
        if "QUESTION-ID" in line:
            with (tmp_path / "spring" / "report.csv").open(encoding="utf-8-sig") as file:
                line = line.replace("QUESTION-ID", next(csv.DictReader(file))["item"])
        program, *arguments = shlex.split(line)
        assert program == "quiz"
        done = run_quiz(*arguments, "--lang", language, cwd=tmp_path)
        assert done.returncode == 0, (line, done.stderr)
        assert done.stdout.strip() or done.stderr.strip(), line


def test_the_test_command_is_what_ci_runs() -> None:
    command = re.search(r"python3 -m venv \.venv && .*pytest.*", README)
    assert command
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for part in ("-m venv", "install", "-e '.[test]'", "pytest"):
        assert part in command[0]
        assert part in ci


def test_the_guide_names_every_key() -> None:
    own = {key for name in kind_names() for key in kind_called(name).keys}
    for key in {*COMMON_KEYS, "key", "check", *own}:
        assert f"`{key}`" in GUIDE or f"[{key}" in GUIDE, key


def test_the_guides_formulas_have_the_values_that_it_tells() -> None:
    values = {"n": 7, "xs": (3, 1, 4, 6), "A": ((1, 2), (3, 4)), "pi": math.pi, "e": math.e}
    shown = re.search(r"## Formulas.*?```text\n(.*?)```", GUIDE, re.S)
    assert shown
    lines = [line.split("->") for line in shown[1].splitlines()]
    assert len(lines) > 25
    for source, wanted in lines:
        formula = Formula(source)
        formula.require(values)
        assert typeset(formula.value(values), "code") == wanted.strip(), source


def test_the_guide_names_every_function_of_the_language() -> None:
    table = GUIDE.partition("## Formulas")[2].partition("```text")[0]
    named = set(re.findall(r"`(\w+)`", table))
    assert set(FUNCTIONS) - named == set()
    assert named - set(FUNCTIONS) - {"pi", "e", "key", "check", "where", "value", "fixed", "size"} == set()


def test_the_guides_ways_of_drawing_are_drawn() -> None:
    example = re.search(r"## Drawing.*?```toml\n(.*?)```", GUIDE, re.S)
    question = re.search(r"````markdown\n(.*?)````", GUIDE, re.S)
    assert example
    assert question
    head = 'id = "x"\nkind = "number"\nsection = "s"\nminutes = 1\ndifficulty = 1\nkey = "n + k"\ncheck = "k + n"\n'
    body = "# ja\n{{food}} {{join(heights, ' ')}}\n## 解説\n{{key}}\n# en\n{{food}}\n## Solution\n{{key}}\n"
    item = parse_item(f"+++\n{head}{example[1]}+++\n{body}", expected_id="x", path="guide")
    for seed in range(1, 30):
        values = draw(item, seed).values
        assert values["n"] != 2 * values["k"]
        assert len(set(values["xs"])) == 4
        assert len(values["table"]) == 2
        assert sorted(values["order"]) == ["A", "B", "C"]
        assert sorted(values["places"]) == [1, 2, 3, 4]
        assert all((10 * height).denominator == 1 for height in values["heights"])
        assert 0 <= values["heads"] <= 10
    assert prompt(draw(item, 1)).stem.en in ("miso", "vinegar")


def test_the_list_of_solvers_is_that_of_the_registry() -> None:
    listed = (ROOT / "questions" / "SOLVERS.md").read_text(encoding="utf-8")
    assert listed == "".join(solver_guide()), "write it anew: quiz list --solvers > questions/SOLVERS.md"


def test_the_guides_example_is_a_question() -> None:
    example = re.search(r"````markdown\n(.*?)````", GUIDE, re.S)
    assert example
    source = example[1].replace("# en\n...", "# en\nHow many?").replace("\n...", "\nText.")
    assert parse_item(source, expected_id="my-question", path="guide").kind == "number"


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.md")), ids=lambda path: path.stem)
def test_every_kind_has_a_template(path: Path) -> None:
    item = parse_item(path.read_text(encoding="utf-8").format(id="x"), expected_id="x", path=path.name)
    assert item.kind == path.stem


@pytest.mark.parametrize("name", kind_names())
def test_every_kind_is_in_the_guide_and_has_a_template(name: str) -> None:
    assert f"`{name}`" in GUIDE
    assert (TEMPLATES / f"{name}.md").is_file()


def test_the_glossary_names_what_the_model_names() -> None:
    glossary = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Glossary")[2]
    for term in (
        "item", "stem", "key", "distractor", "misconception", "slip", "variant", "form", "blueprint", "attempt",
        "verdict", "mastery", "section", "topic", "tag", "audit",
    ):  # fmt: skip
        assert f"| {term} |" in glossary, term


def test_the_change_log_has_an_unreleased_part() -> None:
    assert "## Unreleased" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_guides_figure_is_drawn_in_every_variant(tmp_path: Path) -> None:
    """The worked example of the guide passes the audit, and its figure says what its values are."""
    example = next(found for found in re.findall(r"````markdown\n(.*?)````", GUIDE, re.S) if "[figure." in found)
    (tmp_path / "validation-rise.md").write_text(example, encoding="utf-8")
    bank = open_bank(str(tmp_path))
    audit = audit_bank(bank, 60)
    assert [defect.detail.en for defect in audit.defects] == []
    variant = draw(bank.item("validation-rise"), 3)
    words = prompt(variant).pictures["figure:errors"].words("en", "")
    assert f"least {shown(variant.values['low'])} at {variant.values['best']}" in words


def _examples() -> dict[str, str]:
    """The worked examples of the guide: whole question files, by their ids."""
    found = re.findall(r"````markdown\n(\+\+\+\nid = \"([a-z-]+)\".*?)````", GUIDE, re.S)
    return {name: source for source, name in found}


@pytest.mark.thorough
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_guides_worked_examples_pass_the_audit(tmp_path: Path, lang: str) -> None:
    """All twelve, as they stand, in one bank: nothing is wrong, and nothing is noticed."""
    examples = _examples()
    assert len(examples) >= 12
    for name, source in examples.items():
        (tmp_path / f"{name}.md").write_text(source, encoding="utf-8")
    command = [sys.executable, "-m", "quiz", "check", str(tmp_path), "--seeds", "60", "--lang", lang]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT)
    assert done.returncode == 0, done.stdout
    assert ("誤り 0 件（" if lang == "ja" else ": 0 defects (") in done.stdout, done.stdout


def test_the_guides_worked_examples_are_numbered_and_of_many_kinds(tmp_path: Path) -> None:
    examples = {name: parse_item(source, expected_id=name, path=name) for name, source in _examples().items()}
    assert {item.kind for item in examples.values()} >= {
        "number",
        "expression",
        "choice",
        "text",
        "ordering",
        "matching",
        "code",
    }
    headings = re.findall(r"^### (\d+)\. (.+)$", GUIDE, re.M)
    assert [int(number) for number, _ in headings] == [
        2,
        3,
        4,
        5,
        6,
        8,
        9,
        10,
        11,
        12,
    ]  # 1 and 7 stand in their sections
    assert all(" / " in heading for _, heading in headings)
    for name, item in examples.items():
        shown_to_learners = prompt(draw(item, 1)).stem
        assert "{{" not in shown_to_learners.ja + shown_to_learners.en, name


def test_the_guides_solver_is_one() -> None:
    example = re.search(r"```python\n(.*?)```", GUIDE, re.S)
    assert example
    names = ast.parse(example[1])
    (function,) = [node for node in names.body if isinstance(node, ast.FunctionDef)]
    assert [decorator.id for decorator in function.decorator_list if isinstance(decorator, ast.Name)] == ["solver"]
    assert f"sequences.{function.name}(n)" in example[1]


def test_the_guide_names_every_sort_of_figure_and_its_keys() -> None:
    for sort in SORTS:
        row = next(line for line in GUIDE.splitlines() if line.startswith(f"| `{sort}` |"))
        for key, wanted in fields_of(sort).items():
            assert f"`{key}`" in row or f".{key}]]`" in row, (sort, key)
            for inside in wanted.inside or {}:
                assert f"`{inside}`" in row, (sort, key, inside)
