"""Numeric policies at their bounds, and slips between numbers and between expressions, one rule after the other."""

from fractions import Fraction

import pytest

from solvers import compare
from solvers.expression import read
from solvers.grading.slips import Slip, expression_slips, number_slips, simple_fraction
from solvers.grading.tolerance import Tolerance, magnitude, rounded


def exactly(found, wanted):
    return found == wanted


def nearly(found, wanted):
    return abs(complex(found) - complex(wanted)) <= 1e-9 * abs(complex(wanted))


# -- policies ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spec", "kind", "amount", "accuracy", "more", "strict"),
    [
        (0.01, "relative", "0.01", None, False, False),
        (1, "relative", "1", None, False, False),
        (0, "relative", "0", None, False, False),
        (Fraction(1, 3), "relative", "1/3", None, False, False),
        ("0.5", "relative", "0.5", None, False, False),
        (" absolute : 1/2 ", "absolute", "1/2", None, False, False),
        ("decimals:0", "decimals", "0", None, False, False),
        ("decimals:100", "decimals", "100", None, False, False),
        ("decimals:3+", "decimals", "3", None, True, False),
        ("figures:3!", "figures", "3", None, False, True),
        ("figures:3:2", "figures", "3", 2, False, False),
        ("figures:3:0!", "figures", "3", 0, False, True),
    ],
)
def test_how_a_policy_is_read(spec, kind, amount, accuracy, more, strict):
    found = Tolerance.of(spec)
    assert found == Tolerance(kind, Fraction(amount), accuracy, more, strict)
    assert Tolerance.of(found) is found


@pytest.mark.parametrize(
    "spec",
    ["decimals:101", "decimals:-1", "figures:2.5", "absolute:-0.1", -0.1, "absolute:1:2", "digits:3", None, True, "1/0",
     "0" * 61, "relative:", ""],
)  # fmt: skip
def test_what_is_no_policy(spec):
    with pytest.raises(ValueError, match="not a tolerance"):
        Tolerance.of(spec)


def test_sixty_characters_are_not_too_long():
    assert Tolerance.of("0." + "0" * 57 + "1").amount == Fraction(1, 10**58)


@pytest.mark.parametrize(
    ("spec", "reference", "bound"),
    [
        ("relative:0.1", 50, "5"), ("relative:0.1", -50, "5"), ("relative:0.1", 0, "0"), ("absolute:0.1", 50, "0.1"),
        ("decimals:2", 50, "0.005"), ("decimals:0", 50, "0.5"), ("decimals:4:2", 50, "0.005"),
        ("figures:2", 50, "0.5"), ("figures:2", "0.05", "0.0005"), ("figures:2", -999, "5"), ("figures:2", 1000, "50"),
        ("figures:4:2", 1000, "50"), ("figures:2", 0, "0.05"),
    ],
)  # fmt: skip
def test_the_largest_difference(spec, reference, bound):
    assert Tolerance.of(spec).bound(Fraction(reference)) == Fraction(bound)


INFINITY = float("inf")


@pytest.mark.parametrize(
    ("spec", "found", "reference", "accepted"),
    [
        ("relative:0.1", 55, 50, True), ("relative:0.1", 56, 50, False), ("relative:0.1", 45, 50, True),
        ("relative:0", 50, 50, True), ("absolute:0.5", "1.5", 1, True), ("absolute:0.5", "1.51", 1, False),
        # Rounded as asked for; and then further digits may follow.
        ("decimals:1", "0.2", "0.24", True), ("decimals:1", "0.3", "0.24", False),
        ("decimals:1", "-0.3", "-0.26", True), ("decimals:1", "-0.2", "-0.25", False),
        ("decimals:1", "0.25", "0.25", True), ("decimals:1", "0.2", "0.25", False),
        ("decimals:1", "0.24", "0.24", True), ("decimals:1", "0.26", "0.24", False), ("figures:1", "300", "251", True),
        ("figures:1", "200", "250", False), ("figures:2", "0.25", "0.25", True),
        (0.1, INFINITY, INFINITY, True), (0.1, INFINITY, -INFINITY, False), (0.1, INFINITY, 1, False),
        (0.1, 1, INFINITY, False), (0.1, float("nan"), 1, False), (0.1, 1, float("nan"), False),
        (0.1, 1j, 1j, True), (0.1, 1.05j, 1j, True), (0.1, 1.2j, 1j, False), (0.1, 1, 1j, False), (0.1, 1j, 1, False),
    ],
)  # fmt: skip
def test_what_is_near_enough(spec, found, reference, accepted):
    found, reference = (Fraction(one) if isinstance(one, str) else one for one in (found, reference))
    assert Tolerance.of(spec).accepts(found, reference) is accepted


