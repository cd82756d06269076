"""Answers that are more than an expression: kinds, orders, intervals, sets, two values, matrices, relations."""

import pytest

from solvers import compare
from solvers.expression import read
from solvers.grading.structures import decide_answers, kind_of, plus_minus, same_kind


def tree(text):
    return read(text).tree


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2x", "value"), ("x = 1", "relation"), ("x < 1", "relation"), ("(1, 2)", "sequence"), ("[1, 2]", "sequence"),
        ("{1}", "set"), ("{1} ∪ {2}", "set"), ("[1, 2] ∪ [3, 4]", "set"), ("{1, 2} - {2}", "set"),
        (r"\begin{pmatrix}1\end{pmatrix}", "matrix"), (r"2\begin{pmatrix}1\end{pmatrix}", "matrix"), ("ア", "label"),
        ("x[0]", "index"), ("x[1:2]", "index"), ("±2", "value"),
    ],
)  # fmt: skip
def test_kinds(text, kind):
    assert kind_of(tree(text)) == kind


@pytest.mark.parametrize(
    ("answer", "reference", "same"),
    [
        ("2", "x", True), ("x < 1", "2", False), ("x = 1", "2", True), ("x ≈ 1", "2", True), ("1 < x = 2", "2", False),
        ("ア", "2", True), ("2", "ア", True), ("{1}", "ア", True), ("(1, 2)", "2", False), ("(1, 2)", "±2", True),
        ("{1, 2}", "±2", True), ("x[0]", "±2", False), ("2", "x < 1", True), ("{1}", "x < 1", True),
        ("(1, 2)", "{1, 2}", True), ("{1}", "[1, 2]", True), ("x < 1", "{1}", True), ("x[0]", "{1}", False),
        ("2", "{1}", False), ("±2", "{1}", True), ("2", "x[0]", False), ("x[1]", "x[0]", True),
    ],
)  # fmt: skip
def test_what_can_be_compared(answer, reference, same):
    assert same_kind(tree(answer), tree(reference)) is same


EQUAL = [
    ("(x, 2)", "(x, 1+1)"),
    ("x = 1, y = 2", "y = 2, x = 1"),
    ("(1, 2), (3, 4)", "(3, 4), (1, 2)"),
    ("[1, 2)", "[1, 1+1)"),
    ("(-∞, 1]", "[-∞, 1]"),
    ("[1, ∞)", "[1, ∞]"),
    ("x ∈ [0, 1]", "[0, 1]"),
    ("0 <= x < 1", "[0, 1)"),
    ("0 < x <= 1", "(0, 1]"),
    ("1 > x > 0", "0 < x < 1"),
    ("1 >= x > 0", "0 < x <= 1"),
    ("{1, 2, 2}", "{2, 1}"),
    ("{}", "{1} ∩ {2}"),
    ("{1, 2} ∪ {2, 3}", "{1, 2, 3}"),
    ("{1, 2} ∩ {2, 3}", "{2}"),
    ("{1, 2} - {2, 3}", "{1}"),
    ("[0, 1] ∪ [2, 3]", "[2, 3] ∪ [0, 1]"),
    ("[0, 1] ∪ [2, 3] ∪ [4, 5]", "[4, 5] ∪ ([0, 1] ∪ [2, 3])"),
    ("[0, x] ∪ [2, 3] ∪ [4, 5]", "[4, 5] ∪ ([0, x] ∪ [2, 3])"),
    ("±2", "{2, -2}"),
    ("{2, -2}", "±2"),
    ("1 ± x", "{1 + x, 1 - x}"),
    ("∓x", "±x"),
    (r"\begin{pmatrix}1 & 2\end{pmatrix} + \begin{pmatrix}3 & 4\end{pmatrix}", r"\begin{pmatrix}4 & 6\end{pmatrix}"),
    (r"2\begin{pmatrix}1 & 2\end{pmatrix}", r"\begin{pmatrix}2 & 4\end{pmatrix}"),
    (r"-\begin{pmatrix}1 & 2\end{pmatrix}", r"\begin{pmatrix}-1 & -2\end{pmatrix}"),
    ("[[1, 2], [3, 4]]", r"\begin{pmatrix}1 & 2 \\ 3 & 4\end{pmatrix}"),
    (
        r"\begin{pmatrix}1 & 2 & 3 \\ 4 & 5 & 6\end{pmatrix} \begin{pmatrix}1 & 0 \\ 0 & 1 \\ 1 & 1\end{pmatrix}",
        r"\begin{pmatrix}4 & 5 \\ 10 & 11\end{pmatrix}",
    ),
    ("2x = 4", "x = 2"),
    ("4 = 2x", "x = 2"),
    ("-2x = -4", "x = 2"),
    ("x/3 < y", "x < 3y"),
    ("-x > -1", "x < 1"),
    ("1 > x", "x < 1"),
    ("2x ≠ 4", "x ≠ 2"),
    ("x - y = 0", "3y = 3x"),
    ("y = 2x", "y = x + x"),
    ("x[i+1]", "x[1+i]"),
    ("x[1:2]", "x[2-1:2]"),
    ("①", "1"),
    ("x < 1", "x < 2/2"),
]

