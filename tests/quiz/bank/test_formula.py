"""The authors' expression language: exact, bounded, and closed to everything but arithmetic and solvers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.bank.formula import Formula, FormulaError, near_names
from quiz.language import Text


@pytest.mark.parametrize(
    ("source", "values", "expected"),
    [
        ("7 / 2", {}, Fraction(7, 2)),
        ("6 / 3", {}, 2),
        ("0.1 + 0.2", {}, Fraction(3, 10)),
        ("2 ** -2", {}, Fraction(1, 4)),
        ("(n + 2*p - k) // s + 1", {"n": 8, "p": 1, "k": 3, "s": 2}, 4),
        ("[a, a + 1][1]", {"a": 4}, 5),
        ("a if a > b else b", {"a": 1, "b": 2}, 2),
        ("1 < a <= 3 and not a == 2", {"a": 3}, True),
        ("a in ['x', 'y']", {"a": "y"}, True),
        ("max(1, 2) + len([1, 2]) + sum([1, 2])", {}, 7),
        ("all_different(1, 2, 1)", {}, False),
        ("epoch_updates(samples=60000, batch=128)[1]", {}, 96),
        ("true and not false", {}, True),
    ],
)
def test_values(source: str, values: dict[str, object], expected: object) -> None:
    value = Formula(source).value(values)
    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    "source",
    [
        "__import__('os').system('true')",
        "(1).__class__",
        "x.y",
        "[i async for i in range(9)]",
        "{i for i in range(9)}",
        "{i: i for i in range(9)}",
        "lambda: 1",
        "open('/etc/passwd')",
        "f'{x}'",
        "{1: 2}",
        "x := 3",
        "*x",
        "max(*x)",
        "1 if x else",
        "",
        "   ",
        "(" * 41 + "1" + ")" * 41,
        "1" * 2000,
        "2^3",
        "~1",
        "1 is 1",
        "b'x'",
        "1j",
        "...",
        "None",
        "no_such_solver(1)",
        "epoch_updates(1)",
        "epoch_updates(1, 2, 3)",
        "epoch_updates(1, 2, batch=3)",
        "max(1, key=2)",
        "1e999",
        "\0",
    ],
)
def test_refused_when_read(source: str) -> None:
    with pytest.raises(FormulaError):
        Formula(source)


@pytest.mark.parametrize(
    "source",
    ["1 / 0", "1 % 0", "9 ** 9 ** 9", "(9 ** 999) ** 999", "'a' * 9", "[1] * 9", "[1, 2][5]", "(-2) ** 0.5", "-'a'",
     "1 < 'a'", "epoch_updates(0, 1)", "epoch_updates('a', 1)", "conv_output_size(3, 3, 5, 1, 0)"],
)  # fmt: skip
def test_refused_when_evaluated(source: str) -> None:
    with pytest.raises(FormulaError) as caught:
        Formula(source).value({})
    assert caught.value.message.ja
    assert caught.value.message.en


def test_a_misspelt_name_gets_a_suggestion_and_a_column() -> None:
    with pytest.raises(FormulaError) as caught:
        Formula("1 + kernal").require({"kernel"})
    assert "kernel" in caught.value.message.en
    assert caught.value.column == 4


def test_a_misspelt_solver_gets_a_suggestion() -> None:
    with pytest.raises(FormulaError, match="conv_output_size"):
        Formula("conv_output_siz(1, 1, 1, 1, 0)")


def test_a_typed_answer_is_told_from_a_computed_one() -> None:
    assert Formula("0.25").is_constant
    assert Formula("max(1, 2)").is_constant
    assert not Formula("a").is_constant
    assert not Formula("epoch_updates(10, 3)").is_constant


@given(st.text(max_size=80))
def test_any_text_gives_a_value_or_a_fault(source: str) -> None:
    try:
        Formula(source).value({})
    except FormulaError as error:
        column = error.column
    else:
        column = 0
    assert 0 <= column <= len(source) + 1


numbers = st.one_of(st.integers(-50, 50), st.decimals(-50, 50, places=3).map(Fraction))


@given(numbers, numbers, st.sampled_from("+ - * /".split()))
def test_arithmetic_is_that_of_fractions(left: Fraction, right: Fraction, sign: str) -> None:
    operation = {"+": Fraction.__add__, "-": Fraction.__sub__, "*": Fraction.__mul__, "/": Fraction.__truediv__}[sign]
    if sign == "/" and right == 0:
        return
    assert Formula(f"a {sign} b").value({"a": left, "b": right}) == operation(Fraction(left), Fraction(right))


# -- within the budget -------------------------------------------------------------------------------------------------


def test_a_decimal_is_what_its_digits_say() -> None:
    assert Formula("1e-400").value({}) == Fraction(1, 10**400)
    assert Formula("0.12345678901234567890123").value({}) == Fraction(12345678901234567890123, 10**23)
    assert Formula("'１' == '１' and 1_0.5 > 2").value({}) is True


@pytest.mark.parametrize("source", ["n" + "+1" * 100, "-" * 100 + "n", "(" * 39 + "n" + ")" * 39, "9**1000 // 9**999"])
def test_what_an_honest_author_may_write(source: str) -> None:
    Formula(source).value({"n": 1})


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("n" + "+1" * 498, "120 levels"),
        ("-" * 900 + "n", "120 levels"),
        ("n" + ".a" * 400, "levels"),
        ("1e-1001", "1000"),
        ("n and " * 150 + "n", ""),
    ],
)
def test_too_large_to_be_read(source: str, told: str) -> None:
    if told:
        with pytest.raises(FormulaError, match=told):
            Formula(source)
    else:
        Formula(source)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("[m, m, m, m, m, m]", "5000"),
        ("sum(fractions)", "4096 bits"),
        ("product_of(m)", "1100"),
        ("product_of([2**600, 2**600])", ""),
        ("n * n * n", "4096 bits"),
        ("n ** n", "4096 bits"),
        ("1.5 ** 99999.5", "too large"),
    ],
)
def test_too_large_to_be_computed(source: str, told: str) -> None:
    values = {
        "m": tuple(range(1_000)) if "product" not in source else tuple([2**100] * 1_000),
        "n": 2**2000,
        "fractions": tuple(Fraction(1, 10**40 + 2 * number + 1) for number in range(200)),
    }
    if told:
        with pytest.raises(FormulaError, match=told):
            Formula(source).value(values)
    else:
        Formula(source).value(values)


def test_a_value_that_its_author_can_not_have_named_gets_no_near_names() -> None:
    assert near_names("strid", ["stride"]) == ["stride"]
    assert near_names("stride" * 11, ["stride" * 11 + "s"]) == []


def test_a_formula_that_was_read_before_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = ("n + 1", " n + 1", "[x for x in xs]", "n")
    first = [Formula(source) for source in sources]
    monkeypatch.setattr("quiz.bank.formula.parsed", None)  # none is read again
    for one, source in zip(first, sources, strict=True):
        again = Formula(source)
        assert (again.source, again.names, again.calls) == (source, one.names, one.calls)
        assert again.value({"n": 2, "xs": (1, 2)}) == one.value({"n": 2, "xs": (1, 2)})
    with pytest.raises(FormulaError, match="x is the name of a value already"):
        Formula("[x for x in xs]").require({"x", "xs"})


def test_a_formula_with_a_solver_is_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    source = "conv_output_size(n, n, 3, 1, 0)"
    assert Formula(source).value({"n": 5}) == (3, 3)
    monkeypatch.setattr(
        "quiz.bank.formula.parsed", lambda written: (_ for _ in ()).throw(FormulaError(Text.both("read")))
    )
    with pytest.raises(FormulaError, match="read"):
        Formula(source)
