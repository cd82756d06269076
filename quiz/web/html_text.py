"""How a page shows what the engine says: Markdown as HTML with formulas as MathML and pictures as SVG."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quiz.figures.gallery import Gallery
from quiz.language import Language
from quiz.render.hypertext import hypertext


def as_html(markdown: str, drawn: Mapping[str, Any], language: Language) -> str:
    """Return a text as HTML that was built, and in which nothing of a stranger's is alive.

    >>> as_html("$x$ < 1", {}, "en")
    '<p><math><mi>x</mi></math> &lt; 1</p>'
    """
    return hypertext(markdown, Gallery(language, drawn), coloured=True).source
