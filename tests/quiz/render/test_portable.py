"""Markdown for other readers: the same to our own, and to others no live HTML, no link, no picture, no lost ending."""

from __future__ import annotations

import re

import html5lib
import pytest
from hostile_texts import hostile_texts, unseen
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from quiz.courses import built_in_bank
from quiz.drawing import draw, prompt, solution
from quiz.language import LANGUAGES
from quiz.outlet.visible import in_line
from quiz.render import terminal
from quiz.render.markdown import Block, CodeBlock, Display, Items, PipeTable, Span, blocks
from quiz.render.portable import code_block, list_entry, literal, portable

HTML = "{http://www.w3.org/1999/xhtml}"
FINE = set("html head body h1 h2 h3 h4 h5 h6 p ul ol li pre code em strong br hr table thead tbody tr th td".split())
READERS = (MarkdownIt("commonmark", {"html": True}), MarkdownIt("commonmark", {"html": True}).enable("table"))

PARTS = [
    "- a", "  - b", "1. c", "2. d", "# e", "```", "```python", "| a | b |", "|---|---|", "`x|<b>` | `y`", "$$", "",
    "> q", "**f** *g*", "$a<b$", "$`$ x `<b>`", "a $](http://x)$", "[a $](http://x)$", "    <b>", "~~~", "<!--",
    "**a *b** c*",
]  # fmt: skip
lines = st.lists(st.one_of(st.sampled_from(PARTS), hostile_texts), max_size=8).map("\n".join)


def elements(markdown: str, reader: MarkdownIt) -> set[str]:
    tree = html5lib.parse(reader.render(markdown))
    found = [part for part in tree.iter() if isinstance(part.tag, str)]
    assert not [key for part in found for key in part.attrib if key not in ("class", "start", "style")]
    return {part.tag.removeprefix(HTML) for part in found}


def content(parts: tuple[Block, ...] | tuple[Span, ...]) -> str:
    """What a text says, without the ways of writing it that mean the same."""
    said = []
    for part in parts:
        match part:
            case Span("text", text):
                said.append(text)
            case Span(_, text):  # a formula that isn't understood is written as code
                said.append(re.sub(r"\s|\\[Vv]ert|\\\||[|`']", "", text))
            case CodeBlock(_, code):
                said.append(re.sub(r"[`']", "", "".join(code)))
            case Display(latex):
                said.append(re.sub(r"\s|[`']", "", latex))
            case Items(items):
                said += [item.marker + content(item.blocks) for item in items]
            case PipeTable(_, rows):
                said += [content(cell) for row in rows for cell in row]
            case _:
                said.append(content(part.spans))  # type: ignore[union-attr]
    return re.sub(r"[\s*#]", "", "".join(said))


@given(lines)
def test_other_readers_see_text_and_no_live_markup(text: str) -> None:
    written = portable(text)
    assert not unseen(written)
    for reader in READERS:
        assert elements(written, reader) <= FINE


@given(lines)
def test_we_read_the_same(text: str) -> None:
    assert content(blocks(portable(text))) == content(blocks(text))


@given(lines, lines)
def test_a_text_ends_where_it_ends(text: str, other: str) -> None:
    """What follows stands outside: no fence, list or comment of a stranger's swallows the next question."""
    for written in (portable(text), code_block(text), list_entry("- (1)", text), f"# {literal(text)}"):
        for reader in READERS:
            tree = html5lib.parse(reader.render(f"{written}\n\n## Next question\n\n{portable(other)}"))
            body = tree.find(f"{HTML}body")
            assert "Next question" in [part.text for part in body.iterfind(f"{HTML}h2")]


@given(hostile_texts)
def test_a_title_is_shown_as_it_is_by_every_reader(text: str) -> None:
    written = literal(text)
    assert "\n" not in written
    for reader in READERS:
        assert elements(written, reader) <= {"html", "head", "body", "p"}
    shown = terminal(written, width=10_000, color=False, ascii=False)
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", in_line(text))


@pytest.mark.parametrize(
    "text",
    [
        "値は `a<b` です。",
        "重み $W$ と **強調** と *斜体*",
        "- a\n- b\n  - c",
        "1. a\n2. b",
        "```python\nx = 1\n```",
        "| a | b |\n| --- | --: |\n| 1 | 2 |",
        "# 見出し\n\n本文",
        "learning_rate は 0.1、範囲は [0, 1] です（-0.5 も）。",
        "a  \nb",
    ],
)
def test_what_needs_no_change_has_none(text: str) -> None:
    assert portable(text) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("<script>x</script>", "\\<script>x\\</script>"),
        ("![a](http://x)", "![a\\](http://x)"),
        ("[a]: http://x", "[a\\]: http://x"),
        ("&lt;", "\\&lt;"),
        ("$a<b$", "$a< b$"),
        ("```\nx", "```\nx\n```"),
        ("~~~\n```\n~~~", "````\n```\n````"),
        ("``` x y\n<b>\n```", "```x\n<b>\n```"),
        ("\\# a", "\\# a"),
        ("```{=html}\n<b>\n```", "```\n<b>\n```"),
        ("`<b>`{=html}", "`<b>`\\{=html}"),
        ("a \\input{x} b", "a \\\\input{x} b"),
        ("$\\href{javascript:x}{y}$", "`\\href{javascript:x}{y}`"),
        ("$$\\text{\\input{x}}$$", "```\n\\text{\\input{x}}\n```"),
        ("値 $$a^^5cb$$ は", "値 `a^^5cb` は"),
        ("$x \\\\y$", "$x \\\\y$"),
        ("a <!-- quiz -->", "a \\<!-- quiz -->"),
        ("| `a|b` | $|x|$ |\n|---|---|", "| `a\\|b` | $\\vert x\\vert $ |\n| --- | --- |"),
    ],
)
def test_what_others_would_read_otherwise_is_written_otherwise(text: str, written: str) -> None:
    assert portable(text) == written


def test_code_behind_a_label_begins_below_it() -> None:
    assert list_entry("- (1)", "```\nx\n```") == "- (1)\n\n  ```\n  x\n  ```"
    assert list_entry("- (2)", "a\n\n- b") == "- (2) a\n\n  - b"


@pytest.mark.thorough
def test_our_own_questions_look_the_same() -> None:
    for item in built_in_bank().items():
        variant = draw(item, 3)
        shown = prompt(variant)
        for text in (shown.stem, solution(variant), *shown.hints, *(entry.text for entry in shown.entries)):
            for language in LANGUAGES:
                before, after = text.in_(language), portable(text.in_(language))
                assert terminal(after, width=90, color=False, ascii=False) == terminal(
                    before, width=90, color=False, ascii=False
                )
