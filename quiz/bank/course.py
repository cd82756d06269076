"""A course: the folder of a bank with its ``course.toml`` (title, licence, version, sections) and its ``sets/``.

A folder of question files without a ``course.toml`` is a course as well: it has its folder's name for id and title,
and no sets but the whole of it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from quiz.bank.folder import Bank
from quiz.bank.frontmatter import languages_in, quoted
from quiz.bank.itemfile import MAX_TITLE
from quiz.bank.kind_format import KindFormats
from quiz.bank.misconception_tables import ID
from quiz.bank.syllabus import Heading, read_headings
from quiz.bank.toml_faults import unreadable_toml
from quiz.bank.toml_text import read_toml
from quiz.errors import Fault, FileFaults, too_much
from quiz.language import LANGUAGES, Language, Text
from quiz.outlet.visible import in_line
from solvers.budget import OverBudget

FORMAT_VERSION = 1
FILE = "course.toml"
SETS = "sets"
MAX_SECTIONS = 200
MAX_IDEAS = 300
_KEYS = frozenset("format_version id title version licence authors languages default_set section idea".split())


@dataclass(frozen=True)
class Course:
    """A course: its bank of items, and what its file says of it. ``sections`` are in the order of teaching.

    ``ideas`` is the vocabulary of what is behind slips: one idea is met in many questions. ``syllabus`` has the
    headings of each section that names some.
    """

    id: str
    title: Text
    bank: Bank
    version: str = ""
    licence: str = ""
    authors: tuple[str, ...] = ()
    sections: Mapping[str, Text] | None = None
    ideas: Mapping[str, Text] = field(default_factory=dict)
    syllabus: Mapping[str, tuple[Heading, ...]] = field(default_factory=dict)
    default_set: str | None = None
    known_by_path: bool = False

    @property
    def root(self) -> Path:
        """The folder of the course."""
        return self.bank.root

    def section_title(self, section: str) -> Text:
        """Return a section's title; its id where the course names none."""
        return (self.sections or {}).get(section) or Text.both(section)

    def section_order(self, section: str) -> tuple[int, str]:
        """Return a key by which sections are sorted: those of the file in its order, then any others by name."""
        known = list(self.sections or {})
        return (known.index(section), "") if section in known else (len(known), section)

    def set_path(self, name: str) -> Path | None:
        """Return the file of a set; None if there is none of that name."""
        path = self.root / SETS / f"{name}.toml"
        return path if ID.match(name) and os.path.isfile(path) else None  # False for a name too long to be one

    def set_names(self) -> list[str]:
        """Return the names of the course's sets: the default one, those of its folder, then each of its sections."""
        written = sorted(path.stem for path in (self.root / SETS).glob("*.toml") if self.set_path(path.stem))
        written.sort(key=lambda name: name != self.default_set)
        return [*written, *(section for section in self.sections or {} if section not in written)]


def read_course(
    root: Path, kinds: KindFormats, *, trusted: bool = False, known_by_path: bool = False, lenient: bool = False
) -> Course:
    """Return the course in a folder; raise :class:`FileFaults` with every fault of its ``course.toml``.

    ``known_by_path`` marks a folder that somebody has named on a command line and that has no place among the courses.
    With ``lenient`` the faults are left out like those of any file of the bank, and the rest works; but a course of a
    newer format is refused all the same, and so is one without an id that nobody has named by its path.
    """
    path = root / FILE
    folder_name = in_line(root.resolve().name or "bank")
    if not path.is_file():
        return Course(folder_name, Text.both(folder_name), Bank(root, folder_name, kinds), known_by_path=known_by_path)
    faults: list[Fault] = []
    languages: tuple[Language, ...] = LANGUAGES
    try:
        data = _toml(path)
    except FileFaults as error:
        if not (lenient and known_by_path):
            raise
        bank = Bank(root, folder_name, kinds)
        bank.leave_out(path, *error.faults)
        return Course(folder_name, Text.both(folder_name), bank, known_by_path=True)

    def fault(ja: str, en: str, remedy: Text | None = None) -> None:
        faults.append(Fault(str(path), 0, Text(ja, en), remedy))

    for key in sorted(set(data) - _KEYS):
        listed = ", ".join(sorted(_KEYS))
        fault(
            f"{key} という項目はありません", f"there is no key {key}", Text(f"使える項目: {listed}", f"keys: {listed}")
        )
    found = data.get("format_version")
    if not isinstance(found, int) or isinstance(found, bool) or not 1 <= found <= FORMAT_VERSION:
        fault(
            f"format_version は {FORMAT_VERSION} のはずですが、{quoted(found)} でした",
            f"format_version should be {FORMAT_VERSION}, found {quoted(found)}",
            Text("新しい形式の講座には新しい quiz が要ります", "a course of a newer format needs a newer quiz"),
        )
        lenient = lenient and not (isinstance(found, int) and found > FORMAT_VERSION)
    if "languages" in data:
        named = languages_in(data["languages"])
        if named is None:
            remedy = Text('languages = ["ja"] のように書きます', 'write languages = ["ja"]')
            found = quoted(data["languages"])
            fault(f"languages を読めません: {found}", f"can't read languages: {found}", remedy)
        languages = named or LANGUAGES
    identifier = data.get("id")
    if not isinstance(identifier, str) or not ID.match(identifier):
        fault("id は小文字・数字・ハイフンだけで書きます", "id has lower-case letters, digits and hyphens only")
        lenient = lenient and known_by_path
        identifier = folder_name
    texts = {}
    for key in ("version", "licence", "default_set"):
        texts[key] = data.get(key, "")
        if not isinstance(texts[key], str):
            fault(f"{key} は文字列のはずです", f"{key} should be a text")
    authors = data.get("authors", [])
    if not isinstance(authors, list) or not all(isinstance(one, str) and one.isprintable() for one in authors):
        fault("authors は名前のリストのはずです", "authors should be a list of names")
        authors = []
    sections, headings = _sections(data.get("section", []), fault, languages)
    course = Course(
        id=identifier,
        title=_title(data.get("title"), "title", fault, languages) or Text.both(identifier),
        bank=Bank(root, identifier, kinds, trusted=trusted, languages=languages),
        version=str(texts["version"]),
        licence=str(texts["licence"]),
        authors=tuple(authors),
        sections=sections,
        syllabus=headings,
        ideas=_ideas(data.get("idea", {}), fault, languages),
        default_set=str(texts["default_set"]) or None,
        known_by_path=known_by_path,
    )
    if course.default_set is not None and course.default_set not in course.set_names():
        listed = ", ".join(course.set_names()) or "-"
        fault(
            f"default_set の {course.default_set} という問題集はありません",
            f"default_set names {course.default_set}, which is no set",
            Text(f"ある問題集: {listed}", f"the sets are: {listed}"),
        )
        course = replace(course, default_set=None)
    if faults and not lenient:
        raise FileFaults(faults)
    course.bank.leave_out(path, *faults)
    return course


