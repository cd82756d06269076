"""Rows: where a text was wrapped, and at which column of the file something stands."""

from __future__ import annotations

import pytest

from quiz.report.documents import Line, Report
from quiz.report.findings import Checker
from quiz.report.rows import Row, column_of, rows_of

PROSE = (
    "勾配消失問題とは、誤差逆伝播法で下位の層へ進むにつれて勾配が小さくなり、学習が進まなくなる問題である。"
    "活性化関数を選び、重みの初期値を工夫し、バッチ正規化を用いると、この問題は起きにくくなることが知られている。"
)


def rows(lines: list[str]) -> list[Row]:
    return rows_of(Report("", tuple(Line(text, number) for number, text in enumerate(lines, start=1))))


def wrapped(text: str, width: int) -> list[str]:
    return [text[start : start + width] for start in range(0, len(text), width)]


def test_lines_that_end_where_all_do_go_on() -> None:
    found = rows(wrapped(PROSE * 3, 36))
    ends = [row.plain[-1] for row in found if not row.wraps]
    assert len(found) > 8
    assert len(ends) <= 2


def test_english_lines_go_on_although_they_are_not_equally_long() -> None:
    words = ("the gradient becomes smaller in every layer that it passes through on its way back " * 6).split()
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > 78:
            lines.append(line.rstrip())
            line = ""
        line += word + " "
    assert all(row.wraps for row in rows([*lines, line])[: len(lines)])


@pytest.mark.parametrize(
    "lines",
    [
        ["勾配が小さくなる"] * 20,  # notes, one to a line: short
        [PROSE[:40] + "あ" * number for number in range(0, 40, 3)],  # of every length
        [PROSE] * 20,  # paragraphs, far longer than any page is wide
        wrapped(PROSE, 36)[:3],  # too few to tell
    ],
)
def test_lines_that_end_by_themselves_do_not_go_on(lines: list[str]) -> None:
    assert not any(row.wraps for row in rows(lines))


def test_a_full_line_before_a_heading_or_behind_a_full_stop_does_not_go_on() -> None:
    lines = [line for line in wrapped(PROSE * 3, 36)[:7] for line in (line, "## 考察")]
    assert not any(row.wraps for row in rows(lines))
    assert not any(row.wraps for row in rows([PROSE[:35] + "。"] * 9))


@pytest.mark.parametrize(
    ("line", "part", "column"),
    [
        ("z = t^2", "z", 1),
        ("> - <b>z</b> = t^2", "z", 8),
        ("  答え: <i>t</i> と t^2", "t^2", 18),
        ("![](a.png) z = t^2", "z =", 12),
    ],
)
def test_a_column_is_that_of_the_file(line: str, part: str, column: int) -> None:
    (row,) = rows([line])
    assert column_of(row, row.text.rindex(part)) == column


def test_a_column_behind_a_break_counts_from_the_lines_beginning() -> None:
    (row,) = rows_of(Report("", (Line("z = t^2", 1, column=10),)))
    assert column_of(row, 0) == 11


def test_a_question_that_is_wrapped_is_one_question(checker: Checker) -> None:
    asked = "シグモイド関数を微分した時、入力値が0の時に最大値をとる。その値として正しいものを選べ。"
    lines = [
        *wrapped(PROSE * 3, 30)[:12],
        "",
        "確認テスト",
        *wrapped(asked, 30),
        "(1) 0.15 (2) 0.25 (3) 0.35",
        "答え (2)",
    ]
    found = checker.check(Report("", tuple(Line(text, number) for number, text in enumerate(lines, start=1))))
    assert [finding.verdict for finding in found if finding.kind == "answer"] == ["correct"]


def kinds(text: str) -> list[str]:
    return [
        row.kind for row in rows_of(Report("r", tuple(Line(line, n) for n, line in enumerate(text.split("\n"), 1))))
    ]


def test_a_short_line_with_a_sign_of_its_own_is_a_title() -> None:
    assert kinds("本文です。\n\n■ 手で計算\n平均は 3。")[2] == "heading"
    assert "heading" not in kinds("\n■ りんご\n■ みかん")  # a list
    assert "heading" not in kinds("\n■ 確認テスト 2\n次の値は")
    assert "heading" not in kinds("\n■ 平均は 3 である。\n次に")


def test_emphasized_words_between_blank_lines_are_a_title() -> None:
    assert kinds("本文です。\n\n**りんごの数え方**\n\n平均は 3。")[2] == "heading"
    assert "heading" not in kinds("\n**りんごの数え方**\n平均は 3。")  # a label of what is right below
    assert "heading" not in kinds("本文です。\n**りんごの数え方**\n\n平均は 3。")
    assert "heading" not in kinds("\n**確認テスト 2**\n\n平均は 3。")
    assert "heading" not in kinds("\n**りんごを数える理由**\n\n平均は 3。")
    assert "heading" not in kinds("\n**平均は 3 である。**\n\n次に")


@pytest.mark.parametrize(
    ("written", "title", "level"),
    [
        ("# a", "a", 1),
        ("## a ##", "a", 2),
        ("### a # b  ## ", "a # b", 3),
        ("#a", "a", 1),
        ("  ###### a", "a", 6),
        ("# C#", "C", 1),
        ("# x" + " " * 3000 + "!", "x !", 1),
    ],
)
def test_a_heading_is_what_stands_between_its_signs(written: str, title: str, level: int) -> None:
    row = rows_of(Report("", (Line(written, 1),)))[0]
    assert (row.kind, " ".join(row.plain.split()), row.level) == ("heading", title, level)


@pytest.mark.parametrize("written", ["#", "##", "# #", "####### a", "    # a", "a # b"])
def test_other_lines_are_no_headings(written: str) -> None:
    assert rows_of(Report("", (Line(written, 1),)))[0].kind != "heading"
