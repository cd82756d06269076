"""Code on a screen: its words have colours, long lines are folded between words and marked, and nothing is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.columns import width
from quiz.render import terminal
from quiz.render.code import CONTINUED, Stretch, folded, highlighted, is_python

LINES = st.lists(
    st.text(alphabet="abdefr _.,()[]=+-*/#'\"\\0123\u91cd\u307f\u03c3", max_size=60).map(lambda text: text.rstrip()),
    min_size=1,
    max_size=6,
)


@given(LINES)
def test_the_stretches_of_a_line_are_the_line(lines: list[str]) -> None:
    assert ["".join(text for text, _ in line) for line in highlighted(lines)] == lines


def styles(*lines: str) -> list[tuple[str, str]]:
    return [(text.strip(), style) for line in highlighted(lines) for text, style in line if style]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["for i in x:"], [("for", "keyword"), ("in", "keyword")]),
        (["def step(w):"], [("def", "keyword"), ("step", "defined")]),
        (["y = 'for' + \"#\"  # if"], [("'for'", "string"), ('"#"', "string"), ("# if", "comment")]),
        (['"""first', 'return 1"""', "pass"], [('"""first', "string"), ('return 1"""', "string"), ("pass", "keyword")]),
        (["forward = informed.is_not"], []),
        (["x = 'not closed"], [("'not closed", "string")]),
        (["'it\\'s' in y"], [("'it\\'s'", "string"), ("in", "keyword")]),
    ],
)  # fmt: skip
def test_words_are_told_apart(lines: list[str], found: list[tuple[str, str]]) -> None:
    assert styles(*lines) == found


@pytest.mark.parametrize(
    ("language", "line", "python"),
    [
        ("python", "anything", True), ("", "dW = x.T @ dy", True), ("", "  return dx", True),
        ("", "net.update(3)", True), ("", "W[0] -= lr * g", True), ("", "conv1   5×5   stride 2", False),
        ("", "3 4 5", False), ("c", "x = 1", False), ("", "loss = 0.3 after 2 epochs", True),
    ],
)  # fmt: skip
def test_python_is_known_by_its_fence_or_by_a_line(language: str, line: str, python: bool) -> None:
    assert is_python(language, ["", line]) == python


@given(LINES, st.integers(12, 50))
def test_folded_lines_fit_are_marked_and_lose_nothing_but_blanks(lines: list[str], columns: int) -> None:
    for line in lines:
        parts = ["".join(text for text, _ in part) for part in folded([Stretch(line, "")], columns)]
        assert all(width(part) <= columns for part in parts)
        assert all(part.lstrip(" ").startswith(CONTINUED) for part in parts[1:])
        whole = parts[0] + "".join(part.replace(CONTINUED, "", 1) for part in parts[1:])
        assert whole.replace(" ", "") == line.replace(" ", "")


LONG_WORDS = st.sampled_from(["self.momentum", "0.00125", "gradient", "1e-7", "np.zeros_like"])


@given(st.lists(LONG_WORDS, min_size=2, max_size=9), st.integers(18, 40))
def test_no_word_and_no_number_is_torn(words: list[str], columns: int) -> None:
    line = " + ".join(words)
    parts = ["".join(text for text, _ in part) for part in folded([Stretch(line, "")], columns)]
    assert re.findall(r"[\w.-]+", " ".join(parts)) == words


def test_a_line_that_is_very_long_is_folded_in_one_pass() -> None:
    """A fold that measured the rest of the line for every word would not come to an end here."""
    assert len(folded([Stretch("ab+" * 60_000, "")], 38)) > 4_000


BLOCK = "```python\nself.running_mean = self.momentum * self.running_mean\n```"


def test_a_block_is_folded_only_where_that_is_asked_for() -> None:
    assert terminal(BLOCK, width=30, color=False, ascii=False).split("\n") == [
        "  self.running_mean = self.momentum * self.running_mean"
    ]
    shown = terminal(BLOCK, width=30, color=False, ascii=False, fold_code=True).split("\n")
    assert shown == [
        "  self.running_mean =",
        "  ↪ self.momentum *",
        "  ↪ self.running_mean",
        "  （↪ は上の行の続き）",
    ]
    shown = terminal(BLOCK, width=30, color=False, ascii=True, fold_code=True).split("\n")
    assert shown[1] == "  >> self.momentum *"


def test_a_block_has_its_colours_on_every_ground() -> None:
    for palette, keyword in (("usual", "35"), ("light", "38;5;90"), ("dark", "38;5;176")):
        shown = terminal("```\nreturn x\n```", width=30, color=True, ascii=False, palette=palette)  # type: ignore[arg-type]
        assert shown == f"  \x1b[{keyword}mreturn\x1b[0m x"


def test_what_is_read_aloud_says_where_code_begins_and_ends() -> None:
    assert terminal("```\nx = 1\ny = 2\n```", width=30, color=False, ascii=False, linear=True).split("\n") == [
        "コード（2 行）:", "x = 1", "y = 2", "コード終わり",
    ]  # fmt: skip
