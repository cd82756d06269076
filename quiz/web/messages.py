"""What a page may ask, and the bounds of it: plain data, read into values that the engine can trust."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, TypeVar

from quiz.errors import QuizError
from quiz.language import LANGUAGES, Language, Text

Reply = dict[str, Any]
"""What a page is told: plain data, which JSON can hold."""

VERSION = 2
"""The version of the messages; a page of another one is told to load itself anew."""
LONGEST = 60_000
"""Characters of an answer: far more than any code question needs."""

T = TypeVar("T", bound=str)


class Refused(QuizError):
    """A message that this engine can't read."""


class Message:
    """One message; every reading of a part says what it must be."""

    def __init__(self, data: object) -> None:
        if not isinstance(data, Mapping):
            raise Refused(Text("メッセージが読めません", "the message can't be read"))
        self.data: Mapping[Any, Any] = data
        if self.data.get("version", VERSION) != VERSION:
            raise Refused(
                Text("ページの版が合いません", "the page is of another version"),
                remedy=Text("ページを再読み込みしてください", "load the page again"),
            )

    @property
    def asked(self) -> str:
        """What is asked for."""
        return self.text("do")

    @property
    def language(self) -> Language | None:
        """The language that is wanted from here on; None where nothing is said of it."""
        found = self.data.get("language")
        return next((language for language in LANGUAGES if found == language), None)

    @property
    def at(self) -> str | None:
        """Which question the page shows; None where it doesn't say."""
        found = self.data.get("at")
        return found if isinstance(found, str) else None

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text of bounded length."""
        found = self.data.get(name, default)
        if not isinstance(found, str) or len(found) > LONGEST:
            raise self._wrong(name, "文字列", "a text")
        return found

    def texts(self, name: str, count: int) -> list[str] | None:
        """Return so many texts, all of them together of bounded length; None where none are given."""
        found = self.data.get(name)
        if found is None:
            return None
        sound = isinstance(found, list) and len(found) == count and all(isinstance(one, str) for one in found)
        if not sound or sum(map(len, found)) > LONGEST:
            raise self._wrong(name, f"{count} 個の文字列", f"a list of {count} texts")
        return list(found)

    def one_of(self, name: str, known: Collection[T]) -> T:
        """Return one of the values that are known by their names."""
        found = self.data.get(name)
        for one in known:
            if one == found:
                return one
        listed = ", ".join(map(str, known))
        raise self._wrong(name, f"次のどれか（{listed}）", f"one of {listed}")

    def day(self, name: str) -> date | None:
        """Return a day, written like 2027-02-19; None where it isn't given."""
        found = self.data.get(name)
        if found is None:
            return None
        try:
            return date.fromisoformat(found if isinstance(found, str) and len(found) == 10 else "")
        except ValueError:
            raise self._wrong(name, "日付（例 2027-02-19）", "a day, like 2027-02-19") from None

    def whole(self, name: str, low: int, high: int) -> int | None:
        """Return a whole number between bounds; None where it isn't given."""
        found = self.data.get(name)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int) or not low <= found <= high:
            raise self._wrong(name, f"{low} から {high} の整数", f"a whole number from {low} to {high}")
        return found

    def seconds(self, name: str) -> float:
        """Return a time in seconds, at most a day; 0 where it isn't given."""
        found = self.data.get(name, 0)
        if isinstance(found, bool) or not isinstance(found, int | float) or not 0 <= found <= 86_400:
            raise self._wrong(name, "秒数", "a number of seconds")
        return float(found)

    def flag(self, name: str) -> bool:
        """Return whether something is wanted."""
        found = self.data.get(name, False)
        if not isinstance(found, bool):
            raise self._wrong(name, "true か false", "true or false")
        return found

    def _wrong(self, name: str, ja: str, en: str) -> Refused:
        return Refused(Text(f"メッセージの {name} は{ja}です", f"{name} in the message should be {en}"))
