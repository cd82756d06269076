"""Values of one vector: mean, variance, normalised entries of a unit's data; norms and penalties of weights.

The sources are Ioffe and Szegedy (2015) for the data, with the variance over N, and the course's penalties with ½.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import sqrt
from typing import Final

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.frozen import frozen
from quiz.report.worked.example_words import VECTOR_WORDS, speaks_only_of
from quiz.report.worked.respelling import HALF
from quiz.report.worked.sentence import Sentence, Verdict, key_of, shown_all
from quiz.report.worked.stated_values import Value, judged
from quiz.report.worked.vector_words import (
    GIVEN,
    HALVED,
    HAS_SCALAR,
    HAS_VECTOR,
    ITEMS,
    LASTS,
    LINKED,
    MODIFIED,
    MOST_ENTRIES,
    N_MINUS_1,
    NAMES,
    NORMALISED,
    ONE,
    ONE_BEHIND,
    OUTPUT_BEHIND,
    OVER_N,
    PLACES,
    RESULT,
    SPEAKS,
    WEIGHTS,
    WHOLE,
)

_LETTER: Final = late(r"(?<![A-Za-z])[A-Za-zθ](?=[\s=:はが]*\Z)")
"""The name of a vector, right before it."""


@frozen
class _Vector:
    label: str
    entries: tuple[float, ...]

    @property
    def is_weights(self) -> bool:
        return WEIGHTS.search(self.label) is not None

    def is_named_in(self, text: str) -> bool:
        """Whether a sentence calls it by the letter that it was given."""
        letter = _LETTER.search(self.label)
        return letter is not None and re.search(rf"(?<![A-Za-z]){letter[0]}(?![A-Za-z])", text) is not None


class VectorReader:
    """Judges what is said of the vector that was given last; one that an entry of a list gives holds for that alone."""

    present = (HAS_VECTOR,)

    def __init__(self) -> None:
        self._vector: _Vector | None = None
        self._others: list[_Vector] = []
        self._scalars: dict[str, float] = {}
        self._age = 0
        self._group = 0

    def forget(self) -> None:
        """A new section begins."""
        self._vector, self._others, self._scalars, self._age = None, [], {}, 0

    def may_judge(self, raw: str) -> bool:
        """Whether a sentence may give a vector or, where one is given, speak of it."""
        if HAS_VECTOR.search(raw):
            return True
        if self._vector is None:
            return bool(HAS_SCALAR.search(raw))
        self._age += 1
        if self._age > LASTS:
            self.forget()
        return bool(SPEAKS.search(raw))

    def judge(self, sentence: Sentence) -> Iterator[Verdict]:
        """Yield what becomes of every value that a sentence states of its vector."""
        vector, own, last = self._vector, False, ""
        stated = False
        scalars = dict(self._scalars)
        for value in sentence.values:  # λ may be told behind
            if not value.vector and (key := key_of(GIVEN, value.label)) in ("rate", "gain", "shift", "small"):
                scalars[key or ""] = value.number
        for place, value in enumerate(sentence.values):
            key = key_of(RESULT, MODIFIED.sub("", value.label) if HALF in value.label else value.label)
            given = key_of(GIVEN, value.label, strict=not value.vector)
            gives = given == "vector" and (key is None or (key == "output" and vector is None))
            if gives and value.vector and not value.open:
                vector, own = _Vector(value.label, tuple(entry.value for entry in value.entries)), True
                continue
            if vector is None or given in scalars:
                continue
            if key is None and value.vector and LINKED.match(value.label) and _scaled(sentence):
                key = "output"
            found = self._said(key, value, place, sentence, vector, scalars, last)
            if found is None:
                if value.vector:
                    vector, own = None, True  # what this one is, nobody knows
                continue
            stated = True
            self._age = 0
            last, true, also = found
            if not sentence.claims:
                continue
            others = [] if own else [list(self._true(last, other, scalars) or ()) for other in self._others]
            verdict = judged(value, true, [*also, *(other for other in others if other)])
            name = NAMES.get(last)
            if verdict == "wrong" and not (own or self._is_meant(sentence)):
                continue
            if verdict is not None and name is not None:
                written = shown_all(true)
                working = Text(f"{name[0]}は {written} です", f"{name[1]}: {written}")
                yield Verdict(value, verdict, "worked-vector-claim", ITEMS[last], working)
        if own and stated and sentence.listed and self._vector is not None:
            self._others = [*self._others, vector][-3:] if vector is not None else self._others
            return
        if own:
            self._group = sentence.group
            self._others, self._scalars = [], scalars if vector is not None else {}
        else:
            self._scalars = scalars
        self._vector = vector

    def _is_meant(self, sentence: Sentence) -> bool:
        """Whether a sentence that gives no vector surely speaks of the one given before: near it, or by its name."""
        near = sentence.group == self._group or (self._vector is not None and self._vector.is_named_in(sentence.text))
        return near and speaks_only_of(sentence.text, VECTOR_WORDS)

    def _said(
        self, key: str | None, value: Value, place: int, sentence: Sentence, vector: _Vector, scalars: dict[str, float],
        last: str,
    ) -> tuple[str, list[float], list[list[float]]] | None:  # fmt: skip
        """What a value is said to be: the key, the true value, and what would be right in another reading."""
        one = self._one(value, place, sentence, vector, scalars)
        if one is not None:
            return one
        if key in ("penalty", None) and key is not None:
            key = {"l1": "penalty1", "l2": "penalty2", "square": "penalty2", "slope1": "", "slope2": ""}.get(
                last
            ) or _only(sentence)
        if key == "divided":
            key = last if last in ("variance", "deviation") else ""
        if not key:
            return None
        if key in ("normal", "centred", "signs", "slope1", "slope2", "output") and not value.vector:
            return None
        if key not in ("normal", "centred", "signs", "slope1", "slope2", "output") and value.vector:
            return None
        around = value.label + value.behind[:24]
        if key in ("mean", "variance", "deviation"):
            start = max(sentence.text.rfind("。", 0, value.start), 0)
            if NORMALISED.search(sentence.text, start, value.start) or (vector.is_weights and "σ" in value.label):
                return None
        true = self._true(key, vector, scalars)
        if true is None:
            return None
        also: list[list[float]] = []
        entries, count = vector.entries, len(vector.entries)
        if key in ("variance", "deviation", "normal", "output") and count > 1:
            less = count / (count - 1)
            unbiased = N_MINUS_1.search(around) or (not OVER_N.search(around) and N_MINUS_1.search(sentence.text))
            if key in ("variance", "deviation"):
                other = [true[0] * (less if key == "variance" else sqrt(less))]
                true, also = (other, [true] if not N_MINUS_1.search(around) else []) if unbiased else (true, [other])
                if not unbiased and OVER_N.search(around):
                    also = []
            else:
                also = [[one / sqrt(less) for one in true]] if key == "normal" else []
                length = sqrt(sum(one * one for one in entries))
                also += [[one / length for one in entries]] if length else []
        if key == "penalty2":
            square, rate = sum(one * one for one in entries), scalars["rate"]
            if WHOLE.search(value.label):
                true = [rate * square]
            elif HALVED.search(value.label):
                true = [rate * square / 2]
            else:
                also = [[rate * square], [rate * sqrt(square)], [rate * sqrt(square) / 2]]
        if key == "slope2":
            also = [[2 * one for one in true]]
        if key == "l2":
            also = [] if last != "square" else also
        return key, true, also

    def _one(
        self, value: Value, place: int, sentence: Sentence, vector: _Vector, scalars: dict[str, float]
    ) -> tuple[str, list[float], list[list[float]]] | None:
        """One entry, normalised: 「正規化した7は1.34」, 「7を正規化すると1.34」, "the first value becomes"."""
        if value.vector or vector.is_weights:
            return None
        before = sentence.values[place - 1] if place else None
        entry: float | None = None
        output = False
        label = value.label[-60:]
        if before is not None and not before.vector and before.end + len(value.label) >= value.start - 1:
            named = ONE.search(before.label) is not None
            output = OUTPUT_BEHIND.match(label) is not None
            if (named and (output or LINKED.match(label))) or (
                ONE_BEHIND.match(label) and re.search("正規化|標準化|ormali[sz]", label)
            ):
                entry = before.number
        if entry is None:
            for pattern, at in PLACES:
                found = pattern.search(label)
                if (
                    found is not None
                    and LINKED.match(label, found.end())
                    and abs(at) <= len(vector.entries) - (at >= 0)
                ):
                    said = sentence.text
                    if NORMALISED.search(said) or "xhat" in said or ("gain" in scalars and "shift" in scalars):
                        entry = vector.entries[at]
                        output = re.search("出力|output", said[: value.start]) is not None
        if entry is None or entry not in vector.entries:
            return None
        normal = self._true("normal", vector, scalars)
        if normal is None:
            return None
        at = vector.entries.index(entry)
        count = len(vector.entries)
        less = sqrt((count - 1) / count)
        gain, shift = scalars.get("gain"), scalars.get("shift")
        plain, scaled = normal[at], None
        if gain is not None or shift is not None:
            scaled = (gain if gain is not None else 1.0) * plain + (shift or 0.0)
        if output:
            if scaled is None:
                return None
            return "output", [scaled], [[(scaled - (shift or 0.0)) * less + (shift or 0.0)]]
        return "normal", [plain], [[plain * less], *([[scaled]] if scaled is not None else [])]

    @staticmethod
    def _true(key: str, vector: _Vector, scalars: dict[str, float]) -> list[float] | None:
        """The true value of a key, from the solvers where they have it."""
        entries = vector.entries
        if len(entries) > MOST_ENTRIES:
            return None
        if key in ("mean", "variance", "deviation", "centred", "normal", "output"):
            return _of_data(key, entries, scalars)
        size = [abs(one) for one in entries]
        rate = scalars.get("rate")
        signs = [float((one > 0) - (one < 0)) for one in entries]
        plain = {
            "total": [sum(entries)], "l0": [float(sum(one > 0 for one in size))], "l1": [sum(size)],
            "square": [sum(one * one for one in size)], "l2": [sqrt(sum(one * one for one in size))],
            "most": [max(size)], "signs": signs,
        }  # fmt: skip
        if key in plain:
            return plain[key]
        if rate is None:
            return None
        return {
            "penalty1": [rate * sum(size)], "penalty2": [rate * plain["square"][0] / 2],
            "slope1": [rate * one for one in signs], "slope2": [rate * one for one in entries],
        }.get(key)  # fmt: skip


def _scaled(sentence: Sentence) -> bool:
    """Whether a sentence gives γ as well as β."""
    keys = {key_of(GIVEN, value.label) for value in sentence.values}
    return {"gain", "shift"} <= keys


@lru_cache(maxsize=64)
def _moments(entries: tuple[float, ...]) -> tuple[float, float]:
    """Mean and variance, exactly worked out; whole numbers are added as such."""
    from solvers.topics.normalization_values import batch_mean, batch_variance

    values = tuple(int(one) if one.is_integer() else one for one in entries)
    return float(batch_mean(values)), float(batch_variance(values))


def _of_data(key: str, entries: Sequence[float], scalars: dict[str, float]) -> list[float] | None:
    mean, variance = _moments(tuple(entries))
    centred = [one - mean for one in entries]
    small = scalars.get("small", 0.0)
    root = sqrt(variance + small) if 0 <= small < 1e-2 else 0.0
    if key in ("normal", "output") and root == 0.0:
        return None
    normal = [one / root for one in centred] if root else []
    gain, shift = scalars.get("gain"), scalars.get("shift")
    if key == "output":
        return [gain * one + shift for one in normal] if gain is not None and shift is not None else None
    return {
        "mean": [mean], "variance": [variance], "deviation": [sqrt(variance)], "centred": centred, "normal": normal,
    }[key]  # fmt: skip


def _only(sentence: Sentence) -> str:
    """The penalty that a sentence, or what stands above it, speaks of; nothing where both are named."""
    for text in (sentence.text, *sentence.above[:2]):
        one, two = re.search(r"L_?1|[Ll]asso", text), re.search(r"L_?2|[Rr]idge", text)
        if one or two:
            return "" if one and two else "penalty1" if one else "penalty2"
    return ""