DIFFERENT = [
    ("(1, 2)", "(1, 2, 3)"),
    ("(1, 2)", "(2, 1)"),
    ("x = 1, y = 2", "x = 2, y = 1"),
    ("x = 1, y = 2", "x = 1"),
    ("[1, 2)", "[1, 2]"),
    ("(1, 2]", "[1, 2]"),
    ("[1, 2]", "[1, 3]"),
    ("(1, ∞)", "[1, ∞)"),
    ("0 < x < 1", "[0, 1]"),
    ("0 < x < 1", "0 < x <= 1"),
    ("0 < x < 1", "0 < x < 2"),
    ("0 < x < 1", "x < 1"),
    ("{1, 2}", "{1}"),
    ("{1}", "{1, 2}"),
    ("{}", "{1}"),
    ("{1}", "{}"),
    ("{1, 2} ∩ {2, 3}", "{1, 2, 3}"),
    ("{1, 2} - {2, 3}", "{2}"),
    ("{2, 3} - {1, 2}", "{1}"),
    ("[0, 1] ∪ [2, 3]", "[0, 1] ∩ [2, 3]"),
    ("[0, 1] ∪ [2, 3]", "[0, 1] ∪ [2, 4]"),
    ("([0, 1] ∩ [2, x]) ∪ [4, 5]", "[0, 1] ∪ [2, x] ∪ [4, 5]"),
    ("[0, x] ∪ [2, 3]", "[0, 2] ∪ [x, 3]"),
    ("±2", "{2, 3}"),
    ("±2", "±3"),
    ("1 ± x", "{1 + x}"),
    (r"\begin{pmatrix}1 & 2\end{pmatrix}", r"\begin{pmatrix}1 & 2 & 3\end{pmatrix}"),
    (r"\begin{pmatrix}1 & 2\end{pmatrix} + \begin{pmatrix}3\end{pmatrix}", r"\begin{pmatrix}4 & 2\end{pmatrix}"),
    (r"\begin{pmatrix}1 & 2\end{pmatrix} \begin{pmatrix}1 & 2\end{pmatrix}", r"\begin{pmatrix}1 & 4\end{pmatrix}"),
    (r"\begin{pmatrix}1 & 2 \\ 3 & 4\end{pmatrix}", r"\begin{pmatrix}1 & 3 \\ 2 & 4\end{pmatrix}"),
    ("[[1, 2], [3]]", r"\begin{pmatrix}1 & 2 \\ 3 & 4\end{pmatrix}"),
    ("2x = 4", "x = 3"),
    ("x < 1", "x > 1"),
    ("-x < 1", "x < -1"),
    ("x <= 1", "x < 1"),
    ("x < 1", "1 < x"),
    ("x = 1", "x ≠ 1"),
    ("x < y", "x < 2y"),
    ("y = 2x", "z = 2x"),
    ("x[1]", "x[2]"),
    ("x[1]", "y[1]"),
    ("x[1:2]", "x[1:3]"),
    ("x[1:2]", "x[1]"),
    ("ア", "イ"),
    ("ア", "1"),
    ("x = 0", "0 = 1"),
]


