"""Where the formulas of a report stand: between dollar signs, in displays over several lines, and in plain sentences.

A formula keeps the row and the column where it begins. Rows of a display that continue one another (``&= ...``) are one
formula with several lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.formulas.notation import JAPANESE, MOST_CHARACTERS
from quiz.report.frozen import frozen
from quiz.report.rows import Row
from solvers.expression.vocabulary import GREEK_LETTER, SPELLINGS

MOST_DISPLAY_ROWS: Final = 60

_INLINE: Final = late(r"\$\$(.+?)\$\$|\$`?([^$]+?)`?\$|\\\((.+?)\\\)|\\\[(.+?)\\\]|`([^`]+)`")
_ENVIRONMENT: Final = r"(?:align|aligned|alignat|gather|gathered|equation|eqnarray|split|multline)\*?"
_OPENS: Final = late(
    rf"(?P<dollars>\$\$)|(?P<bracket>\\\[)(?!\d)|(?P<begin>\\begin\s*\{{{_ENVIRONMENT}\}})|(?P<math>^\s*```+\s*math\s*$)"
)
_CLOSES: Final = {
    "dollars": late(r"\$\$"),
    "bracket": late(r"\\\]"),
    "begin": late(rf"\\end\s*\{{{_ENVIRONMENT}\}}"),
    "math": late(r"^\s*```+\s*$"),
}
_WRAPPING: Final = late(
    rf"\\(?:begin|end)\s*\{{{_ENVIRONMENT}\}}(?:\{{[^{{}}]*\}})?|\$\$|(?<!\\)\\[\[\]]|^\s*```+.*$", re.MULTILINE
)
_SIGNS_OF_WRAPPING: Final = ("\\begin", "\\end", "$$", "\\[", "\\]", "```")
_BREAK: Final = late(r"\\\\(?:\s*\[[^\]]*\])?|\\cr(?![A-Za-z])|\\newline(?![A-Za-z])")
_CASES: Final = late(r"\\begin\s*\{(cases|array|p?matrix|bmatrix|vmatrix)\}.*?\\end\s*\{\1\}", re.DOTALL)
_PROSE: Final = late(r"[^\u3000-\u303f\u3041-\u30fa\u30fd-\u30ff\u4e00-\u9fff「」；！？]+")
_CLAUSE: Final = late(r"(?:[^。、；：:!?！？「」『』]|[:：][=＝])+")
_CELL: Final = late(r"(?:[^|。、；：:!?！？「」『』]|[:：][=＝])+")
_COMMAS: Final = ",，、;"
_COMMA: Final = late(f"[{_COMMAS}]")
_SPACES: Final = late(r"^(?:\\[:;,!]|\\q?quad(?![A-Za-z])|\s)+")
_EQUALS: Final = late(r"[=＝←≔]")
_EQUATION: Final = late(r"[^=＝←≔<>≤≥]+[=＝←≔]")
"""A part of a line of notes is an equation of its own; what only has a condition (x<=0) is a case of the one before."""
_BULLET: Final = late(r"\s*(?:[-*+•◦]\s+|・\s*(?!・)|\d{1,2}[.)]\s+|[(（]\d{1,2}[)）]\s*|[①-⑳]\s*)+")
_PROSE_WORD: Final = late(
    r"(?<![A-Za-z0-9_^\\{])(?:[A-Za-z]{3,}|is|of|to|be|we|at|by|as|if|in|or|on|so|it|an|In)(?![A-Za-z0-9_])"
)
_JOINS: Final = frozenset("-+*/^=()[]{},|_×・√←≔＝＋－＊／（）")
_KEPT_WORDS: Final = frozenset({*SPELLINGS, *GREEK_LETTER, "sqrt"})
_ALONE: Final = late(
    r"\s*(?:[-*+•・]\s+)?(?P<formula>(?=[^∑Σ√‖λ∇]*[∑Σ√‖λ∇])[^\u3000-\u30fa\u30fc-\u9fff「」；：！？]{5,120}?)\s*"
)
_GOES_ON: Final = late(r"\s*(?P<formula>=(?![=>])[^\u3000-\u30fa\u30fc-\u9fff「」；！？]{2,160}?)\s*")
"""A row of notes that goes on with the equation of the row above."""
_LINKING: Final = late(
    r"よって|ゆえに|故に|したがって|従って|すなわち|つまり|整理して|整理すると|"
    r"(?i:\b(?:so|thus|hence|therefore|and|or|then|which is)\b)"
)
"""What may stand before a formula that goes on with the one above."""
_PARTICLES: Final = late(r"[はがをにでと]|です|ます|する|なる|いう")
_CODE_SIGNS: Final = late(
    r"==|!=|[\"#;]|'\w*'|[A-Za-z_]\.\w*[A-Za-z]|\w\[[^\]]*\]\s*=|,\s*\w+\s*=|\bdef\b|\bimport\b|\bself\b|\bprint\b|=>|https?:|\{\{"
)


@frozen
class Piece:
    """One line of a formula: its text, the row and the 0-based column of the row's text where it begins."""

    text: str
    row: Row
    column: int