@pytest.mark.parametrize(
    ("student", "spec", "said"),
    [
        ("0.50", "decimals:2", ""), ("0.5", "decimals:2", "decimals"), ("0.500", "decimals:2", "decimals"),
        ("0.500", "decimals:2+", ""), ("0.5", "decimals:2+", "decimals"), ("1/2", "decimals:2", "decimals"),
        ("1/2", "figures:2", "figures"), ("0.50", "figures:2", ""), ("0.5", "figures:2", "figures"),
        ("0.500", "figures:2", "figures"), ("0.500", "figures:2+", ""), ("0.5", "figures:2+", "figures"),
        ("0.500", "relative:1", ""), ("500", "figures:1", ""), ("500", "figures:2", ""), ("500", "figures:3", ""),
        ("500", "figures:4", "figures"), ("500", "figures:2!", "figures"), ("500", "figures:1!", ""),
        ("500", "figures:3!", "figures"),
    ],
)  # fmt: skip
def test_digits_as_they_are_written(student, spec, said):
    assert Tolerance.of(spec).written(read(student).tree) == said


def test_magnitude_and_rounding_at_the_powers_of_ten():
    numbers = ("1", "9.99", "10", "0.1", "0.0999", "1000000", "1/3", "200/3", "0")
    assert [magnitude(Fraction(one)) for one in numbers] == [
        0, 0, 1, -1, -2, 6, -1, 1, 0,
    ]  # fmt: skip
    tenth = Fraction(1, 10)
    assert [rounded(Fraction(one), tenth) for one in ("0.25", "-0.25", "0.24", "0.26", "0")] == [
        Fraction(3, 10), Fraction(-3, 10), Fraction(1, 5), Fraction(3, 10), 0,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("student", "reference", "tolerance", "verdict", "reason"),
    [
        ("1.04", "1", 0.05, "correct", "equal"),
        ("2", "1", 0.05, "wrong", "different"),
        ("y = 1.04", "1", 0.05, "correct", "equal"),
        ("1.04", "y = 1", 0.05, "correct", "equal"),
        ("x", "1", 0.05, "unreadable", "wrong-kind"),
        ("1/0", "1", 0.05, "wrong", "different"),
        ("(1, 2)", "(1, 2.01)", 0.05, "correct", "equal"),
        ("(2, 1)", "(1, 2)", 0.05, "wrong", "different"),
        ("(1, 2, 3)", "(1, 2)", 0.05, "wrong", "different"),
        ("{2, 1}", "{1, 2.01}", 0.05, "correct", "equal"),
        ("{1, 1}", "{1, 2}", 0.05, "wrong", "different"),
        ("{1, 2}", "{1, 1}", 0.05, "wrong", "different"),
        ("{1, 2}", "(1, 2)", 0.05, "wrong", "different"),
        ("1", "(1, 2)", 0.05, "wrong", "different"),
        ("{1}", "1", 0.05, "unreadable", "wrong-kind"),
        ("(0.50, 0.5)", "(0.5, 0.5)", "decimals:2", "incomplete", "decimals"),
        ("(0.5, 0.50)", "(0.5, 0.5)", "decimals:2", "incomplete", "decimals"),
        ("(0.50, 0.50)", "(0.5, 0.5)", "decimals:2", "correct", "equal"),
        ("9.99", "1", "decimals:2:0", "correct", "equal"),
        ("9.9", "1", "decimals:2:0", "incomplete", "decimals"),
        ("0.5", "0.5", "figures:2", "incomplete", "figures"),
    ],
)
def test_verdicts_within_a_tolerance(student, reference, tolerance, verdict, reason):
    outcome = compare(student, reference, tolerance=tolerance)
    assert (outcome.verdict, outcome.reason) == (verdict, reason)
    assert outcome.method == ("tolerance" if verdict != "unreadable" else "")
    assert outcome.details == (("2",) if verdict == "incomplete" else ())
    assert outcome.understood_as


def test_slips_are_looked_for_with_the_same_tolerance():
    assert [slip.code for slip in compare("-1.04", "1", tolerance=0.05).slips] == ["sign"]
    assert [slip.code for slip in compare("10.3", "1", tolerance=0.05).slips] == ["power-of-ten"]
    assert compare("(1, 9)", "(1, 2)", tolerance=0.05).slips == ()


