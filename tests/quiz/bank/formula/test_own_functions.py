"""The functions of the language: held against NumPy and statistics, and against what learners may write."""

from __future__ import annotations

import math
import statistics
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.bank.formula import Formula, FormulaError
from quiz.bank.formula.own_functions import FUNCTIONS
from quiz.bank.typesetting import typeset
from quiz.language import Text
from solvers.expression import Symbol, read, to_text, value
from solvers.expression.vocabulary import SPELLINGS

numbers = st.lists(st.fractions(-20, 20, max_denominator=8), min_size=1, max_size=12).map(tuple)


def of(source: str, **values: Any) -> Any:
    return Formula(source).value(values)


def refused(source: str, **values: Any) -> FormulaError:
    with pytest.raises(FormulaError) as caught:
        Formula(source).value(values)
    assert caught.value.message.ja
    assert caught.value.message.en
    return caught.value


# -- of a list ---------------------------------------------------------------------------------------------------------


@given(numbers)
def test_functions_of_a_list(xs: tuple[Fraction, ...]) -> None:
    assert of("mean(xs)", xs=xs) == statistics.mean(xs)
    assert of("var(xs)", xs=xs) == statistics.pvariance(xs)
    assert of("median(xs)", xs=xs) == statistics.median(xs)
    assert of("sum(xs)", xs=xs) == sum(xs)
    assert of("prod(xs)", xs=xs) == math.prod(xs)
    assert of("cumsum(xs)[-1]", xs=xs) == sum(xs)
    assert of("sort(xs)", xs=xs) == tuple(sorted(xs))
    assert of("[argmax(xs), argmin(xs)]", xs=xs) == (np.argmax(np.array(xs)), np.argmin(np.array(xs)))
    assert of("[min(xs), max(xs), len(xs)]", xs=xs) == (min(xs), max(xs), len(xs))
    assert of("std(xs)", xs=xs) == pytest.approx(statistics.pstdev(xs), rel=1e-11, abs=1e-11)


@given(numbers)
def test_a_mapping_is_that_of_python(xs: tuple[Fraction, ...]) -> None:
    assert of("[x**2 - 1 for x in xs]", xs=xs) == tuple(x**2 - 1 for x in xs)
    assert of("[x for x in xs if x > 0]", xs=xs) == tuple(x for x in xs if x > 0)
    assert of("[i*x for i, x in enumerate(xs)]", xs=xs) == tuple(i * x for i, x in enumerate(xs))
    assert of("sum(x*y for x, y in zip(xs, xs[::-1]))", xs=xs) == sum(x * y for x, y in zip(xs, xs[::-1], strict=True))
    assert of("[[x*y for x in xs] for y in xs]", xs=xs) == tuple(tuple(x * y for x in xs) for y in xs)
    assert of("[x - y for x in xs for y in xs if y < x]", xs=xs) == tuple(x - y for x in xs for y in xs if y < x)
    assert of("any([x > 3 for x in xs])", xs=xs) is any(x > 3 for x in xs)
    assert of("all(x > 3 for x in xs)", xs=xs) is all(x > 3 for x in xs)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=8).map(tuple), st.integers(-9, 9), st.integers(-9, 9))
def test_slices_are_those_of_python(xs: tuple[int, ...], first: int, last: int) -> None:
    assert of("xs[a:b]", xs=xs, a=first, b=last) == xs[first:last]
    assert of("xs[a:]", xs=xs, a=first) == xs[first:]
    assert of("xs[:b]", xs=xs, b=last) == xs[:last]
    assert of("xs[::-1]", xs=xs) == xs[::-1]
    if -len(xs) <= first < len(xs):
        assert of("xs[a]", xs=xs, a=first) == xs[first]


@given(st.lists(st.lists(st.integers(-9, 9), min_size=3, max_size=3).map(tuple), min_size=3, max_size=3).map(tuple))
def test_matrices_are_taken_apart_as_numpy_does(m: Any) -> None:
    array = np.array(m)
    assert of("m[1, 2]", m=m) == array[1, 2]
    assert of("m[:, 1]", m=m) == tuple(array[:, 1])
    assert of("m[0:2, 1:]", m=m) == tuple(map(tuple, array[0:2, 1:]))
    assert of("transpose(m) @ m", m=m) == tuple(map(tuple, (array.T @ array).tolist()))
    assert of("m @ m[0]", m=m) == tuple((array @ array[0]).tolist())
    assert float(of("det(m)", m=m)) == pytest.approx(float(np.linalg.det(array)), abs=1e-8)
    assert of("[r[i] for i, r in enumerate(m)]", m=m) == tuple(np.diag(array).tolist())


