r"""Our small Markdown -> Markdown that every reader reads as we do: in files that others open, a stranger's stays text.

Other readers make live HTML, links and pictures of what we show as written, and end a block where we don't. So a text
is read by :mod:`quiz.render.markdown` and written anew from what was read: code and formulas as such, the rest escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from quiz.figures.gallery import Gallery
from quiz.outlet.visible import in_line
from quiz.render import markdown as md
from quiz.render.delimited_math import is_understood

_ALWAYS = frozenset("\\`*$<~")
_MARK_AT_START = re.compile(r"#{1,6}(?= |\Z)|>|[-+](?= |\Z)|[0-9]{1,9}(?=[.)](?: |\Z))|(?=[-=:| ]+\Z)[-=:|]")
_WIDE_BRACKETS = str.maketrans("[]", "［］")
"""Within the square brackets of a picture readers differ about any others, escaped or not."""
_LANGUAGE = re.compile(r"[A-Za-z0-9_+#.-]{1,20}\Z")


def portable(markdown: str, pictures: Gallery | None = None) -> str:
    r"""Return a text so that other programs show it as we do.

    A picture is part of it, in an address that holds all of it: a sheet is one file, and goes to standard output too.

    >>> portable("値は `a<b` と $x<y$。<b>[here](http://x)</b>")
    '値は `a<b` と $x< y$。\\<b>[here\\](http://x)\\</b>'
    """
    return _blocks(md.blocks(markdown), pictures)


def literal(text: str) -> str:
    r"""Return text that is no Markdown, such as a title or an answer, so that it is shown as it is.

    >>> literal("2*x_1 <i>")
    '2\\*x_1 \\<i>'
    """
    return _line_start(_escaped(in_line(text).strip()))


def code_block(code: str, language: str = "") -> str:
    r"""Return lines of code as a block that nothing in them can end.

    >>> code_block("x = 1\n```", "python")
    '````python\nx = 1\n```\n````'
    """
    return _block(md.CodeBlock(language, tuple(code.split("\n"))))


def list_entry(marker: str, markdown: str) -> str:
    r"""Return an entry of a list, its further lines moved in below it.

    >>> list_entry("- (1)", "a\n\n    b")
    '- (1) a\n\n  b'
    """
    blocks = md.blocks(markdown)
    # Only running text may begin behind a label: a fence there would open no code, and its end would.
    between = " " if blocks and isinstance(blocks[0], md.Paragraph) else "\n\n"
    return f"{marker}{between}{_blocks(blocks)}".rstrip().replace("\n", "\n  ").replace("\n  \n", "\n\n")


# -- blocks ------------------------------------------------------------------------------------------------------------


def _blocks(blocks: Sequence[md.Block], pictures: Gallery | None = None, *, tight: bool = False) -> str:
    """Write blocks with an empty line between two of them; ``tight`` leaves it out before a list where that is read."""
    written = ""
    for block in blocks:
        part = _block(block, pictures)
        if written and part:
            joins = tight and isinstance(block, md.Items) and block.items[0].marker in ("", "1.", "1)")
            written += "\n" if joins else "\n\n"
        written += part
    return written


def _block(block: md.Block, pictures: Gallery | None = None) -> str:
    match block:
        case md.Paragraph(spans):
            return _paragraph(spans)
        case md.Heading(level, spans):
            return "#" * level + " " + _one_line(spans).rstrip("# ")
        case md.CodeBlock(language, lines):
            runs = [len(run) for line in lines for run in re.findall("`+", line)]
            fence = "`" * max([3, *(length + 1 for length in runs)])
            return "\n".join([fence + (language if _LANGUAGE.match(language) else ""), *lines, fence])
        case md.Display(latex):
            if not latex:
                return ""
            return f"$${_math(latex)}$$" if is_understood(latex) else code_block(latex)
        case md.Items(items):
            return _items(items, pictures)
        case md.PipeTable():
            return _table(block)
        case md.PicturePlace():
            return _picture(block, pictures or Gallery("ja"))


def _items(items: Sequence[md.Item], pictures: Gallery | None) -> str:
    lines = []
    for item in items:
        marker = item.marker or "-"
        inside = _blocks(item.blocks, pictures, tight=True).split("\n")
        lines.append(f"{marker} {inside[0]}".rstrip())
        lines += [f"{' ' * (len(marker) + 1)}{line}".rstrip() for line in inside[1:]]
    return "\n".join(lines)


def _table(table: md.PipeTable) -> str:
    marks = {"left": "---", "right": "--:", "center": ":-:"}
    rows = [[_one_line(cell, in_cell=True) for cell in row] for row in table.rows]
    rows.insert(1, [marks[alignment] for alignment in table.alignments])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _picture(place: md.PicturePlace, pictures: Gallery) -> str:
    """Write a picture with its words; the words alone where there is none."""
    words = literal(pictures.words(place.target, place.caption).translate(_WIDE_BRACKETS))
    address = pictures.address(place.target, place.caption)
    return f"[{words}]" if address is None else f"![{words}]({address})"


# -- running text ------------------------------------------------------------------------------------------------------


def _paragraph(spans: Iterable[md.Span]) -> str:
    lines: list[list[md.Span]] = [[]]
    for span in spans:
        if span.kind == "break":
            lines.append([])
        else:
            lines[-1].append(span)
    written = (_running(line).strip(" ") for line in lines)
    return "  \n".join(_line_start(line) for line in written if line)


def _one_line(spans: Iterable[md.Span], *, in_cell: bool = False) -> str:
    whole = [replace(span, kind="text", text=" ") if span.kind == "break" else span for span in spans]
    return _running(whole, in_cell=in_cell).strip(" ")


def _running(spans: Iterable[md.Span], *, in_cell: bool = False) -> str:
    """Write spans one after the other, with stars where a stressed stretch begins and ends."""
    parts: list[str] = []
    open_marks: list[str] = []
    for span in spans:
        wanted = ["**"] * span.strong + ["*"] * span.emphasis
        while open_marks and open_marks != wanted[: len(open_marks)]:
            parts.append(open_marks.pop())
        for mark in wanted[len(open_marks) :]:
            parts.append(mark)
            open_marks.append(mark)
        parts.append(_span(span, in_cell))
    return "".join([*parts, *reversed(open_marks)])


def _span(span: md.Span, in_cell: bool) -> str:
    if span.kind == "code" or (span.kind != "text" and not is_understood(span.text)):
        return _code(span.text.replace("\n", " "), in_cell)
    if span.kind in ("math", "display"):
        mark = "$" if span.kind == "math" else "$$"
        return mark + _math(span.text, in_cell) + mark if span.text else ""
    text = _escaped(span.text)
    return text.replace("|", "\\|") if in_cell else text


def _code(code: str, in_cell: bool) -> str:
    mark = "`" * max([1, *(len(run) + 1 for run in re.findall("`+", code) if code)])
    room = " " if len(mark) > 1 else ""
    # A table is split at its bars before anything else is looked at, code or not.
    return mark + room + (code.replace("|", "\\|") if in_cell else code) + room + mark


def _math(latex: str, in_cell: bool = False) -> str:
    """Write a formula on one line so that readers who know none see no code, no link and no HTML in it either."""
    line = " ".join(latex.split("\n")).replace("`", "'")
    line = re.sub(r"<(?=[A-Za-z/!?])", "< ", line)
    line = re.sub(r"\](?=[(:])", "] ", line)
    return line.replace("\\|", "\\Vert ").replace("|", "\\vert ") if in_cell else line


def _escaped(text: str) -> str:
    written = []
    for at, sign in enumerate(text):
        before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        special = (
            sign in _ALWAYS
            or (sign == "{" and after == "=")
            or (sign == "_" and not (before.isalnum() and after.isalnum()))
            or (sign == "]" and after in ("(", ":"))
            or (sign == "&" and (after == "#" or after.isalpha()))
        )
        written.append("\\" + sign if special else sign)
    return "".join(written)


def _line_start(line: str) -> str:
    """Escape what would begin a heading, a list, a quotation or a table at the beginning of a line."""
    found = _MARK_AT_START.match(line)
    if found is None:
        return line
    end = found.end() if found[0].isdigit() else 0
    return f"{line[:end]}\\{line[end:]}"
