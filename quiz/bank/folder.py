"""Finds items: in the package's own questions, or in any folder of question files.

An item's file is read when the item is first asked for, so that a run of twelve questions reads twelve files however
large the bank is. A file's name is its item's id, which is what makes that possible.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from quiz.bank.cards import Card, card_of, load_cards, save_cards
from quiz.bank.itemfile import read_item
from quiz.errors import Fault, FileFaults, QuizError
from quiz.language import Text
from quiz.model import Item

MAX_FILES = 50_000
BUILT_IN = "day2"


class Bank:
    """A folder of question files, below it or in its subfolders; ``README.md`` files are not questions.

    >>> bank = built_in_bank()
    >>> bank.item("conv-output-size").kind
    'shape'
    """

    def __init__(self, root: Path, name: str, *, trusted: bool = False) -> None:
        self.root = root
        self.name = name
        self.trusted = trusted
        self._items: dict[str, Item] = {}

    @cached_property
    def paths(self) -> dict[str, Path]:
        """The file of each item id, in the order of folders and names."""
        found: dict[str, Path] = {}
        for folder, folders, files in os.walk(self.root):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(files):
                if not name.endswith(".md") or name.upper() == "README.MD" or name.startswith("."):
                    continue
                path = Path(folder, name)
                if not path.is_file():  # a pipe or a device would never end
                    continue
                if path.stem in found:
                    raise FileFaults([_twice(self._shown(path), self._shown(found[path.stem]))])
                found[path.stem] = path
                if len(found) > MAX_FILES:
                    raise QuizError(Text(f"問題が {MAX_FILES} 個を超えています", f"more than {MAX_FILES} questions"))
        return found

    @cached_property
    def fingerprints(self) -> dict[str, str]:
        """The SHA-256 of each item's file."""
        found = {}
        for identifier, path in self.paths.items():
            try:
                with path.open("rb") as file:
                    found[identifier] = hashlib.file_digest(file, "sha256").hexdigest()
            except OSError as error:
                said = Text(f"{path} を読めません: {error.strerror}", f"can't read {path}: {error.strerror}")
                raise QuizError(said) from None
        return found

    @cached_property
    def digest(self) -> str:
        """A fingerprint of all question files and their places: two banks with one digest give the same variants."""
        whole = hashlib.sha256()
        for path, identifier in sorted((path, identifier) for identifier, path in self.paths.items()):
            whole.update(path.relative_to(self.root).as_posix().encode() + b"\0")
            whole.update(bytes.fromhex(self.fingerprints[identifier]))
        return whole.hexdigest()

    @cached_property
    def cards(self) -> dict[str, Card]:
        """The title data of every item, from the cache where a file is unchanged since it was last read whole.

        Raises :class:`FileFaults` with the faults of all files that can't be read.
        """
        known = load_cards()
        found: dict[str, Card] = {}
        faults: list[Fault] = []
        for identifier, fingerprint in self.fingerprints.items():
            # The name belongs to the card: a copy under another name is another question (and a fault).
            card = known.get(f"{identifier}:{fingerprint}")
            if card is None:
                try:
                    card = card_of(self.item(identifier))
                except FileFaults as error:
                    faults += error.faults
                    continue
                known[f"{identifier}:{fingerprint}"] = card
            found[identifier] = card
        if faults:
            raise FileFaults(faults)
        if self._items:  # something was read that the cache did not have
            save_cards(known)
        return found

    def card(self, identifier: str) -> Card:
        """Return an item's title data; raise as :meth:`item` does."""
        return self.cards.get(identifier) or card_of(self.item(identifier))

    def item(self, identifier: str) -> Item:
        """Return an item; raise :class:`QuizError` if there is none of that id, or :class:`FileFaults` for its file."""
        if identifier not in self._items:
            path = self.paths.get(identifier)
            if path is None:
                raise _unknown(identifier, list(self.paths), self.name)
            self._items[identifier] = read_item(path, shown_as=self._shown(path), trusted=self.trusted)
        return self._items[identifier]

    def items(self) -> Iterator[Item]:
        """Yield every item; the first file with faults raises them."""
        for identifier in self.paths:
            yield self.item(identifier)

    def load_all(self) -> tuple[list[Item], list[Fault]]:
        """Return every item that can be read, and the faults of all the others."""
        items: list[Item] = []
        faults: list[Fault] = []
        for identifier in self.paths:
            try:
                items.append(self.item(identifier))
            except FileFaults as error:
                faults += error.faults
        return items, faults

    def _shown(self, path: Path) -> str:
        """A path as faults give it: from the working folder where the file lies below it."""
        try:
            return path.resolve().relative_to(Path.cwd()).as_posix()
        except ValueError:
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


def questions_folder() -> Path:
    """Return the folder of the package's own questions: inside an installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "questions", package.parent / "questions"):
        if folder.is_dir():
            return folder
    raise QuizError(Text("問題のフォルダが見つかりません", "the folder of questions is missing"))


def built_in_bank() -> Bank:
    """Return the bank that comes with the package."""
    return Bank(questions_folder() / BUILT_IN, BUILT_IN, trusted=True)


def open_bank(name: str | None = None) -> Bank:
    """Return the built-in bank, or the bank in the folder that ``name`` gives."""
    if name is None or name == BUILT_IN:
        return built_in_bank()
    folder = Path(name)
    if folder.is_dir():
        bank = Bank(folder, folder.resolve().name)
        if not bank.paths:
            raise QuizError(
                Text(f"{name} に問題ファイル（.md）がありません", f"there are no question files (.md) in {name}"),
                remedy=Text("quiz new で最初の問題を作れます", "quiz new makes a first question"),
            )
        return bank
    raise QuizError(
        Text(f"{name} という問題集もフォルダもありません", f"there is no set and no folder called {name}"),
        remedy=Text("quiz list で問題集の一覧を見られます", "quiz list shows the sets"),
    )
