"""Habits of other notations, undone before tokens are read: code, Markdown, digits in groups, the letter x for times.

Every rewriting keeps the length of the text, so that columns still point into what was typed.
"""

from __future__ import annotations

import re
from typing import Final

from solvers.expression.names import Names

_MODULES: Final = r"(?:np|numpy|math|cmath|torch|tf|jnp|jax|F|nn|scipy|sp)"
_QUALIFIED: Final = re.compile(
    rf"(?<![A-Za-z0-9_.]){_MODULES}(?:\.(?:nn|functional|special|math|numpy|linalg))*\.([A-Za-z][A-Za-z0-9_]*)"
)
_CODE_WORDS: Final = {
    "maximum": "max",
    "minimum": "min",
    "amax": "max",
    "amin": "min",
    "absolute": "abs",
    "fabs": "abs",
    "array": "",
    "asarray": "",
    "tensor": "",
    "Tensor": "",
    "Size": "",
}
"""Words of numerical libraries -> ours; what only holds values is left out."""
_WRAPPED: Final = re.compile(r" *(\*\*|`{1,3}|__)(?=[^ *`_])(.+)\1 *")
_CLOSED_UP: Final = tuple(
    re.compile(rf"(?<![A-Za-z0-9_.]){number}(?![A-Za-z0-9_])")
    for number in (r"[0-9]{1,3}(?:_[0-9]{3})+(?:\.[0-9]+)?", r"[0-9]{1,3}(?:\{,\}[0-9]{3})+(?:\.[0-9]+)?")
)
_SPACED: Final = tuple(
    re.compile(rf"(?<![0-9A-Za-z_.,^/√)])(?<![0-9)] ){number}(?! ?[0-9./^!(_])")
    for number in (r"[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?", r"[0-9]+\.[0-9]{3}(?: [0-9]{3})*(?: [0-9]{1,3})")
)
_SPACE_IN_DIGITS: Final = re.compile("[0-9] [0-9]")
_TIMES_TEN: Final = re.compile(r"(?<=[0-9.])( *)[xX]( *10 *(?:\^|⁽))")


def undone(text: str, names: Names, grouped: bool) -> str:
    """Return the text without the habits that mean nothing here, at its full length.

    Args:
        text: a text in plain characters.
        names: the names of the reading: where ``x`` is one of them it is never a times sign.
        grouped: whether digits in groups of three are one number, ``1 000 000``.

    >>> undone("np.exp(-6*x)", Names(), True), undone("1.5x10^6", Names(), True), undone("78.539 816", Names(), True)
    ('   exp(-6*x)', '1.5*10^6', ' 78.539816')
    """
    if "`" in text or "*" in text or "__" in text:
        wrapped = _WRAPPED.fullmatch(text)
        if wrapped:
            text = f"{wrapped[2].rjust(wrapped.end(2)).ljust(len(text))}"
    if "." in text:
        text = _QUALIFIED.sub(_in_our_words, text)
    if "_" in text or "{,}" in text:
        for pattern in _CLOSED_UP:
            text = pattern.sub(_without_marks, text)
    if grouped and " " in text and _SPACE_IN_DIGITS.search(text):
        for pattern in _SPACED:
            text = pattern.sub(_without_marks, text)
    if "10" in text and not (names.is_declared("x") or names.is_declared("X")):
        text = _TIMES_TEN.sub(r"\1*\2", text)
    return text


def _in_our_words(found: re.Match[str]) -> str:
    return _CODE_WORDS.get(found[1], found[1]).rjust(len(found[0]))


def _without_marks(found: re.Match[str]) -> str:
    """The digits of one number, moved to its right end."""
    return re.sub(r"[ _{},]", "", found[0]).rjust(len(found[0]))
