"""A value in a sentence: what belongs to the sentence is taken from its ends, a bracket only where it has no other."""

from __future__ import annotations

import pytest

from quiz.report.value_answers import _trimmed


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("7×7)", "7×7"),
        ("(7×7", "7×7"),
        ("7×7)).", "7×7"),
        ("(7×7)", "(7×7)"),
        ("((3)", "(3)"),
        ("( 3 )) ", "( 3 )"),
        ("7 ×7) =)", "7 ×7"),
        ("+3", "3"),
        ("2.5 -", "2.5"),
    ],
)
def test_brackets_and_signs_of_the_sentence_are_left_out(written: str, value: str) -> None:
    start, end = _trimmed(written)
    assert written[start:end] == value
