"""Intervals, inequalities, sets, unions, "and" and "or": what they mean counts, not how they are written."""

from __future__ import annotations

import re

import pytest

from solvers import compare
from solvers.expression import Unreadable, read, to_ascii, to_latex, to_text
from solvers.expression.nodes import Number, Relation, Sequence, Symbol
from solvers.grading.subsets import same_subset

SAME = [
    ("m≥√5", "m∈[√5,∞)"),
    ("x<7", "(-∞,7)"),
    ("-2<=x<=2", "-2<=x and x<=2"),
    ("-2<=x<=2", "|x|<=2"),
    ("x=3 or x=4", "{4,3}"),
    ("[2,3)∪{3}", "[2,3]"),
    ("x≠1", "(-∞,1)∪(1,∞)"),
    ("x=±3", "x=3 or x=-3"),
    ("±3", "{3,-3}"),
    ("x=±√3", "{√3,-√3}"),
    ("x<-2, 5<x", "x<-2 or x>5"),
    ("1<x, x<6", "1<x<6"),
    ("x∈(1,6)", "1<x<6"),
    ("3x-6>0", "x>2"),
    ("x=3, x=4", "{3,4}"),
    ("x = 3 and x = 4", "{3,4}"),
    ("3, 4", "{3,4}"),
    ("x>1 かつ x<6", "(1,6)"),
    ("x<1または6<x", "(-∞,1)∪(6,∞)"),
    ("x<1 ∨ x>6", "x<1 もしくは x>6"),
    (r"x<1 \lor x>6", r"x<1 \text{ or } x>6"),
    (r"x>1 \land x<6", "x>1 ∧ x<6"),
    ("|x-2|<3", "-1<x<5"),
    ("|2x|>|x-3|", "x<-3 or x>1"),
    ("{}", "∅"),
    ("x>1 and x<0", "∅"),
    ("[0,4]∩[1,6]", "[1,4]"),
    ("(-∞,∞)∖{0}", "x≠0"),
    ("x>=sqrt(20)", "x>=2sqrt(5)"),
    ("x = 7", "{7}"),
    ("x=3または4", "{3,4}"),
    ("0.25<x", "x>1/4"),
    ("x>4 or x>1", "x>1"),
    (r"x \in \left[0, 1\right)", "0<=x<1"),
    ("x<-1", "x < -1"),
    ("x<∞", "(-∞,∞)"),
    ("x≠∞", "(-∞,∞)"),
    ("-∞≠x", "(-∞,∞)"),
    ("x>∞", "∅"),
    ("∞<=x", "∅"),
    ("x=-∞", "∅"),
    ("x≠±1", "x≠1 and x≠-1"),
    ("x<-1 ∪ x>2", "x<-1 or x>2"),
    ("x<-1 U x>2", "x<-1 or x>2"),
    ("x>1 & x<2", "1<x<2"),
    ("x>1 ∩ x<2", "1<x<2"),
    ("x in (1,2]", "1<x<=2"),
    ("x∈ℝ∖{0}", "x≠0"),
    ("|x|>=x", "(-∞,∞)"),
    ("x>π^2", "(π^2,∞)"),
    ("x>1/√2", "(√2/2,∞)"),
    ("√2x<3", "x<3/√2"),
    ("x/√2<3", "x<3√2"),
    ("x<π/√2", "√2x<π"),
    ("x^2<1/√2 or x>5", "x^2<√2/2 or x>5"),
    ("x/2>1", "x>2"),
    ("0.1x-1<0", "x<10"),
    ("-x/10<1", "x>-10"),
    ("±3", "x=3 or x=-3"),
    ("1±2", "{3,-1}"),
    ("x=1±2", "x=3 or x=-1"),
    ("|x|=x", "x>=0"),
    ("|x|<x", "∅"),
    ("||x|-1|<1", "-2<x<2 and x≠0"),
    (r"x \in \mathbb{R} \setminus \{0\}", "x≠0"),
]
DIFFERENT = [
    ("m>√5", "m∈[√5,∞)"),
    ("x<=7", "(-∞,7)"),
    ("-2<x<=2", "-2<=x and x<=2"),
    ("x=3 or x=5", "{3,4}"),
    ("[2,3)", "[2,3]"),
    ("x=3", "x=±3"),
    ("x<-2 and x>5", "x<-2 or x>5"),
    ("{3,4,5}", "{3,4}"),
    ("(3,4)", "{3,4}"),
    ("x≠0", "x>0"),
    ("x>=2.2360679", "x>=sqrt(5)"),
    ("|x|<3", "x<3"),
    ("x>π^2", "(π,∞)"),
    ("x>1/√2", "(√2,∞)"),
    ("x>-1/√2", "(√2/2,∞)"),
    ("x>=1/√2", "(√2/2,∞)"),
    ("x>-∞", "∅"),
]


@pytest.mark.parametrize(("answer", "key"), SAME)
def test_the_same_set(answer: str, key: str) -> None:
    assert compare(answer, key).verdict == "correct"
    assert compare(key, answer).verdict == "correct"


@pytest.mark.parametrize(("answer", "key"), DIFFERENT)
def test_another_set(answer: str, key: str) -> None:
    assert compare(answer, key).verdict == "wrong"
    assert compare(key, answer).verdict == "wrong"


