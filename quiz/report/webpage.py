"""An HTML page -> lines of Markdown-like text with the page's own line numbers; menus and scripts are left out."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from quiz.bank.sheet_marks import question_mark, sheet_mark
from quiz.reading.late_patterns import late
from quiz.report.page_math import PICTURE as PICTURE
from quiz.report.page_math import MathReader, attribute, picture
from solvers.budget import REPORT_LINES, REPORT_TAG

_BLOCKS = frozenset(
    "address article blockquote body dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 header hr html li main "
    "ol p pre section summary table tbody thead tr ul".split()
)
_NO_GAP = frozenset("li dt dd summary tr thead tbody".split())
"""Blocks that stand together: a list's items, a term and its description, the rows of a table."""
_SKIPPED = frozenset("noscript nav form footer aside button select template svg iframe s strike del".split())
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_RAW = frozenset(("script", "style", "textarea", "title"))
_HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
_BOLD = frozenset(("b", "strong"))

# Tags that people write inside Markdown; anything else between < and > may be mathematics.
_INLINE_TAG = late(
    r"</?(?:br|span|font|div|p|b|i|u|em|strong|center|sup|sub|a|hr|details|summary|table|tbody|thead|tr|td|th|ul|ol|li|"
    r"small|mark|code|pre|kbd|section|blockquote)(?=[\s/>])[^<>]{0,1000}>",
    re.I,
)
_IMAGE_TAG = late(r"<img(?=\s)[^<>]{0,4000}>", re.I)
_MARKDOWN_IMAGE = late(  # an address is taken whole (``+``): giving back its end, sign by sign, leads nowhere
    r"""!\[([^\[\]]{0,300})\]\(\s*([^()\s]{0,4000}+)(?:\s+["']([^"']{0,300})["'])?[^()]{0,300}\)"""
)
_STRUCK = late(
    r"(?<!~)~~(?=[^\s~])(?:[^~]|~(?!~)){1,500}?~~(?!~)|<(?P<name>s|del|strike)>[^<>]{0,500}</(?P=name)>", re.I
)
_FOTOLIFE = late(r"\[f:id:[\w-]{1,40}:\w{1,24}(?::[\w-]{1,20}){0,4}\]")
"""A picture as はてなブログ writes it."""
_HATENA = late(r"\[tex:\s*((?:[^\[\]\\]|\\.){1,500})\]")
_HIDDEN = late(
    r"(?<![\w-])(?:katex-html|MathJax(?:_Preview|_Display|_SVG|_SVG_Display|_CHTML)?|prompt|(?:in|out)put_prompt|"
    r"jp-(?:Input|Output)(?:Area-)?[pP]rompt|anchor-link|headerlink|header-anchor|lineno\w*|(?:rouge-)?gutter|sr-only|"
    r"screen-reader-text|visually-hidden|code-lang|code-block-filename-container)(?![\w-])"
)
"""Classes of what repeats or numbers the text: a formula's drawn copy, prompts, links to headings, line numbers."""
_PRINTED = late(r"(?<![\w-])(?:output_area|output_subarea|output_text|jp-OutputArea(?:-output)?)(?![\w-])")
_CELL_ENDS = "\ue000"
"""Stands where a cell of a table ends, while its row is gathered; a page's own are signs of icon fonts."""
_MOST_IN_CELL = 200
"""So many letters of a table's cell stand in one line; a longer one is the layout of a page."""
_LABELLED = late(r"\s*[(（]?\w{1,2}(?:[)）:：]|[.．](?![0-9０-９]))|\s*[①-⑳]")
_TAG_START = late(r"</?[a-zA-Z]|<[!?]")
_SPACES = late(r"[ \t]{2,}")
_BREAK = late(r"</?br\s*/?>", re.I)