@given(st.integers(-20, 20), st.integers(-20, 20), st.integers(-5, 5))
def test_ranges_are_those_of_python(start: int, stop: int, step: int) -> None:
    assert of("range(b)", b=stop) == tuple(range(stop))
    assert of("range(a, b)", a=start, b=stop) == tuple(range(start, stop))
    if step:
        assert of("range(a, b, c)", a=start, b=stop, c=step) == tuple(range(start, stop, step))


def test_all_different_takes_a_list_or_several_values() -> None:
    assert of("all_different([1, 1])") is False
    assert of("all_different([1, 2])") is True
    assert of("all_different(1, 2, 1)") is False
    assert of("all_different([[1, 2], [1, 2]])") is False
    assert "a list was expected" in refused("all_different(1)").message.en


# -- as learners mean them ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted({*FUNCTIONS} & {*SPELLINGS} - {"sum"}))
@given(st.fractions(-3, 3, max_denominator=4), st.fractions(-3, 3, max_denominator=4))
def test_what_a_learner_may_write_means_the_same(name: str, first: Fraction, second: Fraction) -> None:
    """Also refused for the same values: where a learner's value isn't real, a formula has none."""
    if name in ("factorial", "binomial"):
        first, second = Fraction(abs(round(first))) + 2, Fraction(abs(round(second)))
    several = FUNCTIONS[name].least > 1 or name in ("max", "min")
    written = f"{name}({first}, {second})" if several else f"{name}({first})"
    try:
        wanted = value(read(written).tree)
    except ArithmeticError:
        wanted = 1j
    if isinstance(wanted, complex):
        refused(written)
    else:
        assert float(of(written)) == pytest.approx(float(wanted), rel=1e-11, abs=1e-11)


def test_of_a_letter_they_make_an_expression() -> None:
    x = Symbol("x")
    for name in ("exp", "ln", "sqrt", "sin", "cos", "tanh", "sigmoid", "abs", "relu"):
        assert of(f"{name}(x)", x=x) == read(f"{name}(x)").tree
    assert of("log(x, 2)", x=x) == read("log(x, 2)").tree
    assert of("sum([x, x**2, 1])", x=x) == of("x + x**2 + 1", x=x)
    assert to_text(of("prod([2, x])", x=x)) == "2·x"
    assert of("max(x, 0)", x=x) == read("max(x, 0)").tree


def test_exact_values_stay_exact() -> None:
    assert [of(source) for source in ("exp(0)", "log(1)", "log2(1/8)", "log10(1000)", "sqrt(9/4)", "tanh(0)")] == [
        1, 0, -3, 3, Fraction(3, 2), 0
    ]  # fmt: skip
    assert of("sum([-p*log2(p) for p in [1/2, 1/4, 1/4]])") == Fraction(3, 2)
    assert of("sin(pi/6)", pi=math.pi) == 0.5
    assert of("cos(pi)", pi=math.pi) == -1


def test_round_is_what_the_exam_means() -> None:
    assert [of(f"round({value})") for value in ("0.5", "1.5", "2.5", "-2.5", "2.4")] == [1, 2, 3, -3, 2]
    assert of("round(2.675, 2)") == Fraction(268, 100)
    assert of("round(x, 3)", x=1 / 3) == Fraction(333, 1000)
    assert of("round(1234, -2)") == 1200


# -- texts -------------------------------------------------------------------------------------------------------------


def test_numbers_and_texts_are_joined() -> None:
    assert of("join(xs, ' | ')", xs=(1, Fraction(1, 2), "a")) == "1 | 0.5 | a"
    assert of("join([])") == ""
    assert of("join([figures(2/3, 3), scientific(1/3000, 2)], ' ')") == "0.667 3.3×10⁻⁴"
    word = of("join([words('味噌', 'miso'), 3], '、')")
    assert word == Text("味噌、3", "miso、3")
    assert (typeset(word, "text", "ja"), typeset(word, "text", "en")) == ("味噌、3", "miso、3")


def test_a_power_of_ten_is_typeset_for_its_place() -> None:
    power = of("scientific(0.00012345, 3)")
    assert typeset(power, "text") == "1.23×10⁻⁴"
    assert typeset(power, "math") == r"1.23 \times 10^{-4}"
    assert typeset(power, "code") == "1.23e-4"