@pytest.mark.parametrize(("left", "right"), EQUAL)
def test_equal(left, right):
    assert decide_answers(tree(left), tree(right), {}).equal is True
    assert decide_answers(tree(right), tree(left), {}).equal is True


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_different(left, right):
    assert decide_answers(tree(left), tree(right), {}).equal is False
    assert decide_answers(tree(right), tree(left), {}).equal is False


@pytest.mark.parametrize(
    ("left", "right", "method"),
    [
        ("(x, 2)", "(x, 2)", "identical"),
        ("(x, 2)", "(x, 1+1)", "exact"),
        ("(2x, |x|)", "(x+x, sqrt(x^2))", "numeric"),
        ("(|x|, 2x)", "(sqrt(x^2), x+x)", "numeric"),
        ("ア", "ｱ", "identical"),
    ],
)
def test_the_weakest_method_is_told(left, right, method):
    assert decide_answers(tree(left), tree(right), {}).method == method


def test_one_doubt_is_a_doubt_and_one_difference_a_difference():
    doubt = "floor(sqrt(2)^2)"
    for text, reference, equal in (
        (f"({doubt}, 1)", "(2, 1)", None),
        (f"(1, {doubt})", "(1, 2)", None),
        (f"({doubt}, 1)", "(2, 3)", False),
        (f"{{{doubt}, 1}}", "{2, 1}", None),
        (f"{{{doubt}, 1}}", "{2, 1, 3}", None),
    ):
        assert decide_answers(tree(text), tree(reference), {}).equal is equal, text


def test_domains_reach_every_part():
    positive = {"x": "positive"}
    for text, reference in (
        ("(sqrt(x^2), 1)", "(x, 1)"), ("{sqrt(x^2)}", "{x}"), ("y = sqrt(x^2)", "y = x"), ("±sqrt(x^2)", "±x"),
        (r"\begin{pmatrix}sqrt(x^2)\end{pmatrix}", r"\begin{pmatrix}x\end{pmatrix}"), ("a[sqrt(x^2)]", "a[x]"),
        ("{sqrt(x^2), 1} ∩ {x}", "{x}"), ("x=1, y = sqrt(x^2)", "y = x, x=1"),
    ):  # fmt: skip
        assert decide_answers(tree(text), tree(reference), positive).equal is True, text
        assert decide_answers(tree(text), tree(reference), {}).equal is not True, text


def test_two_values():
    assert plus_minus(tree("1 ± x"))
    assert plus_minus(tree("{±1}"))
    assert not plus_minus(tree("{1, -1}"))
    assert not plus_minus(tree("1 - x"))


def test_an_answer_may_name_what_it_answers():
    for student, reference, verdict in (
        ("y = 2x", "2x", "correct"), ("y = 3x", "2x", "wrong"), ("2x", "y = 2x", "correct"), ("3x", "y = 2x", "wrong"),
        ("x ∈ {1, 2}", "{2, 1}", "correct"), ("x ∈ {1, 2}", "{2}", "wrong"),
        ("f = (1, 2)", "(1, 2)", "correct"), ("z = 2x", "y = 2x", "wrong"),
    ):  # fmt: skip
        assert compare(student, reference).verdict == verdict, (student, reference)


