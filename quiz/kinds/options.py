"""Options: as a question file writes or computes them, chosen and shuffled for a variant. What choices share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

from quiz.bank.formula import Formula, FormulaError
from quiz.bank.frontmatter import Table
from quiz.bank.kind_format import KindPart
from quiz.bank.template import BilingualTemplate, Template, typeset
from quiz.draws import Draws
from quiz.kinds.instance import Computed, Rejected, broken, decide, evaluate, fill, slips_of, told_with, unfit
from quiz.kinds.kind import Kind, RuleFault
from quiz.language import Text
from quiz.model import Distractor, Item, Option, ShownEntry, Unreadable, Variant
from quiz.reading.labels import Mentions, label, mentioned
from quiz.reading.late_patterns import late
from quiz.reading.option_texts import MAX_TEXT, in_short, spelled

MAX_OPTIONS = 12


@dataclass(frozen=True, slots=True)
class OptionSpec:
    """A written option: its text or code, and the formula that decides whether it holds.

    For a prediction the formula is about the outcome of the run, and is decided when that has been made.
    """

    body: BilingualTemplate
    holds: Formula
    check: Formula | None = None
    code: Template | None = None
    misconception: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class OptionFields:
    """The options of an item: written ones, how many are shown, and values to fill up with where slips are too few."""

    options: tuple[OptionSpec, ...]
    count: int
    fill: tuple[Formula, ...]


# -- in a question file ------------------------------------------------------------------------------------------------


def read_options(part: KindPart) -> OptionFields:
    """Return the options of a question file; faults are noted with their lines."""
    tables = part.top.tables("option")
    if len(tables) == 1 or len(tables) > MAX_OPTIONS:
        ja, en = f"選択肢は 2 個から {MAX_OPTIONS} 個です", f"there should be 2 to {MAX_OPTIONS} options"
        remedy = Text("[[option]] の数を変えてください", "write more or fewer [[option]]")
        tables[0].fault(None, f"{ja}（{len(tables)} 個あります）", f"{en}, found {len(tables)}", remedy)
    found = [_option(table, part) for table in tables]
    return OptionFields(
        options=tuple(option for option in found if option is not None),
        count=part.top.whole("options", 2, MAX_OPTIONS, 4) or 4,
        fill=part.top.formulas("fill", part.values),
    )


def _option(table: Table, part: KindPart) -> OptionSpec | None:
    table.refuse_unknown(("ja", "en", "code", "holds", "check", "misconception"))
    code: Template | None = None
    if "code" in table:
        text = table.string("code") or "?"
        code = table.sheet.template(text, table.line("code"), part.values)
        shown = table.sheet.template(f"`{text}`", table.line("code"), part.values)
        body = BilingualTemplate(shown, shown)
    else:
        body = table.bilingual(part.values)
    within = {*part.after, "code"} if code else set(part.after)
    holds = table.formula("holds", within)
    if "holds" not in table:
        remedy = Text("正しいかどうかを決める式を書きます", "write the formula that decides whether it is right")
        table.fault(None, "holds がありません", "holds is missing", remedy)
    slip = table.string("misconception", required=False)
    if slip is not None and slip not in part.slips:
        remedy = Text(f"[misconception.{slip}] を書いてください", f"write [misconception.{slip}]")
        table.fault("misconception", f"{slip} という誤りはありません", f"there is no misconception {slip}", remedy)
    check = table.formula("check", within)
    return None if holds is None else OptionSpec(body, holds, check, code, slip, table.line())


def require_key_or_options(part: KindPart, fields: OptionFields) -> None:
    """Hold a choice's file to one of the two: written options, or a key with slips that become options."""
    top = part.top
    if fields.options:
        if "key" in top:
            remedy = Text("正しい選択肢は holds が決めます", "holds decides which option is right")
            ja, en = "[[option]] があるときは key を書きません", "with [[option]] entries there is no key"
            top.fault("key", ja, en, remedy)
        return
    if "option" not in top:
        part.require_key()
        if not part.valued_slips:
            ja, en = (
                "[[option]] か、値のある [misconception.…] を書きます",
                "write [[option]] or [misconception...] values",
            )
            top.fault(None, "選択肢がありません", "there are no options", Text(ja, en))


# -- for a variant -----------------------------------------------------------------------------------------------------

Choose = Callable[[Item, list[Option], list[Option], Draws], list[Option]]
"""Which of the right and the wrong options a variant shows, in their order."""


def written_options(item: Item, values: dict[str, Any], draws: Draws | None, *, one: bool, choose: Choose) -> Computed:
    """Return the options that are written in the file: all right ones for one, a mixture for several.

    Without ``draws`` they keep the order of the file.
    """
    fields: OptionFields = item.answer
    entries = [_decided(item, place, spec, values) for place, spec in enumerate(fields.options)]
    right, wrong = [entry for entry in entries if entry.correct], [entry for entry in entries if not entry.correct]
    if not right or not wrong or (one and len(right) != 1):
        counts = Text(
            f"正しい選択肢が {len(right)} 個、誤りが {len(wrong)} 個です",
            f"{len(right)} options hold, {len(wrong)} don't",
        )
        remedy = Text("holds を直すか、選択肢を足してください", "mend holds, or add an option")
        raise broken(item, "option.0", counts, remedy)
    options = _first(entries, fields.count) if draws is None else choose(item, right, wrong, draws)
    contents = tuple(option.content for option in options if option.correct)
    return Computed(contents[0] if one else contents, named_distractors(options), tuple(options))