def test_a_word_equals_either_of_its_forms() -> None:
    word = Text("味噌", "miso")
    assert of("w == '味噌' and w == 'miso' and w != 'natto' and w in ['miso'] and 'miso' in [w]", w=word) is True
    assert of("'natto' == w or w not in ['miso']", w=word) is False
    assert of("join([w[0], w[1]], '=')", w=word) == "味噌=miso", "as the pair that it is written as"


# -- what is refused ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "told", "remedy"),
    [
        ("1 / (n - 3)", "division by zero (n - 3 is 0)", "n - 3 != 0"),
        ("n // (n - 3)", "n - 3 is 0", "n - 3 != 0"),
        ("n % (n - 3)", "n - 3 is 0", "n - 3 != 0"),
        ("(n - 3) ** -1", "n - 3 is 0", "n - 3 != 0"),
        ("[1/(x - 1) for x in xs]", "division by zero", ""),
        ("sqrt(n - 5)", "-2 is negative", "n - 5 >= 0"),
        ("[sqrt(x - 2) for x in xs]", "-1 is negative", ""),
        ("log(n - 3)", "0 is not above 0", "n - 3 > 0"),
        ("log2(0)", "0 is not above 0", ""),
        ("inverse([[n, n], [n, n]])", "determinant is 0", "det([[n, n], [n, n]]) != 0"),
        ("det([[1, 2]])", "1×2", ""),
        ("[[1, 2]] @ [1, 2, 3]", "1×2 @ 3", ""),
        ("(n - 9) ** 0.5", "no real power", "0 or above"),
        ("mean([])", "the list is empty", ""),
        ("max([])", "the list is empty", ""),
        ("std([1], 1)", "1 values are too few", ""),
        ("var([1, 2], 2)", "2 is outside", ""),
        ("exp(xs)", "a number was expected, found [1, 2, 3]", "[exp(x) for x in xs]"),
        ("sum(['a'])", "a list of numbers", ""),
        ("sum([n > 1])", "a list of numbers", ""),
        ("any([1, 2])", "a list of conditions", ""),
        ("zip(xs, [1])", "3, 1", ""),
        ("range(1, 9, 0)", "0 is outside", ""),
        ("range(1.5)", "a whole number was expected, found 3/2", ""),
        ("round(xs)", "a number was expected", "[round(x) for x in xs]"),
        ("round(1, 99)", "99 is outside", ""),
        ("figures(1, 0)", "0 is outside", ""),
        ("exp(9999)", "too large", ""),
        ("xs[3]", "positions 0 to 2", "mend the position"),
        ("xs[-4]", "positions 0 to 2", "mend the position"),
        ("[][0]", "an empty list", "mend the position"),
        ("xs[1.5]", "a whole number, found 3/2", ""),
        ("xs[n > 1]", "a whole number, found True", ""),
        ("xs['a':]", "whole numbers, found 'a'", ""),
        ("xs[::0]", "step of a slice is 0", ""),
        ("n[0]", "only takes a list, found 3", ""),
        ("xs + xs", "can't compute with [1, 2, 3] and [1, 2, 3]", "entry by entry"),
        ("2 * xs", "can't compute with 2 and", "entry by entry"),
        ("'a' + 'b'", "can't compute with 'a'", "join"),
        ("-xs", "[1, 2, 3] has no minus", ""),
        ("n < 'a'", "3 and 'a' have no order", ""),
        ("n in 5", "in needs a list, found 5", ""),
        ("[x for x in n]", "a list was expected after in, found 3", ""),
        ("[x for x in xs if x]", "if x isn't true or false, but 1", ""),
        ("[a for a, b in xs]", "1 can't be taken apart into a, b", ""),
        ("norm(xs, 3)", "3 is outside", ""),
        ("words('', 'x')", "is outside", ""),
        ("factorial(2.5)", "a whole number", ""),
        ("asin(n)", "3 is outside", ""),
        ("tan(pi/2)", "no value at", ""),
    ],
)
def test_what_has_no_value_is_told_with_a_remedy(source: str, told: str, remedy: str) -> None:
    error = refused(source, n=3, xs=(1, 2, 3), pi=math.pi)
    assert told in error.message.en
    assert remedy in (error.remedy.en if error.remedy else "")
    assert bool(error.remedy) is bool(remedy)


