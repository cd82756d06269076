"""Verdicts on answers of every kind: a pure function of the two texts."""

import subprocess
import sys

import pytest

from solvers import Comparison, compare
from solvers.expression import Unreadable, read, to_text

SAME = {
    "y = 2x": "2*x",
    "2x": "y = 2x",
    "dz/dx = 2t*1 = 2(x+y)": "2*(x+y)",
    "y＝2x": "y=2x",
    "x=y": "y=x",
    "2x = 4": "x = 2",
    "y-3=2(x-4)": "y=2x-5",
    "-x > -1": "x < 1",
    "x≧0": "0 <= x",
    "a+b<c-d": "a+b-c+d<0",
    "(28, 28)": "(28,28)",
    "28, 28": "(28, 28)",
    "(0.5, 1/4)": "(1/2, 0.25)",
    "{2, 1, 1}": "{1, 2}",
    "{1} ∪ {2}": "{1, 2}",
    "{1, 2} - {2}": "{1}",
    "{}": "∅",
    "[1, ∞)": "[1, ∞]",
    "0 < x < 1": "(0, 1)",
    "x ∈ [0, 1]": "[0, 1]",
    "±2": "{2, -2}",
    "2, -2": "±2",
    "1 ± √2": "{1 + sqrt(2), 1 - sqrt(2)}",
    r"\begin{pmatrix}1 & 2 \\ 3 & 4\end{pmatrix}": "[[1, 2], [3, 4]]",
    r"\begin{pmatrix}0 & 1 \\ 1 & 0\end{pmatrix} \begin{pmatrix}5 \\ 6\end{pmatrix}": "[[6], [5]]",
    "data_x[i:i+1]": "data_x[i : 1+i]",
    "ｱ": "ア",
    "（ア）": "ア",
    "①": "1",
    "Ａ": "A",
    "∂L/∂y": "dL/dy",
    r"x_1 = 1, x_2 = 2": "x_2 = 2, x_1 = 1",
    "(1, 2), (3, 4)": "(3, 4), (1, 2)",
    "1000,99": "1000.99",
    "7,425,000": "7425000",
}

OTHER = {
    "(0, 1)": "[0, 1]",
    "(1, 2)": "(2, 1)",
    "1, 2": "2, 1",
    "{1, 2}": "{1, 3}",
    "x < 1": "x <= 1",
    "x > -1": "x < 1",
    "y = 2x": "y = 3x",
    "z = 2x": "y = 2x",
    "11a + c": "7 = 11a + c",
    "±2": "2",
    "2": "±2",
    "ア": "イ",
    "Ｘ": "x",
    "data_x[i:i+1]": "data_x[i:i+2]",
    "data_x[i:]": "data_x[:i]",
    r"\begin{pmatrix}1 & 2\end{pmatrix}": r"\begin{pmatrix}1 \\ 2\end{pmatrix}",
    "f(x)": "g(x)",
    "[1, 2)": "[1, 2]",
}


@pytest.mark.parametrize(("student", "reference"), SAME.items())
def test_the_same(student, reference):
    assert compare(student, reference).verdict == "correct"


@pytest.mark.parametrize(("student", "reference"), OTHER.items())
def test_not_the_same(student, reference):
    assert compare(student, reference).verdict != "correct"


@pytest.mark.parametrize(
    ("student", "reference"),
    [("1 < x < 7", "7"), ("x[0]", "7"), ("{1}", "7"), ("(1, 2)", "7"), ("7", "(7, 7)"), ("x < 1", "x")],
)
def test_another_kind_is_asked_again_and_not_marked_wrong(student, reference):
    outcome = compare(student, reference)
    assert (outcome.verdict, outcome.reason) == ("unreadable", "wrong-kind")
    assert outcome.understood_as


def test_what_is_understood_is_told():
    assert compare("２×（ｘ＋ｙ）", "2x+2y") == Comparison("correct", "exact", "equal", None, "2·(x + y)")


def test_trees_and_texts_may_be_mixed():
    tree = read("2(x + y)").tree
    assert compare("2x+2y", tree).verdict == "correct"
    assert compare(tree, tree) == Comparison("correct", "identical", "equal", None, "2·(x + y)")
    assert compare(tree, "2x+2y").verdict == "correct"


def test_names_close_the_answer():
    assert compare("2t", "2*(x+y)", names=["x", "y"]).reason == "unknown-name"
    assert compare("2t", "2*(x+y)", names=["x", "y", "t"]).verdict == "wrong"
    assert compare("2xy", "2*x*y", names=["x", "y"]).verdict == "correct"
    assert compare("lr*grad", "grad*lr").verdict == "correct"