def _first(entries: list[Option], count: int) -> list[Option]:
    """Return the first so many options of the file; with other values than the original's, a right one among them."""
    options = entries[:count]
    if any(option.correct for option in options):
        return options
    right = next(option for option in entries if option.correct)
    return [*options[:-1], right]


def _decided(item: Item, place: int, spec: OptionSpec, values: Mapping[str, Any]) -> Option:
    code = None if spec.code is None else fill(item, f"option.{place}.code", spec.code, values)
    scope = values if code is None else {**values, "code": code}
    holds = decide(item, f"option.{place}.holds", spec.holds, scope)
    text = fill(item, f"option.{place}", spec.body, values)
    names = (spec.misconception,) if spec.misconception and not holds else ()
    return Option(text, text if code is None else code, holds, names)


def named_distractors(options: Sequence[Option]) -> tuple[Distractor, ...]:
    """Return the options that a misconception leads to, as distractors."""
    return tuple(Distractor(option.content, option.misconceptions) for option in options if option.misconceptions)


def computed_options(kind: Kind, item: Item, values: dict[str, Any], draws: Draws | None) -> Computed:
    """Return the key among the values of slips and, where these are too few, of ``fill``."""
    assert item.key is not None  # a choice without written options must have one
    key = evaluate(item, "key", item.key, values)
    if not kind.fits(key):
        raise unfit(item, "key", key)
    wrongs = slips_of(kind, item, values, key, separate=draws is not None)
    printed = None if draws is not None or item.original is None else item.original.get("options")
    if printed is None:
        contents = _drawn_contents(kind, item, values, key, wrongs, draws or Draws(f"{item.id}/options"))
    else:
        contents = list(printed)
        if not any(kind.same(item, content, key) for content in contents):
            message = Text("正解が選択肢にありません", "the key isn't among the options")
            raise broken(item, "original.options", message)

    def names(content: Any) -> tuple[str, ...]:
        return next((slip.misconceptions for slip in wrongs if kind.same(item, slip.value, content)), ())

    options = tuple(
        Option(option_text(content), content, kind.same(item, content, key), names(content)) for content in contents
    )
    shown = tuple(slip for slip in wrongs if any(kind.same(item, slip.value, entry) for entry in contents))
    return Computed(key, shown, options)


def _drawn_contents(
    kind: Kind, item: Item, values: Mapping[str, Any], key: Any, wrongs: Sequence[Distractor], draws: Draws
) -> list[Any]:
    fields: OptionFields = item.answer
    wrong = [slip.value for slip in draws.shuffled(wrongs)][: fields.count - 1]
    for formula in fields.fill:
        value = evaluate(item, "fill", formula, values)
        if len(wrong) < fields.count - 1 and not any(kind.same(item, value, known) for known in [key, *wrong]):
            wrong.append(value)
    if len(wrong) < fields.count - 1:
        raise Rejected(f"options: {len(wrong) + 1}")
    return numbers_at_their_labels(draws.shuffled([key, *wrong]))


def numbers_at_their_labels(contents: Sequence[Any]) -> list[Any]:
    """Put an option that says 3 at (3), so that the answer "3" can mean only one thing.

    >>> numbers_at_their_labels([3, 7, 9, 1])
    [1, 7, 3, 9]
    """
    placed = list(contents)
    for content in contents:
        if isinstance(content, int) and 1 <= content <= len(placed):
            here = next(place for place, entry in enumerate(placed) if entry is content)
            placed[here], placed[content - 1] = placed[content - 1], placed[here]
    return placed


def option_text(content: Any) -> Text:
    """Type a computed option: a tree as mathematics, anything else as text."""
    if isinstance(content, Text):
        return content
    return Text.both(f"${typeset(content, 'math')}$" if is_formula(content) else typeset(content, "text"))


def is_formula(content: Any) -> bool:
    """True for a tree, which is typed as mathematics."""
    return not isinstance(content, Text | str | int | Fraction | float | tuple)


def labelled(variant: Variant) -> tuple[ShownEntry, ...]:
    """Return the options with their labels, as they stand below the stem."""
    return tuple(ShownEntry(label(place), option.text) for place, option in enumerate(variant.options or ()))


def right_options(variant: Variant) -> Text:
    """Return the options that hold, each with its label: the key of a choice as it is shown."""
    right = [(label(place), option.text) for place, option in enumerate(variant.options or ()) if option.correct]
    return Text(
        "、".join(f"{name} {text.ja}" for name, text in right) or "なし",
        ", ".join(f"{name} {text.en}" for name, text in right) or "none",
    )


