"""Code blocks on a screen: which words of it are what, and long lines folded between its words. Nothing is ever run.

The words are found by a few patterns, so that unfinished code, which is what learners write, has colours as well.
"""

from __future__ import annotations

import keyword
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from quiz.columns import cut_place, width

CONTINUED, CONTINUED_ASCII = "↪ ", ">> "
"""What begins a line that is the rest of the one above it."""


class Stretch(NamedTuple):
    """Some characters of a line in one style; "" is the usual one."""

    text: str
    style: str


_PYTHON_LINE = re.compile(
    r"\s*(?:(?:def|class|import|from|return|for|if|elif|while|with|yield|raise|assert|del|try|else|lambda)\b.*"
    r"|@\w+.*|[A-Za-z_][\w.]*(?:\[[^\]]*\])?(?:, ?[A-Za-z_][\w.]*)* (?:[-+*/@]?=) \S.*|[A-Za-z_]\w*(?:\.\w+)*\(.*)"
)
_WORD = re.compile(
    r"(?P<comment>\#.*)"
    r"|(?P<string>(?:[rbfuRBFU]{0,2})(?:'''|\"\"\"|'(?:\\.|[^'\\])*'?|\"(?:\\.|[^\"\\])*\"?))"
    r"|(?P<name>[^\W\d]\w*)|(?P<number>\d[\w.]*)|(?P<space>\s+)|(?P<sign>.)"
)
_KEYWORDS = frozenset(keyword.kwlist)


def is_python(language: str, lines: Sequence[str]) -> bool:
    """True for a block that says so, or that says nothing and has a line that reads like Python.

    >>> is_python("", ["W = np.zeros((3, 2))"]), is_python("", ["conv1   11x11   stride 4"]), is_python("c", ["x = 1"])
    (True, False, False)
    """
    if language:
        return language.lower() in ("python", "py", "python3")
    return any(_PYTHON_LINE.fullmatch(line) for line in lines)


def highlighted(lines: Iterable[str]) -> list[list[Stretch]]:
    """Return each line of Python as stretches; together they are the line.

    >>> highlighted(["return 2  # two"])[0]
    [Stretch(text='return', style='keyword'), Stretch(text=' 2  ', style=''), Stretch(text='# two', style='comment')]
    """
    found: list[list[Stretch]] = []
    open_quotes = ""
    for line in lines:
        stretches, open_quotes = _line(line, open_quotes)
        found.append(stretches)
    return found


def _line(line: str, open_quotes: str) -> tuple[list[Stretch], str]:
    """Return the stretches of one line, and the quotes of a string that goes on in the next."""
    parts: list[Stretch] = []
    place, before = 0, ""
    while place < len(line):
        if open_quotes:
            end = line.find(open_quotes, place)
            stop = len(line) if end < 0 else end + 3
            _add(parts, line[place:stop], "string")
            open_quotes = open_quotes if end < 0 else ""
            place = stop
            continue
        word = _WORD.match(line, place)
        assert word is not None  # the last pattern takes any character
        text, place = word[0], word.end()
        if word.lastgroup == "string" and text[-3:] in ("'''", '"""'):
            open_quotes = text[-3:]
        style = _style(word, before)
        if text.strip():
            before = text
        _add(parts, text, style)
    return parts, open_quotes


def _add(parts: list[Stretch], text: str, style: str) -> None:
    if parts and parts[-1].style == style:
        parts[-1] = Stretch(parts[-1].text + text, style)
    else:
        parts.append(Stretch(text, style))


def _style(word: re.Match[str], before: str) -> str:
    kind = word.lastgroup or ""
    if kind == "name":
        return "keyword" if word[0] in _KEYWORDS else "defined" if before in ("def", "class") else ""
    return kind if kind in ("comment", "string") else ""


def folded(line: Sequence[Stretch], columns: int, mark: str = CONTINUED) -> list[list[Stretch]]:
    """Fold a line of code that is too wide: at a space if there is one, never within a word that fits on a line.

    Every line but the first begins with the mark, and stands as far in as the first.

    >>> for part in folded([Stretch("  total = first + second", "")], 16): print("".join(one.text for one in part))
      total = first
      ↪ + second
    """
    text = "".join(part.text for part in line)
    indent = _indent(text, columns)
    lines: list[list[Stretch]] = []
    start = 0
    for end in _ends(text, columns, columns - width(indent + mark, ambiguous=2)):
        lead = [Stretch(indent + mark, "dim")] if lines else []
        lines.append([*lead, *_cut(line, start, end)])
        start = _past_spaces(text, end)
    return lines


def _indent(text: str, columns: int) -> str:
    """What the first line begins with, unless that would leave no room for the others."""
    blanks = len(text) - len(text.lstrip(" "))
    return " " * (blanks if blanks <= columns // 3 else 0)


def _ends(text: str, columns: int, others: int) -> list[int]:
    """Return where each line ends: the first has so many columns, the others may have fewer."""
    filled = [0, *accumulate(width(char, ambiguous=2) for char in text)]
    ends: list[int] = []
    start, space, between, room = 0, 0, 0, max(columns, 2)
    for word in _CODE_WORD.finditer(text):
        begin, end = word.span()
        if word[0].isspace():
            space = begin if text[start:begin].strip() else space
            continue
        between = begin if begin > start and text[start:begin].strip() else between
        while filled[end] - filled[start] > room:
            place = space if filled[space] - filled[start] > room // 3 else between
            if place <= start:  # one word is wider than a line
                index = bisect_right(filled, filled[start] + room, start + 1, end) - 1
                place = cut_place(text, start, max(index, start + 1))
            ends.append(place)
            start, room = _past_spaces(text, place), max(others, 2)
            space, between = 0, begin if begin > start else 0
    return [*ends, len(text)]


_CODE_WORD = re.compile(r"[^\W\u2e80-\U0010ffff]+(?:\.[^\W\u2e80-\U0010ffff]+)*|\s+|.")
"""A dotted name, a number, or one sign; between Japanese characters a line may end anywhere."""


def _past_spaces(text: str, place: int) -> int:
    while place < len(text) and text[place] == " ":
        place += 1
    return place


def _cut(line: Sequence[Stretch], start: int, end: int) -> list[Stretch]:
    """Return the stretches between two places of a line."""
    found: list[Stretch] = []
    at = 0
    for text, style in line:
        piece = text[max(start - at, 0) : max(end - at, 0)]
        if piece:
            found.append(Stretch(piece, style))
        at += len(text)
    return found