def without_tags(text: str) -> str:
    """Return a Markdown line without the HTML in it; a picture becomes ``PICTURE`` or the formula that it shows.

    >>> without_tags('<span style="color: red">+ $2t$</span><br>')
    '+ $2t$'
    """
    if "![" in text:
        text = _MARKDOWN_IMAGE.sub(lambda found: picture(found[2], found[1], found[3] or ""), text)
    if "~~" in text or "</" in text:
        text = _STRUCK.sub("", text)
    if "[f:id:" in text:
        text = _FOTOLIFE.sub(PICTURE, text)
    if "[tex:" in text:
        text = _HATENA.sub(lambda found: f"${found[1].strip()}$", text)
    if "<" in text:
        text = _IMAGE_TAG.sub(lambda found: _picture_of(found[0]), text)
        text = re.sub(r"<sup>\s*([0-9n]{1,3})\s*</sup>", r"^\1", text)
        text = _INLINE_TAG.sub("", text)
    return html.unescape(text) if "&" in text and ";" in text else text


def ends_hard(text: str) -> bool:
    """True if a Markdown line ends with a line break of its own: a backslash, two spaces or ``<br>``."""
    bare = text.rstrip("\n")
    return bare.endswith(("\\", "  ")) or bool(_BREAK.search(bare[-12:]))


def _picture_of(tag: str) -> str:
    return picture(attribute(tag, "src"), attribute(tag, "alt"), attribute(tag, "title"), attribute(tag, "class"))


_NO_WORDS = late(r"[\[\]\n]")


def _picture_with_words(tag: str) -> str:
    """Return the picture of a page as Markdown writes it, with its words: they may be a question."""
    shown = _picture_of(tag)
    words = _NO_WORDS.sub(" ", attribute(tag, "alt")).strip()[:300]
    return f"![{words}]()" if shown == PICTURE and words else shown


_SENTENCES = late(r"(?<=[。！？])(?=\n)")
"""Where a sentence ends with its line in the source."""


class PageLine(NamedTuple):
    """A line of text that a page shows, and the page's line that it begins in.

    ``code`` tells that the page shows it as it stands, ``output`` that a program printed it.
    """

    text: str
    number: int
    code: bool
    output: bool = False


def lines_of_html(source: str) -> list[PageLine]:
    """Return every line of text that the page shows.

    >>> [line.text for line in lines_of_html("<h2>確認テスト</h2><p>z = t<sup>2</sup><br>t = x + y</p>")]
    ['## 確認テスト', '', 'z = t^{2}', 't = x + y', '']
    """
    page = _Page()
    for text, tag, line in _tokens(source):
        if text:
            page.data(html.unescape(text).replace(_CELL_ENDS, ""), line)
        if tag:
            page.tag(tag, line)
    page.finish()
    return page.lines


def _tokens(source: str) -> Iterator[tuple[str, str, int]]:
    """Yield each text with the tag that ends it, and the line of the text.

    The standard library's parser takes quadratic time on tags that never end; this one passes every character once.
    """
    lowered = source.lower()
    position, line = 0, 1
    while position < len(source):
        opening = source.find("<", position)
        if opening < 0:
            yield source[position:], "", line
            return
        tag, end = _tag_at(source, lowered, opening)
        yield source[position:opening] if end > opening + 1 else source[position:end], tag, line
        line += source.count("\n", position, end)
        position = end


def _tag_at(source: str, lowered: str, opening: int) -> tuple[str, int]:
    """Return the tag that opens there, and where reading goes on; a ``<`` of the text itself gives no tag."""
    if source.startswith("<!--", opening):
        end = source.find("-->", opening + 4)
        end = len(source) if end < 0 else end + 3
        comment = source[opening:end] if end - opening <= REPORT_TAG else ""
        return comment if sheet_mark(comment) or question_mark(comment) else "", end
    if not _TAG_START.match(source, opening):
        return "", opening + 1
    end = source.find(">", opening, opening + REPORT_TAG)
    if end < 0:
        return "", opening + 1
    tag = source[opening : end + 1]
    name = _name_of(tag)
    if name in _RAW and not tag.startswith("</") and "math/tex" not in tag:
        closing = lowered.find(f"</{name}", end)
        return "", len(source) if closing < 0 else closing
    return tag, end + 1


def _name_of(tag: str) -> str:
    found = re.match(r"</?([a-zA-Z][a-zA-Z0-9]{0,20})", tag)
    return found[1].lower() if found else ""


