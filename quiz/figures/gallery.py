"""Where pictures stand in a text, and what stands for them to be asked: words, an address, characters.

Whoever only reads a text needs no more than this; what draws is :mod:`quiz.figures.picture`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from quiz.language import Language
from quiz.outlet.visible import in_line

if TYPE_CHECKING:
    from quiz.outlet.web_page import Markup

FIGURE = "figure:"
"""With what a place for a drawn figure begins; any other names a file."""

FIGURE_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
PLACE = re.compile(r"!\[(?P<caption>[^\[\]\n]*)\]\((?P<target>figure:[a-z0-9-]+|\w[\w.-]*\.(?:png|svg))\)", re.I | re.A)
"""Where a picture stands: ``![caption](figure:name)`` or ``![caption](name.png)``, on a line of its own.

A caption has no square brackets: what is opened again and again would else be read to its end each time.
"""


def places(markdown: str) -> Iterator[tuple[str, int]]:
    """Yield what stands in each place for a picture, with its line (from 0).

    >>> list(places("See:\\n![](figure:loss)"))
    [('figure:loss', 1)]
    >>> list(places("![![a.png![b](b.png)"))
    [('b.png', 0)]
    """
    for number, line in enumerate(markdown.split("\n")):
        for found in PLACE.finditer(line):
            yield found["target"], number


class Picture(Protocol):
    """What stands at a place for a picture."""

    def words(self, language: Language, caption: str) -> str:
        """Return the alternative text, ``caption`` being what the author has written at the place."""

    def address(self, language: Language, caption: str) -> str:
        """Return a ``data:`` address."""

    def markup(self, language: Language, caption: str) -> Markup:
        """Return the picture as a part of a page."""

    def characters(self, language: Language, columns: int) -> list[str]:
        """Return the picture as lines of characters; none where it has no such form."""


@dataclass(frozen=True)
class Gallery:
    """The pictures of a text by what stands in ``![...](...)``, in the language of the reader.

    With ``in_words`` they are never drawn as characters: the reader sees them otherwise.
    """

    language: Language
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    in_words: bool = False

    def words(self, target: str, caption: str) -> str:
        """Return what stands for a picture in words; for one that isn't there the caption, or its name."""
        found = self.pictures.get(target)
        return in_line(caption.strip() or target) if found is None else found.words(self.language, caption)

    def address(self, target: str, caption: str) -> str | None:
        """Return a picture's address; None for one that isn't there."""
        found = self.pictures.get(target)
        return None if found is None else found.address(self.language, caption)

    def characters(self, target: str, columns: int) -> list[str]:
        """Return a picture as characters; none where it has no such form."""
        found = self.pictures.get(target)
        return [] if found is None or self.in_words else found.characters(self.language, columns)