def test_looser_equalities():
    for student, reference, form, verdict, reason in (
        ("2x^2 + c", "2x^2", "antiderivative", "correct", "equal"),
        ("2x^2", "2x^2 + c", "Antiderivative", "incomplete", "no-constant"),
        ("2x^2", "2x^2 + c", "antiderivative without constant", "correct", "equal"),
        ("x^2", "2x^2 + c", "antiderivative without constant", "wrong", "different"),
        ("2x^2 + c x", "2x^2", "antiderivative", "wrong", "different"),
        ("2x^2 + c^2", "2x^2", "antiderivative", "incomplete", "no-constant"),
        ("2x^2 - c^2", "2x^2", "antiderivative", "incomplete", "no-constant"),
        ("2x^2 - c", "2x^2", "antiderivative", "correct", "equal"),
        ("2x^2 + b + c^2", "2x^2", "antiderivative", "correct", "equal"),
        ("a + b", "x + y", "renamed", "correct", "equal"),
        ("a - b", "y - x", "renamed", "correct", "equal"),
        ("a + b", "x + y + z", "renamed", "wrong", "different"),
        ("a b", "x + y", "renamed", "wrong", "different"),
        ("a+b+c+g+h+k", "u+v+w+x+y+z", "renamed", "correct", "equal"),
        ("a+b+c+g+h+k+m", "t+u+v+w+x+y+z", "renamed", "correct", "equal"),
        ("a+b+c+g+h+k+m+n", "s+t+u+v+w+x+y+z", "renamed", "correct", "equal"),
        ("a+b+c-g-h-k-m", "t+u+v+w-x-y-z", "renamed", "wrong", "different"),
        ("a+b+c+d+k+l+m+n+o", "p+q+r+s+t+u+v+w+x", "renamed", "undecided", "undecided"),
        ("log(2x) + c", "log(|x|)", "antiderivative", "wrong", "different"),
        ("log(x^2+1) + c", "log(x^2+1)", "antiderivative", "correct", "equal"),
    ):
        variable = None if form == "renamed" else "x"
        outcome = compare(student, reference, form=form, variable=variable)
        assert (outcome.verdict, outcome.reason) == (verdict, reason), (student, form)
    assert compare("x^2 + c", "x^2", form="antiderivative").verdict == "correct", "the only name is the variable"


def test_what_sympy_is_asked():
    from solvers.grading.proof import prove_equal, simplifies_to_zero

    def proved(left, right, deadline=30.0, **assume):
        return prove_equal(tree(left), tree(right), assume, deadline)

    assert proved("x + floor(sqrt(2)^2)", "x + 2") is True
    assert proved("x + floor(sqrt(2)^2)", "x + 3") is False
    assert proved("2^600 x", "2^600 x + 1") is None, "a power too large to write down"
    assert proved("x", "x", 0) is None
    assert proved("sqrt(x^2) + floor(sqrt(2)^2)", "x + 2", x="positive") is True
    for hostile in ("x + 65!", "oo", "1000001 x", "x/1000001", "2^65", "2^-65", "x^(i)"):
        assert proved(hostile, "x + 1", 0.001) is None
    assert simplifies_to_zero(tree("sqrt(x^2)"), tree("x"), {"x": "positive"}) is True
    assert simplifies_to_zero(tree("sqrt(x^2)"), tree("|x|"), {}) is True
    assert simplifies_to_zero(tree("x + 1"), tree("x"), {}) is False


@pytest.mark.parametrize(
    ("text", "modest"),
    [
        ("x + 1000000", True), ("x + 1000001", False), ("x/1000000", True), ("x/1000001", False), ("-1000001", False),
        ("x^64", True), ("x^65", False), ("x^-64", True), ("x^-65", False), ("x^y", True), ("64!", True),
        ("65!", False), ("gamma(64)", True), ("gamma(65)", False), ("n!", True),
        ("x^(1/0)", False), ("x^i", False), ("x + oo", False),
    ],
)  # fmt: skip
def test_what_is_small_enough_for_sympy(text, modest):
    from solvers.grading.proof import _modest

    assert _modest(tree(text)) is modest


def test_two_hundred_nodes_are_not_too_many_for_sympy():
    from solvers.expression.calculus import walk
    from solvers.grading.proof import _modest

    sizes = {}
    for count in range(90, 210):
        node = tree("+".join(f"x{place}" for place in range(count)).replace("x", "x_"))
        sizes[len(list(walk(node)))] = _modest(node)
    assert {size: size <= 200 for size in sizes} == sizes
    assert set(sizes.values()) == {True, False}
