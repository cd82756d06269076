"""TOML and JSON of strangers: what is too much is told with its line before anything is built of it."""

from __future__ import annotations

import json
import tomllib
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.bank.bounded_json import parse_json
from quiz.bank.toml_text import exact_number, parse_toml, read_toml
from solvers.budget import OverBudget


@pytest.mark.parametrize(
    ("source", "line", "unit"),
    [
        ("a = 1\nb = 1e1001", 2, "digits"),
        ("a = 1e-1001", 1, "digits"),
        ("a = 1_0e1_0_0_1", 1, "digits"),
        ("\n\na = 0.5e+0009999999999999", 3, "digits"),
        (f"a = {'9' * 1001}", 1, "digits"),
        (f"a = 0x{'f' * 1001}", 1, "digits"),
        (f"a = [\n1,\n-{'9' * 4301}\n]", 3, "digits"),
        (f"a = {'[' * 31}{']' * 31}", 1, "levels"),
        (f"a = {'{b=' * 31}1{'}' * 31}", 1, "levels"),
        (f"{'.'.join('a' * 17)} = 1", 1, "names"),
        (f"x = 1\n[{' . '.join(['a'] * 17)}]", 2, "names"),
        (".".join(['"a"'] * 17) + " = 1", 1, "names"),
        (f"x = {{ {'.'.join('a' * 17)} = 1 }}", 1, "names"),
    ],
)  # fmt: skip
def test_too_much_of_toml(source: str, line: int, unit: str) -> None:
    with pytest.raises(OverBudget) as caught:
        parse_toml(source)
    assert (caught.value.line, caught.value.bound.unit) == (line, unit)


def test_what_stands_in_texts_and_comments_counts_for_nothing() -> None:
    brackets, dots, digits = "[" * 99, ".".join("a" * 99), "9" * 2000
    source = "\n".join(
        [
            f"# {brackets}{dots} {digits}",
            f'a = "{brackets}\\"{dots} {digits}"',
            f"b = '{brackets}{dots} {digits}'",
            f'c = """{brackets}\n"" {dots}\\""" {digits}"""',
            f"d = '''{brackets}\n'' {dots} {digits}'''",
            "e = [[1, 2.5], [3.25]]",
            "f = 1979-05-27T07:32:00.999-07:00",
        ]
    )
    found = parse_toml(source)
    assert found["e"] == [[1, Fraction(5, 2)], [Fraction(13, 4)]]
    assert len(found) == 6
    assert {**found, "e": 0} == {**tomllib.loads(source), "e": 0}


def test_the_largest_that_is_read() -> None:
    assert parse_toml("a = 1e1000")["a"] == 10**1000
    assert parse_toml(f"a = {'9' * 1000}")["a"] == 10**1000 - 1
    assert parse_toml(f"{'.'.join('a' * 16)} = 1")
    assert parse_toml(f"a = {'[' * 30}{']' * 30}")


@pytest.mark.parametrize(
    "source", ['a = "', "a = '''", 'a = """\\', "a = [", "]", "a = 1e", "= 1", "a.", "\x00", 'a = "\\']
)
def test_what_is_no_toml_is_left_to_its_reader(source: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        parse_toml(source)


@given(st.text(alphabet="a1e._-+=,[]{}\"'#\\\n ", max_size=40))
def test_toml_is_read_as_its_reader_reads_it_or_refused(source: str) -> None:
    try:
        found = parse_toml(source, float)
    except OverBudget:
        return
    except ValueError:
        with pytest.raises(ValueError):  # noqa: PT011
            tomllib.loads(source)
        return
    assert repr(found) == repr(tomllib.loads(source))


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "set.toml"
    path.write_text("a = 1\n" + "#" * 100_000)
    with pytest.raises(OverBudget, match="100000 bytes"):
        read_toml(path)


def test_exact_numbers() -> None:
    assert exact_number("1e-3") == Fraction(1, 1000)
    assert exact_number("2.50e1") == 25
    with pytest.raises(OverBudget):
        exact_number("1." + "0" * 1000)


@pytest.mark.parametrize(
    ("source", "line", "unit"),
    [
        ("[" * 31 + "]" * 31, 1, "levels"),
        ('{"a":\n' * 31, 31, "levels"),
        ("[1,\n" + "9" * 4301 + "]", 2, "digits"),
        ("[-" + "9" * 1001 + "]", 1, "digits"),
    ],
)
def test_too_much_of_json(source: str, line: int, unit: str) -> None:
    with pytest.raises(OverBudget) as caught:
        parse_json(source)
    assert (caught.value.line, caught.value.bound.unit) == (line, unit)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.text(), parts, max_size=3),
    max_leaves=20,
)


@given(values)
def test_json_is_read_as_it_was_written(value: object) -> None:
    assert parse_json(json.dumps(value)) == value


def test_long_texts_are_no_long_numbers() -> None:
    value = ["9" * 5000, '"[[' * 50]
    assert parse_json(json.dumps(value)) == value
