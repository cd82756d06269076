"""Lines -> rows: what each line of a report is (heading, code, rule, text), without markup and in one spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final, Literal

from quiz.reading.late_patterns import late
from quiz.reading.spelling import normalize
from quiz.report.documents import Line, Report
from quiz.report.fences import Inside, fence_in, inside_fences, kinds_between, unfenced_code
from quiz.report.frozen import frozen
from quiz.report.webpage import ends_hard, without_tags

MAX_SENTENCE = 2_000

RowKind = Literal["blank", "heading", "rule", "code", "output", "text"]
"""``output``: what a cell of a notebook printed."""

_HEADING = late(r"\s{0,3}(#{1,6})\s*+(?P<text>[^#].*)")
_RULE = late(r"\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|={5,})$")
_UNDERLINE = late(r"\s{0,3}(=+|-{2,})\s*$")
_PROMPT = late(r"\s*(?:In|Out)\s*\[[\s\d*]{0,6}\]\s*:")
_SIGNED_TITLE = late(
    r"[■◆▼](?!.*(?:問|答|例題|テスト|[QA]\d?(?![A-Za-z])|か\Z))\s*"
    r"[^。.:?!、,=\d■◆▼ ][^。.:?!、,=]{0,23}(?<![ぁ-ん].[だるたすい])"
)
"""A short line that begins with a sign of its own, with a blank line above: a title, where no sign begins the next."""
_SIGNED_LEVEL = 4
_SIGNS_OF_TITLES = frozenset("■◆▼")
_BOLD_TITLE = late(
    r"\s*(?:\*\*|__)(?![(（\[]?[a-zA-Zア-オ][)）\]]?(?:\*\*|__))(?!.*(?:\d|問|答|例題|テスト|[QA]\d?(?![A-Za-z])|(?:か|とは|は|理由|違い|目的|意味|役割|値|数|式|何)[*_]))"
    r"[^。.:?!、,=*_\s][^。:?!=*_]{0,38}(?<![ぁ-ん].[だるたすい])(?:\*\*|__)\s*"
)
"""A line of nothing but a few emphasized words, with blank lines above and below: a title as well, unless they ask."""
_BOLD_LEVEL = 5
_QUOTE = late(r"\s{0,3}(?:>\s?){1,9}")
_BREAK_IN_CELL = late(r"(?<![。|\s])\s*<br\s*/?>", re.I)
_CONTAINER = late(r"\s{0,3}:{3,}\s*(?:details|message|note(?:\s+(?:info|warn|alert))?)?\s*(?=\S|$)")
"""A box of Qiita's and Zenn's: what stands behind its name is its title."""
_TIME = late(r"\s*[\[(]\d{1,2}:\d{2}(?::\d{2})?[\])]\s*(?=\S)")
"""The time of a film at which somebody took a note: it says nothing of what is written behind it."""
_DEEPEST_DEFINITION = 4
_DEFINITION = late(r"\s{0,3}:\s+(?=\S)")
_EMPHASIZED_NUMBER = late(
    r"^(?<!\S)\s*\*\*\s*((?:問題?|設問|例題|[QAＱＡ]|問い|答え?|解答|(?:check|confirmation)\s+(?:test|question)|question)\s?[\d０-９]{1,3})"
    r"\s*[.．:：)）]?\s*\*\*(?=\s*\S)(?!\s*[:：.．)）])\s*",
    re.I,
)
"""A question's number that is told from the question by nothing but its emphasis."""
_EMPHASIZED_NAME = late(r"^(\s*(?:[-*+]\s+|\(?\d{1,2}[.)]\s+)?)\*\*([^*.]{1,120})\.\*\*\s+(?=\S)")
"""A name with a dot that is no sentence, as its emphasis tells: ``- **Dropout.** …``."""
_EMPHASIS = late(r"\*\*(?<![A-Za-z0-9_)\]]\*\*)|\*\*(?!\d)")
"""Its sign, but for a power in a program: ``x**2``."""
_BEGINS_SLANTED = late(r"\A(\s*)\*(?=[^\s*])([^*]{1,60})(?<!\s)\*(?:(?=\s+\S)|(?<=[:：]\*)(?=\s*\Z))")
_CIRCLED = late("[①-⑳]")
_JAPANESE = "[ぁ-んァ-ヶー一-鿿々]"
_WESTERN_ENDS = late(rf"(?<={_JAPANESE}{{3}})(?:．|(?<=[ぁ-ん])\.)(?=\s*(?:\Z|[^\s\d.．]))")
_WESTERN_COMMA = late(f"(?<={_JAPANESE})，")