def test_what_is_not_solved_is_not_finished() -> None:
    for answer, key in (("x^2<9", "-3<x<3"), ("x^2=9", "{3,-3}"), ("x^2-5x+6=0", "x=2 or x=3")):
        outcome = compare(answer, key)
        assert (outcome.verdict, outcome.reason) == ("incomplete", "unsolved")
    assert compare("x^2<9", "x^2<9").verdict == "correct"
    assert compare("x^2<8", "-3<x<3").verdict == "wrong"


def test_the_domain_is_part_of_the_meaning() -> None:
    assert compare("x<7", "(0,7)", assume={"x": "positive"}).verdict == "correct"
    assert compare("x<7", "(0,7)").verdict == "wrong"
    assert compare("x>=0", "x>-1", assume={"x": "nonnegative"}).verdict == "correct"
    assert compare("x≠0", "(-∞,∞)", assume={"x": "nonzero"}).verdict == "correct"
    assert compare("x>1/2", "(1/2,1)", assume={"x": "unit"}).verdict == "correct"


@pytest.mark.parametrize(
    ("unsolved", "meant"),
    [
        ("(x-4)^2<=0", "{4}"),
        ("(x-4)^2>0", "x≠4"),
        ("(x-4)^2<0", "∅"),
        ("x^2+2x+1=0", "{-1}"),
        ("-x^2>=0", "{0}"),
        ("x^2+1<0", "∅"),
        ("x^2+1>0", "(-∞,∞)"),
    ],
)
def test_a_root_that_counts_twice_is_one_and_where_none_is_there_is_none(unsolved: str, meant: str) -> None:
    assert same_subset(read(unsolved).tree, read(meant).tree, {}) is True
    assert same_subset(read(unsolved).tree, read("{4, 5}").tree, {}) is False


@pytest.mark.parametrize(
    ("unsolved", "meant"),
    [
        ("6-2x<0", "x>3"),
        ("6-2x<=0", "x>=3"),
        ("6-2x>0", "x<3"),
        ("6-2x>=0", "x<=3"),
        ("2x-6<0", "x<3"),
        ("2x-6>=0", "x>=3"),
        ("9-x^2<0", "x<-3 or x>3"),
        ("9-x^2<=0", "x<=-3 or x>=3"),
        ("9-x^2>0", "-3<x<3"),
        ("9-x^2>=0", "-3<=x<=3"),
        ("x^2-9<=0", "-3<=x<=3"),
        ("x^2-9>0", "x<-3 or x>3"),
        ("x^2-9≠0", "x≠3 and x≠-3"),
        ("-1<2x+1<=5", "-1<x<=2"),
        ("|x-1|+2>=5", "x<=-2 or x>=4"),
        ("2-|x|>0", "-2<x<2"),
        ("x/√2<π", "x<√2·π"),
        ("-x/√3>=1", "x<=-√3"),
        ("2x/(1-√2)>1", "x<(1-√2)/2"),
        ("x^2/√2-√2<0", "-√2<x<√2"),
        ("x/√2/√3<1/√2", "x<√3"),
    ],
)
def test_solving_turns_a_sign_where_the_factor_is_negative_and_keeps_what_belongs_to_the_ends(
    unsolved: str, meant: str
) -> None:
    assert same_subset(read(unsolved).tree, read(meant).tree, {}) is True
    other = re.sub("[<>]=?", lambda sign: sign[0][0] + "=" * (len(sign[0]) == 1), meant).replace("≠", "=")
    assert same_subset(read(unsolved).tree, read(other).tree, {}) is False, "the ends belong to it in one of the two"


@pytest.mark.parametrize("ends", [("(", "}"), ("{", ")")])
def test_brackets_of_no_interval_are_no_set(ends: tuple[str, str]) -> None:
    odd = Relation(("∈",), (Symbol("x"), Sequence(ends[0], (Number(1), Number(2)), ends[1])))
    assert same_subset(odd, read("1<x<2").tree, {}) is None


def test_three_numbers_in_brackets_are_no_interval() -> None:
    assert same_subset(read("x∈(1,2,3)").tree, read("1<x<2").tree, {}) is None


@pytest.mark.parametrize("text", ["x<±3", "x>=±3"])
def test_below_two_values_is_no_set(text: str) -> None:
    assert same_subset(read(text).tree, read("x≠±3").tree, {}) is None
    assert same_subset(read(text).tree, read("x=±3").tree, {}) is None


def test_what_is_only_nearly_so_is_no_set() -> None:
    assert same_subset(read("x≈3 or x≈4").tree, read("{3,4}").tree, {}) is None


def test_several_names_are_compared_as_before() -> None:
    assert compare("x<y", "y>x").verdict == "correct"
    assert compare("x>0 and y>0", "y>0 and x>0").verdict == "correct"
    assert compare("{x, 2}", "{2, x}").verdict == "correct"
    assert same_subset(read("x<y").tree, read("y>x").tree, {}) is None


def test_commas_between_inequalities_that_may_mean_both_are_not_guessed() -> None:
    assert same_subset(read("x>1, x>6").tree, read("x>1").tree, {}) is None


@pytest.mark.parametrize("text", ["x = 1 or x = 2", "x > 1 and x < 2", "x < 1 or x > 2 and x < 5"])
def test_what_is_printed_reads_back(text: str) -> None:
    tree = read(text).tree
    assert [read(show(tree)).tree for show in (to_text, to_ascii, to_latex)] == [tree] * 3


def test_a_word_needs_something_after_it() -> None:
    with pytest.raises(Unreadable) as caught:
        read("x=1または")
    assert (caught.value.code, caught.value.column) == ("missing-operand", 3)
