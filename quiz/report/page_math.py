"""Formulas of pages, however they are shown -> TeX: pictures with their source in the address or the alternative text,
MathML with or without the TeX that it was made from.
"""

from __future__ import annotations

import html
import re
from typing import Final
from urllib.parse import unquote, unquote_plus

from quiz.reading.late_patterns import late

PICTURE: Final = "![]()"
"""What stands in a line for a picture whose content can't be read."""

_SERVICES: Final = (
    (late(r"(?:https?:)?//latex\.codecogs\.com/(?:[a-z.]{0,20}\?|[a-z.]{0,20}latex\?)", re.I), unquote),
    (
        late(r"(?:https?:)?//chart(?:\.apis)?\.google(?:apis)?\.com/chart\?(?:[^#]{0,200}&)?chl=", re.I),
        unquote_plus,
    ),
    (late(r"(?:https?:)?//[\w.]{0,20}wp\.com/latex\.php\?(?:[^#]{0,200}&)?latex=", re.I), unquote_plus),
    (late(r"(?:https?:)?//render\.githubusercontent\.com/render/math\?(?:[^#]{0,200}&)?math=", re.I), unquote),
    (late(r"(?:https?:)?//math\.now\.sh/?\?(?:[^#]{0,200}&)?from=", re.I), unquote_plus),
)
_NEXT: Final = late(r"&(?:[a-z]{2,10})=")
_ATTRIBUTE: Final = {
    name: late(rf"""\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.I)
    for name in ("src", "alt", "title", "class", "alttext", "encoding", "style", "type")
}
_OF_FORMULAS: Final = late(r"(?<![a-z])(?:latex|tex|math|mathjax|equation|formula)(?![a-z])", re.I)
_TEX: Final = late(r"(?=[^\n]*(?:\\[a-zA-Z]{2}|[\w)}]\s?\^|_\{))[^\u3041-\u30fa\u4e00-\u9fff]{2,1000}\Z")


def attribute(tag: str, name: str) -> str:
    """Return what an attribute of a tag says; empty without it.

    >>> attribute('<img class="latex" alt="t^2">', "alt")
    't^2'
    """
    found = _ATTRIBUTE[name].search(tag)
    return html.unescape(next((part for part in found.groups() if part), "")) if found else ""


def picture(source: str, alternative: str = "", title: str = "", kind: str = "") -> str:
    """Return the formula that a picture shows, by the address of who draws it or by its words, or ``PICTURE``.

    >>> picture("https://s0.wp.com/latex.php?latex=z+%3D+t%5E2&bg=ffffff"), picture("a.png", "z = t^{2}")
    ('$$z = t^2$$', '$$z = t^{2}$$')
    >>> picture("a.png", "損失の推移")
    '![]()'
    """
    address = html.unescape(source)
    for service, decoded in _SERVICES:
        found = service.match(address)
        if found is None:
            continue
        rest = address[found.end() :].replace("&space;", " ").replace("&plus;", "+")
        further = _NEXT.search(rest)
        formula = html.unescape(decoded(rest[: further.start()] if further else rest)).replace("$", "")
        return _displayed(formula)
    for words in (alternative, title):
        bare = words.strip().strip("$").strip()
        if bare and (_TEX.match(bare) or (_OF_FORMULAS.search(kind) and words is alternative)):
            return _displayed(bare)
    return PICTURE


def _displayed(formula: str) -> str:
    bare = " ".join(formula.split())
    return f"$${bare}$$" if bare else PICTURE


_ACCENTS: Final = {"^": r"\hat", "ˆ": r"\hat", "~": r"\tilde", "˜": r"\tilde", "¯": r"\bar", "‾": r"\bar", "→": r"\vec"}
_LEAVES: Final = frozenset(("mi", "mn", "mo", "mtext", "ms"))
_INVISIBLE: Final = late("[\u2061-\u2064\u200b]")
_MOST_DEEP: Final = 60


class MathReader:
    """Reads one ``<math>``: the TeX that it carries, else what its elements say.

    >>> reader = MathReader("<math>")
    >>> for name, text in (("mfrac", None), ("mi", "a"), ("mn", "2")):
    ...     reader.open(name, f"<{name}>")
    ...     if text:
    ...         reader.data(text)
    ...         reader.close(name)
    >>> reader.close("mfrac")
    >>> reader.tex
    '\\\\frac{a}{2}'
    """

    def __init__(self, tag: str) -> None:
        self._given = attribute(tag, "alttext")
        self._open: list[tuple[str, list[str]]] = [("math", [])]
        self._annotated = ""
        self._annotating = 0  # 1 within the TeX that it was made from, 2 within another annotation

    def open(self, name: str, tag: str) -> None:
        """Take the beginning of an element."""
        if name == "annotation":
            self._annotating = 1 if "tex" in attribute(tag, "encoding").lower() else 2
        elif not self._annotating and len(self._open) < _MOST_DEEP and not tag.endswith("/>"):
            self._open.append((name, []))

    def data(self, text: str) -> None:
        """Take text."""
        if self._annotating:
            self._annotated += text if self._annotating == 1 else ""
        elif self._open[-1][0] in _LEAVES:
            self._open[-1][1].append(_INVISIBLE.sub("", text.strip()))

    def close(self, name: str) -> None:
        """Take the end of an element; one that was never opened ends nothing."""
        if name == "annotation":
            self._annotating = 0
        elif not self._annotating and any(open_name == name for open_name, _ in self._open[1:]):
            while True:
                inner, parts = self._open.pop()
                self._open[-1][1].append(_written(inner, parts))
                if inner == name:
                    return

    @property
    def tex(self) -> str:
        """The formula, in one line."""
        while len(self._open) > 1:
            self.close(self._open[-1][0])
        return " ".join((self._annotated or self._given or " ".join(self._open[0][1])).split())


def _written(name: str, parts: list[str]) -> str:
    """Return what an element says in TeX, by what its parts say."""
    first, second, third = (*parts, "", "", "")[:3]
    match name:
        case "mfrac":
            return rf"\frac{{{first}}}{{{second}}}"
        case "msqrt":
            return rf"\sqrt{{{' '.join(parts)}}}"
        case "mroot":
            return rf"\sqrt[{second}]{{{first}}}"
        case "msup":
            return f"{first}^{{{second}}}"
        case "msub" | "munder":
            return f"{first}_{{{second}}}"
        case "msubsup" | "munderover":
            return f"{first}_{{{second}}}^{{{third}}}"
        case "mover":
            return f"{_ACCENTS[second]}{{{first}}}" if second in _ACCENTS else first
        case "mtd":
            return " ".join(parts) + " & "
        case "mtr":
            return "".join(parts).removesuffix(" & ") + r" \\ "
        case "mtext":
            return rf"\text{{{' '.join(parts)}}}"
        case _:
            return " ".join(part for part in parts if part)
