"""Every reader and exporter of the program as a function of one text, for the test and the bench of hostile input.

A reader gets the text as the whole of what it reads, or where a stranger would put it: the stem of a question, one
field of a response. What it may raise is a fault that a person is told (``QuizError``), and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from quiz.bank.bounded_json import parse_json
from quiz.bank.claim_files import read_claims
from quiz.bank.folder import Bank
from quiz.bank.toml_text import parse_toml
from quiz.courses import built_in_bank, open_course, parse_item
from quiz.drawing import draw, prompt, solution
from quiz.errors import QuizError
from quiz.exchange.compare_rows import answered
from quiz.grading import grade
from quiz.kinds import TEMPLATES, kind_called
from quiz.render import terminal
from quiz.report.code.code_rules import load_code_book
from quiz.report.documents import read_report
from quiz.report.findings import Checker
from quiz.report.formulas.formula_file import load_library
from solvers.budget import QUESTION_FILE, OverBudget

Reader = Callable[[str], object]

QUESTION = """+++
id = "x"
kind = "number"
section = "s"
minutes = 2
key = "n + 1"
check = "1 + n"
FRONT
[draw]
n = { from = 1, to = 9 }
DRAW
[let]
LET
+++
# ja
{{n}} STEM
## 解説
{{key}}
# en
{{n}} STEM
## Solution
{{key}}
"""


def question(*, front: str = "", draw: str = "", let: str = "", stem: str = "") -> str:
    """Return a question's file with something put into one of its places."""
    return QUESTION.replace("FRONT", front).replace("DRAW", draw).replace("LET", let).replace("STEM", stem)


def used(source: str) -> None:
    """Read a question's file and do everything with it that is ever done: draw, show, solve, grade."""
    QUESTION_FILE.check(len(source.encode("utf-8", "replace")))  # a file's size is the first that is looked at
    variant = draw(parse_item(source, expected_id="x", path="x.md"), 1)
    shown = prompt(variant)
    for language in ("ja", "en"):
        terminal(shown.stem.in_(language), width=60, color=False, ascii=False)
        terminal(solution(variant).in_(language), width=60, color=False, ascii=True)
    grade(variant, "7")


def quoted(text: str) -> str:
    """Return a text as TOML and JSON both write it."""
    return json.dumps(text.encode("utf-8", "replace").decode("utf-8"))


def runs(kind: str) -> bool:
    """Whether judging an answer of that kind runs something: it then takes the time that it is given."""
    return kind_called(kind).runs_code or kind_called(kind).runs_after_answer


def grader(kind: str) -> Reader:
    """Return a reader of answers to the first item of a kind, or to that of its template."""
    bank = built_in_bank()
    first = next((card.id for card in bank.cards.values() if card.kind == kind), None)
    written = (TEMPLATES / f"{kind}.md").read_text(encoding="utf-8").format(id="attacked") if first is None else ""
    item = bank.item(first) if first else parse_item(written, expected_id="attacked", path="attacked.md")
    variant = draw(item, 1)
    return lambda text: grade(variant, text)


READERS = (
    "bank: file", "bank: front matter", "bank: list", "bank: number", "bank: range", "bank: formula", "bank: text",
    "bank: title", "bank: stem", "bank: formula in a stem", "toml", "json", "compare: row", "compare: student",
    "compare: reference", "compare: option", "compare: tolerance", "report: text", "report: page", "report: notebook",
    "report: notebook file", "screen",
)  # fmt: skip


def readers(folder: Path) -> Mapping[str, Reader]:
    """Return every other reader by its name; those of files write theirs into ``folder``."""
    root = open_course().root
    checker = Checker(built_in_bank().load_all()[0], read_claims(root), load_library(root), load_code_book(root))

    def report(suffix: str, text: str) -> None:
        path = folder / f"report{suffix}"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        checker.check(read_report(path))

    def notebook(text: str) -> None:
        report(".ipynb", json.dumps({"cells": [{"cell_type": "markdown", "source": text}]}))

    def bank(text: str) -> None:
        (folder / "bank").mkdir(exist_ok=True)
        (folder / "bank" / "x.md").write_bytes(text.encode("utf-8", "surrogatepass"))
        Bank(folder / "bank", "bank", built_in_bank().kinds).load_all()

    return {
        "bank: file": bank,
        "bank: front matter": lambda text: used(question(front=text)),
        "bank: list": lambda text: used(question(front=f"tags = {text}")),
        "bank: number": lambda text: used(question(draw=f"m = [{text}]")),
        "bank: range": lambda text: used(question(draw=f"m = {{ from = 1, to = {text} }}")),
        "bank: formula": lambda text: used(question(let=f"m = {quoted(text)}")),
        "bank: text": lambda text: used(question(draw=f"m = [{quoted(text)}]", stem="{{m}}")),
        "bank: title": lambda text: used(question(front=f'title = {{ ja = {quoted(text)}, en = "a" }}')),
        "bank: stem": lambda text: used(question(stem=text)),
        "bank: formula in a stem": lambda text: used(question(stem="{{" + text + "}}")),
        "toml": lambda text: parse_toml(text),
        "json": lambda text: parse_json(text),
        "compare: row": answered,
        "compare: student": lambda text: answered(json.dumps({"student": text, "reference": "x+1"})),
        "compare: reference": lambda text: answered(json.dumps({"student": "x+1", "reference": text})),
        "compare: option": lambda text: answered(f'{{"student": "1", "reference": "1", "assume": {text}}}'),
        "compare: tolerance": lambda text: answered(
            json.dumps({"student": "1", "reference": "1", "tolerance": f"absolute:{text}"})
        ),
        "report: text": lambda text: report(".md", text),
        "report: page": lambda text: report(".html", text),
        "report: notebook": notebook,
        "report: notebook file": lambda text: report(".ipynb", text),
        "screen": lambda text: terminal(text, width=60, color=True, ascii=False),
    }


def read(reader: Reader, text: str) -> str:
    """Let a reader read a text; return the fault that a person is told, or nothing. Anything else is raised."""
    try:
        reader(text)
    except QuizError as fault:
        return max((fault.in_("ja"), fault.in_("en")), key=len)
    except OverBudget as over:  # of TOML and JSON, whose callers tell it
        return str(over)
    except ValueError as fault:
        if type(fault).__name__ not in ("TOMLDecodeError", "JSONDecodeError"):
            raise
        return str(fault)
    return ""
