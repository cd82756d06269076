r"""Formulas for programs that set LaTeX themselves (MathJax, KaTeX): ``\( \)`` and ``\[ \]`` in the text of a page.

Such programs know commands that link, load or run. A formula with a command that isn't known here is shown as code.
"""

from __future__ import annotations

import re

from quiz.outlet.web_page import Markup, element, words
from quiz.render.latex import knows
from quiz.render.math import check

_COMMAND = re.compile(r"\\(?:([A-Za-z]+)|.)", re.DOTALL)


def is_understood(latex: str) -> bool:
    r"""Return whether a formula has no command but those known here.

    >>> is_understood(r"\frac{1}{2}"), is_understood(r"\href{x}{y}"), is_understood("^^5c")
    (True, False, False)
    """
    names = (found[1] for found in _COMMAND.finditer(latex) if found[1])
    return "^^" not in latex and all(map(knows, names)) and not check(latex)


def delimited(latex: str, *, display: bool = False) -> Markup:
    r"""Return a formula between the marks that MathJax looks for.

    >>> delimited("a < b").source, delimited("x", display=True).source
    ('\\(a &lt; b\\)', '\\[x\\]')
    """
    line = " ".join(latex.split("\n"))
    if not latex or not is_understood(latex):
        return element("code", line)
    return words(f"\\[{line}\\]" if display else f"\\({line}\\)")
