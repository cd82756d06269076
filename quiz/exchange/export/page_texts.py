"""The texts of a question as HTML for other programs: in one language or both, formulas and pictures in their way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quiz.exchange.export.exported_question import Asked, ExportedQuestion, PackedPicture, Slip
from quiz.figures.gallery import Gallery, Picture
from quiz.language import Language, Text
from quiz.outlet.web_page import Markup, element, together, words
from quiz.render.hypertext import FormulaWriter, hyperline, hypertext

OFTEN = Text("よくある誤り", "Common slips")


@dataclass(frozen=True, slots=True)
class PageTexts:
    """Writes the texts of a question; ``before`` is what stands before a packed picture's name.

    With ``in_words`` pictures are told in words.
    """

    languages: tuple[Language, ...]
    formula: FormulaWriter
    before: str = ""
    in_words: bool = False

    def text(self, text: Text, question: ExportedQuestion) -> Markup:
        """Return a text, in both languages one below the other; one that is alike in both stands there once."""
        shown = shown_languages(text, question.languages, self.languages)
        if len(shown) == 1:
            return self._in(shown[0], text, question)
        return together(*(element("div", self._in(one, text, question), lang=one) for one in shown))

    def line(self, text: Text, question: ExportedQuestion) -> Markup:
        """Return a short text for a place within a line, both languages side by side."""
        parts = [
            hyperline(text.in_(one), self._gallery(one, question), formula=self.formula)
            for one in shown_languages(text, question.languages, self.languages)
        ]
        return parts[0] if len(parts) == 1 else together(parts[0], words(" / "), parts[1])

    def plain(self, text: Text) -> str:
        """Return a text that is no Markdown, such as a title."""
        return " / ".join(dict.fromkeys(text.in_(language) for language in self.languages))

    def stem(self, asked: Asked, question: ExportedQuestion, *, with_lists: bool = True) -> Markup:
        """Return what is asked, the code to begin with, and the lists where the answer has no place of its own."""
        parts = [self.text(asked.stem, question)]
        if asked.start:
            parts.append(element("pre", element("code", asked.start)))
        for entries in asked.lists if with_lists else ():
            lines = (element("li", entry.label, " ", self.line(entry.text, question)) for entry in entries)
            parts.append(element("ul", *lines, classes="marked"))
        return together(*parts)

    def slips(self, asked: Asked, question: ExportedQuestion) -> Markup:
        """Return the slips with what is said to each, where a format has no place for them but below the solution."""
        if not asked.slips:
            return together()
        head = self.line(OFTEN, question)
        lines = (
            element("li", self.line(slip.shown, question), ": ", self.line(slip.message, question))
            for slip in asked.slips
        )
        return together(element("p", element("strong", head)), element("ul", *lines))

    def messages(self, slips: Sequence[Slip], question: ExportedQuestion) -> Markup:
        """Return what is said to an answer that several slips may have led to."""
        told = {slip.message: None for slip in slips}
        return together(*(self.text(message, question) for message in told))

    def packed(self, question: ExportedQuestion) -> Mapping[str, Picture]:
        """Return the pictures as the texts name them."""
        stem = question.id.replace("/", "-").lower()
        return {
            target: PackedPicture(picture, f"{stem}-{number}", self.before)
            for number, (target, picture) in enumerate(question.pictures.items(), start=1)
        }

    def files(self, question: ExportedQuestion) -> dict[str, bytes]:
        """Return the files of the pictures, by the names that the texts have for them without ``before``."""
        packed = [picture for picture in self.packed(question).values() if isinstance(picture, PackedPicture)]
        return dict(picture.file(language) for picture in packed for language in self.languages)

    def _in(self, language: Language, text: Text, question: ExportedQuestion) -> Markup:
        return hypertext(text.in_(language), self._gallery(language, question), top=4, formula=self.formula)

    def _gallery(self, language: Language, question: ExportedQuestion) -> Gallery:
        return Gallery(language, _told(question.pictures) if self.in_words else self.packed(question))


def shown_languages(text: Text, written: Sequence[Language], wanted: Sequence[Language]) -> Sequence[Language]:
    """Return the languages in which a text is to be written: the wanted ones that it has, once if it is alike in both.

    >>> shown_languages(Text("重み", "weight"), ("ja", "en"), ("en", "ja"))
    ['en', 'ja']
    >>> shown_languages(Text("x", "x"), ("ja",), ("en",))
    ['ja']
    """
    found = [language for language in wanted if language in written] or list(written)
    return found[: 1 if text.ja == text.en else 2]


@dataclass(frozen=True)
class _InWords:
    """A picture for a format that has none."""

    picture: Picture

    def words(self, language: Language, caption: str) -> str:
        return self.picture.words(language, caption)

    def address(self, language: Language, caption: str) -> str:
        return self.picture.address(language, caption)

    def markup(self, language: Language, caption: str) -> Markup:
        return words(f"[{self.words(language, caption)}]")

    def characters(self, language: Language, columns: int) -> list[str]:
        return []


def _told(pictures: Mapping[str, Picture]) -> Mapping[str, Picture]:
    return {target: _InWords(picture) for target, picture in pictures.items()}
