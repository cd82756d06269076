"""Files become lines with the right places, and what can't be read is refused with a reason."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from quiz.bank.claim_files import read_claims
from quiz.courses import open_course
from quiz.report.claims.claim_reader import ClaimReader
from quiz.report.documents import Report, UnreadableReport, read_report
from quiz.report.rows import column_of, rows_of
from quiz.report.webpage import PICTURE, lines_of_html, without_tags
from solvers import budget
from solvers.budget import Bound


def notebook(path: Path, *cells: dict[str, Any], **extra: Any) -> Path:
    path.write_text(json.dumps({"cells": list(cells), **extra}), encoding="utf-8")
    return path


def test_text_lines_are_numbered_as_an_editor_numbers_them(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_bytes("\ufeff一\r\n二\x0c三\n\n四".encode())
    assert [(line.number, line.text) for line in read_report(path).lines] == [
        (1, "一"),
        (2, "二\x0c三"),
        (3, ""),
        (4, "四"),
    ]


def test_a_notebooks_lines_carry_their_cell(tmp_path: Path) -> None:
    path = notebook(
        tmp_path / "report.ipynb",
        {"cell_type": "markdown", "source": ["a\n", "b"]},
        {"cell_type": "code", "source": "x = 1", "outputs": [{"text": ["printed"]}]},
    )
    lines = [line for line in read_report(path).lines if line.text]
    assert [(line.cell, line.number, line.text, line.code, line.output) for line in lines] == [
        (1, 1, "a", False, False),
        (1, 2, "b", False, False),
        (2, 1, "x = 1", True, False),
        (2, 1, "printed", False, True),
    ]


def test_an_old_notebook_is_read(tmp_path: Path) -> None:
    path = tmp_path / "old.ipynb"
    cells = [{"cell_type": "code", "input": ["y = 2"]}, {"cell_type": "markdown", "source": "問"}, "no cell"]
    path.write_text(json.dumps({"worksheets": [{"cells": cells}, 3]}), encoding="utf-8")
    assert [line.text for line in read_report(path).lines if line.text] == ["y = 2", "問"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.md", b"\x83\x65\x83 caf\xe9", "UTF-8"),
        ("a.txt", b"text\0text", "text file"),
        ("a.md", b"PK\x03\x04", "text file"),
        ("a.ipynb", b"not json", "notebook"),
        ("a.ipynb", b'{"cells": 3}', "no cells"),
        ("a.ipynb", b"[" * 100_000, "notebook"),
        ("a.ipynb", b"[]", "no cells"),
    ],
)
def test_what_is_no_report_is_refused(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableReport) as caught:
        read_report(path)
    assert said in caught.value.in_("en")
    assert str(path) in caught.value.in_("ja")


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    for path, said in ((tmp_path / "absent.md", "no such file"), (tmp_path, "folder")):
        with pytest.raises(UnreadableReport, match=said):
            read_report(path)


def test_sizes_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "REPORT", Bound(100, "bytes"))
    monkeypatch.setattr(budget, "REPORT_LINE", Bound(20, "characters"))
    large = tmp_path / "large.md"
    large.write_text("a" * 101, encoding="utf-8")
    with pytest.raises(UnreadableReport, match="too large"):
        read_report(large)
    with pytest.raises(UnreadableReport, match="too much text"):
        read_report(notebook(tmp_path / "large.ipynb", {"cell_type": "markdown", "source": "a" * 101}))
    picture = tmp_path / "picture.md"
    picture.write_text("x\n" + "a" * 50, encoding="utf-8")
    assert [line.text for line in read_report(picture).lines] == ["x", ""]


def test_long_runs_of_blanks_are_shortened_and_columns_stay_those_of_the_line(tmp_path: Path) -> None:
    path = tmp_path / "blanks.md"
    rows = ["a" + " " * 20 + "b", "a" + " " * 500 + "0.25" + "\u3000" * 30, "    " + "\t" * 300 + "c", " " * 80 + "d"]
    path.write_text("\n".join(rows), encoding="utf-8")
    lines = read_report(path).lines
    assert [line.text for line in lines] == [
        rows[0], "a" + " " * 20 + "0.25" + "\u3000" * 20, "    " + "\t" * 76 + "c", rows[3],
    ]  # fmt: skip
    assert [line.written for line in lines] == rows
    found = rows_of(Report("", lines[1:2]))[0]
    assert column_of(found, found.text.index("0.25")) == 502


def test_a_statement_behind_many_blanks_stands_where_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "blanks.md"
    path.write_text("次のとおり。" + " " * 300 + "シグモイドの微分の最大値は0.25である。", encoding="utf-8")
    stated = ClaimReader(read_claims(open_course().root)).read(rows_of(read_report(path)))
    assert [one.column for one in stated] == [307]


def test_a_page_becomes_text_with_its_own_line_numbers() -> None:
    page = """<html><head><title>題</title><style>p { x }</style></head>
