"""Exchanges of names are found by what each name does to the value, and confirmed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solvers import compare
from solvers.expression import Node, read
from solvers.expression.calculus import names_in, substitute
from solvers.expression.nodes import Symbol
from solvers.grading.renaming import fingerprint, renaming


def tree(text: str) -> Node:
    return read(text).tree


@pytest.mark.parametrize("thorough", [True, False])
@pytest.mark.parametrize(
    ("ours", "theirs", "equal"),
    [
        ("a + 2b - c/d", "w - x/y + 2z", True),
        ("a*b + b*c + c*a", "x*y + y*z + z*x", True),
        ("a - b", "b - a", True),
        ("a^2 + b", "x + y^3", False),
        ("a/(b+c)", "x/(y-z)", False),
        ("max(0,a)", "(x + abs(x))/2", True),
        ("sqrt(a^2)", "x", False),
        ("a", "x + y", False),
    ],
)
def test_expressions_up_to_names(ours: str, theirs: str, equal: bool, thorough: bool) -> None:
    found = renaming(fingerprint(tree(ours)), fingerprint(tree(theirs)), thorough=thorough)
    assert (found is not None) is equal


def test_what_is_graded_is_decided_and_not_only_tried() -> None:
    assert compare("(a + b)^2", "x^2 + 2x*y + y^2", form="renamed").method == "exact"
    ours, theirs = fingerprint(tree("(a + b)^2")), fingerprint(tree("x^2 + 2x*y + y^2"))
    for thorough, method in ((True, "exact"), (False, "numeric")):
        found = renaming(ours, theirs, thorough=thorough)
        assert found is not None
        assert found[1].method == method


def test_fixed_names_stand_for_themselves() -> None:
    assert renaming(fingerprint(tree("a - b"), ["a"]), fingerprint(tree("a - c"), ["a"])) is not None
    assert renaming(fingerprint(tree("b - a"), ["a"]), fingerprint(tree("a - c"), ["a"])) is None
    assert renaming(fingerprint(tree("a - b"), ["a"]), fingerprint(tree("d - c"), ["d"])) is None


def test_names_that_stand_for_themselves_tell_the_others_apart() -> None:
    ours, theirs = tree("a - 2b + 3c - 4d*k + 5f"), tree("z - 2y + 3x - 4w*k + 5v")
    found = renaming(fingerprint(ours, ["k"]), fingerprint(theirs, ["k"]))
    assert found is not None
    assert found[0] == {"a": "z", "b": "y", "c": "x", "d": "w", "f": "v"}


def test_usual_partners_are_tried_first() -> None:
    ours, theirs = fingerprint(tree("p*q")), fingerprint(tree("x*y"))
    for first, second in (("x", "y"), ("y", "x")):
        found = renaming(ours, theirs, usual={"p": [first]})
        assert found is not None
        assert found[0] == {"p": first, "q": second}


@given(st.permutations(list("abcdk")))
def test_every_renaming_of_an_expression_is_found(letters: list[str]) -> None:
    theirs = tree("(a + 2b - c)/d + sqrt(k)")
    names = dict(zip(sorted(names_in(theirs)), letters, strict=True))
    ours = substitute(theirs, {old: Symbol(new) for old, new in names.items()})
    found = renaming(fingerprint(ours), fingerprint(theirs))
    assert found is not None
    assert found[0] == {new: old for old, new in names.items()}
