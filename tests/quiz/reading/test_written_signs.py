"""Signs that are written in place of others: as ``str.translate`` writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.reading.written_signs import Signs

WRITTEN = {"、": ",", "✕": "×", "$": "", "－": "-"}


@given(st.text("、✕$－,×-あ", max_size=20))
def test_every_sign_is_written_as_it_is_told(text: str) -> None:
    assert Signs(WRITTEN).written_in(text) == text.translate(str.maketrans(WRITTEN))


def test_what_is_written_is_no_sign_itself() -> None:
    with pytest.raises(AssertionError):
        Signs({"a": "b", "b": "c"})
