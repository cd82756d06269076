"""A test whose question is a picture -> its words, which stand in the picture's alternative text.

A picture alone asks nothing. It does where the report says that its questions are pictures, where the words are a
test's own (確認テスト), or under a test's heading where they have the topic of another test than the one that is open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report import marks
from quiz.report.cued import Cued
from quiz.report.rows import Row, plain
from quiz.report.webpage import PICTURE

_WORDS: Final = late(
    r"!\[([^\[\]]{1,300})\]\(|<img(?=\s)[^<>]{0,2000}?\balt\s*=\s*(?:\"([^\"<>]{1,300})\"|'([^'<>]{1,300})')", re.I
)
_QUESTIONS: Final = (
    r"確認テスト|問題文|設問|^questions|(?:the|all|test|check|quiz) questions?|(?:check|confirmation) tests?"
)
_PICTURES: Final = (
    r"キャプチャ|スクショ|スクリーンショット|写真|画像(?:を|で|に|と|です|のみ|だけ)|screen ?shots?|screen captures?|"
    r"(?:as|are) (?:pictures|images)"
)
_SAYS_SO: Final = Cued(
    late(rf"(?:{_QUESTIONS})[^。.]{{0,60}}(?:{_PICTURES})|(?:{_PICTURES})[^。.]{{0,30}}(?:{_QUESTIONS})"),
    *("確認テスト", "問題文", "設問", "question", "test"),
)
_FILE: Final = late(
    r"!\[[^\[\]]{0,300}\]\((?P<md>[^()\s]{1,300})|<img(?=\s)[^<>]{0,2000}?\bsrc\s*=\s*[\"']?(?P<page>[^\"'<>\s]{1,300})",
    re.I,
)
_TEST_FILE: Final = late(
    r"(?:^|[\d_-])(?:(?:kakunin|confirm(?:ation)?|check|review|day\d{1,2})[_-]?(?:tests?|quiz)|"
    r"(?:tests?|quiz|mondai|reidai)[_-]?\d|kakunin)(?![a-z])|確認テスト|例題|設問",
    re.I,
)
"""A picture's file that is called after a test: day2_test3.png, kakunin_05.jpg."""
_SHOWN_BY_A_FILE: Final = late(
    r"(?:^|[\d_-])(?:acc(?:uracy)?|loss|err(?:ors?)?|results?|graph|plot|curve|hist|scores?|train|data|pred|output)(?![a-z])",
    re.I,
)
"""What a file is called after that shows how a network did on its test data."""
_LONGEST_NOTE: Final = 200
_SHOWS: Final = late(
    r"結果|推移|曲線|精度|正答率|正解率|様子|ヒストグラム|分布|比較|\b(?:results?|accuracy|curves?|histograms?|loss|comparison)\b",
    re.I,
)
"""What a picture shows that asks nothing."""


def questions_are_pictures(rows: Sequence[Row]) -> bool:
    """Whether a report says that the questions of its tests are pictures.

    >>> from quiz.report.documents import Line
    >>> def says(text: str) -> bool: return questions_are_pictures([Row(Line(text, 1), "text", text, text)])
    >>> says("確認テストの問題文は画像で載せています。"), says("The questions are pasted as images.")
    (True, True)
    >>> says("画像を分類する問題を解いた。"), says("確認テストは全部で10問ある。")
    (False, False)
    """
    return any(
        row.kind == "text" and len(row.plain) <= _LONGEST_NOTE and _SAYS_SO.search(row.plain.lower()) is not None
        for row in rows
    )


def words_of_picture(row: Row) -> Row | None:
    """Return a row of the words of a picture that stands alone in its line; None for any other row."""
    if row.plain != PICTURE or (found := _WORDS.search(row.line.text)) is None:
        return None
    written = next(part for part in found.groups() if part).strip()
    words = replace(row, text=written, plain=plain(written))
    return words if words.plain and (is_test_by_its_words(words) or not _SHOWS.search(words.plain)) else None


def is_test_by_its_file(row: Row) -> bool:
    """Whether a picture that stands alone in its line has a file that is called after a test.

    >>> from quiz.report.documents import Line
    >>> def named(text: str) -> bool: return is_test_by_its_file(Row(Line(text, 1), "text", PICTURE, PICTURE))
    >>> named("![](img/day2_test3.png)"), named("![](kakunin-05.jpg)"), named("![](test_accuracy.png)")
    (True, True, False)
    """
    if row.plain != PICTURE or (found := _FILE.search(row.line.text)) is None:
        return False
    name = (found["md"] or found["page"]).rpartition("/")[2]
    return _TEST_FILE.search(name) is not None and not _SHOWN_BY_A_FILE.search(name)


def is_test_by_its_words(words: Row) -> bool:
    """Whether the words of a picture say themselves that it shows a test."""
    return (
        marks.is_test_heading(words.plain) or marks.after_question(words.plain) is not None or marks.asks(words.plain)
    )
