"""Every question of the bank on a terminal of 40 and of 80 columns: nothing is wider, and lines end as they should."""

from __future__ import annotations

import io
import re
from functools import cache

import pytest

from quiz.bank.course import Course
from quiz.columns import width
from quiz.courses import built_in
from quiz.drawing import draw
from quiz.language import Language
from quiz.model import Variant
from quiz.terminal.feedback import show_variant
from quiz.terminal.screen import Screen

pytestmark = pytest.mark.thorough


@cache
def course() -> Course:
    found = built_in()
    assert found is not None
    return found


@cache
def variant(name: str) -> Variant:
    return draw(course().bank.item(name), 3)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def lines(name: str, language: Language, columns: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("NO_COLOR", "1")
    out = Terminal()
    show_variant(Screen(out, language), variant(name))
    return out.getvalue().split("\n")


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", sorted(course().bank.cards))
def test_a_question_fits(name: str, language: Language, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = lines(name, language, columns, monkeypatch)
    assert not [line for line in shown if width(line, ambiguous=2) >= columns]
    assert not [line for line in shown if line.strip()[:1] in tuple("、。，．）」』】！？ゃゅょっー")]
    for before, line in zip(shown, shown[1:], strict=False):
        if width(before) > columns - 8 and re.fullmatch(r"[ぁ-ゖ]{1,2}|[ぁ-ゖ]。", line.strip()):
            pytest.fail(f"{line!r} is left alone below {before!r}")
