"""Markdown with LaTeX mathematics -> Typst, which sets paper: what the terminal and a page show, a sheet has too."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import assert_never

from quiz.figures.gallery import Gallery
from quiz.outlet.typst_text import Typst, call, plain, string, together
from quiz.render import markdown as md
from quiz.render.paper_math import typst_math


def typeset_text(markdown: str, pictures: Gallery) -> Typst:
    """Return a text as Typst; its pictures stand in it.

    >>> typeset_text("値は $x$ と `a`。", Gallery("ja")).source
    '#par[#"値は ";$x$#" と ";#raw("a");#"。";];'
    """
    return _Setter(pictures).blocks(md.blocks(markdown))


def typeset_line(markdown: str, pictures: Gallery) -> Typst:
    """Return a short text for a place within a line.

    >>> typeset_line("**a**", Gallery("ja")).source
    '#strong[#"a";];'
    """
    return together(*_Setter(pictures).inside(md.blocks(markdown)))


class _Setter:
    """Writes blocks; it knows the pictures of the text."""

    def __init__(self, pictures: Gallery) -> None:
        self.pictures = pictures

    def blocks(self, blocks: Sequence[md.Block]) -> Typst:
        """Write one block after the other."""
        return together(*map(self._block, blocks))

    def inside(self, blocks: Sequence[md.Block]) -> Sequence[Typst]:
        """Return what is in an item; a single paragraph is no paragraph of its own."""
        if len(blocks) == 1 and isinstance(blocks[0], md.Paragraph):
            return tuple(map(_span, blocks[0].spans))
        return (self.blocks(blocks),)

    def _block(self, block: md.Block) -> Typst:
        match block:
            case md.Paragraph(spans):
                return call("par", together(*map(_span, spans)))
            case md.Heading(level, spans):
                return call("heading", together(*map(_span, spans)), level=str(min(level + 2, 6)))
            case md.CodeBlock(language, lines):
                named = f", lang: {string(language)}" if language.isalnum() else ""
                return Typst(f"#raw({string(chr(10).join(lines))}, block: true{named});")
            case md.Display(latex):
                return typst_math(latex, display=True)
            case md.Items(items):
                return self._items(items)
            case md.PipeTable(alignments, rows):
                return _table(alignments, rows)
            case md.PicturePlace(caption, target):
                return self._picture(caption, target)
            case _:
                assert_never(block)

    def _items(self, items: Sequence[md.Item]) -> Typst:
        markers = [item.marker for item in items]
        if markers == [f"{number}." for number in range(1, len(items) + 1)]:
            return call("enum", *(together(*self.inside(item.blocks)) for item in items))
        if not any(markers):
            return call("list", *(together(*self.inside(item.blocks)) for item in items))
        lines = (together(plain(f"{item.marker} "), *self.inside(item.blocks)) for item in items)
        return call("list", *lines, marker="[]")

    def _picture(self, caption: str, target: str) -> Typst:
        picture = self.pictures.pictures.get(target)
        if picture is None:
            return call("par", plain(caption.strip() or target))
        return together(embedded(picture.address(self.pictures.language, caption)), _below(caption))


def embedded(address: str) -> Typst:
    """Return a picture that stands in the text itself, from its ``data:`` address."""
    sort, _, data = address.partition(";base64,")
    content = base64.b64decode(data)
    if sort.endswith("svg+xml"):
        return Typst(f'#image(bytes({string(content.decode())}), format: "svg", width: 60%);')
    written = ", ".join(map(str, content))
    return Typst(f'#image(bytes(({written})), format: "png", width: 60%);')


def _below(caption: str) -> Typst:
    return call("par", plain(caption.strip())) if caption.strip() else Typst("")


def _span(span: md.Span) -> Typst:
    match span.kind:
        case "text":
            found = plain(span.text)
        case "code":
            found = Typst(f"#raw({string(span.text)});")
        case "math":
            found = typst_math(span.text)
        case "display":
            found = typst_math(span.text, display=True)
        case "break":
            return Typst("#linebreak();")
        case _:
            assert_never(span.kind)
    if span.emphasis:
        found = call("emph", found)
    return call("strong", found) if span.strong else found


def _table(alignments: Sequence[md.Alignment], rows: Sequence[Sequence[Sequence[md.Span]]]) -> Typst:
    cells = [together(*map(_span, spans)) for row in rows for spans in row]
    placed = f"({', '.join(alignments)},)"
    return call("table", *cells, columns=str(len(alignments)), align=placed, inset="5pt")
