"""The table of texts that cannot be read: fault, column and message in both languages, and a text that reads."""

import tomllib
from pathlib import Path

import pytest

from quiz.reading.explanations import _FAULTS, caret, complaint, explained
from solvers.expression import Unreadable, read
from solvers.expression.faults import CODES

CASES = tomllib.loads((Path(__file__).parent / "malformed.toml").read_text(encoding="utf-8"))["case"]


def typed(case: dict) -> str:
    return case["text"] if "text" in case else case["repeated"][0] * case["repeated"][1]


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case['code']}-{typed(case)[:12].encode('unicode_escape').decode()}"
)
def test_fault_column_and_words(case):
    with pytest.raises(Unreadable) as raised:
        read(typed(case), names=case.get("names"))
    fault = raised.value
    told = explained(fault)
    assert (fault.code, fault.column) == (case["code"], case["column"])
    assert (told.reason.ja, told.reason.en) == (case["ja"], case["en"])
    assert (told.remedy.ja, told.remedy.en) == (case["ja_remedy"], case["en_remedy"])
    read(case["instead"], names=case.get("names"))


def test_the_table_is_long_enough_and_shows_almost_every_fault():
    assert len(CASES) >= 60
    shown = {case["code"] for case in CASES}
    # these need an answer of another kind, a very long list, a computation, or a key to compare with
    with_a_key = {"two-readings", "two-values", "asked-name"}
    assert set(CODES) - shown <= {"wrong-kind", "value-too-large", "too-many-items", "prose"} | with_a_key


def test_every_fault_has_its_words():
    assert set(_FAULTS) == set(CODES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["code"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_complaint_can_be_printed(case, language):
    with pytest.raises(Unreadable) as raised:
        read(typed(case), names=case.get("names"))
    lines = complaint(raised.value, language).split("\n")
    assert all(line.isprintable() for line in lines)
    assert max(map(len, lines)) < 120


def test_the_caret_stands_under_a_full_width_sign():
    assert caret("２(ｘ＋", 3).split("\n") == ["２(ｘ＋", "     ^"]
