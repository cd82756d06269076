"""Where the pieces of two expressions meet, and what they are there."""

from __future__ import annotations

from fractions import Fraction

import pytest

from solvers import compare
from solvers.expression import Symbol, read, to_text
from solvers.expression.piecewise import MOST_BOUNDS, TooManyPieces, has_pieces, pieces


def bounds(left: str, right: str = "0", **assume: str) -> list[Fraction]:
    found = pieces(read(left).tree, read(right).tree, assume)
    return [piece.points[0]["x"] for piece in found if not piece.around]


def test_bounds_are_exact_where_they_are_rational() -> None:
    assert bounds("abs(3x-2)") == [Fraction(2, 3)]
    assert bounds("relu(x^2-4)") == [-2, 2]
    assert bounds("max(x, x^3-6)") == [2]
    assert bounds("abs(abs(x)-5)") == [-5, 0, 5]
    assert bounds("min(max(x,1),3)") == [1, 3]
    assert bounds("sign(x^2-2)") == [], "the root of 2 is no rational number"
    assert bounds("abs(x)", x="positive") == []
    assert bounds("abs(x)", x="nonnegative") == [0]


def test_every_piece_has_its_branches() -> None:
    found = [piece for piece in pieces(read("relu(x-1)").tree, Symbol("x"), {}) if piece.around]
    assert [to_text(piece.left) for piece in found] == ["0", "x - 1"]
    assert max(point["x"] for point in found[1].points) > 10**4, "far beyond the last bound, too"


def test_what_has_pieces() -> None:
    assert [has_pieces(read(text).tree) for text in ("relu'(x)", "softsign(x)", "sqrt(x)", "tanh(x)")] == [
        True,
        True,
        False,
        False,
    ]


def test_too_many_pieces_are_not_decided() -> None:
    sawtooth = "+".join(f"abs(x-{at})" for at in range(MOST_BOUNDS // 8))
    assert compare(sawtooth, f"relu(0)+{sawtooth}").verdict == "correct"
    folded = "x"
    for at in range(8):  # each fold doubles the bounds
        folded = f"abs({folded}-{2 ** (8 - at)})"
    with pytest.raises(TooManyPieces):
        list(pieces(read(folded).tree, Symbol("x"), {}))
    assert compare(folded, f"max({folded}, -1)").verdict == "undecided"
    assert compare(folded, f"{folded}+1").verdict == "wrong"


@pytest.mark.parametrize(
    ("answer", "key", "verdict"),
    [
        ("min(max(0,x),60)", "max(0,x)", "wrong"),
        ("abs(x-70)", "70-x", "wrong"),
        ("floor(x/40)", "floor(x/41)", "wrong"),
        ("sign(abs(x)-x)", "-sign(x)", "wrong"),
        ("step(x-0.05)", "step(x)", "wrong"),
        ("step(x)", "(1+sign(x))/2", "wrong"),
        ("abs(x)/x", "sign(x)", "correct"),
        ("relu(x-300)", "0", "wrong"),
        ("abs(x^2-3)", "abs(3-x^2)", "correct"),
        ("abs(exp(x)-7)", "exp(x)-7", "wrong"),
        ("abs(exp(x)-7)", "max(exp(x)-7, 7-exp(x))", "correct"),
        ("elu(x)", "max(x, exp(x)-1)", "wrong"),
        ("elu(x)", "relu(x)+min(0,exp(x)-1)", "correct"),
        ("leaky_relu(x, 1/20)", "max(x, x/20)", "correct"),
        ("leaky_relu(x, 1/20)", "leaky_relu(x)", "wrong"),
        ("max(x,y)", "(x+y+abs(x-y))/2", "correct"),
        ("max(x,y)", "max(x,y,x-y)", "wrong"),
        ("min(x,900)+y", "x+y", "wrong"),
        ("sign(x-y)", "sign(y-x)", "wrong"),
        ("relu(x*y)", "relu(x)*relu(y)", "wrong"),
        ("max(floor((x+5)/12), 30)", "max(floor(x/12), 30)", "wrong"),
        ("max(floor((x+24)/12)-2, 30)", "max(floor(x/12), 30)", "correct"),
        ("relu(x-800)*ceil(x/9)", "relu(x-800)*ceil((x+1/5)/9)", "wrong"),
        ("relu(x-800)*ceil(x/9)", "relu(x-800)*(ceil((x+9)/9)-1)", "correct"),
        ("min(max(floor(x/4),45),3000)", "min(max(floor(x/4),45),3000+relu(floor(x/4)-3001))", "wrong"),
        ("max(floor(floor(x/3)/5+1/2),90)", "max(floor(floor((x+1)/3)/5+1/2),90)", "wrong"),
        ("max(2^floor(x/3), 1000)", "max(2^floor((x+1/5)/3), 1000)", "wrong"),
        ("max(floor(x^3),400)", "max(floor(x^3+1/8),400)", "wrong"),
        ("max(floor(x/6)+floor(y/5),40)", "max(floor((x+1/9)/6)+floor(y/5),40)", "wrong"),
        ("max(max(x,y),z)", "max(z,max(y,x))", "correct"),
        ("floor(3x)", "floor(x)+floor(x+1/3)+floor(x+2/3)", "correct"),
        ("-ceil(-x)", "floor(x)", "correct"),
        ("ceil(x)", "floor(x)+1", "wrong"),
    ],
)
def test_functions_in_pieces(answer: str, key: str, verdict: str) -> None:
    assert compare(answer, key).verdict == verdict
    assert compare(key, answer).verdict == verdict


@pytest.mark.parametrize(
    ("answer", "key", "domain", "verdict"),
    [
        ("abs(x)", "x", "positive", "correct"),
        ("abs(x)", "x", "nonnegative", "correct"),
        ("min(x,60)", "x", "positive", "wrong"),
        ("min(x,60)", "x", "unit", "correct"),
        ("step(x)", "1", "nonnegative", "wrong"),
        ("step(x)", "1", "positive", "correct"),
        ("sign(x)^2", "1", "nonzero", "correct"),
        ("floor(x)", "x", "integer", "correct"),
        ("floor(x/2)", "x/2", "integer", "wrong"),
        ("ceil(x/2)", "floor((x+1)/2)", "integer", "correct"),
        ("ceil(x/2)", "floor((x+1)/2)", "real", "wrong"),
        ("max(x,1)", "x", "natural", "correct"),
        ("max(x,2)", "x", "natural", "wrong"),
    ],
)
def test_pieces_outside_the_domain_do_not_count(answer: str, key: str, domain: str, verdict: str) -> None:
    assert compare(answer, key, assume={"x": domain}).verdict == verdict
