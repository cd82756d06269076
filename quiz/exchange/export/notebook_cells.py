"""A notebook (nbformat 4.5) for Jupyter and Colab: a cell for each question and one for its answer, graded by us.

The format: https://nbformat.readthedocs.io/en/latest/format_description.html. No key stands in it: the cells call
:mod:`quiz.notebook`, which draws the question again from its id and seed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from quiz.drawing import prompt
from quiz.exchange.export.exported_question import ExportedQuestion
from quiz.exchange.export.exporter import ExportedSet, Exporter
from quiz.exchange.sheet import printed_digest, question_markdown
from quiz.interaction import WriteCode, WriteText
from quiz.language import Language, Text
from quiz.outlet.json_text import json_text
from quiz.render.portable import literal

_FIRST = """\
import importlib.util

if importlib.util.find_spec("quiz") is None:
    %pip install -q kakunin-test
from quiz.notebook import check, explain"""

_HOW = Text(
    "最初のセルを実行してから、各問の `answer` に答えを書いて、そのセルを実行してください。"
    "`explain` の行の `#` を消すと解説が出ます。",
    "Run the first cell. Then write your answer to each question at `answer` and run its cell; "
    "take away the `#` before `explain` to see the solution.",
)
AS_CHOICE = Text("選択式では入りません", "a question made multiple choice can't be graded there")


class NotebookCells(Exporter):
    """A notebook that grades itself."""

    ending = "ipynb"
    is_text = True

    def refused(self, question: ExportedQuestion) -> Text | None:
        """A question that was made a choice: the cells draw it as it is written."""
        return AS_CHOICE if question.as_choice else None

    def file(self, questions: Sequence[ExportedQuestion], whole: ExportedSet) -> bytes:
        """Return the notebook."""
        notebook = {
            "cells": list(_cells(questions, whole)),
            "metadata": {
                "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
                "language_info": {"name": "python"},
            },
            "nbformat": 4,
            "nbformat_minor": 5,
        }
        return (json_text(notebook, indent=1) + "\n").encode()


def _cells(questions: Sequence[ExportedQuestion], whole: ExportedSet) -> Iterator[dict[str, Any]]:
    language = whole.languages[0]
    title = " / ".join(dict.fromkeys(whole.title.in_(one) for one in whole.languages))
    how = "\n\n".join(_HOW.in_(one) for one in whole.languages)
    yield _cell("markdown", f"{whole.id}/head", f"# {literal(title)}\n\n{how}")
    yield _cell("code", f"{whole.id}/first", _FIRST)
    for number, question in enumerate(questions, start=1):
        shown = prompt(question.variant)
        texts = "\n\n".join(question_markdown(shown, one) for one in whole.languages)
        head = Text(f"問{number}", f"Question {number}").in_(language)
        yield _cell("markdown", f"{question.id}/asked", f"## {head}\n\n{texts}")
        yield _cell(
            "code", f"{question.id}/answer", _answer(question, whole, language, printed_digest(question.variant, shown))
        )


def _answer(question: ExportedQuestion, whole: ExportedSet, language: Language, digest: str) -> str:
    long = any(isinstance(one, WriteCode | WriteText) for asked in question.asked for one in asked.interactions)
    start = next((asked.start for asked in question.asked if asked.start), "")
    # Code to begin with may hold quotes of its own: it stands between those that it hasn't.
    quotes = "'''" if '"""' in start else '"""'
    several = long or len(question.asked) > 1
    written = f"{quotes}\n{start.rstrip()}\n{quotes}" if several else '""'
    named = f'"{question.item}", {question.seed}'
    more = f', course="{whole.course}", lang="{language}"'
    return f'answer = {written}\ncheck({named}, answer{more}, digest="{digest}")\n# explain({named}{more})'


def _cell(sort: str, name: str, source: str) -> dict[str, Any]:
    lines = source.split("\n")
    cell: dict[str, Any] = {
        "cell_type": sort,
        "id": hashlib.sha256(name.encode()).hexdigest()[:16],
        "metadata": {},
        "source": [line + "\n" for line in lines[:-1]] + [lines[-1]],
    }
    return cell if sort == "markdown" else {**cell, "execution_count": None, "outputs": []}
