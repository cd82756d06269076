"""The authoring format: one Markdown file with TOML front matter -> one ``Item``.

Here is what all kinds of questions share; each kind reads its own keys, through :class:`KindPart`. All faults of a
file are gathered and reported together, each with its line, what was found and what to do. Nothing of the author's is
ever run: formulas are parsed by :mod:`quiz.bank.formula`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from quiz.bank.draw_rules import as_drawn, is_small, read_draw
from quiz.bank.formula import Formula, near_names
from quiz.bank.frontmatter import BASE_NAMES, Table, frozen, read_languages
from quiz.bank.itembody import BodyReader, body_lines, part_names, split_body
from quiz.bank.kind_format import KindFormat, KindFormats, KindPart
from quiz.bank.misconception_tables import ID, read_misconceptions
from quiz.bank.question_source import read_source
from quiz.bank.sheet_marks import is_printed, printed_fault
from quiz.errors import Fault, FileFaults, too_much
from quiz.figures.gallery import FIGURE, places
from quiz.language import LANGUAGES, Language, Text
from quiz.model import DrawRule, FigureRule, Item, Misconception, ReportCues
from solvers import budget
from solvers.budget import OverBudget

MAX_TITLE = 60
PICTURED = ("stem", "hint", "solution")
"""The parts of the body in which pictures may stand."""
RESERVED = {"where", "separate", "key", "code", "options", *BASE_NAMES}

EXCUSABLE = ("guess", "few", "time", "difficulty", "typed", "stem")
"""The rules of the audit that a question may break, with a reason: they judge what may be meant so."""

LEAST_REASON = 8

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")
COMMON_KEYS = frozenset(
    "id kind title section minutes difficulty tags source references symbols draw let original misconception "
    "figure report audit languages".split()
)
"""The keys of the front matter that every kind has; ``key`` and ``check`` are those of kinds with a computed key."""


def read_item(
    path: Path,
    kinds: KindFormats,
    *,
    shown_as: str | None = None,
    trusted: bool = False,
    languages: tuple[Language, ...] = LANGUAGES,
) -> Item:
    """Return the item written in ``path``; raise :class:`FileFaults` with every fault that the file has.

    ``shown_as`` is the name by which faults call the file; ``trusted`` marks an item that came with the program;
    ``languages`` are those that an item is written in if it doesn't say so itself.
    """
    name = shown_as or str(path)
    origin = Origin(trusted, path.parent, languages)
    return parse_item(read_source(path, name), kinds, expected_id=path.stem, path=name, origin=origin)


@dataclass(frozen=True, slots=True)
class Origin:
    """What an item has from elsewhere than its file's text: whose it is, where pictures lie, its course's languages."""

    trusted: bool = False
    folder: Path | None = None
    languages: tuple[Language, ...] = LANGUAGES


def parse_item(source: str, kinds: KindFormats, *, expected_id: str, path: str, origin: Origin | None = None) -> Item:
    """Return the item written in ``source``; raise :class:`FileFaults` with every fault found."""
    return ItemReader(expected_id, path, kinds, origin or Origin()).read(source)


class ItemReader(BodyReader):
    """Reads one file, part by part; ``known`` holds the names that formulas may use so far."""

    def __init__(self, expected_id: str, path: str, kinds: KindFormats, origin: Origin) -> None:
        super().__init__(path)
        self.origin = origin
        self.digest = ""
        self.expected_id = expected_id
        self.kinds = kinds
        self.known: set[str] = set()

    def read(self, source: str) -> Item:
        """Return the item; raise :class:`FileFaults` with every fault."""
        self.digest = hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()
        front, body, self.body_line = self._split(source)
        self.load(front, 2)
        self.sections = split_body(body, self.body_line, self.fault, part_names(self.top))
        self._choose_languages()
        name = self.top.choice("kind", self.kinds.names())
        kind = None if name is None else self.kinds.format_of(name)
        if kind is None:  # without a kind nothing else of the file can be held against anything
            raise FileFaults(sorted(self.faults, key=lambda fault: fault.line))
        self.refuse_unknown(str(name), kind, self.top, COMMON_KEYS)
        item = self._item(str(name), kind)
        if self.faults:
            raise FileFaults(sorted(self.faults, key=lambda fault: fault.line))
        return item

    def _choose_languages(self) -> None:
        """Read which languages the item is written in: those of its course, and any other that it has a part for."""
        there = tuple(language for language in LANGUAGES if (language, "stem") in self.sections)
        if "languages" not in self.top:
            self.languages = tuple(one for one in LANGUAGES if one in self.origin.languages or one in there)
            return
        self.languages = read_languages(self.top)
        for language in there:
            if language not in self.languages:
                ja = f"# {language} がありますが、languages に {language} がありません"
                remedy = Text(
                    "languages に足すか、その部分を消してください", "add it to languages, or delete that part"
                )
                line = self.sections[language, "stem"][0][1]
                self.fault(line, ja, f"there is a part # {language}, but languages lacks {language}", remedy)

    def refuse_unknown(self, name: str, kind: KindFormat, table: Table, common: frozenset[str]) -> None:
        """Note every key that an item of this kind doesn't have; another kind's own is told as such."""
        keyed = frozenset() if kind.key_rule == "none" else frozenset({"key", "check"})
        known = common | kind.keys | keyed
        for key in table.data:
            owners = () if key in known else self.kinds.owners(key)
            if key in ("key", "check") and key not in known:
                ja, en = f"kind が {name} の問題に {key} は書きません", f"a question of kind {name} has no {key}"
                table.fault(key, ja, en)
            elif owners:
                listed = ", ".join(owners)
                ja, en = f"kind が {name} の問題に {key} は置けません", f"a question of kind {name} has no {key}"
                remedy = Text(f"{key} は kind が {listed} の項目です", f"{key} belongs to the kind {listed}")
                table.fault(key, ja, en, remedy)
            elif key not in known:
                table.refuse(key, known)

    def _split(self, source: str) -> tuple[str, str, int]:
        lines = source.split("\n")
        if is_printed(source):
            raise FileFaults([printed_fault(self.path)])
        if lines[0].strip() != "+++":
            remedy = Text(
                "見出し（TOML）を +++ の行ではさんでください", "put the front matter (TOML) between two lines +++"
            )
            message = Text("1 行目が +++ ではありません", "line 1 isn't +++")
            # A file whose name can be no id (LICENSE.md) was never meant as a question.
            foreign = ID.match(self.expected_id) is None
            self.faults.append(Fault(self.path, 1, message, remedy, foreign=foreign))
            raise FileFaults(self.faults)
        for number, line in enumerate(lines[1:], start=1):
            if line.strip() == "+++":
                return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
        remedy = Text("本文の前に +++ の行を書いてください", "write a line +++ before the text")
        self.fault(len(lines), "見出しを閉じる +++ がありません", "the +++ after the front matter is missing", remedy)
        raise FileFaults(self.faults)

    def _item(self, name: str, kind: KindFormat) -> Item:
        top = self.top
        symbols = top.strings("symbols")
        for symbol in symbols:
            self._declare(symbol, top, "symbols")
        draws = self._draws(set(symbols))
        lets = self._lets()
        draw = top.table("draw")
        values = frozenset(self.known)
        part = KindPart(self.body_part, top, values, values | frozenset(kind.measured))
        for taken in sorted(values.intersection({*kind.measured, *kind.slip_names})):
            ja, en = (
                f"kind が {name} の問題で {taken} は決まった名前です",
                f"in a question of kind {name}, {taken} is taken",
            )
            top.fault("draw", ja, en)
        part, misconceptions = read_misconceptions(part, kind)
        composed = "part" in kind.keys
        identifier = self._id()
        item = Item(
            id=identifier,
            kind=name,
            title=self._title(identifier),
            section=top.string("section") or "?",
            minutes=top.positive("minutes", 120),
            difficulty=top.whole("difficulty", 1, 5) or 1,
            tags=top.strings("tags"),
            source=top.string("source", required=False) or "",
            references=top.strings("references"),
            stem=self.body_part("stem", values),
            solution=self.body_part("solution", {*part.after, "key", *part_names(top)}, required=not composed),
            hints=self.hints(values),
            symbols=symbols,
            draws=draws,
            where=draw.conditions("where", values),
            separate=self.separate(draw, misconceptions),
            lets=lets,
            original=self._original(draws, kind.original_keys),
            key=top.formula("key", values),
            check=top.formula("check", values),
            misconceptions=misconceptions,
            answer=kind.read_fields(part),
            report=self._report(values),
            figures=self._figures(top, values),
            excused=self._excused(),
            path=self.path,
            lines={".".join(map(str, path)): line for path, line in self.lines.lines.items()}
            | body_lines(self.sections),
            trusted=self.origin.trusted,
            digest=self.digest,
            folder=self.origin.folder,
            languages=self.languages,
        )
        if composed:
            from quiz.bank.item_parts import read_parts

            item = replace(item, parts=read_parts(self, item, values))
        self.refuse_typed_keys(item, top)
        self._refuse_unknown_figures(item)
        return item

    def _figures(self, top: Table, values: Collection[str]) -> Mapping[str, FigureRule]:
        if "figure" not in top:
            return {}
        from quiz.bank.figure_tables import read_figures  # what draws is loaded for a question with a figure

        return read_figures(top, values)

    def _refuse_unknown_figures(self, item: Item) -> None:
        """Note every place for a figure that no table draws."""
        for (_, part), texts in self.sections.items():
            for text, line in texts if part.rpartition(".")[2] in PICTURED else ():
                for target, row in places(text):
                    name = target.removeprefix(FIGURE)
                    if target != name and name not in self.top.table("figure"):
                        near = near_names(name, item.figures)[:1]
                        remedy = Text(f"[figure.{name}] の表を書いてください", f"write a table [figure.{name}]")
                        remedy = Text(f"{near[0]} のことですか", f"did you mean {near[0]}?") if near else remedy
                        ja, en = f"{name} という図はありません", f"there is no figure {name}"
                        self.fault(line + row, ja, en, remedy)

    def refuse_typed_keys(self, item: Item, table: Table) -> None:
        """Note a key or a check that is a constant."""
        for name, formula in (("key", item.key), ("check", item.check)):
            if formula is not None and formula.is_constant:
                remedy = Text("引いた値から計算する式にしてください", "compute it from the drawn values")
                ja, en = f"{name} が計算ではなく定数です", f"{name} is typed, not computed"
                table.fault(name, f"{ja}: {formula.source}", f"{en}: {formula.source}", remedy)

    def _title(self, identifier: str) -> Text:
        """The title in both languages; an item without one is called by its id."""
        if "title" not in self.top:
            return Text.both(identifier)
        table = self.top.table("title")
        if not isinstance(self.top.data["title"], dict):
            return Text.both(identifier)
        table.refuse_unknown(("ja", "en"))
        title = table.label()
        for language in ("ja", "en"):
            if len(title.in_(language)) > MAX_TITLE or not title.in_(language).isprintable():
                ja, en = (
                    f"題名は 1 行、{MAX_TITLE} 文字までです",
                    f"a title has one line, at most {MAX_TITLE} characters",
                )
                table.fault(language, ja, en, Text("短くしてください", "shorten it"))
        return title

    def _id(self) -> str:
        value = self.top.string("id") or self.expected_id
        if not ID.match(value):
            ja, en = (
                "id は小文字・数字・ハイフンだけで書きます",
                "an id has lower-case letters, digits and hyphens only",
            )
            remedy = Text("batch-count のような id とファイル名にしてください", "take an id like batch-count")
            self.top.fault("id", f"{ja}: {value}", f"{en}: {value}", remedy)
        elif value != self.expected_id:
            remedy = Text("両方を同じにしてください", "make them the same")
            ja = f"id が {value} ですが、ファイル名は {self.expected_id} です"
            self.top.fault("id", ja, f"the id is {value}, but the file is called {self.expected_id}", remedy)
        return value

    # -- drawing -------------------------------------------------------------------------------------------------------

    def _declare(self, name: str, table: Table, key: str) -> None:
        if not _NAME.match(name) or name in RESERVED:
            remedy = Text("英字で始まる英数字にしてください", "use letters and digits, beginning with a letter")
            if name in RESERVED:
                remedy = Text(
                    "決まった意味のある名前です。別の名前にしてください", "it has a meaning of its own: take another"
                )
            table.fault(key, f"{name} は値の名前に使えません", f"{name} can't be the name of a value", remedy)
        if name in self.known:
            remedy = Text("どちらかの名前を変えてください", "rename one of them")
            table.fault(key, f"{name} が二度使われています", f"{name} is declared twice", remedy)
        self.known.add(name)
        if len(self.known) > budget.VALUES:
            message = too_much(OverBudget(budget.VALUES))
            table.fault(key, f"値の{message.ja}", f"the values have {message.en}")
            raise FileFaults(self.faults)

    def _draws(self, symbols: Collection[str]) -> tuple[DrawRule, ...]:
        table = self.top.table("draw")
        rules = []
        for name in table.data:
            if name in ("where", "separate"):
                continue
            rule = read_draw(table, name, self.known - set(symbols))
            self._declare(name, table, name)
            if rule is not None:
                rules.append(rule)
        return tuple(rules)

    def _lets(self) -> dict[str, Formula]:
        table = self.top.table("let")
        lets = {}
        for name in table.data:
            formula = table.formula(name, self.known)
            self._declare(name, table, name)
            if formula is not None:
                lets[name] = formula
        return lets

    def declare(self, name: str, table: Table) -> None:
        """Note the name of a part, which stands for its answer in formulas; a name that is taken is told."""
        self._declare(name, table, "kind")

    def separate(self, draw: Table, misconceptions: tuple[Misconception, ...]) -> tuple[str, ...]:
        """Read the names of the misconceptions that must be told apart in every variant."""
        names = draw.strings("separate")
        valued = {entry.name: entry.value is not None for entry in misconceptions}
        for name in names:
            if valued.get(name) is False:
                ja, en = f"separate の {name} には value がありません", f"separate names {name}, which has no value"
                remedy = Text("value のある誤りだけを書いてください", "name only misconceptions with a value")
                draw.fault("separate", ja, en, remedy)
            elif name not in valued:
                ja, en = (
                    f"separate にある {name} という誤りはありません",
                    f"separate names {name}, no misconception here",
                )
                listed = ", ".join(entry.name for entry in misconceptions) or "-"
                draw.fault("separate", ja, en, Text(f"あるもの: {listed}", f"there are: {listed}"))
        return names

    def _original(self, draws: tuple[DrawRule, ...], own: frozenset[str]) -> Mapping[str, Any] | None:
        if "original" not in self.top:
            return None
        table = self.top.table("original")
        names = [rule.name for rule in draws]
        table.refuse_unknown((*names, *own))
        for name in names:
            if name not in table:
                remedy = Text(f"{name} = … を書いてください", f"write {name} = ...")
                table.fault(None, f"[original] に {name} がありません", f"[original] lacks {name}", remedy)
        for name in own:
            table.typed(name, list, Text("値のリスト", "a list of values"))
        for name in table.data:
            is_small(frozen(table.data[name]), table, name)
        rules = {rule.name: rule for rule in draws}
        return {
            name: as_drawn(frozen(value), rules[name]) if name in rules else frozen(value)
            for name, value in table.data.items()
        }

    # -- reports -------------------------------------------------------------------------------------------------------

    def _report(self, values: Collection[str]) -> ReportCues:
        table = self.top.table("report")
        table.refuse_unknown(("words", "given", "statements", "topics", "unless", "titles", "values"))
        given, cued = table.table("given"), table.table("values")
        for name in given.data:
            if name not in values:
                given.fault(name, f"{name} という値はありません", f"there is no value called {name}")
        for name in cued.data:
            if name not in values:
                cued.fault(name, f"{name} という値はありません", f"there is no value called {name}")
        return ReportCues(
            words=table.strings("words"),
            given={name: given.string(name) or "?" for name in given.data},
            statements=table.strings("statements"),
            topics=table.strings("topics"),
            unless=table.strings("unless"),
            titles=table.strings("titles"),
            values={name: cued.string(name) or "?" for name in cued.data},
        )

    def _excused(self) -> dict[str, str]:
        """Return the reasons for which a rule of the audit need not hold; only what is judged, not proved, may be."""
        table = self.top.table("audit")
        table.refuse_unknown(EXCUSABLE)
        reasons = {name: table.string(name) or "" for name in table.data if name in EXCUSABLE}
        for name, reason in reasons.items():
            if len(reason.strip()) < LEAST_REASON:
                remedy = Text(
                    "なぜそうでなければならないかを文で書いてください", "say in a sentence why it has to be so"
                )
                table.fault(name, f"{name} の理由がありません", f"there is no reason for {name}", remedy)
        return reasons
