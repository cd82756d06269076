"""MathML in which a stranger's text is text: elements of MathML Core from a short list; nothing runs, loads, links."""

from __future__ import annotations

from quiz.outlet.escaped import escaped
from quiz.outlet.visible import in_line
from quiz.outlet.web_page import Markup

MATH = frozenset(
    "math mfrac mi mn mo mover mroot mrow mspace msqrt msub msubsup msup mtable mtd mtext mtr munder munderover".split()
)
"""What may be built inside a formula."""

_ATTRIBUTES = {
    "accent": ("true",),
    "class": ("boxed", "lines", "cases", "raw"),
    "display": ("block",),
    "fence": ("true",),
    "linethickness": ("0",),
    "lspace": ("0",),
    "mathvariant": ("normal",),
    "movablelimits": ("true",),
    "rspace": ("0",),
    "stretchy": ("false", "true"),
    "width": ("0.2em", "1em"),
}
"""The attributes, each with the values that it may have."""


def math_element(name: str, *content: str | Markup, **attributes: str) -> Markup:
    r"""Return an element of a formula; ``_`` at the end of an attribute's name is left out.

    >>> math_element("mi", "<x>\x07", mathvariant="normal").source
    '<mi mathvariant="normal">&lt;x&gt;\\x07</mi>'

    Raises:
        ValueError: no such element or attribute is built here.
    """
    if name not in MATH:
        raise ValueError(f"no element {name} is built here")
    written = ""
    for key, value in attributes.items():
        called = key.removesuffix("_")
        if value not in _ATTRIBUTES.get(called, ()):
            raise ValueError(f"no attribute {called} of that value is built here")
        written += f' {called}="{value}"'
    inside = "".join(part.source if isinstance(part, Markup) else escaped(in_line(part)) for part in content)
    return Markup(f"<{name}{written}>{inside}</{name}>")