<nav>menu</nav><h2>確認テスト</h2>
<blockquote><p>問<br>続き</p></blockquote>
<ol><li>0.15<li>0.25</ol>
<ol><li>(1) 0.15</li></ol><ul><li>a</li></ul>
<pre>x
  y</pre>
<p>z = t<sup>2</sup> &amp; <b>太字</b></p><script>no()</script>
<form><p>comment</p></form>"""
    assert [line[:3] for line in lines_of_html(page) if line.text] == [
        ("## 確認テスト", 2, False),
        ("> 問", 3, False),
        ("> 続き", 3, False),
        ("(1) 0.15", 4, False),
        ("(2) 0.25", 4, False),
        ("- (1) 0.15", 5, False),
        ("- a", 5, False),
        ("x", 6, True),
        ("  y", 7, True),
        ("z = t^{2} & **太字**", 8, False),
    ]


def test_a_pages_formulas_are_kept() -> None:
    page = '<p>答え: <script type="math/tex">x^2</script>。</p>'
    assert lines_of_html(page)[0][0] == "答え: $x^2$。"


def test_tags_in_markdown_are_left_out_and_mathematics_is_not() -> None:
    assert without_tags('<span style="color: red; ">+ $a$</span><br>') == "+ $a$"
    assert without_tags("a < b かつ c > d") == "a < b かつ c > d"
    assert without_tags("t<sup>2</sup>") == "t^2"
    assert without_tags("![図](写真/図.JPG)") == PICTURE
    assert without_tags(f"![図](data:{'x' * 4200} 'x')です") == f"{PICTURE}です"
    assert without_tags(f"![図]({'x' * 9000})").startswith("![図](x")
    assert without_tags('<p align="center">(1) 0.15</p>') == "(1) 0.15"


def test_a_drawn_formula_is_read_from_its_address() -> None:
    address = r"https://latex.codecogs.com/svg.image?\frac{dz}{dx}&space;=2(x&plus;y)"
    assert without_tags(f'<img src="{address}" title="x" />') == r"$$\frac{dz}{dx} =2(x+y)$$"
    assert without_tags("![](https://latex.codecogs.com/gif.latex?z%3Dt%5E2)") == "$$z=t^2$$"


@pytest.mark.parametrize("piece", ["<", "<a ", "<p", "</", "<!--", "<a href='", "<script>", "&#", "<b>", "<p>x</p>"])
def test_hostile_pages_take_linear_time(piece: str) -> None:
    started = time.perf_counter()
    lines_of_html(piece * (400_000 // len(piece)))
    assert time.perf_counter() - started < 10  # a quadratic reader takes minutes


def test_the_cells_of_a_row_stand_in_one_line() -> None:
    from quiz.report.webpage import lines_of_html

    page = "<table><tr><th>確認テスト</th><td>7×7</td></tr><tr><td>a</td><td>b</td></tr></table>"
    assert [line for line, *_ in lines_of_html(page) if line.strip()] == ["| 確認テスト | 7×7 |", "| a | b |"]


def test_an_empty_cell_keeps_its_place_and_names_of_columns_have_a_line_below_them() -> None:
    from quiz.report.webpage import lines_of_html

    page = (
        "<table><tr><th></th><th>L1</th><th>L2</th></tr><tr><td>形</td><td></td><td>円</td></tr></table>"
        "<table><tr><td></td></tr><tr><td>$|w|$</td><td>a</td></tr></table>"
    )
    assert [line for line, *_ in lines_of_html(page) if line.strip()] == [
        "| | L1 | L2 |", "|---|---|---|", "| 形 | | 円 |", "$|w|$\ta",
    ]  # fmt: skip


@pytest.mark.parametrize("suffix", [".md", ".html", ".ipynb"])
def test_more_lines_than_any_report_has_are_refused_and_not_left_out(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"long{suffix}"
    if suffix == ".ipynb":
        notebook(path, {"cell_type": "markdown", "source": "a\n" * 50_001})
    else:
        path.write_text(("<p>a</p>\n" if suffix == ".html" else "a\n") * 50_001, encoding="utf-8")
    with pytest.raises(UnreadableReport, match="too many lines"):
        read_report(path)


def test_a_notebook_that_is_nested_too_deeply_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "deep.ipynb"
    path.write_text('{"cells":\n' + "[" * 40 + "]" * 40 + "}", encoding="utf-8")
    with pytest.raises(UnreadableReport, match="line 2 of the notebook: nested too deeply"):
        read_report(path)


def test_of_what_a_cell_printed_the_first_lines_are_kept(tmp_path: Path) -> None:
    outputs = [{"text": "".join(f"epoch {number}\n" for number in range(100))}, {"data": {"text/plain": ["0.25"]}}]
    path = notebook(tmp_path / "long.ipynb", {"cell_type": "code", "source": "train()", "outputs": outputs})
    assert len([line for line in read_report(path).lines if line.output]) == budget.REPORT_OUTPUT
    path = notebook(tmp_path / "short.ipynb", {"cell_type": "code", "source": "1/4", "outputs": outputs[1:]})
    assert [line.text for line in read_report(path).lines if line.output] == ["0.25"]
