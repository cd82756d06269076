"""A week of a learner, in each language and at three widths, by a clock that is given: nothing of it gets lost.

On Monday a first review, on Wednesday what that left and a mock exam with its debriefing, flags and notes; on Thursday
the record goes to another machine, where the review knows all of it; on Friday the statistics stand there.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quiz.columns import calls_in, width
from quiz.courses import open_set
from quiz.kinds import kind_of
from quiz.language import Language
from quiz.model import Variant
from quiz.practice.learner_marks import disputed, marks_of
from quiz.practice.session import Session
from quiz.practice.store import Store

pexpect = pytest.importorskip("pexpect", reason="a pseudo-terminal needs pexpect")
if not hasattr(pexpect, "spawn"):
    pytest.skip("there are no pseudo-terminals here", allow_module_level=True)

from played import ANSWER, WISH, Terminal, at  # noqa: E402  (only where there are pseudo-terminals)

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
MARK = r"(?:own mark \(|自己採点（)[^>]*> $"
DEBRIEF = r"(?:終わる|leave) > $"
EXAM = ("run", "day2-exam", "--exam", "--choices", "--count", "4", "--seed", "3")


class Week:
    """One learner, with a language, a window and a calendar."""

    def __init__(self, language: Language, columns: int) -> None:
        self.language = language
        self.columns = columns

    def says(self, ja: str, en: str) -> str:
        return ja if self.language == "ja" else en

    def terminal(self, day: int, home: Path, *arguments: str) -> Terminal:
        call = [*arguments, "--lang", self.language]
        return Terminal(home, *call, columns=self.columns, first=at(MONDAY + timedelta(days=day)))

    def done(self, day: int, home: Path, *arguments: str) -> str:
        """Run a command to its end; return what it has shown."""
        return self.fits(self.output(day, home, *arguments))

    def output(self, day: int, home: Path, *arguments: str) -> str:
        """The same for what is no screen, such as JSON."""
        terminal = self.terminal(day, home, *arguments)
        shown = rest(terminal)
        assert terminal.end() == 0, shown
        return shown

    def first_minute(self, home: Path) -> str:
        """Return what ``quiz`` alone offers."""
        terminal = self.terminal(0, home)
        shown = self.fits(terminal.until(DEBRIEF))
        terminal.type("q")
        assert terminal.end() == 0
        return shown

    def fits(self, shown: str) -> str:
        """Nothing is wider than the window but code and a command that is to be copied."""
        for line in shown.split("\n"):
            bare = line.rstrip()
            whole = any(bare[start:end] == bare.strip("。（）() ") for start, end in calls_in(bare))
            assert width(bare) <= self.columns or whole or bare.startswith("    "), bare
        return shown


def rest(terminal: Terminal) -> str:
    """Return what is shown up to the end."""
    terminal.child.expect(pexpect.EOF)
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", terminal.child.before).replace("\r\n", "\n")


def variants(home: Path, number: int) -> list[Variant]:
    """Return the questions of a session, as they are asked."""
    with Store(home) as store:
        stored = store.session_called(number)
        assert stored is not None
        session = Session(open_set(stored.form.set_name), store, stored)
        return [session.question_at(place).variant for place in range(len(stored.form.places))]


def typed(variant: Variant) -> str | None:
    """An answer in one line that is right; None for a question that takes more than that."""
    kind = kind_of(variant.item)
    if kind.runs_code or kind.runs_after_answer or kind.self_assessed or variant.parts:
        return None
    return kind.answers(variant)[0]


def answer_all(week: Week, terminal: Terminal, shown: str, asked: list[Variant], wrong: int) -> None:
    """Answer a review: one wrong, the others right; what can't be typed in a line is skipped."""
    for place, variant in enumerate(asked):
        shown = week.fits(terminal.until(ANSWER)) if place else shown
        assert f"{place + 1}/{len(asked)}" in shown
        right = typed(variant)
        if right is None:
            terminal.type(":s")
            continue
        if place == wrong:
            terminal.type(":f")
            assert week.says("旗を立てました", "flagged") in terminal.until(ANSWER)
        terminal.type(_other(variant) if place == wrong else right)
        shown = week.fits(terminal.until(WISH))
        verdict = week.says("不正解", "wrong") if place == wrong else week.says("✓ 正解", "✓ correct")
        assert verdict in shown
        if place == wrong:
            terminal.type(":n")
            terminal.until(r"(?:メモ（.*）|note \(.*\))> $")
            terminal.type(week.says("公式を見直す", "look at the formula"))
            terminal.until(WISH)
            terminal.type("")  # the solution first
            week.fits(terminal.until(WISH))
        terminal.type("")


def _other(variant: Variant) -> str:
    """A wrong answer: a slip's, or another option."""
    if variant.options:
        return str(next(number for number, option in enumerate(variant.options, 1) if not option.correct))
    return kind_of(variant.item).show(variant.item, variant.distractors[0].value).ja