_WRAPPED_AT = (50, 130)
_FULL_WITHIN = 4
_WORD_WITHIN = 12
_LEAST_FULL = 5
_LEAST_FULL_SHARE = 0.15
_SENTENCE_ENDS = frozenset("。.!?:;」)")
_ALIKE = 12


@frozen
class Row:
    """One line, read: ``text`` as written but without tags and quotation signs, ``plain`` in one spelling for matching.

    ``level`` is a heading's level, ``quoted`` tells a quotation, ``hard`` that the line ends with a break of its own,
    ``wraps`` that it ends where the text's lines are full, within a sentence that goes on below. ``asked`` is what a
    question says of the row's first sentence, which is that of the question and its answer (`quiz.report.asked`).
    """

    line: Line
    kind: RowKind
    text: str
    plain: str
    level: int = 0
    quoted: bool = False
    hard: bool = False
    wraps: bool = False
    asked: str = ""


_QUOTES_IN_HATENA: Final = frozenset({">>", "<<"})
"""Lines between which the notation of はてな quotes."""


def rows_of(report: Report) -> list[Row]:
    """Return a report's rows, one for each line."""
    lines = report.lines
    marked = _marked(lines)
    rows: list[Row] = []
    typed = False  # within the unfenced code that follows "In [3]:" in a notebook printed as text
    for place, line in enumerate(lines):
        kind = marked.get(place)
        if kind is not None:
            rows.append(_of_kind(line, kind))
            typed = typed and kind != "mark"  # whoever fences code goes on to do so
            continue
        if line.code or line.output or _PROMPT.match(line.text):
            typed = typed or not (line.code or line.output)
            rows.append(_code(line))
            continue
        bare = line.text.strip()
        row = _row(line, line.text) if bare and bare not in _QUOTES_IN_HATENA else Row(line, "blank", "", "")
        following = lines[place + 1].text if place + 1 < len(lines) else ""
        lone = bare[:1] in _SIGNS_OF_TITLES and not following.strip() and place + 2 < len(lines)
        if row.kind == "heading" and not (typed and _is_comment(row, following)):
            typed = False
        elif typed and row.kind != "blank":
            row = _code(line)
        if row.kind == "text" and _SIGNED_TITLE.fullmatch(row.plain) and (not rows or rows[-1].kind == "blank"):
            below = (lines[place + 2].text if lone else following).lstrip()
            row = _as_heading(row, _SIGNED_LEVEL) if below and below[0] != row.plain[0] else row
        elif row.kind == "text" and not following.strip() and (not rows or rows[-1].kind == "blank"):
            row = _as_heading(row, _BOLD_LEVEL) if _BOLD_TITLE.fullmatch(row.line.text) else row
        if rows and rows[-1].kind == "text" and place - 1 not in marked and _underlines(rows[-1], line):
            rows[-1] = _as_heading(rows[-1], 1 if "=" in line.text else 2)
            row = Row(line, "rule", "", "")
        rows.append(row)
    return _with_wraps(rows)


def _with_wraps(rows: list[Row]) -> list[Row]:
    """Mark the rows that end where a text was wrapped: where many of its lines are as long as the longest one."""
    widths = [_width(row.line.text) if row.kind == "text" else 0 for row in rows]
    longest = max(widths, default=0)
    full = sum(width >= longest - _FULL_WITHIN for width in widths)
    texts = sum(width > 0 for width in widths)
    if not _WRAPPED_AT[0] <= longest <= _WRAPPED_AT[1] or full < max(_LEAST_FULL, texts * _LEAST_FULL_SHARE):
        return rows
    for place in range(len(rows) - 1):
        row, following = rows[place], rows[place + 1]
        within = _FULL_WITHIN if not row.plain[-1:].isascii() else _WORD_WITHIN  # a long word goes to the next line
        goes_on = row.kind == following.kind == "text" and row.line.cell == following.line.cell
        if goes_on and widths[place] >= longest - within and not row.hard and row.plain[-1:] not in _SENTENCE_ENDS:
            rows[place] = replace(row, wraps=True)
    return rows


