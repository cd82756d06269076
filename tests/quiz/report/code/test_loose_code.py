"""Code among a report's sentences: which lines are code, what is said of them, what is left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quiz.report.code.code_findings import CodeFinding
from quiz.report.code.loose_code import statement_in

Judged = Callable[[str], list[CodeFinding]]


def claims(found: list[CodeFinding]) -> list[tuple[int, str, str]]:
    return [(entry.row.line.number, entry.claim, entry.verdict) for entry in found]


def test_lines_without_a_fence_are_held_against_the_formulas(judged: Judged) -> None:
    source = (
        "### モメンタム\n\nコードは次のとおり。\nself.v[key] = self.momentum * self.v[key] - self.lr * grad[key]\n"
        "params[key] -= self.v[key]\n"
    )
    assert claims(judged(source)) == [(4, "momentum-velocity", "right"), (5, "momentum-step", "wrong")]


def test_a_heading_that_is_a_commented_line_is_code(judged: Judged) -> None:
    source = "## Xavier の初期値\n\n# network['W1'] = np.random.randn(n_in, n_out) / n_in\n"
    assert claims(judged(source)) == [(3, "weights-scale", "wrong")]


def test_tags_that_break_a_line_are_no_code(judged: Judged) -> None:
    source = (
        "### AdaGrad\n\ncode:<br>\n$self.h[key]$ += $grad[key] * grad[key]$<br><br>\n$self.h[key]$ += $grad[key]$<br>\n"
    )
    assert claims(judged(source)) == [(4, "adagrad-sum", "right"), (5, "adagrad-sum", "wrong")]
    assert statement_in("a[i] = np.exp(b) <br>") is None


def test_code_between_backticks_and_dollars(judged: Judged) -> None:
    source = (
        "- He: `network['W1'] = np.random.randn(n_in, n_out) / np.sqrt(n_in) * np.sqrt(2)`\n\n"
        "### RMSProp\n\n$self.h[key] *= self.decay$＿$rate$\n\n"
        "$self.h[key] += (1 − self.decay$＿$rate) * grad[key] * grad[key]$\n"
    )
    assert claims(judged(source)) == [(1, "he-scale", "right"), (7, "rmsprop-average", "right")]


def test_the_start_of_h_among_sentences_against_the_formula(judged: Judged) -> None:
    source = (
        "### AdaGrad\n\n$h_0 = \\theta$\n\nself.h[key] = np.zeros_like(val)\nself.h[key] += grad[key] * grad[key]\n"
    )
    assert (5, "adagrad-start-differs", "imprecise") in claims(judged(source))


@pytest.mark.parametrize(
    "line",
    [
        "y = ax + b",
        "V = μV - ε∇E",
        "正解率 = np.mean(y == t) で求める",
        "もし params[key] = 0 なら学習しない",
        "h == np.zeros(3)",
        "self.h[key] = = 3",
        "x" * 400 + " = np.ones(3)",
    ],
)
def test_what_is_a_formula_or_a_sentence_is_no_code(line: str) -> None:
    assert statement_in(line) is None


def test_findings_stand_in_the_order_of_their_rows(judged: Judged) -> None:
    source = (
        "### SGD\nparams[key] += lr * grads[key]\n\n```python\ndef relu(x):\n    return np.minimum(0, x)\n```\n"
        "### SGD\nnet.params[key] += lr * grads[key]\n"
    )
    assert [line for line, _, _ in claims(judged(source))] == [2, 6, 9]
