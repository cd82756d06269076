"""The authoring format: one Markdown file with TOML front matter -> one ``Item``.

All faults of a file are gathered and reported together, each with its line, what was found and what to do. Nothing of
the author's is ever run: formulas are parsed by :mod:`quiz.bank.formula`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any, cast, get_args

from quiz.bank.formula import Formula
from quiz.bank.frontmatter import BASE_NAMES, FrontMatter, Table, frozen
from quiz.bank.itembody import Sections, split_body
from quiz.bank.template import BilingualTemplate, Template
from quiz.errors import Fault, FileFaults
from quiz.kinds.prediction.fields import MEASURED
from quiz.kinds.text.fields import read_rubric
from quiz.language import Text
from quiz.model import (
    AnswerPolicy,
    CodeTask,
    DrawRule,
    Item,
    KindName,
    Misconception,
    OptionSpec,
    ReportCues,
    RunTask,
)

MAX_BYTES = 200_000
MAX_OPTIONS = 12
KINDS: tuple[KindName, ...] = get_args(KindName)
WITH_OPTIONS: tuple[KindName, ...] = ("choice", "multichoice", "prediction")
KEYLESS: tuple[KindName, ...] = ("text", "code", "prediction")
DOMAINS = ("real", "positive", "nonzero", "integer", "unit")
RESERVED = {"where", "separate", "key", "code", "options", *BASE_NAMES}

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")
FRONT_KEYS = frozenset(
    "id kind section minutes difficulty tags source references symbols key check options fill answer draw let original "
    "misconception option rubric report code run".split()
)


def read_item(path: Path, *, shown_as: str | None = None, trusted: bool = False) -> Item:
    """Return the item written in ``path``; raise :class:`FileFaults` with every fault that the file has.

    ``shown_as`` is the name by which faults call the file; ``trusted`` marks an item that came with the program.
    """
    name = shown_as or str(path)
    return parse_item(read_source(path, name), expected_id=path.stem, path=name, trusted=trusted)


def read_source(path: Path, name: str) -> str:
    """Return a question file's text; a file that is unreadable, too large or not UTF-8 raises :class:`FileFaults`."""

    def refuse(ja: str, en: str, line: int = 0, remedy: Text | None = None) -> FileFaults:
        return FileFaults([Fault(name, line, Text(ja, en), remedy)])

    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise refuse(f"ファイルを読めません: {error.strerror}", f"can't read the file: {error.strerror}") from None
    if len(data) > MAX_BYTES:
        limit = f"{MAX_BYTES // 1000} kB"
        raise refuse(f"ファイルが大きすぎます（{limit} まで）", f"the file is too large (at most {limit})")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        remedy = Text("UTF-8 で保存してください", "save the file as UTF-8")
        line = data.count(b"\n", 0, error.start) + 1
        raise refuse("UTF-8 ではない文字があります", "this isn't UTF-8", line, remedy) from None


def parse_item(source: str, *, expected_id: str, path: str, trusted: bool = False) -> Item:
    """Return the item written in ``source``; raise :class:`FileFaults` with every fault found."""
    item = _ItemReader(expected_id, path).read(source)
    return replace(item, trusted=True) if trusted else item