@frozen
class Written:
    """A formula as it stands in a report.

    ``place`` is the number of its first row among all rows, ``marked`` tells that the report itself marks it as
    mathematics, ``before`` and ``after`` are the words around it in its row.
    """

    pieces: tuple[Piece, ...]
    place: int
    marked: bool
    before: str = ""
    after: str = ""

    @property
    def text(self) -> str:
        """The whole text, its lines joined."""
        return self.pieces[0].text if len(self.pieces) == 1 else " ".join(piece.text for piece in self.pieces)


def formulas_of(rows: Sequence[Row]) -> Iterator[Written]:
    """Yield the formulas of a report, in order; code and what is too long have none.

    What begins with an equals sign continues the formula in the row above, unless words name its left side.
    """
    held: Written | None = None
    end = 0
    for written in _single_formulas(rows):
        goes_on = held is not None and _goes_on(written) and _adjoin(rows, end, written.place)
        if goes_on and held is not None and len(held.pieces) < MOST_DISPLAY_ROWS:
            held = replace(held, pieces=(*held.pieces, *written.pieces), after=written.after)
        else:
            if held is not None:
                yield held
            held = written
        end = written.place + len({id(piece.row) for piece in written.pieces}) - 1
    if held is not None:
        yield held


def _goes_on(written: Written) -> bool:
    """Whether a formula has no left side: in 「標準偏差 $= 1/n$」 the words before it are one."""
    return _EQUALS.match(written.text) is not None and not any(map(str.isalpha, _LINKING.sub("", written.before)))


def _adjoin(rows: Sequence[Row], end: int, start: int) -> bool:
    """Return whether a formula follows another one at once, or with nothing but a blank row or two between."""
    between = rows[end + 1 : start]
    return start - end <= 4 and all(row.kind in ("blank", "rule") or _WRAPPING.search(row.text) for row in between)


def _single_formulas(rows: Sequence[Row]) -> Iterator[Written]:
    place = 0
    while place < len(rows):
        row = rows[place]
        text = _text(row)
        opened = _OPENS.search(text) if "$$" in text or "\\" in text or "```" in text else None
        if row.kind in ("code", "output", "blank") and not (opened is not None and opened["math"]):
            place += 1
            continue
        if opened is not None and (end := _display_end(rows, place, opened)) is not None:
            yield from _display(rows, place, end, opened)
            place = end + 1
            continue
        yield from _in_row(row, place)
        place += 1


def _text(row: Row) -> str:
    """A row's text; that of fenced mathematics and of its fences is in the line."""
    return row.line.text if row.kind in ("code", "output", "blank") else row.text


# -- displays ----------------------------------------------------------------------------------------------------------


def _display_end(rows: Sequence[Row], place: int, opened: re.Match[str]) -> int | None:
    """Return the row where a display ends that opens here and does not end in its own row; None where none does."""
    closes = _CLOSES[opened.lastgroup or "dollars"]
    if closes.search(_text(rows[place]), opened.end()):
        return place if opened.lastgroup == "begin" else None
    for end in range(place + 1, min(place + MOST_DISPLAY_ROWS, len(rows))):
        row = rows[end]
        if row.line.cell != rows[place].line.cell or (row.kind == "heading" and row.text.lstrip().startswith("#")):
            return None
        if closes.search(_text(row)):
            return end
    return None


