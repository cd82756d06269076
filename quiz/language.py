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


def counted(count: int, thing: str, things: str = "") -> str:
    """Return an English count with its noun, which takes an s except for one; ``things`` is what takes none.

    >>> counted(1, "question"), counted(3, "question"), counted(2, "reply", "replies")
    ('1 question', '3 questions', '2 replies')
    """
    return f"{count} {thing}" if count == 1 else f"{count} {things or thing + 's'}"
