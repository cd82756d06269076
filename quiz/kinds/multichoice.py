"""Multiple choice: all the options that hold, and no other. Part marks for a part."""

from __future__ import annotations

from typing import Any

from quiz.kinds.kind import Kind, diagnose
from quiz.language import Text
from quiz.model import Item, Outcome, Parsed, Unreadable, Variant, Verdict
from quiz.reading.labels import label, read_labels


class Multichoice(Kind):
    """A set of options."""

    def answer_format(self, variant: Variant) -> Text:
        """Tell how to choose several."""
        return Text(
            "あてはまる番号をすべて答えてください（例: 1 3、なければ「なし」）",
            'answer with all numbers that apply (for example 1 3, or "none")',
        )

    def fits(self, value: Any) -> bool:
        """A tuple of contents."""
        return isinstance(value, tuple)

    def read(self, raw: str, variant: Variant) -> Parsed | Unreadable:
        """Read labels in any order and writing."""
        options = variant.options or ()
        chosen = read_labels(raw, len(options))
        if chosen is None:
            return Unreadable(
                Text("番号の並びとして読めません", "can't read this as a list of numbers"),
                remedy=Text(
                    f"1 から {len(options)} の番号を、空白かコンマで区切って答えてください",
                    f"answer with numbers from 1 to {len(options)}, separated by spaces or commas",
                ),
            )
        return Parsed(chosen, " ".join(label(index) for index in sorted(chosen)) or "∅")

    def judge(self, parsed: Parsed, variant: Variant) -> Outcome:
        """Right if the sets are equal; else partial for what was decided rightly beyond one wrong decision."""
        options = variant.options or ()
        chosen: frozenset[int] = parsed.content
        wrong = [index for index, option in enumerate(options) if (index in chosen) is not option.correct]
        if not wrong:
            return Outcome("correct", 1.0, understood_as=parsed.understood_as)
        names = [name for index in wrong for name in options[index].misconceptions]
        right_chosen = sum(1 for index in chosen if options[index].correct)
        score = max(0.0, (right_chosen - (len(chosen) - right_chosen)) / sum(option.correct for option in options))
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
        return " ".join(numbers), "、".join(numbers), "".join(label(place, "circled") for place in places)


KIND = Multichoice()