def _width(text: str) -> int:
    """The columns that a line takes, near enough: a Japanese sign has three bytes and takes two."""
    return len(text) + (len(text.encode("utf-8", "replace")) - len(text)) // 2


def column_of(row: Row, place: int) -> int:
    """Return the column (1-based) of the file's line at which a 0-based place of a row's text stands.

    >>> column_of(rows_of(Report("", (Line("> - <b>答え</b>は <i>7</i>", 1),)))[0], 6)
    19
    """
    written = row.line.written
    piece = row.text[place : place + _ALIKE]
    while piece and piece not in written:
        piece = piece[:-1]
    found = place if not piece else -1
    for _ in range(sum(row.text.startswith(piece, at) for at in range(place + 1)) if piece else 0):
        following = written.find(piece, found + 1)
        found = following if following >= 0 else found
    return row.line.column + min(found, len(written)) + 1


def _marked(lines: Sequence[Line]) -> dict[int, Inside]:
    """Tell of fences, of the lines between them, and of what else is code by its looks, what each of them is.

    Every cell of a notebook begins anew. What a page prints as it stands may be prose as well; a code cell is code.
    """
    found: dict[int, Inside] = {}
    start = 0
    for cell, group in groupby(lines, key=lambda line: line.cell):
        own = list(group)
        if not (cell is not None and own[0].code):
            texts = ["" if line.code or line.output else line.text for line in own]
            found.update((start + place, "code") for place in unfenced_code(texts))
            known = inside_fences(texts) | _preformatted(own)
            found.update((start + place, kind) for place, kind in known.items())
        start += len(own)
    return found


def _preformatted(lines: Sequence[Line]) -> dict[int, Inside]:
    """Tell what the lines are that a page prints as they stand: code, or prose and answers in it."""
    found: dict[int, Inside] = {}
    start = 0
    for code, group in groupby(lines, key=lambda line: line.code):
        end = start + len(list(group))
        if code:
            found.update(kinds_between([line.text for line in lines], range(start, end)))
        start = end
    return found


def _of_kind(line: Line, kind: Inside) -> Row:
    if kind == "code":
        return _code(line)
    if kind == "mark":
        return Row(line, "blank", "", "")
    fence = fence_in(line.text) if kind == "behind" else None
    return _row(line, fence.info if fence is not None else line.text)


def _underlines(row: Row, line: Line) -> bool:
    """Whether a line makes a heading of the row above it."""
    return line.text.lstrip()[:1] in ("=", "-") and len(row.plain) <= 60 and bool(_UNDERLINE.match(line.text))


def _is_comment(row: Row, following: str) -> bool:
    """Whether what looks like a heading among code is a comment: code that is commented out, or code right below it."""
    signs = re.compile(r"[=()\[\]]")
    return row.level == 1 and bool(signs.search(row.text) or signs.search(following))


def _code(line: Line) -> Row:
    kind: RowKind = "output" if line.output else "code"
    return Row(line, kind if line.text.strip() else "blank", line.text, "")


def _row(line: Line, written: str) -> Row:
    quoted = _QUOTE.match(written) if ">" in written else None
    if quoted:
        written = written[quoted.end() :]
    if "<" in written and written.lstrip().startswith("|"):
        written = _BREAK_IN_CELL.sub("。", written)  # each line of a cell is a sentence of its own
    text = without_tags(written).rstrip()
    first = text.lstrip()[:1]
    if first == ":" and (box := _CONTAINER.match(text)) is not None:
        text = text[box.end() :]
        first = text.lstrip()[:1]
    if first in ("[", "(") and (time := _TIME.match(text)) is not None:
        text = text[time.end() :]
        first = text.lstrip()[:1]
    if not first:
        return Row(line, "blank", "", "")
    if text[-1] in "-*_=" and _RULE.match(text):
        return Row(line, "rule", "", "")
    heading = _HEADING.match(text) if first == "#" else None
    if heading and not line.code:
        title = heading["text"].rstrip().rstrip("#").rstrip()
        return Row(line, "heading", title, plain(title), len(heading[1]), bool(quoted))
    text = text.removesuffix("\\").strip()
    if ":" in written[:_DEEPEST_DEFINITION] and _DEFINITION.match(written):
        text = "- " + text[1:].lstrip()
    text = japanese_signs(text)
    return Row(line, "text", text, plain(text), 0, bool(quoted), ends_hard(line.text))


