"""Reports that print a program and say what came of it, written for the tests."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quiz.report.documents import Line, Report
from quiz.report.results.result_reader import StatedResult, stated_results
from quiz.report.rows import rows_of


def printed(activation: str = "sigmoid", init: str = "0.01", hidden: str = "40, 20", more: str = "") -> str:
    """A fenced program as the notebooks print it."""
    init = init if init[0].isdigit() else f"'{init}'"
    return (
        "```python\n"
        f"net = MultiLayerNet(input_size=784, hidden_size_list=[{hidden}], output_size=10,\n"
        f"    activation='{activation}', weight_init_std={init}{more})\n"
        "learning_rate = 0.1\nfor i in range(2000):\n    grad = net.gradient(x_batch, d_batch)\n```\n\n"
    )


@pytest.fixture
def program() -> Callable[..., str]:
    return printed


@pytest.fixture
def found() -> Callable[[str], list[StatedResult]]:
    def of(source: str) -> list[StatedResult]:
        lines = tuple(Line(text, number) for number, text in enumerate(source.split("\n"), start=1))
        return stated_results(rows_of(Report("r.md", lines)))

    return of
