"""Single choice: the answer is an option's content; a learner may give its label, its text, or both."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from math import gcd
from typing import TYPE_CHECKING, Any, ClassVar, Final

from quiz.bank.kind_format import KeyRule, KindPart
from quiz.draws import Draws
from quiz.kinds.answer_meant import read_with_corrections
from quiz.kinds.instance import Computed
from quiz.kinds.kind import InReports, Kind, RuleFault, diagnose, same_value, statement_faults
from quiz.kinds.options import (
    computed_options,
    first_doubt,
    is_clear,
    labelled,
    option_faults,
    option_letters,
    option_slips,
    options_named,
    read_options,
    require_key_or_options,
    right_options,
    typed_facts,
    written_options,
)
from quiz.language import Text
from quiz.model import Item, Option, Outcome, Parsed, ShownEntry, Unreadable, Variant
from quiz.reading.fillers import without_fillers
from quiz.reading.labels import Mention, Mentions, label
from quiz.reading.option_texts import skeleton, spelled
from quiz.reading.question_words import words_of
from quiz.reading.spelling import normalize

if TYPE_CHECKING:
    from quiz.interaction import Interaction


class Choice(Kind):
    """One of several options."""

    label = Text("選択", "choice")
    numbered = True
    keys = frozenset({"option", "options", "fill"})
    key_rule: ClassVar[KeyRule] = "optional"
    original_keys = frozenset({"options"})
    in_reports = InReports.OPTION
    carries = True
    guessed = 0.25

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

    def letters(self, variant: Variant) -> Collection[str]:
        """The letters that name an option."""
        return option_letters(variant)

    def read(self, raw: str, variant: Variant) -> Parsed | Unreadable:
        """Read a label, an option's text, or both (which must agree); or a reason with one of these behind it."""
        found = read_with_corrections(raw, variant, self._read_one)
        return self._with_reason(raw, variant) or found if isinstance(found, Unreadable) else found

    def _with_reason(self, raw: str, variant: Variant) -> Parsed | None:
        """Read an option behind its reason: an equation that holds, or words that name the same option."""
        from quiz.reading.workings import named_value, worked_out

        for worked in worked_out(raw):
            said = self._read_one(worked.answer, variant)
            if isinstance(said, Unreadable):
                continue
            again = self._read_one(worked.working, variant)
            value = named_value(worked.working, words_of(variant).name) if isinstance(again, Unreadable) else None
            if isinstance(again, Parsed):
                leads_there = again.content == said.content
            elif isinstance(said.content, int | Fraction):
                leads_there = value is not None and same_value(said.content, value)
            else:
                leads_there = value is not None and worked.answer.strip() != str(value)  # its label, or 2+2 once more
            if leads_there:
                return said
        return None

    def _read_one(self, raw: str, variant: Variant) -> Parsed | Unreadable:
        options = variant.options or ()
        found = options_named(raw, options)
        one = _only_one(found, variant)
        if not isinstance(one, Unreadable):
            return Parsed(options[one.index].content, label(one.index))
        # What is no label may be a value, and so may 1/4, which looks like two labels.
        by_value = _by_value(raw, options) if isinstance(found, Unreadable) or len(found.options) > 1 else None
        if by_value is None:
            by_value = _in_code(raw, variant)
        return one if by_value is None else Parsed(options[by_value].content, label(by_value))

    def carried(self, parsed: Parsed, variant: Variant) -> Any:
        """The content of the option that was chosen."""
        return parsed.content

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
        options = variant.options or ()
        place = next(index for index, option in enumerate(options) if option.correct)
        number = str(place + 1)
        bare = [number] if is_clear(number, variant) else []
        return label(place), *bare, label(place, "circled"), f"{label(place)} {options[place].text.ja}"

    def key_typed(self, variant: Variant) -> Text:
        """The label with the text of the option."""
        place, option = next(pair for pair in enumerate(variant.options or ()) if pair[1].correct)
        return Text(f"{label(place)} {option.text.ja}", f"{label(place)} {option.text.en}")