def _display(rows: Sequence[Row], start: int, end: int, opened: re.Match[str]) -> Iterator[Written]:
    """Yield the formulas of a display over several rows."""
    closes = _CLOSES[opened.lastgroup or "dollars"]
    text = ""
    starts: list[tuple[int, Row, int]] = []
    for place in range(start, end + 1):
        line = _text(rows[place])
        first = opened.start() if place == start and opened.lastgroup != "math" else 0
        if place == end and (closed := closes.search(line, opened.end() if place == start else 0)) is not None:
            line = line[: closed.end()]
        elif line.endswith("\\") and not line.endswith("\\\\"):
            line += "\\"  # a row's reading takes a backslash at its end for Markdown's break
        starts.append((len(text), rows[place], first))
        text += line[first:] + "\n"
    before = _text(rows[start])[: opened.start()] if opened.lastgroup != "math" else ""
    for pieces in _lines(text, starts):
        yield Written(pieces, _place_of(pieces[0], rows, start), True, before)


def _lines(text: str, starts: Sequence[tuple[int, Row, int]]) -> Iterator[tuple[Piece, ...]]:
    """Yield the formulas of a display, one for each line that does not continue the line above.

    ``starts`` tell where in the text each row begins, and at which of its columns.
    """
    masked = text
    if "\\begin" in text:
        masked = _CASES.sub(lambda found: found[0].replace("\\\\", "\0\0"), masked)
    if any(sign in masked for sign in _SIGNS_OF_WRAPPING):
        masked = _WRAPPING.sub(lambda found: " " * len(found[0]), masked)
    cuts = _BREAK.finditer(masked) if "\\" in masked else ()
    pieces: list[Piece] = []
    at = 0
    for cut in [*cuts, None]:
        part = masked[at : cut.start() if cut else len(masked)]
        bare = part.strip()
        if bare and len(bare) <= MOST_CHARACTERS:
            offset = at + part.index(bare[0])
            begins, row, first = next(entry for entry in reversed(starts) if entry[0] <= offset)
            bare = bare.replace("\0\0", "\\\\")
            if "&" in bare and not _CASES.search(bare):
                bare = bare.replace("&", " ")
            for shift, equation in split_equations(bare):
                piece = Piece(" ".join(equation.split()), row, first + offset - begins + shift)
                if pieces and not _EQUALS.match(piece.text):
                    yield tuple(pieces)
                    pieces = []
                pieces.append(piece)
        at = cut.end() if cut else len(masked)
    if pieces:
        yield tuple(pieces)


def _place_of(piece: Piece, rows: Sequence[Row], start: int) -> int:
    place = start
    while rows[place] is not piece.row:
        place += 1
    return place


def split_equations(text: str) -> Iterator[tuple[int, str]]:
    """Yield the equations that commas divide, with their places; what is no equation stays with the one before.

    >>> [part for _, part in split_equations("a = f(x, y), b = c")], [part for _, part in split_equations("f = x, 0")]
    (['a = f(x, y)', 'b = c'], ['f = x, 0'])
    """
    depth, start, cuts = 0, 0, []
    for at, sign in enumerate(text) if _COMMA.search(text) else ():
        depth += (sign in "({[（｛") - (sign in ")}]）｝")
        if sign in _COMMAS and depth == 0 and text[at - 1 : at] != "\\":
            cuts.append(at)
    parts = []
    for cut in [*cuts, len(text)]:
        parts.append((start, text[start:cut]))
        start = cut + 1
    if len(parts) == 1 or not all(_EQUALS.search(part) for _, part in parts):
        parts = [(0, text)]
    for begin, part in parts:
        bare = _SPACES.sub("", part.strip()).strip()
        if bare:
            yield begin + part.index(bare[0]), bare


# -- rows --------------------------------------------------------------------------------------------------------------


