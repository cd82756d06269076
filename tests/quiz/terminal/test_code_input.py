"""Answers of several lines: sentences end with one Enter, lists with an empty line, in a pipe with the line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from quiz.courses import built_in_bank
from quiz.model import Item
from quiz.terminal import code_input
from quiz.terminal.code_input import rest_of
from solvers.budget import ANSWER

ITEM = built_in_bank().item("bn-effects")


def read(lines: list[str], *, interactive: bool, item: Item = ITEM) -> tuple[str, list[str]]:
    """Return the answer that is read, and the lines that are left for the next question."""
    left: Iterator[str] = iter(lines[1:])

    def line(_: str) -> str:
        for text in left:
            return text
        raise EOFError

    return rest_of(lines[0], item, line, interactive=interactive), list(left)


@pytest.mark.parametrize(
    ("lines", "answer", "left"),
    [
        (["学習が速くなる", "7"], "学習が速くなる", ["7"]),
        (["・学習が速くなる", "7"], "・学習が速くなる", ["7"]),
        (["学習が速くなる\\", "過学習を抑える", "7"], "学習が速くなる\n過学習を抑える", ["7"]),
        (["a\\", "b\\", "c", "7"], "a\nb\nc", ["7"]),
        (["a\\"], "a", []),
    ],
)
def test_in_a_pipe_a_line_is_an_answer(lines: list[str], answer: str, left: list[str]) -> None:
    assert read(lines, interactive=False) == (answer, left)


def test_the_rest_of_a_text_that_is_too_long_answers_no_other_question() -> None:
    answer, left = read(["a\\"] * 20_000 + ["b", "7"], interactive=False)
    assert ANSWER < len(answer) <= ANSWER + 3
    assert left == ["7"]


@pytest.mark.parametrize("line", ["", "x = 1"])
def test_the_rest_of_code_that_is_too_long_answers_no_other_question(line: str) -> None:
    code = built_in_bank().item("impl-batchnorm")
    answer, left = read(["x = (", *[line] * 20_000, ".", "7"], interactive=False, item=code)
    assert ANSWER < len(answer) <= ANSWER + 6
    assert left == ["7"]


@pytest.mark.parametrize(
    ("lines", "answer", "left"),
    [
        (["学習が速くなる", "x"], "学習が速くなる", ["x"]),
        (["・学習が速くなる", "・過学習を抑える", "", "x"], "・学習が速くなる\n・過学習を抑える", ["x"]),
        (["1. faster", "2. less overfitting", "", "x"], "1. faster\n2. less overfitting", ["x"]),
        (["効果は次の2つ：", "速い", ".", "x"], "効果は次の2つ：\n速い", ["x"]),
        (["速い\\", "安定", "x"], "速い\n安定", ["x"]),
    ],
)
def test_at_a_terminal_a_list_goes_on(
    monkeypatch: pytest.MonkeyPatch, lines: list[str], answer: str, left: list[str]
) -> None:
    monkeypatch.setattr(code_input, "_waiting", lambda: False)
    assert read(lines, interactive=True) == (answer, left)


def test_what_was_pasted_is_taken_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = iter([True, True, False])
    monkeypatch.setattr(code_input, "_waiting", lambda: next(waiting))
    assert read(["速い", "安定", "過学習を抑える", "x"], interactive=True) == ("速い\n安定\n過学習を抑える", ["x"])