def test_functions_are_known_from_the_reference():
    assert compare("f(x)+1", "1+f(x)").verdict == "correct"
    assert compare("loss(x)", "loss(x)").verdict == "correct"
    assert compare("logf(x)", "logf(x)").verdict == "correct"
    assert compare("f(n)", "7").reason == "unknown-function"
    assert compare("eval(n)", "n").reason == "unknown-function"


def test_domains():
    assert compare("sqrt(x^2)", "x").verdict == "wrong"
    assert compare("sqrt(x^2)", "x", assume={"x": "positive"}).verdict == "correct"
    with pytest.raises(ValueError, match="unknown domain"):
        compare("x", "x", assume={"x": "prime"})


def test_form_is_apart_from_value():
    outcome = compare("x^2 + 2x", "x(x+2)", form="factored")
    assert (outcome.verdict, outcome.reason, outcome.details) == ("incomplete", "common-factor", ("common-factor",))
    assert compare("x(x+2)", "x^2+2x", form="factored").verdict == "correct"
    assert compare("x(x+3)", "x^2+2x", form="factored").verdict == "wrong"
    assert compare("2t", "2t", form="in terms of x, y").reason == "foreign-name"


def test_undefined_answers_are_wrong_and_unknown_ones_undecided():
    assert (compare("1/0", "7").verdict, compare("1/0", "7").reason) == ("wrong", "undefined")
    assert compare("oo-oo", "7").verdict == "wrong"
    assert (compare("9^9^9^9", "7").verdict, compare("9^9^9^9", "7").reason) == ("undecided", "too-large")


def test_a_reference_that_cannot_be_read_is_the_callers_fault():
    with pytest.raises(Unreadable) as raised:
        compare("x", "2*(")
    assert raised.value.side == "reference"
    assert compare("2*(", "").verdict == "unreadable"


def test_a_proof_on_request():
    outcome = compare("sqrt(x^2)", "abs(x)", prove=True)
    assert (outcome.verdict, outcome.method) == ("correct", "proved")
    assert compare("sqrt(x^2)", "abs(x)").method == "numeric"
    assert compare("sqrt(x^2)", "abs(x)", prove=True, deadline=0.001).method == "numeric"


def test_sympy_breaks_a_tie():
    """The floor of a number that rounding cannot tell from a whole one is not known numerically."""
    pair = ("x + floor(sqrt(2)^2)", "x + 2")
    assert compare(*pair).verdict == "undecided"
    outcome = compare(*pair, deadline=30)
    assert (outcome.verdict, outcome.method) == ("correct", "proved")


def test_verdicts_do_not_depend_on_what_came_before():
    pairs = [*SAME.items(), *OTHER.items()]
    forwards = [compare(*pair) for pair in pairs]
    backwards = [compare(*pair) for pair in reversed(pairs)]
    assert forwards == backwards[::-1]


def test_everyday_answers_load_no_heavy_module():
    code = (
        "import sys, solvers\n"
        "assert 'solvers.grading.equivalence' not in sys.modules\n"
        "pairs = [('2x+2y','2*(x+y)'), ('σ(x)(1-σ(x))','e^-x/(1+e^-x)^2'), ('0.25','1/4'), ('2t','2*(x+y)')]\n"
        "[solvers.compare(*pair) for pair in pairs]\n"
        "print(sorted(name for name in ('sympy', 'numpy', 'mpmath') if name in sys.modules))"
    )
    finished = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert finished.stdout.strip() == "[]"


@pytest.mark.parametrize(("text", "column"), [("1 + f(n) + g(n)", 4), ("exp(n) + g(n) + f(n)", 9)])
def test_the_first_unknown_function_is_told_whatever_the_order_of_sets(text, column):
    outcome = compare(text, "7")
    assert (outcome.verdict, outcome.column) == ("unreadable", column)


@pytest.mark.parametrize(
    "answer", ["tanh'(x)", "tanh′(x)", "tanh’(x)", "d/dx tanh(x)", "d／dx tanh(x)", r"\frac{d}{dx} \tanh(x)"]
)
def test_a_derivative_only_asked_for_is_seen_in_every_writing(answer):
    outcome = compare(answer, "1 - tanh(x)^2")
    assert (outcome.verdict, outcome.reason) == ("incomplete", "not-carried-out")
    assert outcome.understood_as == to_text(read(answer).tree)


def test_an_answer_given_as_a_tree_is_shown_as_it_was_given():
    outcome = compare(read("d/dx x^3").tree, "3x^2")
    assert (outcome.verdict, outcome.understood_as) == ("incomplete", to_text(read("d/dx x^3").tree))
