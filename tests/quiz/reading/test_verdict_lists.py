"""A verdict on each option says which of them apply; a missing one, a second one or another word says nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.grading import grade
from quiz.reading.labels import label
from quiz.reading.verdict_lists import marked

PAIRS = [("○", "×"), ("〇", "✗"), ("正", "誤"), ("true", "false"), ("T", "F"), ("yes", "no"), ("正しい", "誤り")]


def read(text: str, count: int) -> set[int] | None:
    found = marked(text, count)
    if found is None:
        return None
    assert found.those == ("these" if found.options else "none")
    return {one.index for one in found.options}


@given(
    verdicts=st.lists(st.booleans(), min_size=2, max_size=9), words=st.sampled_from(PAIRS), data=st.data(),
    style=st.sampled_from(["number", "circled", "letter"]), sign=st.sampled_from(["", ":", " ", "は", "="]),
)  # fmt: skip
def test_each_option_has_its_verdict(
    verdicts: list[bool], words: tuple[str, str], data: st.DataObject, style, sign: str
) -> None:
    said = [words[not verdict] for verdict in verdicts]
    applies = {index for index, verdict in enumerate(verdicts) if verdict}
    count = len(verdicts)
    assert read(", ".join(said), count) == applies
    pairs = [label(index, style) + sign + word for index, word in enumerate(said)]
    order = data.draw(st.permutations(pairs))
    assert read("、".join(order), count) == applies
    if count > 2:  # (2) 誤り leaves the other of two
        assert read("、".join(order[1:]), count) is None
    assert read("、".join([*order, order[0]]), count) is None
    assert read(", ".join([*said, said[0]]), count) is None
    word = data.draw(st.sampled_from(["鯨", "たぶん違", "サメ", "qv", "以外", "ではない"]))
    place = data.draw(st.integers(0, len(order)))
    assert read("、".join([*order[:place], word, *order[place:]]), count) is None


@given(count=st.integers(2, 8), data=st.data())
def test_the_wrong_ones_leave_the_others(count: int, data: st.DataObject) -> None:
    wrong = data.draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=count - 1))
    named = ", ".join(str(index + 1) for index in sorted(wrong))
    rest = set(range(count)) - wrong
    for said in ("{}は誤り", "{}だけ違う", "{}だけ誤り"):
        assert read(said.format(named), count) == rest
    others = ", ".join(str(index + 1) for index in sorted(rest))
    assert read(f"{others} (not {named})", count) == rest
    assert read(f"{others}（{named}は誤り）", count) == rest
    both = f"{others}, {min(wrong) + 1}"
    assert read(f"{both} (not {named})", count) is None


@pytest.mark.parametrize("text", ["○", "1は誤りではない", "誤り", "1×2×3", "1○ 2△ 3×", "○○", "○×○×○×", "4は誤り"])
def test_what_says_nothing_of_three(text: str) -> None:
    assert read(text, 3) is None


def test_where_what_is_wrong_is_asked_for_a_mark_has_two_senses() -> None:
    bank = built_in_bank()
    facts, breaks = draw(bank.item("alexnet-facts"), 5), draw(bank.item("augmentation-label-breaks"), 5)
    count = len(facts.options or ())
    right = "".join("○" if option.correct else "×" for option in facts.options or ())
    assert grade(facts, right).verdict == "correct"
    assert grade(facts, right.translate(str.maketrans("○×", "×○"))).verdict in ("wrong", "partial")
    assert grade(facts, right[1:]).verdict == "unreadable"
    assert count == len(right)
    marks = "".join("○" if option.correct else "×" for option in breaks.options or ())
    assert grade(breaks, marks).verdict == "unreadable"
