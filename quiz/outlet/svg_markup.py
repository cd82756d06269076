"""SVG in which a stranger's text is text: elements are built from a short list; nothing runs, loads or links.

Numbers have one decimal, so that a figure is the same on every platform.
"""

from __future__ import annotations

import base64
import re

from quiz.language import Language
from quiz.outlet.escaped import escaped
from quiz.outlet.visible import in_line
from quiz.outlet.web_page import Markup

SHAPES = frozenset("circle ellipse g line path polygon polyline rect text tspan".split())
"""What may be built inside a picture."""

_ATTRIBUTE = re.compile(r"[a-z][a-z0-9-]*\Z|viewBox\Z")


def number(value: float) -> str:
    """Return a number as a picture has it.

    >>> number(12.04), number(-0.01), number(7.25)
    ('12', '0', '7.2')
    """
    written = f"{value:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written


def shape(name: str, *content: str | Markup, **attributes: str | float) -> Markup:
    """Return an element of a picture; ``_`` in a name of an attribute stands for ``-``.

    >>> shape("text", "a < b", x=1, text_anchor="end").source
    '<text x="1" text-anchor="end">a &lt; b</text>'

    Raises:
        ValueError: no such element or attribute is built here.
    """
    if name not in SHAPES:
        raise ValueError(f"no element {name} is built here")
    written = ""
    for key, value in attributes.items():
        called = key.replace("_", "-")
        if not _ATTRIBUTE.match(called) or called.startswith("on") or called in ("href", "style"):
            raise ValueError(f"no attribute {called} is built here")
        written += f' {called}="{_text(value if isinstance(value, str) else number(value))}"'
    inside = "".join(part.source if isinstance(part, Markup) else _text(part) for part in content)
    return Markup(f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>")


def svg_picture(width: float, height: float, title: str, language: Language, *content: Markup, box: str = "") -> Markup:
    """Return a whole picture, which screen readers call by its title; it stands alone as well as within a page.

    ``box`` is its view box, where that doesn't begin at 0.

    >>> svg_picture(20, 10, "1 < 2", "en").source[-50:]
    'role="img" lang="en"><title>1 &lt; 2</title></svg>'
    """
    size = f'width="{number(width)}" height="{number(height)}"'
    view = f'viewBox="{_text(box) or f"0 0 {number(width)} {number(height)}"}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {view} role="img" lang="{language}">'
    return Markup(f"{head}<title>{_text(title)}</title>{''.join(part.source for part in content)}</svg>")


def data_uri(kind: str, data: bytes) -> str:
    """Return a picture as an address that holds all of it, in letters that end no Markdown and no attribute.

    >>> data_uri("image/png", b"x")
    'data:image/png;base64,eA=='
    """
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _text(text: str) -> str:
    return escaped(in_line(text))
