"""What is asked before a reader looks at a text rules out nothing that it would find, were it not asked.

Over the rows of the labelled reports, as they were written and altered: other digits, halves of two rows in one.
"""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import walk_packages

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from labelled_reports import PARTS, course_checker, labelled, paths

import quiz.report
from quiz.courses import open_course
from quiz.report.claims import changes, glossary
from quiz.report.claims.claim_reader import ClaimReader
from quiz.report.code import remark_reader
from quiz.report.code.remark_book import load_remarks
from quiz.report.cued import Cued
from quiz.report.documents import Line, Report
from quiz.report.sentence_ends import SentenceEnds

MODULES = [import_module(one.name) for one in walk_packages(quiz.report.__path__, "quiz.report.")]
ENDS = {
    f"{module.__name__}.{name}": value
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, SentenceEnds)
}
REPORTS = [[line.text for line in labelled(path)[0].lines] for part in PARTS for path in paths(part)]
ROWS = list(dict.fromkeys(row for rows in REPORTS for row in rows if row.strip()))
REMARKS = (
    "np.sign(x) は x が負のとき -1 を返す。",
    "Adam の学習率の既定値は 0.001 である。",
    "そのため `shuffle=True` を付けると、並びが変わる。",
    "Re`LU` と nn.ReL'U は負の値を 0 にする。",
    "勾配は｜誤差の傾き。 ReLU：負の値を 0 にする関数",
)
SIGNS = "。．.!?？ \n\tAaあア漢1)]\"'(`"

Told = list[tuple[object, ...]]


def told(rows: list[str]) -> Told:
    for module in MODULES:  # what was read with the gates shut would be remembered once they are open
        for value in vars(module).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()
    report = Report("report.md", tuple(Line(text, number) for number, text in enumerate(rows, start=1)))
    return [
        (one.row.line.number, one.kind, one.given, one.verdict, one.message, one.claim, one.column)
        for one in course_checker().check(report)
    ]


def open_gates(opened: pytest.MonkeyPatch) -> None:
    """Let every reader look at every text."""
    opened.setattr(Cued, "search", lambda self, text, *bounds: self.pattern.search(text, *bounds))
    opened.setattr(Cued, "finditer", lambda self, text: self.pattern.finditer(text))
    opened.setattr(Cued, "sub", lambda self, written, text: self.pattern.sub(written, text))
    opened.setattr(SentenceEnds, "split", lambda self, text: self.pattern.split(text))
    opened.setattr(remark_reader, "_may_name", lambda text, book: True)
    opened.setattr(glossary, "_SIGN", re.compile(""))
    opened.setattr(changes._Pattern, "may_come_of_it", lambda self, held: True)
    opened.setattr(ClaimReader, "_may_say", lambda self, text: True)


rows = st.sampled_from(ROWS)
altered = st.one_of(
    rows,
    st.builds(lambda row, digit: re.sub(r"\d", digit, row), rows, st.sampled_from("0159")),
    st.builds(lambda one, other: one[: len(one) // 2] + other[len(other) // 2 :], rows, rows),
    st.sampled_from(REMARKS),
)


@pytest.mark.thorough
@settings(max_examples=15, deadline=None)
@given(st.lists(altered, min_size=4, max_size=30))
def test_with_every_gate_open_the_same_is_found(written: list[str]) -> None:
    gated = told(written)
    with pytest.MonkeyPatch.context() as opened:
        open_gates(opened)
        assert told(written) == gated


@pytest.mark.thorough
def test_the_labelled_reports_are_read_as_with_every_gate_open() -> None:
    chosen = [*REPORTS[::5], [*REMARKS]]
    gated = list(map(told, chosen))
    assert sum(map(len, gated)) > 200
    with pytest.MonkeyPatch.context() as opened:
        open_gates(opened)
        assert list(map(told, chosen)) == gated


BOOK = load_remarks(open_course().root)
NAMES = sorted(name for names in BOOK.names.values() for name, _ in names)


@given(
    st.sampled_from(NAMES), st.integers(0, 8), st.sampled_from(["", "`", "'", "’"]), st.sampled_from(["", "x", "は"])
)
def test_a_row_that_names_a_call_is_read_whatever_marks_stand_in_the_name(
    name: str, place: int, mark: str, behind: str
) -> None:
    written = f"{name[:place]}{mark}{name[place:]}{behind}"
    bare = written.replace("`", "")
    named = [remark_reader._named(text, BOOK) for text in (bare, re.sub("['’]", "", bare))]
    assert remark_reader._may_name(written, BOOK) or not any(named)


@pytest.mark.parametrize("name", ENDS)
@given(text=st.one_of(st.text(SIGNS, max_size=12), rows))
def test_a_text_is_cut_where_its_pattern_cuts_it(name: str, text: str) -> None:
    assert ENDS[name].split(text) == ENDS[name].pattern.split(text)


def test_all_who_cut_sentences_are_tested() -> None:
    assert len(ENDS) > 4
