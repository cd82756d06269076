"""Braces that are no argument of anything, as learners put them around parts of a formula -> brackets.

``h + {(g)^2}`` typesets like ``h + (g)^2``, and the expression reader would take it for a set. Braces may even be
crossed with brackets, ``{a(b - c})``, which no longer matters once all are brackets.
"""

from __future__ import annotations

import re
from typing import Final

from quiz.reading.late_patterns import late
from solvers.expression.vocabulary import GREEK_LETTER, LATEX_VARIANTS

_MAY_BE_LOOSE: Final = late(r"(?:\A|[-=+*/(<>,}){]|\\[A-Za-z]+)\s*\{")
_TOKEN: Final = late(r"\\(?:[A-Za-z]+|.)|[{}]|\s+|.", re.DOTALL)
_LETTER: Final = late(r"\s*(?:\\[A-Za-z]+|[A-Za-z0-9])\s*")
_NO_ARGUMENT: Final = frozenset(
    {f"\\{name}" for name in (*GREEK_LETTER, *LATEX_VARIANTS)}
    | {"\\nabla", "\\partial", "\\cdot", "\\times", "\\odot", "\\circ", "\\left", "\\right", "\\,", "\\;", "\\!", "\\:"}
)
"""Commands behind which braces are no argument."""
_BEFORE: Final = frozenset("=+-*/(<>,){&←−")


def without_loose_braces(text: str) -> str:
    r"""Return a formula with brackets instead of braces that are no argument, and nothing around a single letter.

    >>> without_loose_braces(r"h + {(g)^{2}}"), without_loose_braces(r"{\mu}V - {{\nabla}E}")
    ('h + ((g)^{2})', ' \\mu V - ( \\nabla E)')
    >>> without_loose_braces(r"\frac{a}{b}"), without_loose_braces("{1, 2}"), without_loose_braces("{a")
    ('\\frac{a}{b}', '{1, 2}', '{a')
    """
    if "{" not in text or _MAY_BE_LOOSE.search(text) is None:
        return text
    tokens = _TOKEN.findall(text)
    out = list(tokens)
    opened: list[tuple[int, bool]] = []
    before = ""
    for place, token in enumerate(tokens):
        if token.isspace():
            continue
        if token == "{":
            opened.append((place, before == "" or before in _BEFORE or before in _NO_ARGUMENT))
        elif token == "}":
            if not opened:
                return text
            start, loose = opened.pop()
            inside = "".join(tokens[start + 1 : place])
            if loose and not _is_set(inside):
                out[start], out[place] = (" ", " ") if _LETTER.fullmatch(inside) else ("(", ")")
                token = ")"
        before = token
    return text if opened else "".join(out)


def _is_set(inside: str) -> bool:
    """Whether braces hold a list, a word (a function's name may be set upright in them), or nothing."""
    return "," in inside or "&" in inside or re.fullmatch(r"\s*[A-Za-z]{2,}\s*|\s*", inside) is not None
