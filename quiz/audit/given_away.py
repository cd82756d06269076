"""What gives a key away over an item's variants: one guess that is right too often, an answer in the question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from math import sqrt
from typing import Any

from quiz.bank.formula import Formula, FormulaError
from quiz.drawing import prompt
from quiz.errors import Unanswerable
from quiz.kinds import kind_of
from quiz.language import LANGUAGES, Text
from quiz.model import ORIGINAL, Item, Variant

MOST_OFTEN = 0.4
"""So often the commonest key may be right; of options one in so many as there are, and a tenth more."""

JUDGED_FROM = 20
"""Fewer variants tell nothing of how often."""

LEAST_KEYS = 3
LONG_ENOUGH = 8
"""An option of fewer characters may well occur in its question."""


class GivenAway:
    """Counts the keys of an item's variants, and what of its question is the key itself."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.keys: Counter[Any] = Counter()
        self.told: dict[Any, Text] = {}
        self.options = 0
        self.in_stem = 0
        self.shown = {formula for language in (item.stem.ja, item.stem.en) for formula in language.formulas}
        """The formulas of the question that have been the key in every variant so far."""

    @property
    def seen(self) -> int:
        """How many variants were counted."""
        return sum(self.keys.values())

    def add(self, variant: Variant) -> None:
        """Count one variant; those of a kind without a key, and the original, tell nothing."""
        if variant.seed == ORIGINAL:
            return
        options = kind_of(variant.item).expected_options(variant)
        if options is not None:
            right = [option.text for option in options if option.correct]
            if len(right) == 1:  # else so many sets could be guessed as there are
                self.options = max(self.options, len(options))
            self._count(tuple(sorted(text.ja for text in right)), _listed(right))
            self.in_stem += len(right) == 1 and self._stands_in_stem(variant)
            self.shown.clear()
        elif variant.key is not None:
            kind = kind_of(variant.item)
            self._count(kind.remembered(variant), kind.key_shown(variant))
            self.shown = {formula for formula in self.shown if self._is_key(formula, variant)}

    def _count(self, key: Any, told: Text) -> None:
        self.keys[key] += 1
        self.told.setdefault(key, told)

    def _is_key(self, source: str, variant: Variant) -> bool:
        with suppress(FormulaError):  # told where the text is filled
            return bool(Formula(source).value(variant.values) == variant.key)
        return False

    @staticmethod
    def _stands_in_stem(variant: Variant) -> bool:
        """True if the right option stands in the question word for word, and no other does."""
        try:
            stem = prompt(variant).stem
        except (FormulaError, Unanswerable):  # told by the rule for texts
            return False
        for language in LANGUAGES:
            inside = [
                (option.correct, text)
                for option in variant.options or ()
                if (text := option.text.in_(language).strip().strip("。.`")) and text in stem.in_(language)
            ]
            if len(inside) == 1 and inside[0][0] and len(inside[0][1]) >= LONG_ENOUGH:
                return True
        return False

    @property
    def share(self) -> float:
        """How often the commonest key is right."""
        return max(self.keys.values(), default=0) / max(self.seen, 1)

    def faults(self) -> Iterator[tuple[str, str, Text]]:
        """Yield (rule, key, detail) for what gives the key away."""
        if self.seen < JUDGED_FROM:
            return
        most = 1 / self.options + 0.1 if self.options else MOST_OFTEN
        # What chance may add to a share that is no larger than it should be.
        if self.share > most + 1.64 * sqrt(most * (1 - most) / self.seen):
            told = self.told[self.keys.most_common(1)[0][0]]
            ja = f"1 つの答え（{told.ja[:60]}）が {self.share:.0%} の問題で正解です（{most:.0%} まで）"
            en = f"one answer ({told.en[:60]}) is right in {self.share:.0%} of the variants (at most {most:.0%})"
            remedy = (
                "引く値を変えて正解をばらすか、[audit] の guess に理由を書いてください",
                "draw the values so that the keys differ, or say why in guess of [audit]",
            )
            yield (
                "guess",
                "key" if self.item.key is not None else "option.0",
                Text(f"{ja} → {remedy[0]}", f"{en} → {remedy[1]}"),
            )
        if self.in_stem == self.seen:
            ja, en = (
                "問題文に、正解の選択肢だけがそのまま書かれています",
                "the question holds the right option word for word",
            )
            remedy = "問題文から消してください", "take it out of the question"
            yield "stem", "stem.ja", Text(f"{ja} → {remedy[0]}", f"{en} → {remedy[1]}")
        for formula in sorted(self.shown) if len(self.keys) >= LEAST_KEYS else ():
            ja, en = f"問題文の {{{{{formula}}}}} が正解そのものです", f"{{{{{formula}}}}} in the question is the key"
            remedy = "問題文から消してください", "take it out of the question"
            yield "stem", "stem.ja", Text(f"{ja} → {remedy[0]}", f"{en} → {remedy[1]}")


def _listed(texts: list[Text]) -> Text:
    return Text("、".join(text.ja for text in texts), ", ".join(text.en for text in texts))
