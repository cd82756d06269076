"""Signs of HTML: as the standard library writes them."""

from __future__ import annotations

import html

from hypothesis import given
from hypothesis import strategies as st

from quiz.outlet.escaped import escaped


@given(st.text(alphabet=st.sampled_from("<>&\"'") | st.characters()))
def test_it_is_what_the_standard_library_writes(text: str) -> None:
    assert escaped(text) == html.escape(text)
