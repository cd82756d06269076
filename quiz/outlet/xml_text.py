"""XML in which a stranger's text is text: elements are built, never glued together; no entity, no instruction.

What HTML was built by :mod:`quiz.outlet.web_page` can stand in it as XML, or as text where a format asks for that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from quiz.outlet.visible import visible
from quiz.outlet.web_page import Markup

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9:._-]*\Z")
_OPEN_TAG = re.compile(r"<(br|img)((?: [a-z]+=\"[^\"<>]*\")*)>")
_FIGURE = re.compile(r"<(/?)fig(?:ure|caption)>")
_LANGUAGE = re.compile(r"<([a-z]+) lang=\"")
_MATH = re.compile(r"<math(?=[ >])")


@dataclass(frozen=True, slots=True)
class Xml:
    """A piece of XML that was built here."""

    source: str


def xml(name: str, *content: str | Xml, attributes: Mapping[str, str] | None = None) -> Xml:
    r"""Return an element with what is in it; text is text, whatever it looks like.

    >>> xml("text", "1 < 2\x07", attributes={"lang": "en"}).source
    '<text lang="en">1 &lt; 2\\x07</text>'

    Raises:
        ValueError: the name, or that of an attribute, is none.
    """
    given = attributes or {}
    if not all(_NAME.match(one) for one in (name, *given)):
        raise ValueError(f"no name of an element or attribute: {name}")
    written = "".join(f' {key}="{_attribute(value)}"' for key, value in given.items())
    inside = "".join(part.source if isinstance(part, Xml) else escape(visible(part), quote=False) for part in content)
    return Xml(f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>")


def as_xml(markup: Markup) -> Xml:
    """Return a piece of HTML as XML: what HTML leaves open is closed, a formula and a language say what they are.

    Figures become divisions, as not every format that holds HTML knows them.

    >>> as_xml(Markup('<p>a<br><math><mi>x</mi></math></p>')).source
    '<p>a<br/><math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math></p>'
    """
    closed = _OPEN_TAG.sub(r"<\1\2/>", markup.source)
    closed = _FIGURE.sub(r"<\1div>", _LANGUAGE.sub(r'<\1 xml:lang="', closed))
    return Xml(_MATH.sub('<math xmlns="http://www.w3.org/1998/Math/MathML"', closed))


def xml_document(root: Xml) -> str:
    """Return a whole file."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root.source}\n'


def _attribute(value: str) -> str:
    return escape(visible(value)).replace("\n", "&#10;").replace("\t", "&#9;")