def _as_heading(row: Row, level: int) -> Row:
    return Row(row.line, "heading", row.text, row.plain, level, row.quoted)


def is_timed(row: Row) -> bool:
    """Whether a note begins in a row with the time of a film: what stood above is another note."""
    return row.kind == "text" and ":" in row.line.text and _TIME.match(row.line.text) is not None


def japanese_signs(text: str) -> str:
    """Return a text with the signs that most Japanese texts end their sentences and clauses with, place for place.

    Papers are written with others, and so are many reports; the ``．`` behind a number of an entry ends no sentence.

    >>> japanese_signs("大きくなると思っていた．実際は，小さくなる．"), japanese_signs("ア．0．25")
    ('大きくなると思っていた。実際は、小さくなる。', 'ア．0．25')
    """
    if "，" in text:
        text = _WESTERN_COMMA.sub("、", text)
    return _WESTERN_ENDS.sub("。", text) if "．" in text or "." in text else text


def plain(text: str) -> str:
    """Return a text in one spelling, without emphasis; a circled number becomes one in brackets.

    >>> plain("**問題：リッジ回帰の特徴は︖**"), plain("②０.２５"), plain("**Q3** 重みの初期値")
    ('問題:リッジ回帰の特徴は?', '(2)0.25', 'Q3: 重みの初期値')
    >>> plain("*Answer:* (2)"), plain("* (2)"), plain("(1) **x**2 (2) np.sum(x**2)")
    ('Answer: (2)', '* (2)', '(1) x**2 (2) np.sum(x**2)')
    """
    if "**" in text:
        text = _EMPHASIZED_NAME.sub(r"\g<1>\g<2>: ", _EMPHASIZED_NUMBER.sub(r"\g<1>: ", text))
    if not text.isascii():
        text = _CIRCLED.sub(lambda found: f"({ord(found[0]) - ord('①') + 1})", text)
    return normalize(_without_emphasis(text)).strip()


def _without_emphasis(text: str) -> str:
    return _BEGINS_SLANTED.sub(r"\g<1>\g<2>", _EMPHASIS.sub("", text)) if "*" in text else text


def cut(row: Row, start: int = 0, end: int | None = None) -> Row:
    """Return a row of text from ``start`` to ``end`` of its plain text."""
    bare = _without_emphasis(row.text).strip()
    written = bare if len(bare) == len(row.plain) else row.plain  # as written, if the two run in step
    return replace(row, kind="text", text=written[start:end].strip(), plain=row.plain[start:end].strip())


_ENTRY = late(r"\s*(?:[-*+・•●■]\s|\(?\d{1,2}[.)]\s)")


def sentences(rows: Sequence[Row]) -> Iterator[list[tuple[str, Row]]]:
    """Yield the sentences of the text among some rows, each as pieces with the row that they stand in.

    A sentence ends at ``。``, at a line that breaks by itself, before an entry of a list, and at what is no text.
    """
    pieces: list[tuple[str, Row]] = []
    length = 0
    for row in rows:
        if pieces and (row.kind != "text" or _ENTRY.match(row.plain)):
            yield pieces
            pieces = []
        if row.kind != "text":
            continue
        length = length + len(row.plain) if pieces else len(row.plain)
        *whole, rest = row.plain.split("。")
        for part in whole:
            yield [*pieces, (part, row)]
            pieces = []
        if rest:
            pieces.append((rest, row))
        if pieces and (row.hard or length > MAX_SENTENCE):
            yield pieces
            pieces = []
    if pieces:
        yield pieces
