"""Nothing that was written is thrown away: a word that nobody knows makes a right answer anything but right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz import draw, grade, load_bank
from quiz.grading import awaiting
from quiz.kinds import kind_of
from quiz.model import Response

BANK = load_bank()
READ_WHOLE = [
    identifier
    for identifier in BANK.paths
    if not (kind_of(item := BANK.item(identifier)).self_assessed or kind_of(item).runs_code)
    and not kind_of(item).runs_after_answer
]
"""The items whose answers are read whole: neither sentences nor code, nor a prediction, which a run decides."""

WORDS = st.one_of(
    st.text("サスソタツテナニヌネノハヒフヘホムメモヤユヨラリルレロワ", min_size=3, max_size=6),
    st.text("鮫鯨鰯鱒鯉蛙蛇狐狸熊鶏鴨", min_size=1, max_size=3),
    st.text("ぬふほむめもゆへ", min_size=3, max_size=5),
    st.text("bdfgjkqvz", min_size=4, max_size=7),
    st.sampled_from(["🐈", "☃", "§", "以上", "未満", "じゃない", "ではない", "not", "nothing but"]),
)


@pytest.mark.thorough
@pytest.mark.parametrize("identifier", READ_WHOLE)
@given(word=WORDS, data=st.data())
def test_an_unknown_word_anywhere_makes_an_answer_not_right(identifier: str, word: str, data: st.DataObject) -> None:
    variant = draw(BANK.item(identifier), data.draw(st.integers(1, 3), label="seed"))
    answer = data.draw(st.sampled_from(list(kind_of(variant.item).answers(variant))), label="answer")
    at = data.draw(st.integers(0, len(answer)), label="at")
    beside = data.draw(st.sampled_from(["{}", " {} ", "（{}）", "{}、"]), label="beside").format(word)
    assert grade(variant, answer[:at] + beside + answer[at:]).verdict != "correct"


PREDICTIONS = [identifier for identifier in BANK.paths if kind_of(BANK.item(identifier)).runs_after_answer]


@pytest.mark.thorough
@pytest.mark.parametrize("identifier", PREDICTIONS)
@given(word=WORDS, data=st.data())
def test_no_training_is_made_for_an_answer_with_an_unknown_word(
    identifier: str, word: str, data: st.DataObject
) -> None:
    variant = draw(BANK.item(identifier), 1)
    answer = data.draw(st.sampled_from(["1", "(2)", "②", "2番"]), label="answer")
    assert awaiting(variant, Response(answer)) is not None
    at = data.draw(st.integers(0, len(answer)), label="at")
    assert awaiting(variant, Response(answer[:at] + word + answer[at:])) is None
