"""Text for people in both languages, and which language a reader gets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = ("ja", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or passage in both languages; neither may be empty.

    >>> Text("勾配", "gradient").in_("en")
    'gradient'

    Raises:
        ValueError: a language is missing or blank.
    """

    ja: str
    en: str

    def __post_init__(self) -> None:
        """Refuse a text that one half of the readers could not read."""
        for language in LANGUAGES:
            value = getattr(self, language)
            if not isinstance(value, str) or not value.strip():
                raise ValueError(
                    f"{language} の文がありません。日本語 (ja) と英語 (en) の両方を書いてください。"
                    f" / The {language} text is missing: write both ja and en."
                )

    def in_(self, language: Language) -> str:
        """Return the text in one language; ValueError for any other name than `ja` and `en`."""
        if language == "ja":
            return self.ja
        if language == "en":
            return self.en
        raise ValueError(f"言語は ja か en です / the language is ja or en, found: {language!r}")

    def sentence(self) -> Text:
        """Return the text, so far without its end, as a sentence.

        >>> Text("V は -0.2 です", "V is -0.2").sentence()
        Text(ja='V は -0.2 です。', en='V is -0.2.')
        """
        return Text(f"{self.ja}。", f"{capitalized(self.en)}.")

    @classmethod
    def both(cls, same: str) -> Text:
        """Make a text that reads the same in both languages, such as a number or a formula."""
        return cls(same, same)


def default_language(environ: Mapping[str, str]) -> Language:
    """Choose the language from LC_ALL, LC_MESSAGES and LANG: the first that is set decides, Japanese otherwise.

    >>> default_language({"LANG": "en_US.UTF-8"}), default_language({"LANG": "C"})
    ('en', 'ja')
    """
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "")
        if value:
            return "en" if re.match(r"en(?![a-z])", value.lower()) else "ja"
    return "ja"


def capitalized(text: str) -> str:
    """Begin an English sentence with a capital letter; a symbol or a name of code stays what it is.

    >>> capitalized("the mean is 4"), capitalized("h is 25"), capitalized("tanh(0) is 0"), capitalized("σ(0) is 1/2")
    ('The mean is 4', 'h is 25', 'tanh(0) is 0', 'σ(0) is 1/2')
    """
    return f"{text[:1].upper()}{text[1:]}" if _WORD.match(text) else text


_WORD = re.compile(r"(?!(?:lr|tanh)\b)[a-z]{2,}(?![\w(=^])|a ")


def counted(count: int, thing: str, things: str = "") -> str:
    """Return an English count with its noun, which takes an s except for one; ``things`` is what takes none.

    >>> counted(1, "question"), counted(3, "question"), counted(2, "reply", "replies")
    ('1 question', '3 questions', '2 replies')
    """
    return f"{count} {thing}" if count == 1 else f"{count} {things or thing + 's'}"
