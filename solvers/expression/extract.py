"""Finding the formula in a text: ``\\boxed{...}``, ``$...$``, ``\\(...\\)``, ``\\[...\\]``, or the whole of it."""

from __future__ import annotations

import re
from typing import Final

from solvers.expression.faults import Unreadable

_DELIMITED: Final = re.compile(r"\$\$([^$]*)\$\$|\$([^$]*)\$|\\\[(.*?)\\\]|\\\((.*?)\\\)", re.DOTALL)
_BOXED: Final = re.compile(r"\\(?:boxed|fbox) *\{")
_WORDS: Final = re.compile(r"[A-Za-z]{2,}|[^\x00-\x7f]")
_NUMBER_AT_END: Final = re.compile(r"(?: is|:|=|は) *(-?[0-9]+(?:\.[0-9]+)?)[ .。\n]*$")
_PUNCTUATION: Final = " .,;:。\n"
_GROUPING: Final = re.compile(r"(?<=[0-9])(?:, *\\!|\{,\}|\\,) *(?=[0-9]{3})")


def formulas(text: str) -> list[tuple[str, int]]:
    """Return the formulas of a text with their positions: the boxed ones if there are any, else the last.

    >>> formulas("The answer is $2x$.")
    [('2x', 15)]
    >>> formulas(r"so \\boxed{1} and \\boxed{2}")
    [('1', 10), ('2', 24)]

    Raises:
        Unreadable: ``missing-close`` for a box or a dollar sign left open.
    """
    text = text.replace(r"\$", "  ")  # a currency sign
    boxed = _boxed(text)
    if boxed:
        first = boxed[0][0].strip()
        if all(part.strip() == first for part, _ in boxed):
            boxed = boxed[-1:]
        return [_trimmed(*part) for part in boxed]
    segments = [
        (found.group(found.lastindex or 0), found.start(found.lastindex or 0)) for found in _DELIMITED.finditer(text)
    ]
    if not segments:
        if "$" in text:
            raise Unreadable("missing-close", text.index("$"), "$", "$")
        return [_trimmed(text, 0)]
    outside = _DELIMITED.sub(lambda found: " ", text).strip(_PUNCTUATION)
    if outside and not _WORDS.search(outside) and len(segments) == 1:
        return [_trimmed(_DELIMITED.sub(_blanked, text), 0)]
    tail = _NUMBER_AT_END.search(text, segments[-1][1] + len(segments[-1][0]))
    return [_trimmed(tail.group(1), tail.start(1)) if tail else _trimmed(*segments[-1])]


def _blanked(found: re.Match[str]) -> str:
    """The formula without its delimiters, every character where it was."""
    start, end = found.span(found.lastindex or 0)
    whole = found.group()
    return (
        " " * (start - found.start()) + whole[start - found.start() : end - found.start()] + " " * (found.end() - end)
    )


def _boxed(text: str) -> list[tuple[str, int]]:
    parts: list[tuple[str, int]] = []
    position = 0
    while (found := _BOXED.search(text, position)) is not None:
        end = _closing(text, found.end())
        parts.append((text[found.end() : end], found.end()))
        position = end
    return parts


def _closing(text: str, start: int) -> int:
    """Return the position of the brace that closes the group opened before ``start``."""
    depth = 1
    position = start
    while position < len(text):
        sign = text[position]
        if sign == "\\":
            position += 2
            continue
        depth += (sign == "{") - (sign == "}")
        if depth == 0:
            return position
        position += 1
    raise Unreadable("missing-close", max(start - 1, 0), "{", "}")


def _trimmed(text: str, start: int) -> tuple[str, int]:
    """Close up LaTeX's grouping of digits, and leave punctuation after the formula away."""
    text = _GROUPING.sub(lambda found: "", text) if "\\" in text or "{" in text else text
    stripped = text.rstrip(" \n")
    while stripped.endswith((".", ",", "。")) and not stripped.endswith("\\,"):
        stripped = stripped[:-1].rstrip()
    return stripped, start
