"""Notes in a page, held against a parser of HTML: where they stand, what they can't become, what is left as it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.report.annotation.finding_notes import Note
from quiz.report.annotation.page_notes import with_page_notes

HTML = "{http://www.w3.org/1999/xhtml}"


def note(line: int, text: str = "expected 4.", written: str = "") -> Note:
    return Note(line, None, "✗", "wrong", text, "bad", written)


def parents(page: str) -> list[str]:
    """The elements in which the notes stand."""
    tree = html5lib.parse(page)
    return [parent.tag.removeprefix(HTML) for parent in tree.iter() for child in parent if _is_note(child)]


def _is_note(element: Any) -> bool:
    return element.tag == f"{HTML}aside" and element.get("class") == "quiz-note"


def texts(page: str) -> list[str]:
    """All text but that of the notes."""

    def of(element: Any) -> Iterator[str]:
        if not _is_note(element):
            yield element.text or ""
            for child in element:
                yield from of(child)
                yield child.tail or ""

    return "".join(of(html5lib.parse(page))).split()


PLACES = {
    "a paragraph": ("<body><p>a</p><p>b</p></body>", 1, "a", "body"),
    "an item": ("<body><ul>\n<li>a</li>\n<li>b</li></ul></body>", 2, "a", "li"),
    "a cell": ("<body><table>\n<tr><td>a</td><td>b</td></tr></table></body>", 2, "a", "td"),
    "code": ("<body><pre>a\nb</pre><p>c</p></body>", 1, "a", "body"),
    "a line of a longer paragraph": ("<body><p>a<br>\nb<br>\nc</p></body>", 2, "b", "body"),
    "text in no block": ("<body>a<br>\nb</body>", 1, "a", "body"),
    "a page without end tags": ("<body><p>a\n<p>b", 1, "a", "p"),
    "a term": ("<body><dl><dt>a</dt><dd>b</dd></dl></body>", 1, "a", "dd"),
    "a summary": ("<body><details><summary>a</summary><p>b</p></details></body>", 1, "a", "details"),
}


@pytest.mark.parametrize(("page", "line", "written", "parent"), PLACES.values(), ids=PLACES.keys())
def test_a_note_stands_where_a_block_may(page: str, line: int, written: str, parent: str) -> None:
    shown = with_page_notes(page, [note(line, written=written)])
    found = parents(shown)
    assert len(found) == 1
    assert found[0] == parent or (parent == "p" and found == ["body"])
    assert texts(shown) == texts(page)


def test_on_one_long_line_the_text_itself_is_found() -> None:
    page = "<body><p>first one</p><p>second one</p><p>third one</p></body>"
    shown = with_page_notes(page, [note(1, written="second one")])
    assert shown.index("second one") < shown.index("<aside") < shown.index("third one")


def test_a_note_is_text_and_never_markup() -> None:
    shown = with_page_notes("<p>a</p>", [note(1, '<script>alert(1)</script><img src=x onerror="y">&amp;')])
    tree = html5lib.parse(shown)
    assert not tree.findall(f".//{HTML}script")
    assert not tree.findall(f".//{HTML}img")
    aside = tree.find(f".//{HTML}aside")
    assert aside is not None
    assert '<script>alert(1)</script><img src=x onerror="y">&amp;' in "".join(aside.itertext())


def test_nothing_is_put_into_scripts_comments_and_pictures() -> None:
    page = "<body>a\n<script>var p = '</p>';\n</script><!-- </p> --><svg><text>x</text></svg>\n<p>b</p></body>"
    shown = with_page_notes(page, [note(1, written="a")])
    assert shown.index("</svg>") < shown.index("<aside")
    assert parents(shown) == ["body"]


def test_the_copy_declares_the_encoding_that_it_has() -> None:
    for page in ('<head><meta charset="Shift_JIS"></head><p>a</p>', "<head></head><p>a</p>"):
        assert 'charset="utf-8"' in with_page_notes(page, [note(1)])
    old = '<head><meta http-equiv="Content-Type" content="text/html; charset=EUC-JP"></head><p>a</p>'
    assert "charset=utf-8" in with_page_notes(old, [])
    assert 'encoding="utf-8"' in with_page_notes('<?xml version="1.0" encoding="EUC-JP"?><html></html>', [])


TAGS = st.sampled_from(
    ["<p>", "</p>", "<ul>", "<li>", "</li>", "</ul>", "<table>", "<tr>", "<td>", "</td>", "</tr>", "</table>", "<pre>",
     "</pre>", "<b>", "</b>", "word", "\n", "<!--", "-->", "<", "&", "<script>", "</script>", "</div>", "<div>"]
)  # fmt: skip


@given(st.lists(TAGS, max_size=16).map("".join), st.lists(st.integers(1, 5), max_size=3))
def test_the_page_is_there_as_it_was_and_every_note_once(page: str, lines: list[str]) -> None:
    shown = with_page_notes(page, [note(int(line), written="word") for line in lines])
    assert shown.count('<aside class="quiz-note"') == len(lines)
    rest = shown
    while (start := rest.find('<aside class="quiz-note"')) >= 0:
        rest = rest[:start] + rest[rest.index("</aside>", start) + len("</aside>") :]
    assert rest == page