class _ItemReader(FrontMatter):
    """Reads one file, part by part; ``known`` holds the names that formulas may use so far."""

    def __init__(self, expected_id: str, path: str) -> None:
        super().__init__(path)
        self.expected_id = expected_id
        self.known: set[str] = set()

    def read(self, source: str) -> Item:
        front, body, body_line = self._split(source)
        self.load(front, 2)
        self.top.refuse_unknown(FRONT_KEYS)
        item = self._item(split_body(body, body_line, self.fault), body_line)
        self._fit_kind(item)
        if self.faults:
            raise FileFaults(sorted(self.faults, key=lambda fault: fault.line))
        return item

    def _split(self, source: str) -> tuple[str, str, int]:
        lines = source.split("\n")
        if lines[0].strip() != "+++":
            remedy = Text(
                "見出し（TOML）を +++ の行ではさんでください", "put the front matter (TOML) between two lines +++"
            )
            self.fault(1, "1 行目が +++ ではありません", "line 1 isn't +++", remedy)
            raise FileFaults(self.faults)
        for number, line in enumerate(lines[1:], start=1):
            if line.strip() == "+++":
                return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
        self.fault(len(lines), "見出しを閉じる +++ がありません", "the +++ that ends the front matter is missing")
        raise FileFaults(self.faults)

    def _item(self, sections: Sections, body_line: int) -> Item:
        top = self.top
        kind = cast(KindName | None, top.choice("kind", KINDS))
        symbols = top.strings("symbols")
        for name in symbols:
            self._declare(name, top, "symbols")
        draws = self._draws(set(symbols))
        lets = self._lets()
        draw = top.table("draw")
        values = frozenset(self.known)
        # What a run measures is known to whatever is told after it.
        after = values | set(MEASURED) if kind == "prediction" else values
        misconceptions = self._misconceptions(values, after)
        return Item(
            id=self._id(),
            kind=kind or "number",
            section=top.string("section") or "?",
            minutes=top.positive("minutes", 120),
            difficulty=top.whole("difficulty", 1, 5) or 1,
            tags=top.strings("tags"),
            source=top.string("source", required=False) or "",
            references=top.strings("references"),
            stem=self._part(sections, "stem", body_line, values),
            solution=self._part(sections, "solution", body_line, after | {"key"}),
            hints=self._hints(sections, body_line, values),
            model_answer=self._part(sections, "model", body_line, values | {"key"}) if kind == "text" else None,
            symbols=symbols,
            draws=draws,
            where=draw.formulas("where", values),
            separate=self._separate(draw, misconceptions),
            lets=lets,
            original=self._original(draws),
            key=top.formula("key", values),
            check=top.formula("check", values),
            misconceptions=misconceptions,
            options=self._options(values, after, {entry.name for entry in misconceptions}),
            option_count=top.whole("options", 2, MAX_OPTIONS, 4) or 4,
            fill=top.formulas("fill", values),
            answer=self._answer(values),
            rubric=read_rubric(top.table("rubric")) if "rubric" in top else None,
            report=self._report(values),
            path=self.path,
            lines={".".join(map(str, path)): line for path, line in self.lines.lines.items()} | _body_lines(sections),
            code=self._code(values),
            run=self._run(values),
        )

    def _run(self, values: Collection[str]) -> RunTask | None:
        if "run" not in self.top:
            return None
        from quiz.kinds.prediction.fields import read_run

        return read_run(self.top.table("run"), values)

    def _code(self, values: Collection[str]) -> CodeTask | None:
        if "code" not in self.top:
            return None
        from quiz.kinds.code.fields import read_code

        return read_code(self.top.table("code"), values)

    def _fit_kind(self, item: Item) -> None:
        """Hold the parts that are there against what the kind needs."""
        top, written = self.top, bool(item.options)
        if item.kind not in KEYLESS and not written:
            remedy = Text(
                "key で計算し、別の方法の check で確かめます", "key computes the answer, check confirms it another way"
            )
            for name in ("key", "check"):
                if name not in top:
                    top.fault(None, f"{name} がありません", f"{name} is missing", remedy)
        if item.kind in WITH_OPTIONS and not written and not any(slip.value for slip in item.misconceptions):
            remedy = Text(
                "[[option]] か、値のある [misconception.…] を書きます", "write [[option]] or [misconception...] values"
            )
            top.fault(None, "選択肢がありません", "there are no options", remedy)
        if written and item.kind not in WITH_OPTIONS:
            ja, en = f"kind が {item.kind} の問題に選択肢は置けません", f"a question of kind {item.kind} has no options"
            top.fault("option", ja, en)
        if written and item.key is not None:
            remedy = Text("正しい選択肢は holds が決めます", "holds decides which option is right")
            top.fault(
                "key", "[[option]] があるときは key を書きません", "with [[option]] entries there is no key", remedy
            )
        if (item.kind == "code") is not (item.code is not None):
            remedy = Text("[code] は kind が code の問題に書きます", "[code] belongs to questions of kind code")
            top.fault(
                "code" if item.code else None, "kind と [code] が合いません", "kind and [code] don't agree", remedy
            )
        if (item.kind == "prediction") is not (item.run is not None):
            remedy = Text(
                "[run] は kind が prediction の問題に書きます", "[run] belongs to questions of kind prediction"
            )
            ja, en = "kind と [run] が合いません", "kind and [run] don't agree"
            top.fault("run" if item.run else None, ja, en, remedy)
        for name in MEASURED if item.kind == "prediction" else ():
            if name in self.known:
                ja, en = f"予想の問題では {name} は実行結果の名前です", f"in a prediction {name} is what the run gives"
                top.fault("draw", ja, en)
        if item.kind == "prediction" and not written:
            top.fault(None, "予想の問題には [[option]] が必要です", "a prediction needs [[option]] entries")
        if item.kind == "text" and item.rubric is None:
            top.fault(None, "記述問題に [rubric] がありません", "a text question needs a [rubric]")
        if item.kind == "expression" and not item.answer.variables:
            remedy = Text('variables = ["x", "y"] のように書きます', 'write variables = ["x", "y"]')
            top.table("answer").fault(None, "[answer] に variables がありません", "[answer] lacks variables", remedy)
        for name, formula in (("key", item.key), ("check", item.check)):
            if formula is not None and formula.is_constant:
                remedy = Text("引いた値から計算する式にしてください", "compute it from the drawn values")
                ja, en = f"{name} が計算ではなく定数です", f"{name} is typed, not computed"
                top.fault(name, f"{ja}: {formula.source}", f"{en}: {formula.source}", remedy)

    def _id(self) -> str:
        value = self.top.string("id") or self.expected_id
        if not ID.match(value):
            ja, en = (
                "id は小文字・数字・ハイフンだけで書きます",
                "an id has lower-case letters, digits and hyphens only",
            )
            self.top.fault("id", f"{ja}: {value}", f"{en}: {value}")
        elif value != self.expected_id:
            remedy = Text("両方を同じにしてください", "make them the same")
            ja = f"id が {value} ですが、ファイル名は {self.expected_id} です"
            self.top.fault("id", ja, f"the id is {value}, but the file is called {self.expected_id}", remedy)
        return value

    # -- drawing -------------------------------------------------------------------------------------------------------

    def _declare(self, name: str, table: Table, key: str) -> None:
        if not _NAME.match(name) or name in RESERVED:
            remedy = Text("英字で始まる英数字にしてください", "use letters and digits, beginning with a letter")
            table.fault(key, f"{name} は値の名前に使えません", f"{name} can't be the name of a value", remedy)
        if name in self.known:
            table.fault(key, f"{name} が二度使われています", f"{name} is declared twice")
        self.known.add(name)

    def _draws(self, symbols: Collection[str]) -> tuple[DrawRule, ...]:
        table = self.top.table("draw")
        rules = []
        for name in table.data:
            if name in ("where", "separate"):
                continue
            rule = self._draw_rule(table, name, self.known - set(symbols))
            self._declare(name, table, name)
            if rule is not None:
                rules.append(rule)
        return tuple(rules)

    def _draw_rule(self, table: Table, name: str, drawn: Collection[str]) -> DrawRule | None:
        if isinstance(table.data[name], list):
            return self._choices(table, name, table.data[name])
        if not isinstance(table.data[name], dict):
            remedy = Text("[1, 2, 3] か { from = 1, to = 9 } と書きます", "write [1, 2, 3] or { from = 1, to = 9 }")
            ja, en = f"{name} の引き方が読めません", f"can't read how {name} is drawn"
            table.fault(name, f"{ja}: {table.data[name]!r}", f"{en}: {table.data[name]!r}", remedy)
            return None
        spec = table.table(name)
        spec.refuse_unknown(("choose", "from", "to", "step", "length", "distinct"))
        length = spec.formula("length", drawn)
        distinct = bool(spec.typed("distinct", bool, Text(" true か false ", "true or false")))
        if "choose" in spec:
            return self._choices(spec, "choose", spec.data["choose"], name, length, distinct)
        low, high, step = spec.formula("from", drawn), spec.formula("to", drawn), spec.data.get("step", 1)
        if low is None or high is None or isinstance(step, bool) or not isinstance(step, int | Fraction) or step <= 0:
            ja, en = f"{name} には from と to、正の step が必要です", f"{name} needs from and to, and a positive step"
            table.fault(name, ja, en)
            return None
        return DrawRule(name, low=low, high=high, step=step, length=length, distinct=distinct)

    def _choices(
        self,
        table: Table,
        key: str,
        listed: object,
        name: str | None = None,
        length: Formula | None = None,
        distinct: bool = False,
    ) -> DrawRule | None:
        choices = frozen(listed)
        if not isinstance(choices, tuple) or not 1 <= len(choices) <= 10_000 or not all(map(_drawable, choices)):
            remedy = Text("数か文字列を 1 個以上並べてください", "list one or more numbers or texts")
            table.fault(key, f"{name or key} の候補が読めません", f"can't read the choices of {name or key}", remedy)
            return None
        return DrawRule(name or key, choices=choices, length=length, distinct=distinct)

    def _lets(self) -> dict[str, Formula]:
        table = self.top.table("let")
        lets = {}
        for name in table.data:
            formula = table.formula(name, self.known)
            self._declare(name, table, name)
            if formula is not None:
                lets[name] = formula
        return lets

    def _separate(self, draw: Table, misconceptions: tuple[Misconception, ...]) -> tuple[str, ...]:
        names = draw.strings("separate")
        for name in names:
            if name not in {entry.name for entry in misconceptions}:
                ja, en = (
                    f"separate にある {name} という誤りはありません",
                    f"separate names {name}, no misconception here",
                )
                draw.fault("separate", ja, en)
        return names

    def _original(self, draws: tuple[DrawRule, ...]) -> Mapping[str, Any] | None:
        if "original" not in self.top:
            return None
        table = self.top.table("original")
        names = [rule.name for rule in draws]
        table.refuse_unknown((*names, "options"))
        for name in names:
            if name not in table:
                table.fault(None, f"[original] に {name} がありません", f"[original] lacks {name}")
        table.typed("options", list, Text("値のリスト", "a list of values"))
        return {name: frozen(value) for name, value in table.data.items()}

    # -- answers -------------------------------------------------------------------------------------------------------

    def _misconceptions(self, values: Collection[str], after: Collection[str]) -> tuple[Misconception, ...]:
        found = []
        whole = self.top.table("misconception")
        for name in whole.data:
            if not isinstance(whole.data[name], dict) or not ID.match(name):
                remedy = Text("[misconception.短い名前] の表にします", "write a table [misconception.short-name]")
                whole.fault(name, f"misconception.{name} が読めません", f"can't read misconception.{name}", remedy)
                continue
            table = whole.table(name)
            table.refuse_unknown(("value", "when", "code", "ja", "en"))
            found.append(
                Misconception(
                    name=name,
                    message=table.said({*after, "key"}),
                    value=table.formula("value", values),
                    when=table.formula("when", {*values, "key"}),
                    line=table.line(),
                    code=self._wrong_version(table, values),
                )
            )
        return tuple(found)

    def _wrong_version(self, table: Table, values: Collection[str]) -> Template | None:
        if "code" not in table:
            return None
        return self.template((table.string("code") or "?").strip("\n"), table.line("code"), values)

    def _options(
        self, values: Collection[str], after: Collection[str], slips: Collection[str]
    ) -> tuple[OptionSpec, ...]:
        tables = self.top.tables("option")
        if len(tables) == 1 or len(tables) > MAX_OPTIONS:
            ja, en = f"選択肢は 2 個から {MAX_OPTIONS} 個です", f"there should be 2 to {MAX_OPTIONS} options"
            tables[0].fault(None, f"{ja}（{len(tables)} 個あります）", f"{en}, found {len(tables)}")
        found = [self._option(table, values, after, slips) for table in tables]
        return tuple(option for option in found if option is not None)

    def _option(
        self, table: Table, values: Collection[str], after: Collection[str], slips: Collection[str]
    ) -> OptionSpec | None:
        table.refuse_unknown(("ja", "en", "code", "holds", "check", "misconception"))
        code: Template | None = None
        if "code" in table:
            text = table.string("code") or "?"
            code = self.template(text, table.line("code"), values)
            shown = self.template(f"`{text}`", table.line("code"), values)
            body = BilingualTemplate(shown, shown)
        else:
            body = table.said(values)
        within = {*after, "code"} if code else set(after)
        holds = table.formula("holds", within)
        if "holds" not in table:
            remedy = Text("正しいかどうかを決める式を書きます", "write the formula that decides whether it is right")
            table.fault(None, "holds がありません", "holds is missing", remedy)
        slip = table.string("misconception", required=False)
        if slip is not None and slip not in slips:
            remedy = Text(f"[misconception.{slip}] を書いてください", f"write [misconception.{slip}]")
            table.fault("misconception", f"{slip} という誤りはありません", f"there is no misconception {slip}", remedy)
        check = table.formula("check", within)
        return None if holds is None else OptionSpec(body, holds, check, code, slip, table.line())

    def _answer(self, values: Collection[str]) -> AnswerPolicy:
        table = self.top.table("answer")
        table.refuse_unknown("decimals significant relative variables intermediate domain form parts".split())
        meanings = table.table("intermediate")
        intermediate = {name: meanings.formula(name, values) for name in meanings.data}
        domain = table.table("domain")
        for name in domain.data:
            domain.choice(name, DOMAINS)
        parts = table.tables("parts")
        for part in parts:
            part.refuse_unknown(("ja", "en"))
        relative = table.positive("relative", 1) if "relative" in table else None
        return AnswerPolicy(
            decimals=table.whole("decimals", 0, 12),
            significant=table.whole("significant", 1, 12),
            relative=relative,
            variables=table.strings("variables"),
            intermediate={name: formula for name, formula in intermediate.items() if formula is not None},
            domain={name: str(word) for name, word in domain.data.items()},
            form=table.string("form", required=False),
            parts=tuple(part.label() for part in parts),
        )

    def _report(self, values: Collection[str]) -> ReportCues:
        table = self.top.table("report")
        table.refuse_unknown(("words", "given", "statements"))
        given = table.table("given")
        for name in given.data:
            if name not in values:
                given.fault(name, f"{name} という値はありません", f"there is no value called {name}")
        return ReportCues(
            words=table.strings("words"),
            given={name: given.string(name) or "?" for name in given.data},
            statements=table.strings("statements"),
        )

    # -- the body ------------------------------------------------------------------------------------------------------

    def _part(self, sections: Sections, part: str, body_line: int, known: Collection[str]) -> BilingualTemplate:
        names = {
            "stem": Text("問題文", "the question"),
            "solution": Text("## 解説", "## Solution"),
            "model": Text("## 模範解答", "## Model answer"),
        }
        found = {}
        for language in ("ja", "en"):
            texts = [entry for entry in sections.get((language, part), []) if entry[0]]
            if not texts:
                name, remedy = names[part], Text("両方の言語で書いてください", "write it in both languages")
                ja, en = f"# {language} に{name.ja}がありません", f"# {language} lacks {name.en}"
                self.fault(body_line, ja, en, remedy)
                texts = [("?", body_line)]
            if len(texts) > 1:
                self.fault(texts[1][1] - 1, "同じ見出しが二度あります", "the same heading stands twice")
            found[language] = self.template(*texts[0], known)
        return BilingualTemplate(found["ja"], found["en"])

    def _hints(self, sections: Sections, body_line: int, known: Collection[str]) -> tuple[BilingualTemplate, ...]:
        ja, en = sections.get(("ja", "hint"), []), sections.get(("en", "hint"), [])
        if len(ja) != len(en):
            counts = f"ja {len(ja)}, en {len(en)}"
            line = (ja or en)[-1][1] if ja or en else body_line
            self.fault(line, f"ヒントの数が違います（{counts}）", f"the number of hints differs ({counts})")
        pairs = zip(ja, en, strict=False)
        return tuple(
            BilingualTemplate(self.template(*left, known), self.template(*right, known)) for left, right in pairs
        )


def _body_lines(sections: Sections) -> dict[str, int]:
    """Where each part of the body begins: ``stem.ja``, ``solution.en``; without a language, its first one."""
    lines: dict[str, int] = {}
    for (language, part), texts in sections.items():
        for _, line in texts:
            lines.setdefault(f"{part}.{language}", line)
            lines.setdefault(part, line)
    return lines


def _drawable(value: Any) -> bool:
    """Exact numbers, texts and lists of them can be drawn."""
    if isinstance(value, tuple):
        return all(map(_drawable, value))
    return isinstance(value, int | Fraction | str)