@pytest.mark.parametrize(
    ("source", "told", "remedy", "column"),
    [
        ("mean(1, 2)", "mean takes 1 argument, found 2", "mean([a, b])", 0),
        ("1 + sqrt()", "sqrt takes 1 argument, found 0", "", 4),
        ("round(1, 2, 3)", "1–2 arguments, found 3", "", 0),
        ("arcsin(1)", "no function arcsin", "asin", 0),
        ("math.log(2)", "no function math.log", "write log", 0),
        ("np.exp(2)", "no function np.exp", "write exp", 0),
        ("sorted([1])", "no function sorted", "write sort", 0),
        ("comb(3, 2)", "no function comb", "binomial", 0),
        ("[x for x in [1] for x in [2]]", "x is taken", "another name", 20),
        ("[max for max in [1]]", "max is taken", "another name", 9),
        ("[x for x[0] in [1]]", "a name was expected after for", "", 7),
        ("{1, 2}", "can't be used", "[ ]", 0),
        ("2 × 3", "× is written *", "", 2),
        ("n ≦ 3", "≦ is written <=", "", 2),
        ("ｎ + 1", "ｎ is written n", "", 0),
        ("（1 + 2）", "（ is written (", "", 0),
        ("2 + 3^2", "**, not ^", "", 5),
        ("'^' == '×' and 2 ^ 3", "**, not ^", "", 17),
        ("n = 3", "= is written ==", "", 2),
        ("a && b", "&& is written and", "", 2),
        ("a || b", "|| is written or", "", 2),
        ("!a", "! is written not", "", 0),
        ("a <> b", "<> is written !=", "", 2),
        ("a => b", "=> is written >=", "", 2),
        ("“a”", "“ is written '", "", 0),
        ("(1 + 2", "( isn't closed", "", 0),
        ("1 + 2)", ") has no partner", "", 5),
        ("[1, 2", "[ isn't closed", "", 0),
        ("  2 + 3^2", "**, not ^", "", 7),
    ],
)
def test_what_is_written_wrongly_is_told_when_it_is_read(source: str, told: str, remedy: str, column: int) -> None:
    with pytest.raises(FormulaError) as caught:
        Formula(source)
    assert told in caught.value.message.en
    assert caught.value.message.ja
    assert remedy in (caught.value.remedy.en if caught.value.remedy else "")
    assert caught.value.column == column


def test_a_functions_name_alone_is_no_value() -> None:
    with pytest.raises(FormulaError, match=r"write mean\(\.\.\.\)"):
        Formula("mean + 1").require({"n"})


def test_the_name_of_a_value_can_not_be_given_to_an_entry() -> None:
    with pytest.raises(FormulaError, match="n is the name of a value already") as caught:
        Formula("sum([n for n in [1, 2]])").require({"n"})
    assert caught.value.column == 7
    Formula("sum([x for x in [1, 2]])").require({"n"})


def test_an_entry_is_no_name_that_the_formula_needs() -> None:
    formula = Formula("[x + n for x in range(3)]")
    assert formula.names == {"n"}
    assert Formula("[x for x in [x]]").names == {"x"}, "the list comes before its entries have a name"


# -- within the budget -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        "[[x for y in range(1000)] for x in range(1000)]",
        "[[[1 for a in range(99)] for b in range(99)] for c in range(99)]",
        "[sum(range(4000)) for x in range(4000)]",
        "[sort(range(4000, 0, -1)) for x in range(4000)]",
        "[range(4000) == range(4000) for x in range(4000)]",
        "[5000 in range(4000) for x in range(4000)]",
        "[join(range(4000)) for x in range(4000)]",
        "[exp(x) for x in range(700) for y in range(700)]",
        "[1 for a in range(4000) for b in range(4000) if false]",
        "range(10**30)",
        "range(0, 10**30, 10**29 - 10**29 + 1)",
        "[1 for x in range(5001)]",
        "prod([10**300 for x in range(50)])",
        "factorial(301)",
        "[det([[x**9 + i*j for i in range(10)] for j in range(10)]) for x in range(200)]",
        "[[x*y for x in range(70)] for y in range(70)] @ [[x*y for x in range(70)] for y in range(70)]",
    ],
)
def test_what_would_take_too_long_or_too_much_is_refused(source: str) -> None:
    error = refused(source)
    assert "too" in error.message.en
    assert "で" in error.message.ja


def test_an_honest_table_is_within_the_budget() -> None:
    assert len(of("[[exp(-(x - y)**2/8) for x in range(20)] for y in range(20)]")) == 20
    assert of("sum([x**2 for x in range(1000)])") == 332833500
    assert of("len(sort([normal for normal in range(1000)]))") == 1000
