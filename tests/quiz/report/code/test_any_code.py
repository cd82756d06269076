"""Any text as code: findings or none, never an exception, and nothing of it is run."""

from __future__ import annotations

import ast
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.report.code.code_findings import CodeFinding
from quiz.report.code.printed_code import parsed
from solvers import budget

Judged = Callable[[str], list[CodeFinding]]

LINES = st.sampled_from([
    "import numpy as np", "def f(x):", "    return x", "class Adam:", "for key in ('W1', 'b2'):", "    h[key] *= 0.9",
    "    h[key] += g * g", "x = np.zeros((2, 3))", "y = x.reshape(-1, 0)", "z = x @ x", "# He", "if x = 3:", ">>> x",
    "%time", "'''", "W1 = np.random.randn(a, b) / np.sqrt(b)", "print(1", "）", "\u3000x = 1", "lambda: 0",
    "x[...] = 1", "a, b = b, a", "params['W1'] = np.zeros((1e9, 3))", "x = 9**9**9", "return", "yield x", "match x:",
    "order = np.random.permutation(3)",
])  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(LINES, max_size=12))
def test_any_lines_can_be_judged(lines: list[str], in_cell: Judged) -> None:
    for found in in_cell("\n".join(lines)):
        assert found.given in found.row.line.text or found.given.endswith("…")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet="abWx01 .,:()[]{}=+-*/'\"#\n\\@%>…あ（）", max_size=120))
def test_any_signs_can_be_judged(text: str, in_cell: Judged) -> None:
    in_cell(text)


@pytest.mark.parametrize(
    "code",
    [
        "x = " + "(" * 150 + ")" * 150,
        "x = " + "1+" * 4_000 + "1",
        "x = " + "-" * 4_000 + "1",
        "x = " + "a." * 4_000 + "b",
        "x = " + "9" * 9_000,
        "x = np.zeros((" + "9" * 400 + ", 2))",
        "x = np.zeros(" + str((10**8,) * 9) + ")\ny = x.reshape(-1)",
        "if a:\n" + "".join(" " * depth + "if a:\n" for depth in range(1, 90)) + " " * 95 + "pass",
        "x = 1\n" * 9_000,
    ],
    ids=["brackets", "sum", "signs", "attributes", "digits", "size", "axes", "suites", "lines"],
)
def test_what_is_enormous_is_no_fault(code: str, in_cell: Judged) -> None:
    assert all(found.verdict == "right" for found in in_cell(code))


def test_what_is_too_long_or_too_deep_is_not_parsed() -> None:
    line = "x = 1\n"
    assert parsed(line * (budget.PRINTED_CODE // len(line))) is not None
    assert parsed(line * (budget.PRINTED_CODE // len(line) + 1)) is None
    assert parsed("(" * budget.PRINTED_DEPTH + ")" * budget.PRINTED_DEPTH) is not None
    assert parsed("(" * (budget.PRINTED_DEPTH + 1) + ")" * (budget.PRINTED_DEPTH + 1)) is None


def test_code_behind_what_is_read_of_a_report_is_left_alone(judged: Judged) -> None:
    def report(filler: int) -> str:
        lines = ("# " + "x" * 76 + "\n") * 300
        return f"```\n{lines}```\n文\n" * filler + "```python\ndef relu(x):\n    return np.minimum(0, x)\n```\n"

    assert [found.claim for found in judged(report(5))] == ["relu"]
    assert judged(report(1 + budget.PRINTED_REPORT // 23_000)) == []


def test_nothing_is_run(in_cell: Judged, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    monkeypatch.setattr("builtins.print", lambda *_: ran.append("print"))
    in_cell("import sys\nprint(1)\nsys.exit()")
    assert ran == []
    assert isinstance(parsed("print(1)"), ast.Module)


def test_a_line_that_is_mended_by_leaving_it_out_shows_nothing_instead(judged: Judged) -> None:
    text = 'code = "data_x[i_end:i], data_t[i_end:i]"\n\n        self.s = self.b2 * self.s + (1 - self.b2) * g * g\n'
    text += "        mh = self.m / (1 - self.b1**self.t)\n        w -= self.lr * mh / (np.sqrt(sh) + self.eps)\n```\n"
    assert [(found.claim, found.expected) for found in judged(text)] == [("syntax", None)]
