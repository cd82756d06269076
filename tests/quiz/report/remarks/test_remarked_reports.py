"""Two reports of our own about code and results, labelled: ``held.md`` was written before any rule had read it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from labelled_reports import course_checker, judged

HERE = Path(__file__).parent


@pytest.mark.parametrize(("name", "least"), [("known", 52), ("held", 40)])
def test_labelled_lines_are_found_with_their_verdicts(name: str, least: int) -> None:
    lines = list(judged(HERE / f"{name}.md", course_checker()))
    labels = Counter(line.label for line in lines if line.label != "none")
    hits = sum(line.hit for line in lines if line.label != "none")
    missed = [(line.place, line.text) for line in lines if line.label != "none" and not line.hit]
    assert not [line.place for line in lines if line.falsely_wrong or line.falsely_right]
    assert not [line.place for line in lines if line.label == "none" and line.found]
    assert sum(labels.values()) >= 35
    assert hits >= min(least, sum(labels.values())), missed