def _is_hidden(name: str, tag: str) -> bool:
    """Whether an element is not to be seen, or only repeats what stands beside it."""
    if "hidden" not in tag and "class" not in tag and "none" not in tag:
        return False
    if re.search(r"""\saria-hidden\s*=\s*["']?true|\shidden(?:[\s>=]|\Z)""", tag, re.I):
        return True
    if re.search(r"display\s*:\s*none", attribute(tag, "style"), re.I):
        return True
    found = _HIDDEN.search(attribute(tag, "class"))
    return found is not None and not (name == "mjx" and found[0] == "MathJax")


def _one_space(found: re.Match[str]) -> str:
    return "\t" if "\t" in found[0] else " "


class _Page:
    """Gathers text; a block begins a new line, and headings, list items and bold text keep their Markdown signs."""

    def __init__(self) -> None:
        self.lines: list[PageLine] = []
        self._parts: list[str] = []
        self._visible = False  # whether the parts hold anything but space
        self._start = 1
        self._line = 1
        self._prefix = ""
        self._skipping = ""
        self._skipped = 0  # how deep in elements of that name
        self._printing = ""
        self._printed = 0
        self._preformatted = 0
        self._math: MathReader | None = None
        self._cell = -1  # how many letters a table's cell holds; -1 outside of one
        self._named = 0  # how many cells of a row name a column
        self._begun = True  # whether a table's first row has been told
        self._formula = False
        self._counts: list[int | None] = []  # of the items in each list that is open; None where they have no numbers

    def tag(self, tag: str, line: int) -> None:
        """Take an opening or a closing tag."""
        self._line = line
        if tag.startswith("<!--"):  # a mark of a sheet of ours, which stands in a line of its own
            self._break()
            self._append(tag)
            self._break()
            return
        name, closes = _name_of(tag), tag.startswith("</")
        if self._skipping:
            self._within_skipped(name, closes)
        elif self._math is not None:
            self._within_math(name, closes, tag)
        elif name in _SKIPPED or (not closes and name not in _VOID and _is_hidden(name, tag)):
            if not closes and not tag.endswith("/>"):
                self._skipping, self._skipped = name, 1
        elif name == "math" and not closes:
            self._math = MathReader(tag)
        else:
            self._within_printed(name, closes, tag)
            self._shown(name, closes, tag)

    def _within_skipped(self, name: str, closes: bool) -> None:
        """Find the end of what is skipped: its own kind of element may stand in it again."""
        if name == self._skipping:
            self._skipped += -1 if closes else 1
            if not self._skipped:
                self._skipping = ""

    def _within_math(self, name: str, closes: bool, tag: str) -> None:
        assert self._math is not None
        if name == "math" and closes:
            formula = self._math.tex
            self._math = None
            self._append(f"${formula}$" if formula else "")
        elif closes:
            self._math.close(name)
        else:
            self._math.open(name, tag)

    def _within_printed(self, name: str, closes: bool, tag: str) -> None:
        """Note where what a program printed begins and ends."""
        if not self._printing:
            if not closes and "class" in tag and _PRINTED.search(attribute(tag, "class")):
                self._printing, self._printed = name, 1
        elif name == self._printing:
            self._printed += -1 if closes else 1
            if not self._printed:
                self._break()
                self._printing = ""

    def _shown(self, name: str, closes: bool, tag: str) -> None:
        if name in ("td", "th"):
            self._cell = -1 if closes else 0
        if 0 <= self._cell <= _MOST_IN_CELL and name in ("p", "div", "br"):
            self._append(" ")  # a cell's lines stand in the line of its row
        elif name in _BLOCKS:
            self._close(name) if closes else self._open(name)
        elif (text := self._inline(name, closes, tag)) is not None:
            self._append(text)

    def _inline(self, name: str, closes: bool, tag: str) -> str | None:
        """Return what a tag within a line stands for; None if for nothing."""
        match name:
            case "script":
                mark = "$" if self._formula or not closes else None  # only a formula's script is ever opened here
                self._formula = not closes
                return mark
            case "br":
                self._break()
                return None
            case "code":
                return None if self._preformatted else "`"
            case "sup" | "sub":
                return "}" if closes else "^{" if name == "sup" else "_{"
            case "img":
                return _picture_with_words(tag)
            case "td" | "th":
                self._named += name == "th" and closes
                return _CELL_ENDS if closes else ""
            case _:
                return "**" if name in _BOLD else None

    def data(self, data: str, line: int) -> None:
        """Take text; only in preformatted text do its line ends count."""
        if self._skipping:
            return
        if self._math is not None:
            self._math.data(data)
            return
        self._line = line
        if self._cell >= 0:
            self._cell += len(data)
        if not self._preformatted:
            place = begun = 0
            for part in _SENTENCES.split(data) if self._cell < 0 else (data,):
                if place:  # what begins a line of the source is told of with that line
                    self._break()
                if not self._visible:
                    begins = place + len(part) - len(part.lstrip())
                    line += data.count("\n", begun, begins)
                    begun = begins
                self._line = line
                self._append(" ".join(f"|{part}|".split())[1:-1])
                place += len(part)
            return
        first, *rest = data.split("\n")
        self._append(first)
        for part in rest:
            self._break(force=True)
            self._line += 1
            self._append(part)

    def finish(self) -> None:
        """End the last line."""
        self._break()

    def _open(self, name: str) -> None:
        kept = "" if self._visible else self._prefix  # a paragraph inside a quotation or a list item
        self._break(blank=name not in _NO_GAP)
        self._preformatted += name == "pre"
        if name in ("table", "tr"):
            self._begun, self._named = self._begun and name == "tr", 0
        if name in ("ol", "ul"):
            self._counts = [*self._counts[-20:], 0 if name == "ol" else None]
        self._prefix = _HEADINGS.get(name, {"li": self._bullet(name), "dd": "- ", "blockquote": "> "}.get(name, kept))

    def _bullet(self, name: str) -> str:
        if name != "li" or not self._counts or self._counts[-1] is None:
            return "- "
        self._counts[-1] += 1
        return f"({self._counts[-1]}) "

    def _close(self, name: str) -> None:
        self._break(blank=name == "li" or name not in _NO_GAP)
        self._preformatted = max(0, self._preformatted - (name == "pre"))
        if name in ("ol", "ul") and self._counts:
            self._counts.pop()

    def _append(self, text: str) -> None:
        if not self._visible:
            if not self._preformatted:
                self._parts.clear()
                text = text.lstrip()
            self._start = self._line
            self._visible = bool(text.strip())
        self._parts.append(text)

    def _break(self, *, blank: bool = False, force: bool = False) -> None:
        text = "".join(self._parts)
        if _CELL_ENDS in text:
            self._visible = bool(text.replace(_CELL_ENDS, "").strip())
        if len(self.lines) <= REPORT_LINES and (self._visible or force):
            code = self._preformatted > 0
            if _CELL_ENDS in text:
                self._end_row(text, code=code)
            else:
                if self._prefix.startswith("(") and _LABELLED.match(text):
                    self._prefix = "- "  # the author has numbered the item already
                self._end_line(text, code=code)
        if blank:
            self._prefix = ""
            if self.lines and self.lines[-1][0]:
                self.lines.append(PageLine("", max(self._line, self.lines[-1].number), False))
        self._parts, self._visible = [], False

    def _end_line(self, text: str, *, code: bool) -> None:
        shown = text if code else self._prefix + _SPACES.sub(_one_space, text.strip())
        self.lines.append(PageLine(shown, self._start, code, code and bool(self._printing)))
        self._prefix = "" if self._prefix != "> " else self._prefix

    def _end_row(self, text: str, *, code: bool) -> None:
        """Tell a table's row as Markdown does, with a line below a first row of nothing but names."""
        *ended, rest = (cell.strip() for cell in text.split(_CELL_ENDS))
        cells = [*ended, rest] if rest else ended
        if code or len(cells) < 2 or "|" in text:
            self._end_line(text.replace(_CELL_ENDS, "\t"), code=code)
        else:
            self._end_line(f"| {' | '.join(cells)} |", code=False)
            if not self._begun and self._named == len(cells):
                self._end_line("|" + "---|" * len(cells), code=False)
        self._begun, self._named = True, 0
