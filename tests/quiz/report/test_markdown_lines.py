"""HTML within Markdown, breaks within a line, marks of the dialects: what each line says and where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.report.documents import Line, Report
from quiz.report.markdown_lines import pieces_of
from quiz.report.rows import Row, rows_of
from quiz.report.webpage import without_tags


def pieces(source: str) -> list[tuple[str, int, int]]:
    return [(piece.text, piece.place, piece.column) for piece in pieces_of(source.split("\n")) if piece.text.strip()]


def rows(source: str) -> list[Row]:
    made = (Line(text, place + 1, None, code, column=at) for text, place, at, code in pieces_of(source.split("\n")))
    return [row for row in rows_of(Report("", tuple(made))) if row.kind != "blank"]


def test_a_break_within_a_line_divides_it() -> None:
    assert pieces("問）値を求めよ。<br>答）7<br/>") == [("問）値を求めよ。", 0, 0), ("答）7<br/>", 0, 12)]
    summary = "<details><summary>解答</summary>7×7</details>"
    assert [row.text for row in rows(summary)] == ["解答", "7×7"]


@pytest.mark.parametrize("line", ["| a<br>b | c | d |", "`a<br>b` とする", "a < b かつ b > c", "文。<br>", "<br> 文。"])
def test_other_lines_stay_whole(line: str) -> None:
    assert [text for text, *_ in pieces(line)] == [line]


def test_nothing_is_divided_between_fences() -> None:
    source = "```html\n<p>a</p><p>b</p>\n<table>\n```\n文。"
    assert [text for text, *_ in pieces(source)] == source.split("\n")


def test_a_table_in_html_becomes_rows_with_the_files_lines() -> None:
    source = (
        "表:\n\n<table>\n  <tr><th>手法</th>\n  <th>特徴</th></tr>\n  <tr><td>a</td><td>b</td></tr>\n</table>\n文。"
    )
    assert pieces(source) == [
        ("表:", 0, 0), ("| 手法 | 特徴 |", 3, 0), ("|---|---|", 3, 0), ("| a | b |", 5, 0), ("文。", 7, 0),
    ]  # fmt: skip


def test_a_table_that_never_ends_is_lines() -> None:
    assert [text for text, *_ in pieces("<table>\n文。\n次。")] == ["<table>", "文。", "次。"]


def test_lists_descriptions_and_preformatted_text_in_html() -> None:
    assert [text for text, *_ in pieces("<dl>\n<dt>ストライド</dt>\n<dd>ずらす幅</dd>\n</dl>")] == [
        "ストライド",
        "- ずらす幅",
    ]
    assert [text for text, *_ in pieces("<ol>\n<li>0.15</li>\n<li>0.25</li>\n</ol>")] == ["(1) 0.15", "(2) 0.25"]
    code = next(row for row in rows("<pre>\nw = np.zeros(3)\n</pre>") if row.text.startswith("w"))
    assert code.kind == "code"


def test_a_description_is_an_entry_below_its_term() -> None:
    assert [row.text for row in rows("ストライド\n: フィルタをずらす幅\n\n比は 1:2 である。")] == [
        "ストライド",
        "- フィルタをずらす幅",
        "比は 1:2 である。",
    ]


def test_quotations_within_quotations_are_quotations() -> None:
    assert [(row.text, row.quoted) for row in rows(">> 問い\n> > 続き\n本文 > 3")] == [
        ("問い", True),
        ("続き", True),
        ("本文 > 3", False),
    ]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("答え: ~~(1) 0.15~~ (2) 0.25", "答え:  (2) 0.25"),
        ("<s>消えない</s>消える", "消える"),
        ("3~~5 の間", "3~~5 の間"),
        (r"![z = t^{2}](a.png)", "$$z = t^{2}$$"),
        (r'![式](a.png "\frac{1}{2}")', r"$$\frac{1}{2}$$"),
        ("![損失](a_b.png)", "![]()"),
        ("[tex: z = t^2] である", "$z = t^2$ である"),
        (r"![](https://render.githubusercontent.com/render/math?math=z%20%3D%20t%5E2)", "$$z = t^2$$"),
    ],
)
def test_signs_of_the_dialects(text: str, read: str) -> None:
    assert without_tags(text) == read


@given(
    st.lists(
        st.sampled_from(["<table>", "</table>", "<ul>", "</ul>", "<br>", "文。", "```", "a<br>b", "", "<pre>"]),
        max_size=14,
    )
)
def test_places_never_go_back_and_no_sentence_is_lost(lines: list[str]) -> None:
    found = list(pieces_of(lines))
    assert [piece.place for piece in found] == sorted(piece.place for piece in found)
    assert sum(piece.text.count("文。") for piece in found) == sum(line.count("文。") for line in lines)
