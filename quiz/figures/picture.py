"""A picture as it is shown: what stands for it in words, as SVG, as characters, as an address that holds all of it."""

from __future__ import annotations

from dataclasses import dataclass

from quiz.figures.braille import as_lines
from quiz.figures.scene import Scene
from quiz.figures.svg_writer import as_svg
from quiz.language import Language, Text
from quiz.outlet.svg_markup import data_uri
from quiz.outlet.visible import in_line
from quiz.outlet.web_page import Markup, image


@dataclass(frozen=True)
class Figure:
    """A drawn figure: its scene, and the same in words, made from the same values."""

    scene: Scene
    alternative: Text

    def words(self, language: Language, caption: str) -> str:
        """The author's caption, then what is drawn."""
        made = self.alternative.in_(language)
        if not caption.strip():
            return in_line(made)
        return in_line(f"{caption.strip()}: {made}")

    def svg(self, language: Language, caption: str = "") -> str:
        """Return the figure as an SVG picture of its own."""
        return self.markup(language, caption).source

    def markup(self, language: Language, caption: str) -> Markup:
        """SVG within the page."""
        return as_svg(self.scene, self.words(language, caption), language)

    def address(self, language: Language, caption: str) -> str:
        """The SVG in an address."""
        return data_uri("image/svg+xml", self.svg(language, caption).encode("utf-8"))

    def characters(self, language: Language, columns: int) -> list[str]:
        """Braille patterns with labels."""
        return as_lines(self.scene, language, columns)


@dataclass(frozen=True)
class OwnPicture:
    """A picture of the author's, looked over: its media type and its bytes."""

    name: str
    media_type: str
    data: bytes

    def words(self, language: Language, caption: str) -> str:
        """The author's caption; the file's name where there is none."""
        return in_line(caption.strip() or self.name)

    def markup(self, language: Language, caption: str) -> Markup:
        """An image, in which a browser runs nothing."""
        return image(self.address(language, caption), self.words(language, caption))

    def address(self, language: Language, caption: str) -> str:
        """The bytes in an address."""
        return data_uri(self.media_type, self.data)

    def characters(self, language: Language, columns: int) -> list[str]:
        """There is no such form of it."""
        return []
