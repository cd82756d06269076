"""Single choice: the answer is an option's content; a learner may give its label, its text, or both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

from quiz.bank.kind_format import KeyRule, KindPart
from quiz.draws import Draws
from quiz.kinds.instance import Computed
from quiz.kinds.kind import InReports, Kind, RuleFault, diagnose, same_value, statement_faults
from quiz.kinds.options import (
    computed_options,
    labelled,
    option_faults,
    option_slips,
    read_options,
    require_key_or_options,
    right_options,
    typed_facts,
    written_options,
)
from quiz.language import Text
from quiz.model import Item, Option, Outcome, Parsed, ShownEntry, Unreadable, Variant
from quiz.reading.labels import label, read_label
from quiz.reading.spelling import normalize

if TYPE_CHECKING:
    from quiz.interaction import Interaction

_LABEL_AND_TEXT = re.compile(r"\s*(?P<label>[(（\[]?\s*\w{1,2}\s*[)）\].:．、]|[①-⑳])\s*(?P<text>\S.*)$", re.S)
_AMOUNTS_TO_NOTHING = str.maketrans("", "", "`$ 　。.、,")


class Choice(Kind):
    """One of several options."""

    label = Text("選択", "choice")
    keys = frozenset({"option", "options", "fill"})
    key_rule: ClassVar[KeyRule] = "optional"
    original_keys = frozenset({"options"})
    in_reports = InReports.OPTION

    def read_fields(self, part: KindPart) -> Any:
        """Read the options, written or to be computed."""
        fields = read_options(part)
        require_key_or_options(part, fields)
        return fields

    def compute(self, item: Item, values: dict[str, Any], draws: Draws | None) -> Computed:
        """Decide the written options, or put the key among the values of slips."""
        if item.answer.options:
            return written_options(item, values, draws, one=True, choose=_one_right)
        return computed_options(self, item, values, draws)

    def slips(self, variant: Variant) -> Sequence[Any]:
        """Written options are all the slips that there are."""
        return variant.distractors if variant.item.answer.options else super().slips(variant)

    def lists(self, variant: Variant) -> tuple[tuple[ShownEntry, ...], ...]:
        """The options."""
        return (labelled(variant),)

    def interactions(self, variant: Variant) -> tuple[Interaction, ...]:
        """One option out of several."""
        from quiz.interaction import ChooseOne

        return (ChooseOne(variant.options or ()),)

    def key_shown(self, variant: Variant) -> Text:
        """The right option with its label."""
        return right_options(variant)

    def facts(self, item: Item) -> int:
        """Options that hold, or not, by a constant."""
        return typed_facts(item)

    def named_slips(self, item: Item) -> Sequence[str]:
        """Slips with a value and slips of written options."""
        return [*super().named_slips(item), *option_slips(item)]

    def variant_faults(self, variant: Variant) -> Iterator[RuleFault]:
        """Key and check, or each option's two decisions."""
        yield from statement_faults(variant) if variant.item.answer.options else super().variant_faults(variant)
        yield from option_faults(variant)

    def answer_format(self, variant: Variant) -> Text:
        """Tell how to choose."""
        return Text("番号で答えてください（例: 2）", "answer with a number (for example 2)")

    def fits(self, value: Any) -> bool:
        """Any content can be an option."""
        return value is not None

    def read(self, raw: str, variant: Variant) -> Parsed | Unreadable:
        """Read a label, an option's text, or a label followed by its text (which must agree)."""
        options = variant.options or ()
        by_label = read_label(raw, len(options))
        by_text = _by_text(raw, options) if by_label is not None else _by_content(raw, options)
        if by_label is not None:
            bare = raw.strip()
            if by_text not in (None, by_label) and (bare.isdecimal() or bare.isalpha()):
                return _ambiguous(raw.strip(), by_label, by_text)
            return _chosen(options, by_label)
        if by_text is not None:
            return _chosen(options, by_text)
        both = _LABEL_AND_TEXT.match(raw)
        if both is not None:
            index, named = read_label(both["label"], len(options)), _by_text(both["text"], options)
            if index is not None and named == index:
                return _chosen(options, index)
            if index is not None and named is not None:
                return _contradicting(index, named)
            if index is not None:
                return _unknown_text(index, both["text"], both.start("text"))
        return _not_an_option(len(options))

    def judge(self, parsed: Parsed, variant: Variant) -> Outcome:
        """The option that holds is right; any other is wrong, with its slip."""
        option = next(entry for entry in variant.options or () if entry.content == parsed.content)
        if option.correct:
            return Outcome("correct", 1.0, understood_as=parsed.understood_as)
        return Outcome("wrong", 0.0, diagnose(variant, option.misconceptions), parsed.understood_as)

    def show(self, item: Item, value: Any) -> Text:
        """An option's content is its text."""
        return value if isinstance(value, Text) else super().show(item, value)

    def answers(self, variant: Variant) -> tuple[str, ...]:
        """The label, in several writings, and the text with its label."""
        place = next(index for index, option in enumerate(variant.options or ()) if option.correct)
        text = (variant.options or ())[place].text.ja
        number = str(place + 1)
        # A bare number that another option has for its content is ambiguous, and asked again.
        clear = _by_text(number, variant.options or ()) in (None, place)
        return label(place), *([number] if clear else []), label(place, "circled"), f"{label(place)} {text}"


