"""Finds items in a folder of question files.

A file that is broken, foreign or called like another is named and left out, and the rest works. An item's file is read
when the item is first asked for, so that a run of twelve questions reads twelve files however large the bank is. A
file's name is its item's id, which is what makes that possible.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from quiz.bank.cards import Card, card_of, load_cards, save_cards
from quiz.bank.cue_cards import CueCard, as_data, cards_in, cue_card
from quiz.bank.itemfile import read_item
from quiz.bank.kept_readings import KeptReading
from quiz.bank.kind_format import KindFormats
from quiz.bank.question_source import read_source
from quiz.bank.uncollected import uncollected
from quiz.errors import Fault, FileFaults, QuizError, refusal, too_much
from quiz.language import LANGUAGES, Language, Text
from quiz.model import Item
from solvers import budget
from solvers.budget import OverBudget
from solvers.registry import plugin_calls

_BLOCK = 65_536
"""Bytes that are read of a file at once: nearly all question files are smaller."""

_README = re.compile(r"readme([._-][a-z]{2}(-[a-z]{2,4})?)?\.md", re.IGNORECASE)


class Bank:
    """A folder of question files, below it or in its subfolders; a ``README.md`` or ``README.ja.md`` is no question.

    >>> from quiz import load_bank
    >>> load_bank().item("conv-output-size").kind
    'shape'
    """

    def __init__(
        self,
        root: Path,
        name: str,
        kinds: KindFormats,
        *,
        trusted: bool = False,
        languages: tuple[Language, ...] = LANGUAGES,
    ) -> None:
        """``languages`` are those of the course: what an item is written in that doesn't say so itself."""
        self.root = root
        self.name = name
        self.kinds = kinds
        self._fingerprints: dict[str, str] = {}
        self._left_out: dict[Path, tuple[Fault, ...]] = {}
        self.trusted = trusted
        self.languages = languages
        self._items: dict[str, Item] = {}

    @cached_property
    def paths(self) -> dict[str, Path]:
        """The file of each item id, in the order of folders and names."""
        found: dict[str, Path] = {}
        for folder, folders, files in os.walk(self.root, onerror=self._unreadable_folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(files):
                if not name.lower().endswith(".md") or name.startswith(".") or _README.fullmatch(name):
                    continue
                path = Path(folder, name)
                fault = self._unusable(path, found.get(path.stem))
                if fault is not None:
                    self._left_out[path] = (fault,)
                    continue
                found[path.stem] = path
                if len(found) > budget.QUESTIONS:
                    told = too_much(OverBudget(budget.QUESTIONS))
                    raise QuizError(Text(f"{self.name}: 問題が{told.ja}", f"{self.name}: its questions are {told.en}"))
        return found

    def _unusable(self, path: Path, namesake: Path | None) -> Fault | None:
        """Return why a file can't be a question of this bank, before it is read; None if it may be one."""
        if not path.is_file():  # a pipe or a device would never end
            ja, en = "通常のファイルではないか、リンクの先がありません", "no regular file, or a link that leads nowhere"
            return Fault(self.shown(path), 0, Text(ja, en), Text("移すか消してください", "move it away or delete it"))
        if path.suffix != ".md":
            ja, en = "問題ファイルの名前の終わりは小文字の .md です", "the name of a question file ends in a small .md"
            remedy = Text(f"{path.stem}.md にしてください", f"call it {path.stem}.md")
            return Fault(self.shown(path), 0, Text(ja, en), remedy)
        return None if namesake is None else _twice(self.shown(path), self.shown(namesake))

    def _unreadable_folder(self, error: OSError) -> None:
        path = Path(error.filename)
        why = refusal(error)
        ja, en = f"フォルダを読めません: {why.ja}", f"the folder can't be read: {why.en}"
        self._left_out[path] = (Fault(self.shown(path), 0, Text(ja, en)),)

    def _fingerprint(self, identifier: str) -> str | None:
        """Return the SHA-256 of an item's file; None for one that can't be read, which is left out."""
        if identifier not in self._fingerprints:
            path = self.paths[identifier]
            try:
                whole = hashlib.sha256()
                with open(path, "rb", buffering=0) as file:  # a buffer for each of hundreds of files costs more
                    while block := file.read(_BLOCK):
                        whole.update(block)
                self._fingerprints[identifier] = whole.hexdigest()
            except OSError as error:
                why = refusal(error)
                ja, en = f"読めません: {why.ja}", f"can't be read: {why.en}"
                self._left_out[path] = (Fault(self.shown(path), 0, Text(ja, en)),)
                return None
        return self._fingerprints[identifier]

    @cached_property
    def digest(self) -> str:
        """A fingerprint of all question files and their places: two banks with one digest give the same variants."""
        return self.digest_of(self.paths)

    def digest_of(self, identifiers: Iterable[str]) -> str:
        """Return a fingerprint of these items' files and their places; an item that isn't there counts for nothing."""
        whole = hashlib.sha256()
        for path, identifier in sorted((self.paths[name], name) for name in set(identifiers) if name in self.paths):
            fingerprint = self._fingerprint(identifier)
            if fingerprint is not None:
                whole.update(path.relative_to(self.root).as_posix().encode(errors="surrogatepass") + b"\0")
                whole.update(bytes.fromhex(fingerprint))
        return whole.hexdigest()

    @cached_property
    def cards(self) -> dict[str, Card]:
        """The title data of every item, from the cache where a file is unchanged since it was last read whole.

        Files that can't be read have none: see :attr:`left_out`.
        """
        return self.cards_of(self.paths)

    def cards_by_fingerprint(self) -> dict[str, Card]:
        """Return the cards as the cache knows them: what travels to where files are slow to read."""
        return {f"{name}:{self._fingerprint(name)}": card for name, card in self.cards.items()}

    def cards_of(self, identifiers: Iterable[str]) -> dict[str, Card]:
        """Return the title data of some items, reading no other files; those that can't be read have none."""
        found: dict[str, Card] = {}
        read = False
        for identifier in identifiers:
            fingerprint = self._fingerprint(identifier) if identifier in self.paths else None
            if fingerprint is None:
                continue
            # The name belongs to the card: a copy under another name is another question (and a fault). What is whole
            # in a course of one language may lack a translation in another.
            written_in = "" if self.languages == LANGUAGES else f":{'+'.join(self.languages)}"
            known_as = f"{identifier}:{fingerprint}{written_in}"
            card = self._known_cards.get(known_as)
            if card is None:
                try:
                    card = card_of(self.item(identifier))
                except FileFaults as error:
                    self._left_out[self.paths[identifier]] = error.faults
                    continue
                self._known_cards[known_as] = card
                read = True
            found[identifier] = card
        if read:
            save_cards(self._known_cards)
        return found

    @cached_property
    def _known_cards(self) -> dict[str, Card]:
        return load_cards()

    def card(self, identifier: str) -> Card:
        """Return an item's title data; raise as :meth:`item` does."""
        return self.cards_of([identifier]).get(identifier) or card_of(self.item(identifier))

    def item(self, identifier: str) -> Item:
        """Return an item; raise :class:`QuizError` if there is none of that id, or :class:`FileFaults` for its file."""
        if identifier not in self._items:
            path = self.paths.get(identifier)
            if path is None:
                raise _unknown(identifier, list(self.paths), self.name)
            self._items[identifier] = read_item(
                path, self.kinds, shown_as=self.shown(path), trusted=self.trusted, languages=self.languages
            )
        return self._items[identifier]

    def source(self, identifier: str) -> str:
        """Return the text that an item is written in; raise as :meth:`item` does."""
        if identifier not in self.paths:
            raise _unknown(identifier, list(self.paths), self.name)
        path = self.paths[identifier]
        return read_source(path, self.shown(path))

    def items(self) -> Iterator[Item]:
        """Yield every item; the first file with faults raises them."""
        for identifier in self.paths:
            yield self.item(identifier)

    def load_all(self) -> tuple[list[Item], list[Fault]]:
        """Return every item that can be read, and the faults of all the others."""
        items: list[Item] = []
        with uncollected():
            for identifier, path in self.paths.items():
                try:
                    items.append(self.item(identifier))
                except FileFaults as error:
                    self._left_out[path] = error.faults
        return items, self.left_out

    def cue_cards(self) -> tuple[list[CueCard], list[Fault]]:
        """Return by what each item is recognized in reports, and the faults of the files that can't be read.

        As :meth:`load_all`, but what was kept of a file that is unchanged stands for reading it; an item with a solver
        of a plug-in, which may be another one by now, is always read.
        """
        kept = KeptReading("cues", self.root, self.languages)
        known = cards_in(kept.recalled(), self.item)
        found: dict[str, CueCard] = {}
        cards: list[CueCard] = []
        with uncollected():
            for identifier, path in self.paths.items():
                known_as = f"{identifier}:{self._fingerprint(identifier)}"
                card = known.get(known_as)
                before = plugin_calls()
                if card is None:
                    try:
                        card = cue_card(self.item(identifier))
                    except FileFaults as error:
                        self._left_out[path] = error.faults
                        continue
                cards.append(card)
                if plugin_calls() == before and identifier in self._fingerprints:
                    found[known_as] = card
        if found.keys() - known.keys():
            kept.keep({known_as: as_data(card) for known_as, card in found.items()})
        return cards, self.left_out

    def leave_out(self, path: Path, *faults: Fault) -> None:
        """Note what is wrong with a file of the folder, so that it is told with the others."""
        if faults:
            self._left_out[path] = faults

    @property
    def left_out(self) -> list[Fault]:
        """The faults of the files that can't be used, as far as these have been looked at."""
        return [fault for faults in self._left_out.values() for fault in faults]

    def shown(self, path: Path) -> str:
        """Return a path as faults give it: from the working folder where the file lies below it."""
        try:
            return (path.parent.resolve() / path.name).relative_to(Path.cwd()).as_posix()
        except (ValueError, OSError):  # it lies elsewhere, or the working folder is gone
            return path.as_posix()


def _twice(path: str, other: str) -> Fault:
    return Fault(
        path,
        0,
        Text(f"同じ名前の問題がほかにもあります: {other}", f"another question has the same name: {other}"),
        Text("どちらかの id とファイル名を変えてください", "change the id and the file name of one of them"),
    )


def _unknown(identifier: str, known: list[str], bank: str) -> QuizError:
    import difflib

    near = difflib.get_close_matches(identifier, known, n=3, cutoff=0.5)
    remedy = Text(f"近い名前: {'、'.join(near)}", f"near names: {', '.join(near)}") if near else None
    return QuizError(
        Text(f"{bank} に {identifier} という問題はありません", f"there is no question {identifier} in {bank}"),
        remedy=remedy or Text("quiz list で一覧を見られます", "quiz list shows them all"),
    )
