"""Whatever is typed, the grader answers: no exception but ``Unreadable``, no hang, and the same verdict each time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solvers import compare
from solvers.budget import EXPRESSION
from solvers.expression import Unreadable, read, to_ascii, to_latex, to_text
from solvers.expression.extract import formulas

SIGNS = st.text("0123456789.xyteiσπ+-*/^()[]{}|,;:=<>!%'°²⁻¹₁½√×÷±∞∪ \\_&$ア①ー２ｘ（）＝\u200b\x00а", max_size=40)
PIECES = (
    r"sin exp( log_ \frac {1} \sqrt[3] \left( \begin{pmatrix} \end{pmatrix} \\ & \boxed{ } $ \( \) 2x dz/dx ∂L/∂y "
    r"9^9^9 1e400 x! max( f(x) oo U and lambda = ≤ ^ data_x[i: ] \text{cm} Interval.open(0,1) -- (((( ))))"
).split()
WORDS = st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join)
TEXTS = st.one_of(st.text(max_size=60), SIGNS, WORDS)


def compared(student, reference):
    """The comparison, or ``None`` where the reference is the text that cannot be read."""
    try:
        return compare(student, reference)
    except Unreadable as fault:
        return None if fault.side == "reference" else pytest.fail(f"the student's fault escaped: {fault}")


def tree_or_column(text):
    """The tree, or the column of the fault."""
    try:
        return read(text).tree
    except Unreadable as fault:
        return fault.column


@given(TEXTS, TEXTS)
@settings(max_examples=500, deadline=None)
def test_no_exception_escapes_and_nothing_hangs(student, reference):
    start = time.process_time()
    outcome = compared(student, reference)
    assert time.process_time() - start < 1.0
    assert outcome == compared(student, reference)
    if outcome is None:
        return
    if outcome.verdict == "unreadable":
        assert outcome.column is not None
        assert 0 <= outcome.column <= len(student)
    else:
        assert outcome.understood_as


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_what_reads_can_be_printed(text):
    tree = tree_or_column(text)
    if isinstance(tree, int):
        assert 0 <= tree <= len(text)
        return
    for show in (to_text, to_ascii, to_latex):
        assert show(tree)


@given(SIGNS)
@settings(max_examples=300, deadline=None)
def test_an_answer_equals_itself_however_it_is_printed(text):
    tree = tree_or_column(text)
    if isinstance(tree, int):
        return
    assert compare(tree, tree).verdict == "correct"


@given(
    st.sampled_from(
        ["(", "-", "x+", "2^", "√", "|", "{", "\\frac{", "x!", "1/", "f(", "[", "$", "\\boxed{", "sin ", "x_"]
    ),
    st.integers(1, 5000),
)
@settings(max_examples=60, deadline=None)
def test_repetition_is_refused_before_it_costs(piece, times):
    start = time.process_time()
    compare(piece * times + "x", "x")
    assert time.process_time() - start < 0.25


@given(st.text("$\\[]()boxed{} x1", max_size=200))
@settings(max_examples=200, deadline=None)
def test_formulas_are_found_in_linear_time(text):
    try:
        parts = formulas(text)
    except Unreadable:
        return
    assert all(0 <= start <= len(text) for _, start in parts)


TOWERS = {
    "x^x^x^x^x": "y",
    "9^t^n": "9^9^9^9^t",
    "exp(exp(exp(exp(exp(x)))))": "exp(exp(exp(exp(exp(x+1)))))",
    "((x!)!)!": "(x!)!",
    "tan(exp(exp(exp(x))))": "1",
    "floor(9^9^9.5)": "1",
    "(1/3)^(9^9^9)": "0",
    "(1+i)^(10^12)": "2",
    "x^(10^15)": "x^(10^15+1)",
    "softplus(9^9^x)": "9^9^x",
    "1.0000001^(10^11.5)": "2",
    "root(2, 1/10^9)": "x",
    "tanh(9^9^9^|x!|)": "x",
    "atan(9^9^9^x)": "x",
}


@pytest.mark.parametrize(("student", "reference"), TOWERS.items())
def test_towers_of_powers_are_never_computed(student, reference):
    start = time.process_time()
    assert compare(student, reference).verdict != "correct"
    assert time.process_time() - start < 0.5


def test_pathological_delimiters_stay_fast():
    for piece in ("$x", "\\(", "\\[", "\\boxed{", "$$", "(", "1,000"):
        start = time.process_time()
        tree_or_column(piece * (EXPRESSION // len(piece)))
        assert time.process_time() - start < 0.25