def _one_right(item: Item, right: list[Option], wrong: list[Option], draws: Draws) -> list[Option]:
    count = min(item.answer.count, len(right) + len(wrong))
    return draws.shuffled(draws.shuffled(right)[:1] + draws.shuffled(wrong)[: count - 1])


def _by_text(raw: str, options: tuple[Option, ...]) -> int | None:
    """Return the option whose text was written, if exactly one was."""
    written = _bare(raw)
    found = [index for index, option in enumerate(options) if written in _texts(option)]
    return found[0] if written and len(found) == 1 else None


def _by_content(raw: str, options: tuple[Option, ...]) -> int | None:
    """Return the option that was written, by its text, or by its number in another writing: 1/4 for 0.25."""
    found = _by_text(raw, options)
    if found is not None or not any(isinstance(option.content, int | Fraction) for option in options):
        return found
    from solvers.expression import Unreadable as Fault
    from solvers.expression.typed import read_number

    try:
        value = read_number(raw).value
    except Fault:
        return None
    equal = [index for index, option in enumerate(options) if same_value(option.content, value)]
    return equal[0] if len(equal) == 1 else None


def _texts(option: Option) -> set[str]:
    return {_bare(option.text.ja), _bare(option.text.en)}


def _bare(text: str) -> str:
    return normalize(text).casefold().translate(_AMOUNTS_TO_NOTHING) if len(text) <= 1000 else ""


def _chosen(options: tuple[Option, ...], index: int) -> Parsed:
    return Parsed(options[index].content, label(index))


def _ambiguous(raw: str, by_label: int, by_text: int) -> Unreadable:
    one, other = label(by_label), label(by_text)
    return Unreadable(
        Text(
            f"「{raw}」は番号 {one} とも、{other} の内容とも読めます",
            f'"{raw}" may be the label {one} or the content of {other}',
        ),
        remedy=Text(
            f"{one} か {other} のように、括弧をつけて答えてください", f"answer {one} or {other}, with the brackets"
        ),
    )


def _contradicting(index: int, named: int) -> Unreadable:
    return Unreadable(
        Text(
            f"番号は {label(index)} ですが、書かれている内容は {label(named)} です",
            f"the label is {label(index)}, but the text is that of {label(named)}",
        ),
        remedy=Text("番号だけで答えてください", "answer with the label alone"),
    )


def _unknown_text(index: int, text: str, column: int) -> Unreadable:
    shown = text.strip()[:40]
    return Unreadable(
        Text(
            f"番号 {label(index)} のあとの「{shown}」は、その選択肢の内容と違います",
            f'"{shown}" after the label {label(index)} isn\'t what that option says',
        ),
        column,
        Text("番号だけで答えてください", "answer with the label alone"),
    )


def _not_an_option(count: int) -> Unreadable:
    return Unreadable(
        Text("選択肢のどれを指すのか読み取れません", "can't tell which option this means"),
        remedy=Text(f"1 から {count} の番号で答えてください", f"answer with a number from 1 to {count}"),
    )


KIND = Choice()