# -- named by an answer ------------------------------------------------------------------------------------------------


def option_letters(variant: Variant) -> tuple[str, ...]:
    """Return the letters by which an answer may name an option: they are no commands."""
    return tuple(chr(ord("a") + place) for place in range(len(variant.options or ())))


def options_named(raw: str, options: Sequence[Option], *, runs: bool = False) -> Mentions | Unreadable:
    """Read which options an answer names, by their labels or by their texts as written or as a screen prints them."""
    texts = [(option.text.ja, option.text.en) for option in options]
    found = mentioned(raw, len(options), [tuple(map(spelled, both)) for both in texts], runs=runs)
    if not isinstance(found, Unreadable):
        return found
    printed = [[spelled(said) for text in both for said in (text, *_printed(text), *in_short(text))] for both in texts]
    again = mentioned(raw, len(options), printed, runs=runs)
    if not isinstance(again, Unreadable):
        return again
    from quiz.reading.shortened_options import shortened
    from quiz.reading.spelled_labels import mentioned_in_words

    contents = [said for both in printed for said in both]
    in_words = mentioned_in_words(raw, len(options), contents, several=runs)
    return in_words or shortened(raw, texts, several=runs) or found


@lru_cache(maxsize=512)
def _printed(text: str) -> tuple[str, str]:
    """Return a text as a screen prints it, with mathematical signs and with ASCII."""
    from quiz.render import terminal

    return (
        terminal(text, width=MAX_TEXT, color=False, ascii=False),
        terminal(text, width=MAX_TEXT, color=False, ascii=True),
    )


_LETTER = late(r"[A-Ha-h]")
_CODE = late(r"```.*?```|`[^`]*`|\$[^$]*\$", re.DOTALL)
"""Programs and formulas, whose letters are variables: nobody answers with one of these."""


def first_doubt(found: Mentions, variant: Variant) -> Unreadable | None:
    """Return why a mention can't be taken at its word: label and text contradict, or either may be meant."""
    for one in found.options:
        if one.says is None and _LETTER.fullmatch(one.written) and _calls_something(one.written.upper(), variant):
            return Unreadable(
                Text(
                    f"「{one.written}」は選択肢の記号とも、問題文の {one.written.upper()} とも読めます",
                    f'"{one.written}" may be an option, or what the question calls {one.written.upper()}',
                ),
                one.column,
                Text("番号で答えてください", "answer with the number"),
            )
        if one.says is not None and one.says != one.index:
            return Unreadable(
                Text(
                    f"番号は {label(one.index)} ですが、書かれている内容は {label(one.says)} です",
                    f"the label is {label(one.index)}, but the text is that of {label(one.says)}",
                ),
                one.column,
                Text("番号だけで答えてください", "answer with the label alone"),
            )
        if one.alike is not None and one.alike != one.index:
            this, other = label(one.index), label(one.alike)
            return Unreadable(
                Text(
                    f"「{one.written}」は番号 {this} とも、{other} の内容とも読めます",
                    f'"{one.written}" may be the label {this} or the content of {other}',
                ),
                one.column,
                Text(
                    f"{this} か {other} のように、括弧をつけて答えてください",
                    f"answer {this} or {other}, with the brackets",
                ),
            )
    return None


@cache
def _alone(letter: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9\\_^{{'-]){letter}(?![A-Za-z0-9_^(}}'.])")


def _calls_something(letter: str, variant: Variant) -> bool:
    """Whether the question, in both languages, calls something by a capital letter: network A."""
    alone = _alone(letter)
    stem = variant.item.stem
    return all(alone.search(_CODE.sub(" ", text.source)) is not None for text in (stem.ja, stem.en))


def is_clear(typed: str, variant: Variant) -> bool:
    """True if a bare label is not the content of another option as well, which would be asked again."""
    found = options_named(typed, variant.options or ())
    return not isinstance(found, Unreadable) and first_doubt(found, variant) is None


# -- audited -----------------------------------------------------------------------------------------------------------


def typed_facts(item: Item) -> int:
    """Return how many options are said to hold, or not, by a constant."""
    return sum(option.holds.is_constant for option in item.answer.options)


def option_slips(item: Item) -> list[str]:
    """Return the misconceptions of written options."""
    return [option.misconception for option in item.answer.options if option.misconception]


def option_faults(variant: Variant) -> Iterator[RuleFault]:
    """Yield every option whose ``holds`` and ``check`` disagree."""
    for place, option in enumerate(variant.item.answer.options):
        if option.check is None:
            continue
        scope = dict(variant.values)
        try:
            if option.code is not None:
                scope["code"] = option.code.fill(variant.values)
            holds, second = option.holds.value(scope), option.check.value(scope)
        except FormulaError as error:
            yield "key-check", f"option.{place}", told_with(error, variant.values)
            continue
        if holds is not second:
            message = Text(
                f"holds = {holds}、check = {second} → 誤っている方の式を直してください",
                f"holds gives {holds}, check gives {second} → mend the one that is wrong",
            )
            yield "key-check", f"option.{place}", message