# -- slips between numbers ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "reference", "slips"),
    [
        (-3, 3, [Slip("sign")]),
        (30, 3, [Slip("power-of-ten", "1")]),
        (Fraction(3, 10), 3, [Slip("power-of-ten", "-1")]),
        (300, 3, [Slip("percent")]),
        (Fraction(3, 100), 3, [Slip("percent")]),
        (3000, 3, [Slip("power-of-ten", "3")]),
        (Fraction(3, 1000), 3, [Slip("power-of-ten", "-3")]),
        (30000, 3, [Slip("power-of-ten", "4")]),
        (Fraction(3, 10**4), 3, [Slip("power-of-ten", "-4")]),
        (300000, 3, [Slip("power-of-ten", "5")]),
        (Fraction(3, 10**5), 3, [Slip("power-of-ten", "-5")]),
        (3000000, 3, [Slip("power-of-ten", "6")]),
        (Fraction(3, 10**6), 3, [Slip("power-of-ten", "-6")]),
        (30000000, 3, []),
        (Fraction(1, 3), 3, [Slip("reciprocal")]),
        (Fraction(2, 3), Fraction(3, 2), [Slip("reciprocal")]),
        (6, 3, [Slip("factor", "2")]),
        (Fraction(3, 2), 3, [Slip("factor", "0.5")]),
        (9, 3, [Slip("factor", "3")]),
        (1, 3, [Slip("factor", "1/3")]),
        (12, 3, [Slip("factor", "4")]),
        (Fraction(3, 4), 3, [Slip("factor", "0.25")]),
        (15, 3, []),
        (Fraction(61, 20), 3, [Slip("rounding")]),
        (Fraction(3059, 1000), 3, [Slip("rounding")]),
        (Fraction(307, 100), 3, []),
        (Fraction(2941, 1000), 3, [Slip("rounding")]),
        (Fraction(293, 100), 3, []),
        (101, 100, []),  # a whole number is not rounded
        (0, 3, []),
        (3, 0, []),
        (3j, 3, []),
        (3, 3j, []),
        (float("inf"), 3, []),
        (3, float("inf"), []),
        (10**400, 3, []),
    ],
)
def test_slips_of_numbers(found, reference, slips):
    assert list(number_slips(found, reference, exactly)) == slips


def test_degrees_for_radians_and_back():
    from math import pi

    assert number_slips(90.0, pi / 2, nearly) == (Slip("degrees"),)
    assert number_slips(pi / 2, 90, nearly) == (Slip("degrees"),)
    assert number_slips(91.0, pi / 2, nearly) == ()


# -- slips between expressions -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("student", "reference", "slips"),
    [
        ("-x-1", "x+1", [Slip("sign")]),
        ("x/2", "x", [Slip("factor", "0.5")]),
        ("-3x", "x", [Slip("factor", "-3")]),
        ("1000x", "x", [Slip("factor", "1000")]),
        ("1001x", "x", []),
        ("x + 1000", "x", [Slip("constant", "1000")]),
        ("x + 1001", "x", []),
        ("x - 2/3", "x", [Slip("constant", "-2/3")]),
        ("1/(x+1)", "x+1", [Slip("reciprocal")]),
        ("cos(3x)", "3cos(3x)", [Slip("inner-derivative", "3·x"), Slip("factor", "1/3")]),
        ("e^(2x)", "2e^(2x)", [Slip("inner-derivative", "2·x"), Slip("factor", "0.5")]),
        ("(y+3x)/3", "y+3x", [Slip("factor", "1/3")]),  # nothing stands inside anything
        ("4(2x+1)^3", "8(2x+1)^3", [Slip("inner-derivative", "2·x + 1"), Slip("factor", "0.5")]),
        ("x^2 + y - z", "x^2 + y + z", [Slip("term-sign", "z")]),
        ("x^2 - y + z", "x^2 + y + z", [Slip("term-sign", "y")]),
        ("x^2 + z", "x^2 + y + z", [Slip("missing-term", "y")]),
        ("x + y", "x + y + 5", [Slip("constant", "-5")]),  # a number alone is no term
        ("x", "x y", []),
        ("0", "x", []),
        ("x", "0", []),
        ("3", "-3", [Slip("sign")]),
        ("x + y", "x^2", []),
    ],
)
def test_slips_of_expressions(student, reference, slips):
    assert list(expression_slips(read(student).tree, read(reference).tree)) == slips


def test_long_expressions_are_not_searched():
    def long(count):
        return read(" + ".join(f"x^{power}" for power in range(2, count))).tree

    assert expression_slips(-long(8), long(8)) == (Slip("sign"),)
    assert expression_slips(-long(60), long(60)) == ()


def test_small_fractions_are_found_and_no_others():
    from solvers.expression.modular import OUTER

    def residue(numerator, denominator):
        return numerator * pow(denominator, -1, OUTER)

    assert simple_fraction(residue(999, 1000)) == Fraction(999, 1000)
    assert simple_fraction(residue(-1000, 999)) == Fraction(-1000, 999)
    assert simple_fraction(residue(6, 3)) == 2
    assert type(simple_fraction(residue(6, 3))) is int
    assert simple_fraction(0) == 0
    assert simple_fraction(1000) == 1000
    assert simple_fraction(residue(1001, 1)) is None
    assert simple_fraction(residue(1, 1001)) is None
