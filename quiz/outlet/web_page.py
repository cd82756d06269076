"""HTML in which a stranger's text is text: elements are built, never glued together, and the page allows no script.

A page needs nothing else than itself; its Content-Security-Policy holds it to that, should a browser see it otherwise.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quiz.language import Language
from quiz.outlet.escaped import escaped
from quiz.outlet.visible import visible

ELEMENTS = frozenset(
    "a code dd details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 li main ol p pre section span strong summary "
    "table tbody td th thead tr ul".split()
)
"""What may be built: nothing that runs, loads, embeds or sends."""

_NAME = re.compile(r"[a-z][a-z0-9-]*\Z")


@dataclass(frozen=True, slots=True)
class Markup:
    """A piece of HTML that was built here."""

    source: str


BREAK = Markup("<br>")
"""A new line within a paragraph."""


def words(text: str) -> Markup:
    """Return a text as a piece of HTML.

    >>> words("1 < 2").source
    '1 &lt; 2'
    """
    return Markup(_text(text))


def together(*parts: Markup) -> Markup:
    """Return several pieces as one, in their order."""
    return Markup("".join(part.source for part in parts))


def decoded_once(part: Markup, signs: str) -> Markup:
    """Return a piece for a program that decodes entities once before it shows it, with ``signs`` hidden till then.

    >>> decoded_once(Markup("a &lt; b}"), "}").source
    'a &amp;lt; b&#125;'
    """
    kept = part.source.replace("&", "&amp;")
    return Markup("".join(f"&#{ord(sign)};" if sign in signs else sign for sign in kept))


def element(
    name: str,
    *content: str | Markup,
    classes: str = "",
    id: str = "",
    leads_to: str = "",
    lang: Language | None = None,
) -> Markup:
    r"""Return an element with what is in it; text is text, whatever it looks like.

    ``leads_to`` is the ``id`` of a place in the page; there are no other links. ``lang`` is the language of the content
    where it isn't the page's.

    >>> element("p", "1 < 2 ", element("code", "<script>\x1b")).source
    '<p>1 &lt; 2 <code>&lt;script&gt;\\x1b</code></p>'

    Raises:
        ValueError: no such element may be built, or a class is no name.
    """
    if name not in ELEMENTS:
        raise ValueError(f"no element {name} is built here")
    if not all(_NAME.match(part) for part in classes.split()):
        raise ValueError(f"no name of a class: {classes}")
    attributes = {"class": classes, "id": id, "href": f"#{leads_to}" if leads_to else "", "lang": lang or ""}
    written = "".join(f' {key}="{_text(value)}"' for key, value in attributes.items() if value)
    # A browser passes over a line feed with which a block begins.
    lead = "\n" if name == "pre" else ""
    return Markup(f"<{name}{written}>{lead}{_joined(content)}</{name}>")


_EMBEDDED = re.compile(r"data:image/(?:png|svg\+xml);base64,[A-Za-z0-9+/=]*\Z")


def image(address: str, words: str) -> Markup:
    """Return a picture that the page holds itself; as an image nothing in it runs or loads.

    >>> image("data:image/png;base64,eA==", "a < b").source
    '<img src="data:image/png;base64,eA==" alt="a &lt; b">'

    Raises:
        ValueError: the address leads elsewhere.
    """
    if not _EMBEDDED.match(address):
        raise ValueError("a page shows the pictures alone that it holds itself")
    return Markup(f'<img src="{address}" alt="{_text(words)}">')


_PACKED = re.compile(r"(?:@@PLUGINFILE@@/|images/)?[a-z0-9][a-z0-9-]*\.(?:png|svg)\Z")


def packed_image(name: str, words: str) -> Markup:
    """Return a picture that travels beside the text, in the same package, under a name of ours.

    >>> packed_image("images/a-1.svg", "a < b").source
    '<img src="images/a-1.svg" alt="a &lt; b">'

    Raises:
        ValueError: the name could lead elsewhere.
    """
    if not _PACKED.match(name):
        raise ValueError(f"no name of a packed picture: {name}")
    return Markup(f'<img src="{name}" alt="{_text(words)}">')


def document(title: str, language: Language, style: str, content: Iterable[Markup]) -> Iterator[str]:
    """Yield a whole page, part by part; ``style`` is our own.

    >>> "".join(document("Audit", "en", "p { color: red; }", [element("p", "fine")]))[-27:]
    '<p>fine</p>\\n</body></html>\\n'
    """
    allowed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; img-src data:; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'"
    head = (
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="referrer" content="no-referrer">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
    )
    yield f'<!doctype html>\n<html lang="{language}"><head>{head}'
    yield f"<title>{_text(title)}</title><style>{style}</style></head><body>"
    for part in content:
        yield part.source + "\n"
    yield "</body></html>\n"


def _joined(content: tuple[str | Markup, ...]) -> str:
    return "".join(part.source if isinstance(part, Markup) else _text(part) for part in content)


def _text(text: str) -> str:
    return escaped(visible(text))