def _in_row(row: Row, place: int) -> Iterator[Written]:
    text = row.text
    marked = "$" in text or "`" in text or "\\" in text
    found = [span for span in _INLINE.finditer(text) if _is_formula(span)] if marked else ()
    if found:
        for span in found:
            inside = span.lastindex or 0
            body = span[inside]
            if len(body) > MOST_CHARACTERS:
                continue
            for pieces in _lines(body, [(0, row, span.start(inside))]):
                yield Written(pieces, place, inside != 5, text[: span.start()], text[span.end() :])
        return
    if row.kind != "text":
        return
    if (further := _GOES_ON.fullmatch(text)) is not None and not (_has_prose(text) or _CODE_SIGNS.search(text)):
        yield Written((Piece(further["formula"], row, further.start("formula")),), place, False)
    elif _EQUALS.search(text):
        if not _CODE_SIGNS.search(text):
            yield from _in_prose(row, place)
    elif (alone := _ALONE.fullmatch(text)) is not None and not (_PROSE_WORD.search(text) or _CODE_SIGNS.search(text)):
        yield Written((Piece(alone["formula"], row, alone.start("formula")),), place, False)


def _is_formula(span: re.Match[str]) -> bool:
    return span.lastindex != 5 or (_EQUALS.search(span[5]) is not None and not _CODE_SIGNS.search(span[5]))


def _in_prose(row: Row, place: int) -> Iterator[Written]:
    """Yield the equations in a row that marks none: what has an equals sign between words."""
    bullet = _BULLET.match(row.text)
    start = bullet.end() if bullet else 0
    clauses = _CELL if row.text.lstrip().startswith("|") else _CLAUSE
    for clause in clauses.finditer(row.text, start):
        if not _EQUALS.search(clause[0]) or len(clause[0]) > MOST_CHARACTERS:
            continue
        for span in _PROSE.finditer(row.text, clause.start(), clause.end()):
            trimmed = _trimmed(span[0], span.start())
            if trimmed is not None:
                body, column = trimmed
                end = column + len(body)
                parts = list(split_equations(body))
                if not all(_EQUATION.match(part) for _, part in parts):
                    parts = [(0, body)]
                for begins, part in parts:
                    piece = Piece(part, row, column + begins)
                    yield Written((piece,), place, False, row.text[:column], row.text[end:])
                break
        else:
            if _is_in_words(clause[0]):
                body = clause[0].strip()
                column = clause.start() + clause[0].index(body[0])
                yield Written((Piece(body, row, column),), place, False, "", row.text[clause.end() :])


def _has_prose(text: str) -> bool:
    """Return whether English words stand in a formula that no sign joins to it."""
    return any(not _is_of_formula(text, word) for word in _PROSE_WORD.finditer(text))


def _is_of_formula(text: str, word: re.Match[str]) -> bool:
    """Return whether a word is a function, or a name that a sign joins to the formula."""
    around = text[: word.start()].rstrip()[-1:] + text[word.end() :].lstrip()[:1]
    return word[0].lower() in _KEPT_WORDS or not _JOINS.isdisjoint(around)


def _trimmed(text: str, column: int) -> tuple[str, int] | None:
    """Return the equation among English words, and its column; None where there is none with two sides."""
    sign = _EQUALS.search(text)
    if sign is None:
        return None
    start, end = 0, len(text)
    for word in _PROSE_WORD.finditer(text):
        if _is_of_formula(text, word):
            continue
        if word.end() <= sign.start():
            start = word.end()
        elif word.start() >= sign.end():
            end = word.start()
            break
    body = text[start:end]
    bare = body.strip(" ,.:;…‥—―・\t　").rstrip("(（[「 ")
    left, _, right = bare.partition(sign[0])
    if not left.strip() or not right.strip():
        return None
    return bare, column + start + body.index(bare)


def _is_in_words(clause: str) -> bool:
    """Return whether an equation's names are Japanese words, with no particle that makes a sentence of them."""
    return (
        bool(re.search(f"[{JAPANESE}]", clause))
        and not _PARTICLES.search(clause)
        and bool(re.search(r"[-+*/×÷√]", clause))
    )