def _toml(path: Path) -> Mapping[str, Any]:
    try:
        return read_toml(path)
    except OverBudget as over:
        raise FileFaults([Fault(str(path), over.line, too_much(over))]) from None
    except (OSError, ValueError) as error:
        raise FileFaults([unreadable_toml(path, str(path), error)]) from None


def _title(found: Any, place: str, fault: Any, languages: tuple[Language, ...]) -> Text | None:
    title = read_title(found, languages)
    if title is None:
        fault(
            f"{place} に {' と '.join(languages)} が必要です（1 行、{MAX_TITLE} 文字まで）",
            f"{place} needs {' and '.join(languages)}, one line of at most {MAX_TITLE} characters each",
        )
    return title


def read_title(found: Any, languages: tuple[Language, ...] = LANGUAGES) -> Text | None:
    """Return the title that a table's ``ja`` and ``en`` give: one line each that a screen can show; else None.

    In a course of one language that one is enough, and stands for the other.

    >>> read_title({"ja": "統計"}), read_title({"ja": "統計"}, ("ja",))
    (None, Text(ja='統計', en='統計'))
    """
    texts = {one: found[one] for one in LANGUAGES if one in found} if isinstance(found, dict) else {}
    fit = all(
        isinstance(text, str) and text.strip() and text.isprintable() and len(text) <= MAX_TITLE
        for text in texts.values()
    )
    if not fit or not set(languages) <= set(texts):
        return None
    return Text(*(texts.get(one, texts[languages[0]]) for one in LANGUAGES))


def _ideas(found: Any, fault: Any, languages: tuple[Language, ...]) -> Mapping[str, Text]:
    if not isinstance(found, dict) or len(found) > MAX_IDEAS:
        fault("[idea.…] の表が読めません", "can't read the tables [idea....]")
        return {}
    ideas: dict[str, Text] = {}
    for name, entry in found.items():
        if not ID.match(name):
            ja, en = f"idea の名前が読めません: {quoted(name)}", f"the name of an idea can't be read: {quoted(name)}"
            fault(ja, en)
            continue
        ideas[name] = _title(entry, f"idea.{name}", fault, languages) or Text.both(name)
    return ideas


def _sections(
    found: Any, fault: Any, languages: tuple[Language, ...]
) -> tuple[Mapping[str, Text], Mapping[str, tuple[Heading, ...]]]:
    """Return the titles of the sections, and the headings of those that have some, both in the file's order."""
    if not isinstance(found, list) or len(found) > MAX_SECTIONS:
        fault("[[section]] の並びが読めません", "can't read the entries [[section]]")
        return {}, {}
    sections: dict[str, Text] = {}
    headings: dict[str, tuple[Heading, ...]] = {}

    def title(table: Any, place: str) -> Text | None:
        return _title(table, place, fault, languages)

    for entry in found:
        name = entry.get("id") if isinstance(entry, dict) else None
        if not isinstance(name, str) or not ID.match(name) or name in sections:
            fault(
                f"[[section]] の id が読めないか、二度あります: {quoted(name)}",
                f"the id of a [[section]] can't be read or stands twice: {quoted(name)}",
            )
            continue
        sections[name] = title(entry, f"section {name}") or Text.both(name)
        if "headings" in entry:
            headings[name] = read_headings(entry["headings"], name, title, fault)
    return sections, headings
