"""Markdown with LaTeX mathematics -> HTML: elements that are built, formulas as MathML, pictures as SVG in the page.

What the terminal shows of a text, a page shows too: both read it by :mod:`quiz.render.markdown`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, assert_never

from quiz.figures.gallery import Gallery
from quiz.outlet.web_page import BREAK, Markup, element, together, words
from quiz.render import markdown as md
from quiz.render.code import highlighted, is_python
from quiz.render.mathml import MATH_STYLE, mathml

TEXT_STYLE = (
    MATH_STYLE
    + """\
td.right, th.right { text-align: right; }
td.center, th.center { text-align: center; }
ul.marked { list-style: none; padding-left: 1em; }
figure { margin: 1em 0; }
figure > svg, figure > img { max-width: 100%; height: auto; }
"""
)
"""The style sheet for what is built here."""


class FormulaWriter(Protocol):
    """What turns LaTeX into a part of a page."""

    def __call__(self, latex: str, *, display: bool = False) -> Markup:
        """Return a formula; never raises."""


def hypertext(
    markdown: str,
    pictures: Gallery | None = None,
    *,
    top: int = 3,
    formula: FormulaWriter = mathml,
    coloured: bool = False,
) -> Markup:
    r"""Return a text as parts of a page; a heading `#` becomes ``h{top}``, deeper ones as they follow.

    ``formula`` writes formulas where MathML isn't wanted. Where code is ``coloured``, classes tell its keywords,
    defined names, strings and comments, as the colours of a screen do.

    >>> hypertext("値は $x^2$ と `a<b`。").source
    '<p>値は <math><msup><mi>x</mi><mn>2</mn></msup></math> と <code>a&lt;b</code>。</p>'
    """
    return _Writer(pictures, top, formula, coloured).blocks(md.blocks(markdown))


def hyperline(markdown: str, pictures: Gallery | None = None, *, formula: FormulaWriter = mathml) -> Markup:
    """Return a short text for a place within a line: a single paragraph stands there without its element.

    >>> hyperline("値は **0.5**").source
    '値は <strong>0.5</strong>'
    """
    return together(*_Writer(pictures, 3, formula, False).inside(md.blocks(markdown)))


class _Writer:
    """Writes blocks; it knows the pictures of the text and the level of its headings."""

    def __init__(self, pictures: Gallery | None, top: int, formula: FormulaWriter, coloured: bool) -> None:
        self.pictures = pictures
        self.top = top
        self.formula = formula
        self.coloured = coloured

    def blocks(self, blocks: Sequence[md.Block]) -> Markup:
        """Write one block after the other."""
        return together(*map(self._block, blocks))

    def _block(self, block: md.Block) -> Markup:
        match block:
            case md.Paragraph(spans):
                return element("p", *map(self._span, spans))
            case md.Heading(level, spans):
                return element(f"h{min(self.top + level - 1, 6)}", *map(self._span, spans))
            case md.CodeBlock(language, lines):
                coloured = self.coloured and is_python(language, lines)
                return element("pre", element("code", *(_coloured(lines) if coloured else ("\n".join(lines),))))
            case md.Display(latex):
                return self.formula(latex, display=True)
            case md.Items(items):
                return self._items(items)
            case md.PipeTable(alignments, rows):
                return self._table(alignments, rows)
            case md.PicturePlace(caption, target):
                return self._picture(caption, target)
            case _:
                assert_never(block)

    def _items(self, items: Sequence[md.Item]) -> Markup:
        markers = [item.marker for item in items]
        if not any(markers):
            return element("ul", *(element("li", *self.inside(item.blocks)) for item in items))
        if markers == [f"{number}." for number in range(1, len(items) + 1)]:
            return element("ol", *(element("li", *self.inside(item.blocks)) for item in items))
        # The numbers are the author's: they are shown as they are.
        lines = (element("li", item.marker, " ", *self.inside(item.blocks)) for item in items)
        return element("ul", *lines, classes="marked")

    def inside(self, blocks: Sequence[md.Block]) -> tuple[Markup, ...]:
        """Return what is in an item; a single paragraph without the element of one."""
        if len(blocks) == 1 and isinstance(blocks[0], md.Paragraph):
            return tuple(map(self._span, blocks[0].spans))
        return (self.blocks(blocks),)

    def _picture(self, caption: str, target: str) -> Markup:
        picture = None if self.pictures is None else self.pictures.pictures.get(target)
        if self.pictures is None or picture is None:
            return element("p", caption.strip() or target)
        shown = picture.markup(self.pictures.language, caption)
        if not caption.strip():
            return element("figure", shown)
        return element("figure", shown, element("figcaption", caption.strip()))

    def _span(self, span: md.Span) -> Markup:
        match span.kind:
            case "text":
                found = words(span.text)
            case "code":
                found = element("code", span.text)
            case "math":
                found = self.formula(span.text)
            case "display":
                found = self.formula(span.text, display=True)
            case "break":
                return BREAK
            case _:
                assert_never(span.kind)
        if span.emphasis:
            found = element("em", found)
        return element("strong", found) if span.strong else found

    def _table(self, alignments: Sequence[md.Alignment], rows: Sequence[Sequence[Sequence[md.Span]]]) -> Markup:
        def row(cells: Sequence[Sequence[md.Span]], name: str) -> Markup:
            return element(
                "tr",
                *(
                    element(name, *map(self._span, spans), classes="" if aligned == "left" else aligned)
                    for spans, aligned in zip(cells, alignments, strict=True)
                ),
            )

        head = element("thead", row(rows[0], "th"))
        return element("table", head, element("tbody", *(row(cells, "td") for cells in rows[1:])))


def _coloured(lines: Sequence[str]) -> Iterator[str | Markup]:
    for number, stretches in enumerate(highlighted(lines)):
        if number:
            yield "\n"
        for text, style in stretches:
            yield element("span", text, classes=style) if style else text
