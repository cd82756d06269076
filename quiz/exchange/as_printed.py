"""A printed question -> the variant that was printed, whatever has become of the bank since; or why there is none.

A sheet is graded as it was printed. Each of its questions carries a digest of what was printed and of the file that it
came from. Where the bank still gives the same, that is what is graded by. Where it doesn't, the key file has the
question as it was written then; without a key file that question is refused, and the others are graded.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quiz.bank.bounded_json import parse_json
from quiz.bank.folder import Bank
from quiz.bank.frontmatter import languages_in
from quiz.bank.itemfile import Origin, parse_item
from quiz.drawing import draw, prompt
from quiz.errors import QuizError, refusal, too_much
from quiz.exchange.sheet import both, plain, printed_digest
from quiz.kinds import KINDS, kind_of
from quiz.language import LANGUAGES, Text
from quiz.model import Item, Prompt, Variant
from solvers.budget import QUESTION_FILE, SHEET, OverBudget


@dataclass(frozen=True, slots=True)
class PrintedPlace:
    """One question of a sheet, counted from 1. ``digest`` is None on sheets of earlier versions.

    ``entry`` is what a JSON sheet says of it, which holds the printed words.
    """

    number: int
    id: str
    seed: int
    digest: str | None = None
    entry: Mapping[str, Any] = field(default_factory=dict)


# -- files -------------------------------------------------------------------------------------------------------------


def read_json(path: Path) -> Any:
    """Return the JSON of a file; raise :class:`quiz.errors.QuizError` where there is none."""
    try:
        with path.open("rb") as file:
            data = file.read(SHEET + 1)
    except OSError as error:
        why = refusal(error)
        raise QuizError(Text(f"{path} を読めません: {why.ja}", f"can't read {path}: {why.en}")) from None
    try:
        SHEET.check(len(data))
        return parse_json(data.decode(json.detect_encoding(data)))
    except OverBudget as over:
        told = too_much(over)
        where = f":{over.line}" if over.line else ""
        raise QuizError(Text(f"{path}{where}: {told.ja}", f"{path}{where}: {told.en}")) from None
    except (ValueError, RecursionError) as error:
        at = f"（{error.lineno} 行目 {error.colno} 文字目）" if isinstance(error, json.JSONDecodeError) else ""
        raise QuizError(Text(f"{path} は JSON ではありません{at}", f"{path} isn't JSON: {error}")) from None


def sheet_places(sheet: Any, name: str) -> list[PrintedPlace]:
    """Return every place of a JSON sheet; raise :class:`quiz.errors.QuizError` if it isn't one."""
    entries = sheet.get("items") if isinstance(sheet, dict) else None
    if not isinstance(entries, list):
        raise QuizError(
            Text(f"{name} は問題用紙ではありません（items がありません）", f"{name} is no sheet: it has no items"),
            remedy=Text("quiz generate --format json で作ります", "quiz generate --format json makes one"),
        )
    places = []
    for number, entry in enumerate(entries, start=1):
        item, seed = (entry.get("id"), entry.get("seed")) if isinstance(entry, dict) else (None, None)
        if not isinstance(item, str) or not isinstance(seed, int) or isinstance(seed, bool) or not 0 <= seed < 2**63:
            raise QuizError(
                Text(f"{name} の {number} 番目に id と seed がありません", f"{name}: entry {number} lacks id or seed")
            )
        digest = entry.get("digest")
        if digest is not None and not isinstance(digest, str):
            ja = f"{name} の {number} 番目の digest が文字列ではありません"
            raise QuizError(Text(ja, f"{name}: entry {number}: the digest is no text"))
        places.append(PrintedPlace(number, item, seed, digest, entry))
    return places


class KeyFile:
    """A key file in JSON: the keys of a sheet, and its questions as they were written when it was printed."""

    def __init__(self, data: Any, name: str) -> None:
        """Read what a key file holds; raise :class:`quiz.errors.QuizError` if it is none."""
        self.name = name
        places = sheet_places(data, name)
        if not all("key" in place.entry for place in places):
            ja = f"{name} は解答のファイルではありません（key がありません）"
            raise QuizError(
                Text(ja, f"{name} is no key file: it has no keys"),
                remedy=Text("quiz generate の --key FILE.json で作ります", "quiz generate --key FILE.json makes one"),
            )
        sources = data.get("sources")
        self._sources = sources if isinstance(sources, dict) else {}
        self._keys = {(place.id, place.seed, place.digest): place.entry["key"] for place in places}
        self._items: dict[str, Item | Text] = {}
        self._origin = Origin(languages=languages_in(data.get("languages")) or LANGUAGES)

    def belongs_to(self, places: Sequence[PrintedPlace]) -> bool:
        """True if it has the key of each of these places."""
        return all((place.id, place.seed, place.digest) in self._keys for place in places)

    def item(self, identifier: str) -> Item | Text:
        """Return a question as it was written when the sheet was printed, or why there is none."""
        if identifier not in self._items:
            self._items[identifier] = self._parsed(identifier)
        return self._items[identifier]

    def _parsed(self, identifier: str) -> Item | Text:
        source = self._sources.get(identifier)
        if not isinstance(source, str) or len(source) > QUESTION_FILE:
            return _NOT_IN_KEY
        try:
            return parse_item(
                source, KINDS, expected_id=identifier, path=f"{self.name}: {identifier}", origin=self._origin
            )
        except QuizError:
            return _NOT_IN_KEY

    def agrees(self, place: PrintedPlace, variant: Variant) -> bool:
        """True unless the file has another key for a place than the variant has. What needs a run is not run."""
        written = (place.id, place.seed, place.digest)
        kind = kind_of(variant.item)
        if written not in self._keys or kind.runs_after_answer:
            return True
        return bool(json.loads(json.dumps(plain(kind.key_data(variant)))) == self._keys[written])


