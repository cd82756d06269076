"""Study reports of our own: nothing right is called wrong in them, and most statements are found.

Those of ``held`` were written before the claims of this course were extended (those from h17 on are free paraphrases,
four in ten of them wrong); h26 was left unread when the claims were last extended, and tells how well the unseen is
read: about half of it.
``tests/bench/bench_statements.py`` prints the figures and the misses.
"""

from __future__ import annotations

import pytest
from labelled_reports import PARTS, VERDICTS, Judged, course_checker, judged, labelled, paths

RECALL = {"known": 0.93, "held": 0.78}


@pytest.fixture(scope="module")
def rows() -> dict[str, list[Judged]]:
    checker = course_checker()
    return {part: [row for path in paths(part) for row in judged(path, checker)] for part in PARTS}


def test_there_are_reports_enough_and_a_part_is_held_back() -> None:
    known, held = (len(paths(part)) for part in PARTS)
    assert known >= 30
    assert held >= 15


def test_every_label_is_a_verdict() -> None:
    labels = [label for part in PARTS for path in paths(part) for label in labelled(path)[1].values()]
    assert set(labels) == set(VERDICTS)
    assert len(labels) > 600


@pytest.mark.parametrize("part", PARTS)
def test_nothing_right_is_called_wrong(rows: dict[str, list[Judged]], part: str) -> None:
    assert [(row.place, row.text) for row in rows[part] if row.falsely_wrong] == []


@pytest.mark.parametrize("part", PARTS)
def test_hardly_anything_wrong_is_called_right(rows: dict[str, list[Judged]], part: str) -> None:
    wrong = [row for row in rows[part] if row.label == "wrong"]
    assert sum(row.falsely_right for row in wrong) <= 0.02 * len(wrong)


@pytest.mark.parametrize("part", PARTS)
def test_most_statements_are_found_with_their_verdict(rows: dict[str, list[Judged]], part: str) -> None:
    stated = [row for row in rows[part] if row.label != "none"]
    assert sum(row.hit for row in stated) >= RECALL[part] * len(stated)


def test_what_states_nothing_is_hardly_judged(rows: dict[str, list[Judged]]) -> None:
    silent = [row for part in PARTS for row in rows[part] if row.label == "none"]
    assert sum(bool(row.found) for row in silent) <= 0.05 * len(silent)
