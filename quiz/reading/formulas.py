"""The formula of an answer without what frames it: fillers, dollar signs, a box, backticks; nothing else is taken away.

What stays is read whole: a word beside the formula is a fault of the formula, and is never dropped.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from quiz.reading.fillers import without_fillers
from quiz.reading.number_tokens import MATH_WORDS, closing_brace

_DELIMITED: Final = re.compile(r"\$\$([^$]+)\$\$|\$([^$]+)\$|\\\[(.+?)\\\]|\\\((.+?)\\\)", re.DOTALL)
_BOX: Final = re.compile(r"\\(?:boxed|fbox)\s*\{")
_BOLD: Final = re.compile(r"(?<![\w)\]}])\*\*(?=\S)(.+?)(?<=\S)\*\*(?![\w(\[{])")
_IS: Final = re.compile(r"(?<=\S)\s*は\s*(?=\S)")


def formula_text(raw: str) -> str:
    """Return the formula in an answer, at its full length: columns still point into what was typed.

    >>> formula_text("答えは $2x$ です").strip(), formula_text("ルート $x$").split()
    ('2x', ['√', 'x'])
    >>> formula_text("`$a$ $b$`").replace(" ", "")
    'a,b'
    """
    text = without_fillers(raw)
    text = _undelimited(_unmarked(text))
    text = _unboxed(text)
    text = with_signs(text)
    return _IS.sub(lambda found: "=".center(len(found[0])), text, count=1)


def with_signs(text: str) -> str:
    """Return the text with ルート, マイナス and their like as signs, at its full length.

    >>> with_signs("マイナスルート2").replace(" ", "")
    '-√2'
    """
    return _math_words().sub(lambda found: MATH_WORDS[found[0]].replace("×", "*").ljust(len(found[0])), text)


def _unmarked(text: str) -> str:
    """Blank Markdown's marks of code and of bold."""
    return _BOLD.sub(lambda found: f"  {found[1]}  ", text.replace("`", " "))


def _undelimited(text: str) -> str:
    """Blank the signs that delimit formulas; two formulas side by side stay two, with a comma between them."""
    pieces: list[str] = []
    at = 0
    for found in _DELIMITED.finditer(text):
        start, end = found.span(found.lastindex or 0)
        gap = text[at : found.start()]
        if pieces and not gap.strip():
            pieces[-1] = "," + pieces[-1][1:]  # the closing sign of the one before
        pieces += [gap, " " * (start - found.start()), text[start:end], " " * (found.end() - end)]
        at = found.end()
    return "".join(pieces) + text[at:]


def _unboxed(text: str) -> str:
    """Turn the braces of a box into brackets."""
    while (found := _BOX.search(text)) is not None:
        end = closing_brace(text, found.end())
        if end is None:
            return text  # the formula reader tells what is not closed
        inside = text[found.end() : end]
        text = text[: found.start()] + "(".rjust(len(found[0])) + inside + ")" + text[end + 1 :]
    return text


@cache
def _math_words() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(MATH_WORDS, key=len, reverse=True))))
