"""Which answer is to which part: labels in any width and order, whole lines or one; what can't be told is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.kinds.multipart.labelled_answers import answers_of_parts, joined
from quiz.model import Unreadable


def texts(raw: str, labels: str | list[str] = "abc") -> list[str] | str:
    found = answers_of_parts(raw, list(labels))
    if isinstance(found, Unreadable):
        return found.reason.en
    for answer in found:
        assert answer is None or raw[answer.column :].startswith(answer.text), "the column is that of the answer"
    return ["" if answer is None else answer.text for answer in found]


WRITINGS = """
(a) 1|(b) x+2|(c) 3
(c) 3|(a) 1|(b) x+2
（ａ）1|（ｂ）x+2|（ｃ）3
a) 1|b) x+2|c) 3
a: 1|b: x+2|c: 3
A = 1|B = x+2|C = 3
- (a) 1|- (b) x+2|- (c) 3
・(a)：1|・(b)：x+2|・(c)：3
[a] 1|[b] x+2|[c] 3
(a) 1 (b) x+2 (c) 3
(a) 1, (b) x+2, (c) 3
(a)1、(b)x+2、(c)3
(b) x+2; (a) 1; (c) 3
> (a) 1|> (b) x+2|> (c) 3
(a) 1||(b) x+2||(c) 3|
ⓐ 1|ⓑ x+2|ⓒ 3
⒜ 1 ⒝ x+2 ⒞ 3
1|x+2|3
1, x+2, 3
(1, x+2, 3)
(a) 1 (b) x+2|(c) 3
"""


@pytest.mark.parametrize("raw", WRITINGS.strip().split("\n"))
def test_one_answer_in_many_writings(raw: str) -> None:
    assert texts(raw.replace("|", "\n")) == ["1", "x+2", "3"]


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("(a)\n(b) 9\n(c)", ["", "9", ""]),
        ("(b) 9", ["", "9", ""]),
        ("(a) .5\n(b) -.25", [".5", "-.25", ""]),
        ("(a) = 7\n(b)", ["7", "", ""]),
        ("(a) 一つ目の文。\n二行目。\n(b) 9", ["一つ目の文。\n二行目。", "9", ""]),
        ("(a)\n(b)\n(c)", ["", "", ""]),
        ("(a) f(a) = 3\n(b) 9", ["f(a) = 3", "9", ""]),
        ("(a) (1, 2)\n(b) 9", ["(1, 2)", "9", ""]),
        ("(1, 2), 3, 4", ["(1, 2)", "3", "4"]),
        ("(2), (1), 4", ["(2)", "(1)", "4"]),
        ("a.5\nb.6\nc.7", ["a.5", "b.6", "c.7"]),
    ],
)
def test_half_an_answer_and_what_stands_within_one(raw: str, wanted: list[str]) -> None:
    assert texts(raw) == wanted


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("7", "it can't be told which part this answers"),
        ("7\n8", "it can't be told which part this answers"),
        ("1, 2, 3, 4", "it can't be told which part this answers"),
        ("答えは (a) 7", "it can't be told which part this answers"),
        ("(d) 7", "it can't be told which part this answers"),
        ("(a) 1\n(b) 2\n(a) 3", "(a) stands twice"),
        ("(a) (b) 7", "(b) follows (a) at once: it can't be told which is an answer"),
        ("(b)\n(a)", "there are labels, and no answers"),
        ("(c)", "there are labels, and no answers"),
    ],
)
def test_what_can_not_be_told_is_refused(raw: str, reason: str) -> None:
    assert texts(raw) == reason


def test_labels_of_two_letters_numbers_and_kana() -> None:
    assert texts("(ii) 2\n(i) 1", ["i", "ii"]) == ["1", "2"]
    assert texts("ⅰ: 1\nⅱ: 2", ["i", "ii"]) == ["ⅰ: 1", "ⅱ: 2"], "two lines for two parts"
    assert texts("①1 ②2", "12") == ["1", "2"]
    assert texts("⑴1\n⑵2", "12") == ["1", "2"]
    assert texts("㋐ 5 ㋑ 6", "アイ") == ["5", "6"]


answer = st.text("0123456789+-*/.^xy ", min_size=1, max_size=12).map(str.strip).filter(bool)


@given(st.lists(answer | st.just(""), min_size=2, max_size=5).filter(any), st.randoms(use_true_random=False))
def test_what_is_joined_comes_apart(answers: list[str], chance: object) -> None:
    labels = [chr(ord("a") + place) for place in range(len(answers))]
    lines = joined(labels, answers).split("\n")
    chance.shuffle(lines)  # type: ignore[attr-defined]
    assert texts("\n".join(lines), labels) == answers


@given(st.text("ab()（）:=,、 \n19.x", max_size=24))
def test_nothing_that_was_written_is_dropped(raw: str) -> None:
    """Whatever is not told is a label, a sign between answers, or nothing."""
    found = answers_of_parts(raw, ["a", "b"])
    if isinstance(found, Unreadable):
        assert found.column is None or 0 <= found.column <= len(raw)
        return
    rest = raw
    for written in sorted((one for one in found if one is not None), key=lambda one: -one.column):
        assert rest[written.column : written.column + len(written.text)] == written.text
        rest = rest[: written.column] + rest[written.column + len(written.text) :]
    assert not set(rest) & set("19x"), rest
