"""Two hundred mistakes of authors, each planted in a bank that is right without it: none is silently accepted.

Every one is named with its file and line, with a caret where there is a column, with what was found and what to do, in
both languages.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from planted_mistakes import BANKS, Mistake, mistakes

from quiz.audit import Audit, audit_course
from quiz.columns import width
from quiz.courses import open_course
from quiz.language import LANGUAGES

pytestmark = pytest.mark.thorough
MISTAKES = mistakes()
SEEDS = 30
END = "⏎"
"""What a caret behind the last sign points at."""


def audited(folder: Path) -> Audit:
    return audit_course(open_course(str(folder)), SEEDS)


def test_there_are_as_many_as_were_asked_for() -> None:
    names = Counter(mistake.name for mistake in MISTAKES)
    assert len(names) == len(MISTAKES) >= 140
    assert {mistake.bank for mistake in MISTAKES} == set(BANKS)


@pytest.mark.parametrize("bank", sorted(set(BANKS) - {"prediction"}))  # its runs are made again in tests of its own
def test_nothing_is_wrong_without_them(bank: str, tmp_path: Path) -> None:
    Mistake("none", bank, "", "", "", "", (), ()).write(tmp_path)
    audit = audited(tmp_path)
    assert [defect.detail.en for defect in (*audit.defects, *audit.notices)] == []


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake.name for mistake in MISTAKES])
def test_a_mistake_is_named(mistake: Mistake, tmp_path: Path) -> None:
    mistake.write(tmp_path)
    audit = audited(tmp_path)
    found = [defect for defect in (*audit.defects, *audit.notices) if defect.rule == mistake.rule]
    assert found, "silently accepted"
    told = [one for one in found if all(part in one.detail.en for part in mistake.en)]
    assert told, [one.detail.en for one in found]
    defect = told[0]
    assert all(part in defect.detail.ja for part in mistake.ja), defect.detail.ja
    file = mistake.file or next(iter(BANKS[mistake.bank]))
    assert defect.path.endswith(file)
    lines = (tmp_path / file).read_text(encoding="utf-8").split("\n")
    assert defect.line > 0
    assert lines[defect.line - 1].strip().startswith(mistake.line)
    for language in LANGUAGES:
        _caret_points_at(mistake.at, defect.detail.in_(language))
        assert any(sign in defect.detail.in_(language) for sign in _WHAT_TO_DO[language])


_WHAT_TO_DO = {
    "ja": ("→", "のはず", "と書きます", "使えます", "です（"),
    "en": ("→", "should be", "is written", "write", "may use"),
}
"""A remedy, or what was expected instead of what was found."""


def _caret_points_at(text: str, said: str) -> None:
    shown = said.split("\n")
    if not text:
        assert "^" not in "".join(shown[2:])
        return
    line, caret = shown[1], shown[2].split(" → ")[0]
    place = next(place for place in range(len(line) + 1) if width(line[:place]) == caret.index("^"))
    assert line[place:].startswith(text) or (text == END and line[place:] == "")