def _one_right(item: Item, right: list[Option], wrong: list[Option], draws: Draws) -> list[Option]:
    count = min(item.answer.count, len(right) + len(wrong))
    return draws.shuffled(draws.shuffled(right)[:1] + draws.shuffled(wrong)[: count - 1])


def _only_one(found: Mentions | Unreadable, variant: Variant) -> Mention | Unreadable:
    """Return the one option that is named; or that there is none, or more than one."""
    if isinstance(found, Unreadable):
        return found
    fault = first_doubt(found, variant)
    if fault is not None:
        return fault
    count = len(variant.options or ())
    remedy = Text(f"1 から {count} の番号を 1 つだけ書いてください", f"write one number from 1 to {count}")
    if found.those != "these":
        return Unreadable(Text("選ぶのは 1 つだけです", "only one option can be chosen"), None, remedy)
    if len(found.options) > 1:
        names = [label(one.index) for one in found.options]
        return Unreadable(
            Text(f"{'・'.join(names)} の {len(names)} つが書かれています", f"{', '.join(names)} are all named"),
            found.options[1].column,
            remedy,
        )
    return found.options[0]


_LABEL_BESIDE: Final = re.compile(r"\s|^[(\[{]|[0-9][(\[{]")
"""What may be a label beside something else, and is no product: (2) 0.5, 2(3)."""


_NAMES_ONLY: Final = re.compile(r"[0-9]+(?:[-+/&.~〜→]+[0-9]+)+")
"""Whole numbers side by side, which may be labels: 1+3, 3-1, 4/1. Of these only 1/4 is how a value is written."""


def _may_be_labels(written: str, count: int) -> bool:
    """Whether a text is labels as well as a value, and no fraction in its lowest terms.

    >>> [_may_be_labels(text, 4) for text in ("1/4", "2/4", "4/1", "1+3", "5/4", "2*2", "4: 4")]
    [False, True, True, True, False, False, True]
    """
    if ":" in written:  # of a label and what its option says, or of nothing at all
        return True
    if _NAMES_ONLY.fullmatch(written) is None or re.search(r"[0-9]\.[0-9]", written):
        return False
    numbers = [int(number) for number in re.findall("[0-9]{1,9}", written)]
    if not all(1 <= number <= count for number in numbers):
        return False
    first, *others = numbers
    return len(others) != 1 or "/" not in written or others[0] == 1 or gcd(first, others[0]) != 1


def _by_value(raw: str, options: tuple[Option, ...]) -> int | None:
    """Return the option whose number was written in another way: 1/4 for 0.25."""
    bare = without_fillers(raw)
    written = skeleton(normalize(bare)).text
    if not any(isinstance(one.content, int | Fraction) for one in options):
        return None
    spelled = _value_in_words(bare)
    if spelled is None and _LABEL_BESIDE.search(written):
        return None
    if _may_be_labels(written, len(options)):
        return None
    from solvers.expression import Unreadable as Fault
    from solvers.expression.typed import read_number

    try:
        value = read_number(bare if spelled is None else spelled).value
    except Fault:
        return None
    equal = [index for index, option in enumerate(options) if same_value(option.content, value)]
    return equal[0] if len(equal) == 1 else None


def _in_code(raw: str, variant: Variant) -> int | None:
    """Return the option that stands in the gap of the question's program, where the whole line was written."""
    from quiz.reading.code_gaps import filled_gap

    written = filled_gap(raw, variant)
    if written is None:
        return None
    said = [index for index, option in enumerate(variant.options or ()) if spelled(option.text.ja) == spelled(written)]
    return said[0] if len(said) == 1 else None


def _value_in_words(text: str) -> str | None:
    """Return a text that is a number in words, 四分の一 or "a quarter", in digits; None if it is anything else."""
    from quiz.reading.number_words import number_in_words

    plain = normalize(text).strip().lower()
    found = number_in_words(plain, 0)
    return found[0] if found is not None and found[1] == len(plain) and "/" in found[0] else None


KIND = Choice()
