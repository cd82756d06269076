"""Reads a course's ``remarks/``: what may be said of a call, an argument or a line of code, rightly and wrongly.

A remark is about names (``np.random.randn``, ``.eval()``) or about a line that does a thing (``line:dropout-mask``, see
:mod:`quiz.report.code.line_roles`). Defaults are the values that a call takes where an argument isn't given. A course
without the folder has no remarks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

from quiz.bank.toml_text import read_toml
from quiz.errors import Fault, FileFaults
from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.code.code_rules import Verdict

FOLDER: Final = "remarks"
MAX_FILES: Final = 40
LINE: Final = "line:"
_SAID: Final[tuple[Verdict, ...]] = ("right", "imprecise", "wrong")
_WORDS: Final = late(r"[A-Za-z_]\w*", re.A)

Way = tuple[tuple[str, ...], ...]
"""One way of saying a thing: for each of its terms the alternatives, one of which must stand there."""


@dataclass(frozen=True, slots=True, eq=False)
class Remark:
    """What is said of one or several names: the ways to say what is right, imprecise and wrong of them.

    ``told`` is what is true of it. With ``follows`` a sentence right below one about the name is about it too.
    ``of_code`` tells that only a comment beside the code says it: a sentence with the name may speak of anything.
    ``tests`` are remarks that are right, ``counters`` such as are wrong,
    ``loose`` such as must not be called wrong.
    """

    id: str
    of: tuple[str, ...]
    ways: Mapping[Verdict, tuple[Way, ...]]
    unless: tuple[str, ...]
    told: Text
    practise: str | None
    follows: bool
    of_code: bool
    tests: tuple[str, ...]
    counters: tuple[str, ...]
    loose: tuple[str, ...]
    path: str


@dataclass(frozen=True, slots=True)
class Default:
    """The value that a call takes for an argument that isn't given."""

    of: tuple[str, ...]
    library: str
    argument: str
    value: str


@dataclass(frozen=True)
class RemarkBook:
    """All remarks of a course, by the names that they are about.

    ``words`` are the words for arguments: of each the alternatives, in both languages.
    """

    remarks: tuple[Remark, ...] = ()
    defaults: tuple[Default, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Remark, ...]]:
        """The remarks about each name."""
        found: dict[str, list[Remark]] = {}
        for remark in self.remarks:
            for name in remark.of:
                found.setdefault(name, []).append(remark)
        return {name: tuple(own) for name, own in found.items()}

    @cached_property
    def names(self) -> Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]]:
        """For the last part of a name (``randn``) the names that end in it, each with the pattern that finds it."""
        found: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
        every = {*self.by_name, *(name for default in self.defaults for name in default.of)}
        for name in sorted(every, key=len, reverse=True):
            if not name.startswith(LINE):
                found.setdefault(_WORDS.findall(name)[-1], []).append((name, _pattern(name)))
        return {last: tuple(own) for last, own in found.items()}

    @cached_property
    def of_lines(self) -> Mapping[str, tuple[Remark, ...]]:
        """The remarks about what a line does, by the names of :mod:`quiz.report.code.line_roles`."""
        return {name.removeprefix(LINE): own for name, own in self.by_name.items() if name.startswith(LINE)}

    def defaults_of(self, names: Sequence[str]) -> Iterator[Default]:
        """Yield the defaults of a call by the names that it has."""
        if self._with_defaults.isdisjoint(names):
            return iter(())
        wanted = set(names)
        return (default for default in self.defaults if not wanted.isdisjoint(default.of))

    @cached_property
    def _with_defaults(self) -> frozenset[str]:
        return frozenset(name for default in self.defaults for name in default.of)


def _pattern(name: str) -> re.Pattern[str]:
    """The pattern of a name: ``np.`` and ``.name()`` are required where they are written, other modules may be there.

    ``…`` within the brackets of a call stands for other arguments.

    >>> bool(_pattern("np.sign").search("np.sign(x)")), bool(_pattern("np.sign").search("sign(x)"))
    (True, False)
    >>> bool(_pattern("Conv2d").search("torch.nn.Conv2d")), bool(_pattern("Conv2d").search("MyConv2d"))
    (True, False)
    """
    if name.startswith("."):
        return re.compile(rf"(?<![\w)])[A-Za-z_]\w{{0,30}}(?:\.\w{{1,30}})?{_source(name.removesuffix('()'))}\b", re.A)
    if name.startswith("np."):
        return re.compile(rf"(?<![\w.])(?:np|numpy|xp|cp)\.{_source(name.removeprefix('np.'))}(?![\w])", re.A)
    return re.compile(rf"(?<![\w])(?:\w{{1,20}}\.){{0,4}}{_source(name)}(?![\w])", re.A)


def _source(name: str) -> str:
    return "[^()]{0,30}".join(re.escape(part) for part in name.split("…")).replace("=", r"\s?=\s?")


def load_remarks(folder: Path) -> RemarkBook:
    """Return the remarks of the course in a folder, none where it has none.

    Raises :class:`quiz.errors.FileFaults` with the faults of the files.
    """
    paths = sorted((folder / FOLDER).glob("*.toml"))[:MAX_FILES]
    return _loaded(tuple((path, path.stat().st_mtime_ns) for path in paths))


@lru_cache(maxsize=4)
def _loaded(paths: tuple[tuple[Path, int], ...]) -> RemarkBook:
    remarks: list[Remark] = []
    defaults: list[Default] = []
    words: dict[str, str] = {}
    faults: list[Fault] = []
    for path, _ in paths:
        try:
            data = read_toml(path)
            remarks += (_remark(entry, path.as_posix()) for entry in data.get("remark", ()))
            defaults += (default for entry in data.get("defaults", ()) for default in _defaults(entry))
            words |= {str(name): str(own) for name, own in data.get("words", {}).items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            ja, en = f"コードについての記述を読めません: {error}", f"can't read the remarks about code: {error}"
            faults.append(Fault(str(path), 0, Text(ja, en)))
    if faults:
        raise FileFaults(faults)
    return RemarkBook(tuple(remarks), tuple(defaults), words)


def _remark(entry: Mapping[str, Any], path: str) -> Remark:
    ways = {verdict: tuple(map(_way, entry.get(verdict, ()))) for verdict in _SAID}
    return Remark(
        str(entry["id"]),
        tuple(map(str, entry["of"])),
        ways,
        _alternatives(entry["not"]) if "not" in entry else (),
        Text(str(entry["told"]["ja"]), str(entry["told"]["en"])),
        str(entry["practise"]) if "practise" in entry else None,
        entry.get("follows") is True,
        entry.get("of_code") is True,
        tuple(map(str, entry.get("test", ()))),
        tuple(map(str, entry.get("counter", ()))),
        tuple(map(str, entry.get("loose", ()))),
        path,
    )


def _way(written: str) -> Way:
    return tuple(map(_alternatives, written.split(" & ")))


def _alternatives(written: str) -> tuple[str, ...]:
    return tuple(part for part in written.split("|") if part)


def _defaults(entry: Mapping[str, Any]) -> Iterator[Default]:
    names, library = tuple(map(str, entry["of"])), str(entry["library"])
    for argument, value in entry["values"].items():
        yield Default(names, library, str(argument), str(value))