@pytest.mark.parametrize(("language", "columns"), [("ja", 40), ("en", 40), ("ja", 80), ("en", 200)])
def test_a_week(tmp_path: Path, language: Language, columns: int) -> None:
    week = Week(language, columns)
    here, there = tmp_path / "here", tmp_path / "there"

    # Monday: the first minute, a goal, a first review.
    assert "quiz run day2-short" in week.first_minute(here)
    assert week.says("1 日 2 問", "2 questions a day") in week.done(0, here, "goal", "2", "--questions")
    monday = week.terminal(0, here, "review", "--count", "4", "--seed", "11")
    shown = week.fits(monday.until(ANSWER))
    asked = variants(here, 1)
    missed = next(n for n, one in enumerate(asked) if typed(one) and (one.options or one.distractors))
    answer_all(week, monday, shown, asked, missed)
    shown = rest(monday)
    assert week.says("今日の目標を達成しました", "today's goal is reached") in shown
    assert monday.end() == 0
    assert "--topic" in shown
    assert "quiz review" not in shown, "it has no topics: what to look at again is named by a command that there is"
    assert week.says("今日の分は終わりました", "today's review is done") not in week.first_minute(here)

    # Wednesday: what was missed comes back, and it is told why; a text is left at one's own mark, and marked later.
    planned = json.loads(week.output(2, here, "review", "--count", "500", "--format", "json"))["next"]
    why = {row["id"]: row["why"] for row in planned}
    assert why[asked[missed].item.id] == "missed"
    text = week.terminal(2, here, "run", "day2", "--item", "bn-effects")
    text.until(ANSWER)
    text.type(week.says("学習が速くなる", "training becomes faster"))
    week.fits(text.until(MARK))
    text.type("q")
    assert text.end() == 0
    text = week.terminal(2, here, "run", "day2", "--item", "bn-effects")
    week.fits(text.until(MARK))
    text.type("1")
    text.child.expect(pexpect.EOF)
    assert text.end() == 0

    # The exam: a flag, a guess, back and forth, handed in; its debriefing with a note and a disputed verdict.
    exam = week.terminal(2, here, *EXAM)
    week.fits(exam.until(ANSWER))
    options = [variant.options or () for variant in variants(here, 3)]
    right = [1 + next(n for n, option in enumerate(one) if option.correct) for one in options]
    wrong = [1 + next(n for n, option in enumerate(one) if not option.correct) for one in options]
    for typing in (":f", str(wrong[0]), ":g", str(right[1]), str(right[2])):
        exam.type(typing)
        week.fits(exam.until(ANSWER))
    exam.type(":o")
    assert week.says("解答済み 3/4", "3/4 answered") in week.fits(exam.until(WISH))
    exam.type("")
    exam.until(ANSWER)
    exam.type(str(wrong[3]))
    week.fits(exam.until(WISH))
    exam.type("t")
    shown = week.fits(exam.until(DEBRIEF))
    assert week.says("得点 2 / 4", "score 2 of 4") in shown
    exam.type("")
    week.fits(exam.until(DEBRIEF))
    exam.type("n")
    exam.until(r"(?:メモ（.*）|note \(.*\))> $")
    exam.type(week.says("あとで", "later"))
    exam.until(DEBRIEF)
    exam.type("w")
    week.fits(exam.until(r"> $"))
    exam.type("?")
    exam.until(DEBRIEF)
    exam.type("q")
    assert exam.end() == 0
    before = json.loads(week.output(2, here, "debrief", "--format", "json"))

    # Thursday: out here, in there, twice; nothing is doubled or lost.
    file = tmp_path / "record.jsonl"
    week.done(3, here, "data", "export", str(file))
    for expected in (3, 0):
        shown = week.done(3, there, "data", "import", str(file))
        assert week.says(f"練習 {expected} 回", f"{expected} session") in shown.replace("\n  ", "")
    assert json.loads(week.output(3, there, "debrief", "--format", "json")) == before
    with Store(here) as one, Store(there) as other:
        for number in (1, 2, 3):
            assert [(mark.name, mark.said) for mark in marks_of(one, number)] == [
                (mark.name, mark.said) for mark in marks_of(other, number)
            ]
        assert len(disputed(other)) == 1
        names = {mark.name for number in (1, 3) for mark in marks_of(other, number)}
        assert names == {"flag", "guessed", "note", "disputed"}
    assert "quiz explain" in week.done(3, there, "data", "reports")
    assert week.says("1 日 2 問", "2 questions a day") in week.done(3, there, "goal")

    # The review goes on there, and knows what was missed here, in the review and in the exam.
    planned = json.loads(week.output(3, there, "review", "--count", "500", "--format", "json"))["next"]
    known = {row["id"] for row in planned if row["why"] == "missed"}
    assert {asked[missed].item.id, *(one["id"] for one in before["questions"] if one["verdict"] == "wrong")} <= known
    thursday = week.terminal(3, there, "review", "--count", "2")
    assert week.says("今日の復習", "Today's review") in week.fits(thursday.until(ANSWER))
    thursday.type(":q")
    assert thursday.end() == 0

    # Friday: it stands in the statistics.
    told = json.loads(week.output(4, there, "stats", "--format", "json"))
    assert len(told["days"]) == 2
    shown = week.done(4, there, "stats", "--exam-date", "2027-02-19")
    assert "2027-02-19" in shown
