"""Notes in Markdown, held against a parser of Markdown: whatever the text was made of is still there, whole."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from quiz.report.annotation.finding_notes import Note
from quiz.report.annotation.markdown_notes import with_markdown_notes

MARKDOWN = MarkdownIt("commonmark").enable("table")


def note(line: int, text: str = "expected 4.") -> Note:
    return Note(line, None, "✗", "wrong", text, "bad", where=f"line {line}")


def blocks(source: str, *kinds: str) -> list[str]:
    """The contents of the blocks of some kinds, outside of what a note is."""
    found, depth, kind = [], 0, ""
    for token in MARKDOWN.parse(source):
        if token.type == "blockquote_open":
            depth += 1
        depth -= token.type == "blockquote_close"
        if token.type in ("fence", "code_block", "html_block") and token.type in kinds:
            found.append(token.content)
        if token.nesting == 1:
            kind = token.type
        if token.type == "inline" and kind in kinds and not depth:
            found.append(token.content)
    return found


WHOLE = {
    "a fence": ("```python\na = 1\nb = 2\n```\nbehind\n", 2, "fence"),
    "a fence that is never closed": ("~~~\na = 1\nb = 2\n", 2, "fence"),
    "a fence of a list's item": ("- see\n\n  ```\n  a = 1\n  ```\n- next\n", 4, "fence"),
    "a table": ("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\nend\n", 3, "td_open"),
    "a table's header": ("a | b\n--|--\n1 | 2\n", 1, "th_open"),
    "an underlined heading": ("Results\n=======\ntext\n", 1, "heading_open"),
    "code that is indented": ("text\n\n    a = 1\n    b = 2\n", 3, "code_block"),
    "a table of HTML": ("<table>\n<tr><td>1</td></tr>\n<tr><td>2</td></tr>\n</table>\n", 2, "html_block"),
    "a comment": ("<!-- one\ntwo\nthree -->\ntext\n", 2, "html_block"),
}


@pytest.mark.parametrize(("source", "line", "kind"), WHOLE.values(), ids=WHOLE.keys())
def test_what_is_one_thing_stays_one(source: str, line: int, kind: str) -> None:
    written = with_markdown_notes(source, [note(line)])
    assert blocks(source, kind)
    assert blocks(written, kind) == blocks(source, kind)
    assert "> **quiz** ✗ line" in written, "it stands behind the whole, and says which line it is about"


def test_a_note_stands_right_behind_its_line() -> None:
    written = with_markdown_notes("# T\n\nz = t^2\nanswer 2t\nthe next line\n", [note(4)])
    assert written.split("\n") == [
        "# T", "", "z = t^2", "answer 2t", "", "> **quiz** ✗ wrong: expected 4.", "", "the next line", "",
    ]  # fmt: skip


def test_a_note_in_a_list_belongs_to_its_item() -> None:
    for source, line in (("1. a\n2. b\n3. c\n", 2), ("- a\n  - b\n  - c\n- d\n", 2), ("* a\n  goes on\n* c\n", 2)):
        kinds = [token.type for token in MARKDOWN.parse(source) if token.type.endswith("list_open")]
        written = MARKDOWN.parse(with_markdown_notes(source, [note(line)]))
        assert [token.type for token in written if token.type.endswith("list_open")] == kinds, source
        opened = [token.type for token in written]
        before = opened[: opened.index("blockquote_open")]
        assert before.count("list_item_open") > before.count("list_item_close"), source


def test_what_is_open_at_the_end_of_a_line_is_not_torn() -> None:
    for source in (
        "it is **very\nlarge** here\nend",
        "use `a +\nb` here\nend",
        "$$\nx = 1\n$$\nend",
        "\\[\nx\n\\]\nend",
    ):
        written = with_markdown_notes(source, [note(1)])
        assert written.startswith("\n".join(source.split("\n")[: 3 if "x" in source else 2])), source


def test_several_notes_at_one_line_stand_together() -> None:
    written = with_markdown_notes("a\n", [note(1, "one"), note(1, "two")])
    assert written == "a\n\n> **quiz** ✗ wrong: one\n>\n> **quiz** ✗ wrong: two\n"


def test_what_a_report_says_is_no_markup_of_the_note() -> None:
    written = with_markdown_notes("a\n", [note(1, "<script>x</script> <!-- ![p](q) $a<b$")])
    assert "<script" not in written
    assert "<!--" not in written
    assert not re.search(r"(?<!\\)!\[|!\[p\]", written.replace("!\\[", ""))
    assert "$a&lt;b$" in written or "$a<b$" in written


LINES = st.sampled_from(
    ["", "text", "- item", "  deeper", "1. one", "```", "~~~", "| a | b |", "|---|---|", "> quoted", "$$", "---",
     "**bold", "    code", "<table>", "</table>", "<!--", "-->", "# T", "`a", "\tx"]
)  # fmt: skip


@given(st.lists(LINES, min_size=1, max_size=14), st.lists(st.integers(1, 16), max_size=4))
def test_nothing_of_the_report_is_changed_or_lost(lines: list[str], places: list[int]) -> None:
    written = with_markdown_notes("\n".join(lines), [note(place) for place in places]).split("\n")
    assert sum("**quiz**" in line for line in written) == len(places)
    rest = iter(written)
    assert all(any(line == other for other in rest) for line in lines), "the lines, in their order"
    kept = [line for line in written if line.strip() and not re.fullmatch(r"\s*>(?: \*\*quiz\*\*.*)?", line)]
    assert kept == [line for line in lines if line.strip()]


@given(st.lists(LINES.filter(lambda line: line != "$$"), min_size=1, max_size=14), st.integers(1, 14))
@example(["<table>", "", "```", "</table>"], 1)
@example(["<table>", "", "```", "</table>", "```", "", "text", "</table>", "text"], 1)
@example(["<pre>", "", "```", "</pre>", "text", "```", "code"], 1)
def test_fences_and_tables_are_the_same_with_a_note(lines: list[str], place: int) -> None:
    source = "\n".join(lines)
    written = with_markdown_notes(source, [note(place)])
    assert blocks(written, "fence", "td_open", "th_open") == blocks(source, "fence", "td_open", "th_open")
