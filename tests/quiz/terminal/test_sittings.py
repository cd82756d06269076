"""A sitting as a command line: what is recorded of it takes it up again, and what isn't understood is not guessed."""

from __future__ import annotations

import json
from dataclasses import astuple
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.bank.blueprint import Selection
from quiz.model import Form, Place
from quiz.practice.record_rows import StoredSession
from quiz.terminal.sittings import resuming, run_arguments

TODAY = date(2026, 11, 26)


def sitting(options: str) -> StoredSession:
    form = Form("day2", "day2-short", 7, (Place("conv-output-size", 0),), 3.0)
    return StoredSession(1, form, options, "digest", exam=False, finished=False)


names = st.lists(st.text("abc-", min_size=1, max_size=4), max_size=2).map(tuple)


@given(
    st.none() | st.integers(1, 20),
    st.builds(Selection, names, names, st.lists(st.integers(1, 5), max_size=2).map(tuple), names, st.booleans()),
    st.booleans(),
)
def test_what_run_records_takes_it_up_again(count: int | None, selection: Selection, exam: bool) -> None:
    stored = sitting(json.dumps([count, astuple(selection), exam]))
    assert resuming(stored, TODAY) == run_arguments("day2-short", count, selection, exam)


@pytest.mark.parametrize(
    ("options", "arguments"),
    [
        (["review", "2026-11-26", None, None, "None"], ["review", "day2-short"]),
        (["review", "2026-11-26", 30, None, "2027-02-19"],
         ["review", "day2-short", "--minutes", "30", "--exam-date", "2027-02-19"]),
        (["review", "2026-11-26", None, 4, "None"], ["review", "day2-short", "--count", "4"]),
        (["review", "2026-11-25", None, None, "None"], None),  # another day's
    ],
)  # fmt: skip
def test_a_review_is_taken_up_on_its_day(options: object, arguments: list[str] | None) -> None:
    assert resuming(sitting(json.dumps(options)), TODAY) == arguments


@pytest.mark.parametrize(
    "options",
    [
        "", "{", "[" * 50_000, "3", "[]", '["review"]', "[null, [], false]", '[null, [[], [], [], [], false], "x"]',
        '[null, [[], [], ["a"], [], false], false]', '[null, ["ab", [], [], [], false], false]',
        '[null, [[], [], [], [], false], false, "more"]', "[1.5, [[], [], [], [], false], false]",
    ],
)  # fmt: skip
def test_options_that_are_not_known_are_no_command_line(options: str) -> None:
    assert resuming(sitting(options), TODAY) is None
