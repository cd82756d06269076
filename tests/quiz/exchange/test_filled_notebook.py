"""Exported notebooks and printed pages given to ``quiz verify``: answers are read where they stand alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from quiz.courses import built_in_bank
from quiz.drawing import draw, prompt
from quiz.exchange.filled_notebook import filled_notebook
from quiz.exchange.sheet import printed_digest

ITEM, SEED = "conv-output-size", 3


def check_line(item: str = ITEM, seed: int = SEED) -> str:
    variant = draw(built_in_bank().item(item), seed)
    digest = printed_digest(variant, prompt(variant))
    return f'check("{item}", {seed}, answer, course="day2", lang="ja", digest="{digest}")'


def notebook(path: Path, *sources: str) -> Path:
    cells = [
        {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None}
        for source in sources
    ]
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")
    return path


def verified(run_quiz: Any, path: Path) -> list[tuple[str, str]]:
    found = json.loads(run_quiz("verify", str(path), "--format", "json").stdout)["reports"][0]["findings"]
    return [(one["verdict"], one["given"]) for one in found]


@pytest.mark.parametrize(
    ("written", "verdict"),
    [
        ('answer = "1x1"', "wrong"), ('answer = ""', "unanswered"), ("answer = None", "unanswered"),
        ('answer = """\n1x1\n"""', "wrong"), ('answer = "7x5"\nanswer = "1x1"', "wrong"), ("answer = -3", "wrong"),
        ('answer = f"{1}x1"', "undecided"), ("answer = 1 x 1", "undecided"), ("answer = compute()", "undecided"),
        ("reply = 3", "undecided"), ('answer = b"1x1"', "undecided"), ("answer = not True", "undecided"),
    ],
)  # fmt: skip
def test_an_answer_is_read_and_no_cell_is_run(run_quiz: Any, tmp_path: Path, written: str, verdict: str) -> None:
    path = notebook(tmp_path / "n.ipynb", "from quiz.notebook import check", f"{written}\n{check_line()}\n# explain()")
    assert [found for found, _ in verified(run_quiz, path)] == [verdict]


def test_of_two_answers_the_last_counts_and_numbers_are_as_written(run_quiz: Any, tmp_path: Path) -> None:
    twice = notebook(tmp_path / "twice.ipynb", f'answer = "7x5"\nanswer = "1x1"\n{check_line()}')
    assert verified(run_quiz, twice) == [("wrong", "1x1")]
    minus = notebook(tmp_path / "minus.ipynb", f"answer = -3\n{check_line()}")
    assert verified(run_quiz, minus)[0][1] == "-3"


def test_right_answers_are_right_and_the_rest_of_the_notebook_says_nothing(run_quiz: Any, tmp_path: Path) -> None:
    right = draw(built_in_bank().item(ITEM), SEED).key
    path = notebook(
        tmp_path / "n.ipynb",
        f'answer = "{right[0]}x{right[1]}"\n{check_line()}',
        f'answer = "4"\n{check_line("chain-rule-composite")}',
    )
    verdicts = [found for found, _ in verified(run_quiz, path)]
    assert verdicts[0] == "correct"
    assert len(verdicts) == 2


def test_a_question_that_has_changed_is_refused(run_quiz: Any, tmp_path: Path) -> None:
    path = notebook(
        tmp_path / "n.ipynb", 'answer = "1x1"\n' + check_line().replace('digest="', 'digest="0000000')[:-9] + '")'
    )
    assert [found for found, _ in verified(run_quiz, path)] == ["undecided"]


def test_other_notebooks_are_reports() -> None:
    for line in ("check(1, 2)", 'check("a", 1, answer)', f"# {check_line()}"):
        assert filled_notebook([[(0, 'answer = "1"'), (1, line)]]) is None
    both = [(0, check_line()), (1, check_line().replace('course="day2"', 'course="other"'))]
    assert filled_notebook([both]) is None, "of two courses at once nobody knows what it is"


@pytest.mark.parametrize("file", ["sheet.html", "key.html"])
def test_what_is_made_for_paper_is_refused(run_quiz: Any, tmp_path: Path, file: str) -> None:
    run_quiz(
        "export", "day2", "--to", "html", "--count", "2",
        "-o", str(tmp_path / "sheet.html"), "--key", str(tmp_path / "key.html"),
    )  # fmt: skip
    told = run_quiz("verify", str(tmp_path / file), "--lang", "en")
    assert told.returncode == 2
    assert "made to be printed" in told.stderr