# -- places ------------------------------------------------------------------------------------------------------------

_CHANGED = Text(
    "用紙を作ったあとで問題が変わったので採点できません", "the question has changed since the sheet was made"
)
_NOT_IN_KEY = Text(
    "用紙を作ったあとで問題が変わり、解答のファイルにも印刷したときの問題がありません",
    "the question has changed since the sheet was made, and the key file lacks what was printed",
)
_OTHER_WORDS = Text(
    "用紙の問題文や選択肢が、この id と seed の問題と違います",
    "what the sheet prints is not the question of this id and seed",
)
_OTHER_KEY = Text(
    "解答のファイルの正解が、計算した正解と違います", "the key file has another key than the one that is computed"
)


@dataclass(frozen=True, slots=True)
class PrintedQuestion:
    """A variant that was printed, and what its learner saw of it."""

    variant: Variant
    shown: Prompt


class AsPrinted:
    """Finds the variants of a sheet as they were printed: in the bank, or in the key file."""

    def __init__(self, bank: Bank | None, key: KeyFile | None = None) -> None:
        """``bank`` is None where the sheet's bank can't be found; the key file may be enough."""
        self._bank = bank
        self._key = key

    def variant(self, place: PrintedPlace) -> Variant | Text:
        """Return the variant that was printed at a place, or why the place can't be graded."""
        found = self.question(place)
        return found if isinstance(found, Text) else found.variant

    def question(self, place: PrintedPlace) -> PrintedQuestion | Text:
        """Return the question that was printed at a place, or why the place can't be graded."""
        found = self._of_the_bank(place)
        if isinstance(found, Text) and self._key is not None:
            item = self._key.item(place.id)
            found = item if isinstance(item, Text) else _drawn(item, place)
        if isinstance(found, Text):
            return found
        if self._key is not None and not self._key.agrees(place, found.variant):
            return _OTHER_KEY
        return found

    def item(self, identifier: str) -> Item | None:
        """Return a question as the bank has it now; None if it has none that can be read."""
        try:
            return None if self._bank is None else self._bank.item(identifier)
        except QuizError:
            return None

    def _of_the_bank(self, place: PrintedPlace) -> PrintedQuestion | Text:
        if self._bank is None:
            return Text("用紙の問題集が見つかりません", "the bank of the sheet can't be found")
        if place.id not in self._bank.paths:
            name = self._bank.name
            return Text(f"{name} に {place.id} という問題はありません", f"there is no question {place.id} in {name}")
        try:
            item = self._bank.item(place.id)
        except QuizError as error:
            return _first_line(error)
        return _drawn(item, place)


def _drawn(item: Item, place: PrintedPlace) -> PrintedQuestion | Text:
    try:
        variant = draw(item, place.seed)
        shown = prompt(variant)
    except QuizError as error:
        return _CHANGED if place.digest else _first_line(error)
    if place.digest is not None and place.digest != printed_digest(variant, shown):
        return _CHANGED
    return PrintedQuestion(variant, shown) if _reads_alike(place.entry, shown) else _OTHER_WORDS


def _reads_alike(entry: Mapping[str, Any], shown: Prompt) -> bool:
    """True if the words that a JSON sheet has of a question are those of the prompt; what it lacks says nothing."""
    if "lists" in entry or "options" in entry:
        printed = entry.get("lists") or [entry.get("options") or []]  # earlier versions had the options alone
        if _flat(printed) != [(one.label, one.text.ja, one.text.en) for entries in shown.lists for one in entries]:
            return False
    parts = entry.get("parts")
    if shown.parts and parts is not None:
        if not isinstance(parts, list) or len(parts) != len(shown.parts):
            return False
        if not all(
            isinstance(one, dict) and _reads_alike(one, part) for one, part in zip(parts, shown.parts, strict=True)
        ):
            return False
    if "stem" in entry and entry["stem"] != both(shown.stem):
        return False
    return "start" not in entry or bool(entry["start"] == shown.start)


def _flat(lists: Any) -> Any:
    """Return all entries of a sheet's lists, one after the other; what has another form is like nothing."""
    try:
        return [(one.get("label"), one.get("ja"), one.get("en")) for entries in lists for one in entries]
    except (TypeError, AttributeError):
        return None


def _first_line(error: QuizError) -> Text:
    return Text(error.in_("ja").partition("\n")[0], error.in_("en").partition("\n")[0])
