"""Multiple choice: all the options that hold, and no other. Part marks for a part."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from quiz.bank.kind_format import KindPart
from quiz.draws import Draws
from quiz.kinds.instance import Computed
from quiz.kinds.kind import InReports, Kind, RuleFault, diagnose, statement_faults
from quiz.kinds.options import (
    OptionFields,
    first_doubt,
    is_clear,
    labelled,
    option_faults,
    option_letters,
    option_slips,
    options_named,
    read_options,
    right_options,
    typed_facts,
    written_options,
)
from quiz.language import Text
from quiz.model import Item, Option, Outcome, Parsed, ShownEntry, Unreadable, Variant, Verdict
from quiz.reading.labels import Mentions, chosen, label

if TYPE_CHECKING:
    from quiz.interaction import Interaction


class Multichoice(Kind):
    """A set of options."""

    label = Text("複数選択", "multiple choice")
    numbered = True
    keys = frozenset({"option", "options"})
    key_rule = "optional"
    in_reports = InReports.OPTIONS

    def read_fields(self, part: KindPart) -> OptionFields:
        """Read the options, which must be written."""
        fields = read_options(part)
        if "key" in part.top:
            remedy = Text("正しい選択肢は holds が決めます", "holds decides which options are right")
            part.top.fault("key", "複数選択の問題に key は書きません", "a multichoice has no key", remedy)
        if "option" not in part.top:
            remedy = Text("[[option]] を 2 個以上書きます", "write two or more [[option]] entries")
            part.top.fault(None, "選択肢がありません", "there are no options", remedy)
        return fields

    def compute(self, item: Item, values: dict[str, Any], draws: Draws | None) -> Computed:
        """Decide the options and choose a mixture of right and wrong ones."""
        return written_options(item, values, draws, one=False, choose=_mixture)

    def slips(self, variant: Variant) -> Sequence[Any]:
        """The wrong options are all the slips that there are."""
        return variant.distractors

    def lists(self, variant: Variant) -> tuple[tuple[ShownEntry, ...], ...]:
        """The options."""
        return (labelled(variant),)

    def interactions(self, variant: Variant) -> tuple[Interaction, ...]:
        """Any number of options."""
        from quiz.interaction import ChooseSeveral

        return (ChooseSeveral(variant.options or ()),)

    def key_shown(self, variant: Variant) -> Text:
        """The right options with their labels."""
        return right_options(variant)

    def facts(self, item: Item) -> int:
        """Options that hold, or not, by a constant."""
        return typed_facts(item)

    def named_slips(self, item: Item) -> Sequence[str]:
        """Slips of the options."""
        return option_slips(item)

    def variant_faults(self, variant: Variant) -> Iterator[RuleFault]:
        """Each option's two decisions, and the item's own statement."""
        yield from statement_faults(variant)
        yield from option_faults(variant)

    def answer_format(self, variant: Variant) -> Text:
        """Tell how to choose several."""
        return Text(
            "あてはまる番号をすべて答えてください（例: 1 3、なければ「なし」）",
            'answer with all numbers that apply (for example 1 3, or "none")',
        )

    def fits(self, value: Any) -> bool:
        """A tuple of contents."""
        return isinstance(value, tuple)

    def letters(self, variant: Variant) -> Collection[str]:
        """The letters that name an option."""
        return option_letters(variant)

    def read(self, raw: str, variant: Variant) -> Parsed | Unreadable:
        """Read labels and options' own texts in any order and writing."""
        options = variant.options or ()
        found = options_named(raw, options, runs=True)
        if isinstance(found, Unreadable) and (judged := _judged(raw, variant)) is not None:
            found = judged
        if isinstance(found, Unreadable):
            remedy = Text(
                f"1 から {len(options)} の番号を、空白かコンマで区切って答えてください",
                f"answer with numbers from 1 to {len(options)}, separated by spaces or commas",
            )
            return replace(found, remedy=remedy)
        doubt = first_doubt(found, variant)
        if doubt is not None:
            return doubt
        places = chosen(found, len(options))
        return Parsed(places, " ".join(label(index) for index in sorted(places)) or "∅")

    def judge(self, parsed: Parsed, variant: Variant) -> Outcome:
        """Right if the sets are equal; else partial for what was decided rightly beyond one wrong decision."""
        options = variant.options or ()
        places: frozenset[int] = parsed.content
        wrong = [index for index, option in enumerate(options) if (index in places) is not option.correct]
        if not wrong:
            return Outcome("correct", 1.0, understood_as=parsed.understood_as)
        names = [name for index in wrong for name in options[index].misconceptions]
        right_chosen = sum(1 for index in places if options[index].correct)
        score = max(0.0, (right_chosen - (len(places) - right_chosen)) / sum(option.correct for option in options))
        verdict: Verdict = "partial" if score > 0 else "wrong"
        return Outcome(verdict, round(score, 4), diagnose(variant, list(dict.fromkeys(names))), parsed.understood_as)

    def show(self, item: Item, value: Any) -> Text:
        """List the contents."""
        texts = [part if isinstance(part, Text) else Text.both(str(part)) for part in value]
        return Text(" / ".join(text.ja for text in texts), " / ".join(text.en for text in texts))

    def answers(self, variant: Variant) -> tuple[str, ...]:
        """The labels, in several writings."""
        places = [index for index, option in enumerate(variant.options or ()) if option.correct]
        numbers = [str(place + 1) for place in places]
        bare = (" ".join(numbers), "、".join(numbers))
        clear = all(is_clear(number, variant) for number in numbers)
        circled = "".join(label(place, "circled") for place in places)
        return *(bare if clear else ()), circled, " ".join(label(place) for place in places)


def _judged(raw: str, variant: Variant) -> Mentions | None:
    """Read a verdict on each option; where what is wrong is asked for, ○ and × have two senses."""
    from quiz.reading.question_words import words_of
    from quiz.reading.verdict_lists import marked

    found = marked(raw, len(variant.options or ()))
    return None if found is None or words_of(variant).asks_for_a_fault() else found


def _mixture(item: Item, right: list[Option], wrong: list[Option], draws: Draws) -> list[Option]:
    """Choose at least one option of each, as many right ones as it happens."""
    count = min(item.answer.count, len(right) + len(wrong))
    least, most = max(1, count - len(wrong)), min(len(right), count - 1)
    correct = least + draws.below(most - least + 1)
    chosen = draws.shuffled(right)[:correct] + draws.shuffled(wrong)[: count - correct]
    return draws.shuffled(chosen)


KIND = Multichoice()
