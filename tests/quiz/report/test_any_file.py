"""Whatever a file holds, every reader gives lines and findings or a refusal that is told, and nothing else."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.bank.claim_files import read_claims
from quiz.courses import open_course
from quiz.report.documents import Report, UnreadableReport, read_report
from quiz.report.findings import Checker
from quiz.report.formulas.formula_file import load_library
from quiz.report.rows import rows_of

pytestmark = pytest.mark.thorough

PIECES = [
    "問）", "答）", "Q.", "A. ", "(1) 0.15", "(2) 0.25", "**", "$$", "$", "```", "```python:", "~~~", "\n", "\n\n",
    "    ", "# ", "## 確認テスト", "> ", "- ", "| a | b |", "|---|---|", "<table>", "</table>", "<td>", "</td>",
    "<tr>", "<br>", "<details>", "<summary>", "</summary>", "<pre>", "</pre>", "<dl>", "<dd>", "<math>", "</math>",
    "<mfrac>", "</mfrac>", "<annotation encoding='application/x-tex'>", "</annotation>",
    "<span aria-hidden='true'>", "</span>", "<!--", "-->", "<script type='math/tex'>", "</script>", "<del>",
    "</del>", "~~", "[tex:", "]", "![", "](", ")", "\\frac{", "}", "\\\\", "&nbsp;", "&#x110000;", "&#0;", "=====",
    "---", "In [3]:", "Out[3]:", "z = t^2", "= 2t", "\\begin{align}", "\\end{align}",
    "シグモイド関数を微分した時、入力値が0の時に最大値をとる。その値として正しいものを選べ。", "6x6", "２×２", "①",
    "\x00", "\x1b", "\ufeff", "\u2028", "\ud7ff", "𝑥", "が゙", "np.zeros(3)", "import numpy", "x[", "x += 1",
    "ReLU", "は勾配消失を防ぐ。",
]  # fmt: skip

any_text = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | any_text, lambda inner: st.lists(inner, max_size=4), max_leaves=8
)
any_cell = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", "raw"]) | any_json,
        "source": any_text | any_json,
        "input": any_json,
        "outputs": st.lists(
            st.fixed_dictionaries(
                {},
                optional={
                    "text": any_text | any_json,
                    "data": st.dictionaries(st.just("text/plain"), any_json) | any_json,
                },
            ),
            max_size=3,
        )
        | any_json,
    },
)
any_notebook = st.fixed_dictionaries({"cells": st.lists(any_cell | any_json, max_size=5)}) | any_json


@pytest.fixture(scope="module")
def course_checker() -> Checker:
    course = open_course()
    items, faults = course.bank.load_all()
    assert not faults
    return Checker(items, read_claims(course.root), load_library(course.root))


def judged(data: bytes, suffix: str, checker: Checker) -> None:
    """Read a file and judge what was read; a refusal must name the file, in both languages."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"report{suffix}"
        path.write_bytes(data)
        try:
            report = read_report(path)
        except UnreadableReport as refused:
            told = refused.message.ja, refused.message.en
        else:
            told = (str(path), str(path))
            assert len(rows_of(report)) == len(report.lines)
            judge(report, checker)
    assert all(str(path) in message for message in told)


def judge(report: Report, checker: Checker) -> None:
    lines = {id(line) for line in report.lines}
    for finding in checker.check(report):
        assert id(finding.row.line) in lines
        assert finding.message.ja
        assert finding.message.en
        assert finding.column is None or finding.column >= 1


@settings(deadline=None, max_examples=150)
@given(any_text, st.sampled_from([".md", ".txt", ".html", ".ipynb", ".json", ".pdf", ""]))
def test_any_text_is_read_or_refused(course_checker: Checker, text: str, suffix: str) -> None:
    judged(text.encode("utf-8", "surrogatepass"), suffix, course_checker)


@settings(deadline=None, max_examples=100)
@given(
    any_text, st.sampled_from(["cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-16-le", "utf-8-sig", "utf-7", "cp500"])
)
def test_a_text_in_any_encoding_is_read_or_refused(course_checker: Checker, text: str, encoding: str) -> None:
    judged(text.encode(encoding, "replace"), ".md", course_checker)


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=300), st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\xff\xfe", b"<html>"]), st.data())
def test_any_bytes_are_read_or_refused(course_checker: Checker, data: bytes, head: bytes, drawn: st.DataObject) -> None:
    judged(head + data, drawn.draw(st.sampled_from([".md", ".html", ".ipynb", ".pdf"])), course_checker)


@settings(deadline=None, max_examples=150)
@given(any_notebook)
def test_any_notebook_is_read_or_refused(course_checker: Checker, notebook: object) -> None:
    judged(json.dumps(notebook).encode(), ".ipynb", course_checker)


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_a_sign_that_is_repeated_is_read_or_refused(course_checker: Checker, piece: str, suffix: str) -> None:
    judged((piece * (2_000 // len(piece))).encode(), suffix, course_checker)
