"""Choices and sums over a range: read in the writings of both languages, exact on whole numbers, bounded."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solvers import compare
from solvers.expression import Undefined, Unreadable, names_in, read, to_ascii, to_latex, to_text, value


@pytest.mark.parametrize(
    "text",
    [
        "7C3",
        "₇C₃",
        "{}_7C_3",
        "_{7}C_{3}",
        r"{}_{7} C_{3}",
        r"\binom{7}{3}",
        "binomial(7,3)",
        "comb(7, 3)",
        "7!/(3!*4!)",
    ],
)
def test_writings_of_a_choice(text: str) -> None:
    assert value(read(text).tree) == math.comb(7, 3)


@pytest.mark.parametrize("text", ["7P3", "₇P₃", "perm(7, 3)", "7!/4!"])
def test_writings_of_an_arrangement(text: str) -> None:
    assert value(read(text).tree) == math.perm(7, 3)


@pytest.mark.parametrize(
    "text",
    [
        "∑_{k=1}^n k^2",
        "∑_{k=1}^{n} k²",
        "Σ_{k=1}^{n} k^2",
        "∑ₖ₌₁ⁿ k²",
        r"\sum_{k=1}^{n} k^2",
        r"\sum\limits_{k=1}^n k^{2}",
        "sum(k^2, k, 1, n)",
        "∑_(k=1)^n k^2",
    ],
)
def test_writings_of_a_sum(text: str) -> None:
    tree = read(text, names=["n"]).tree
    assert names_in(tree) == {"n"}, "what it counts with is no name of the question"
    assert value(tree, {"n": 10}) == 385
    assert tree == read("∑_{k=1}^n k^2").tree


@pytest.mark.parametrize(
    "text", ["∑_{k=1}^{n} (k + 1)", "2·(∑_{k=0}^{9} (k))", "binomial(n, k) + 1", "x·∑_{i=1}^{n} (i)"]
)
def test_what_is_printed_reads_back(text: str) -> None:
    tree = read(text).tree
    assert [read(show(tree)).tree for show in (to_text, to_ascii, to_latex)] == [tree] * 3


@pytest.mark.parametrize(
    ("answer", "key", "verdict"),
    [
        ("n!/(k!(n-k)!)", "binomial(n,k)", "correct"),
        ("nCk", "binomial(n,n-k)", "correct"),
        ("binomial(n-1,k-1)+binomial(n-1,k)", "binomial(n,k)", "correct"),
        ("binomial(n-1,k-1)+binomial(n-1,k+1)", "binomial(n,k)", "wrong"),
        ("nPk/k!", "nCk", "correct"),
        ("n(n-1)/2", "nC2", "correct"),
        ("n!/(k!(n-k))", "nCk", "wrong"),
        ("(n+1)!/n!", "n+1", "correct"),
        ("(2n)!/n!", "2^n*n!", "wrong"),
        ("∑_{k=1}^n k", "n(n+1)/2", "correct"),
        ("∑_{k=1}^n k", "n(n-1)/2", "wrong"),
        ("∑_{k=0}^{n} nCk", "2^n", "correct"),
        ("∑_{i=1}^{n} (x+i)", "n*x+n(n+1)/2", "correct"),
        ("∑_{k=1}^{n} ∑_{j=1}^{k} j", "n(n+1)(n+2)/6", "correct"),
        ("∑_{k=1}^n k + 1", "n(n+1)/2 + 1", "correct"),
        ("∑_{k=1}^{20} k", "210", "correct"),
        ("∑_{k=1}^{10^9} k", "1", "undecided"),
        ("∑_{k=1}^n x_k", "3", "undecided"),
        ("∑_{k=1}^n k", "∑_{j=1}^n j", "correct"),
    ],
)
def test_identities_over_whole_numbers(answer: str, key: str, verdict: str) -> None:
    assert compare(answer, key).verdict == verdict


WHOLE = {"n": "natural", "k": "natural"}


@pytest.mark.parametrize(
    ("answer", "key", "verdict"),
    [
        ("binomial(n-1,k) + binomial(n-1,k-n+1)", "binomial(n,k)", "wrong"),
        ("binomial(n-1,k) + binomial(n-1,k-1)", "binomial(n,k)", "correct"),
        ("binomial(n,n-k)", "binomial(n,k)", "correct"),
        ("n*permutations(n-1,k-1)", "permutations(n,k)", "correct"),
        ("permutations(n,n-k)", "permutations(n,k)", "wrong"),
        ("n!/(n-k)!", "permutations(n,k)", "correct"),
    ],
)
def test_choices_of_names_are_compared_outside_the_range_too(answer: str, key: str, verdict: str) -> None:
    assert compare(answer, key, assume=WHOLE).verdict == verdict
    assert compare(answer, key).verdict == verdict


def test_a_c_that_is_a_name_is_a_factor() -> None:
    assert to_text(read("xCy", names=["x", "C", "y"]).tree) == "x·C·y"


@pytest.mark.parametrize(
    "text", ["∑_{k=1} k", "∑_{k=1}^n", "∑", "∑_{k=1^n k", r"\binom{3}", "binomial(3)", "sum(k, 1, n)"]
)
def test_half_of_one_is_not_read(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text)


def test_no_more_terms_than_the_limit_are_added() -> None:
    assert value(read("∑_{k=1}^{1000} 1").tree) == 1000
    with pytest.raises(Undefined):
        value(read("∑_{k=1}^{1001} 1").tree)
    with pytest.raises(Undefined):
        value(read("binomial(10^9, 10^8)").tree)


@given(st.integers(0, 40), st.integers(0, 40))
def test_choices_are_exact(n: int, k: int) -> None:
    assert value(read(f"binomial({n},{k})").tree) == math.comb(n, k)
    assert value(read(f"{n}P{k}").tree) == math.perm(n, k)


@given(st.integers(-5, 5), st.integers(-5, 12), st.integers(-4, 4), st.integers(0, 3))
def test_a_sum_is_the_sum(low: int, high: int, a: int, power: int) -> None:
    tree = read(f"∑_{{k={low}}}^{{{high}}} (({a})k+1)^{power}").tree
    assert value(tree) == sum((a * k + 1) ** power for k in range(low, high + 1))
