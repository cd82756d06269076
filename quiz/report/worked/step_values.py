"""Sentences about the first steps of an optimizer -> its setting, and every stated value held against it.

What a section or a list says of the setting holds for the entries below, until another method or another gradient.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import sqrt
from typing import Final, get_args

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.worked.example_words import STEP_WORDS, speaks_only_of
from quiz.report.worked.optimizer_steps import Method, Setting, other_readings, values_after
from quiz.report.worked.sentence import GOES_ON, Sentence, Verdict, key_of, key_pattern, shown
from quiz.report.worked.stated_values import Value, judged, value_holds

_METHODS: Final = late(
    r"(?P<momentum>モメンタム|(?<![ぁ-んA-Za-z])慣性|\bmomentum\b)|(?P<adagrad>adagrad)|(?P<rmsprop>rmsprop)|"
    r"(?P<other>ネステロフ|nesterov|adamw|adadelta|adamax|amsgrad|nadam)|(?P<adam>\badam\b|(?<![a-z])adam(?![a-z]))|"
    r"(?P<decay>重み減衰|weight decay|L_?2正則|L_?2 regulari|ridge|リッジ)|(?P<lasso>L_?1正則|L_?1 regulari|"
    r"lasso|ラッソ)|"
    r"(?P<sgd>(?<![a-z])sgd(?![a-z])|勾配降下|gradient descent)",
    re.I,
)
_EVERY: Final = r"(?:毎回|常に|いつも|ずっと|一定(?:の|で)?|\balways\b|\bconstantly\b)"
_STEP: Final = r"(?:_(?:\d{1,2}|t))?"
_KEYS: Final = key_pattern({
    "lr": r"lr|η|学習率(?:\s*(?:ε|η|α|lr))?|(?:the |a )?(?:learning|step) rate(?: (?:of|ε|η|α|lr))?|ε|rate",
    "mu": r"μ|(?:慣性|モメンタム)(?:係数|項|率|の係数)?(?:\s*μ)?|momentum(?: coefficient| term| factor)?(?: μ)?",
    "rho": r"ρ|α|減衰率(?:\s*[αρ])?|(?:the |a )?decay(?: rate| factor)?(?: [αρ])?|γ|忘却率",
    "beta1": r"β_1", "beta2": r"β_2", "beta": r"β",
    "penalty": r"λ|正則化(?:の)?(?:係数|の強さ)(?:\s*λ)?|(?:重み)?減衰(?:の)?係数(?:\s*λ)?|"
               r"(?:weight )?decay (?:coefficient|"
               r"strength)(?: λ)?|regulari[sz]ation (?:coefficient|strength)(?: λ)?",
    "g": rf"(?:(?:誤差|損失|データ|最初|次|(?:\d|一|二|三)\s?(?:回|歩|ステップ)目)の)?勾配(?:g{_STEP})?(?:が|は|"
         rf"も)?\s*{_EVERY}?|"
         rf"(?:the |a |first |second |next |constant |data |loss )*gradients?(?: of (?:the )?(?:loss|"
         rf"error)(?: is)?)?(?: (?:is |are )?{_EVERY})?(?: g{_STEP})?|g{_STEP}|∇[EL]{_STEP}|grad",
    "V": rf"V{_STEP}|(?:the )?velocity(?: V{_STEP})?|速度(?:V{_STEP})?",
    "h": rf"h{_STEP}", "mhat": rf"mhat{_STEP}", "vhat": rf"vhat{_STEP}",
    "m": rf"m{_STEP}|(?:1次|一次)モーメント(?:m{_STEP})?|(?:the )?first moment(?: m{_STEP})?",
    "v": rf"v{_STEP}|(?:2次|二次)モーメント(?:v{_STEP})?|(?:the )?second moment(?: v{_STEP})?",
    "root": rf"√\(?h{_STEP}\)?|sqrt\(h{_STEP}\)",
    "w": rf"(?:(?:次の|更新後の|新しい)?(?:重み)?w{_STEP}|更新後|(?:次の|更新後の|新しい)重み|重み|"
         rf"(?:the )?(?:new|next|"
         rf"updated)? ?(?:weight|parameter)?(?: ?w{_STEP})?(?<=[\w]))(?:\s*(?:から|starts? (?:at|from)|←))?",
    "move": r"(?:(?:最初|(?:\d|一|二|三)\s?(?:回|歩|ステップ)目)の)?(?:更新量|変化量|移動量|歩幅)|"
            r"(?:the )?(?:first |second |"
            r"third )?(?:step|update|move)(?: size| length)?|Δw",
})  # fmt: skip
_GIVES: Final = frozenset({"lr", "mu", "rho", "beta1", "beta2", "penalty"})
_INDEX: Final = late(r"_(\d{1,2})\D{0,12}\Z")
_ORDINAL: Final = late(
    r"(?:(\d{1,2}|一|二|三)\s?(?:回|歩|ステップ)目|(?:ステップ|step|t\s*=)\s?(\d{1,2})|after (\d|one|two|"
    r"three) (?:steps?|"
    r"updates?)|"
    r"\b(first|second|third)\b|(最初))[^。]{0,24}\Z",
    re.I,
)
_COUNTED: Final = {
    "一": 1,
    "二": 2,
    "三": 3,
    "one": 1,
    "two": 2,
    "three": 3,
    "first": 1,
    "second": 2,
    "third": 3,
    "最初": 1,
}
_REPEATED: Final = late(r"each (?:time|step)|every (?:time|step)|毎回|ずつ|一定|constant|続(?:く|け)|常に|always")
_AGAIN: Final = late(r"\s*(?:,|、|\()?\s*(?:that is|i\.e\.|つまり|すなわち|これは)[,、]?\s*(?:約|about )?\Z")
_IN_RATES: Final = late(
    r"(?:更新量|変化量|移動量|歩幅|\b(?:step|update|move)(?: size| length)?)\s*(?:is|は|=|:)\s*-?\s*(?:lr|η|ε|学習率)"
    r"(?:\s*/\s*(?:(?P<root>√\s*\(?\s*|sqrt\(\s*)?(?P<below>\d+(?:\.\d+)?)\)?))?(?:\s*(?:times|"
    r"×)\s*(?P<above>\d+(?:\.\d+)?))?"
)
"""A step told as a part of the learning rate: ``lr/5 times 4``."""
_RENEWED: Final = late(
    r"←|次[のは]|更新後|新し|new|next|updated|becomes|になる|→|gives|yields|よって|したがって|\bso\b|"
    r"\bthen\b|\bafter\b"
)
_COUNTS_STEP: Final = late(r"(?:step|update|ステップ)\s*\Z", re.I)
_OF_WEIGHT: Final = late(r"w|重み|weight|param|更新後")
_GIVES_STEP: Final = late(
    r"(?=[勾Gg∇\\学Llμηρε慣減mreαdβab])"  # tells at once where nothing begins
    r"(?:勾配|[Gg]radients?|∇ ?E?|\\nabla ?E?|(?<![A-Za-z])g(?:_?\{?\d?\}?|[₀-₉])?(?=\s*=)|grad|学習率|"
    r"[Ll]earning rate|(?<![A-Za-z])lr|[μηρε]|\\(?:mu|eta|rho|(?:var)?epsilon|alpha|beta)|"
    r"慣性|減衰率|(?<![A-Za-z])(?:mu|eta|rho|alpha|eps|epsilon|decay|momentum|β|beta|α)(?:[_₁₂12{}]{0,4}))"
    r"(?:[がはを:=\s$`(]|毎回|常に|一定|ずっと|の順|初めに|\b(?:of|is|are|always|rate|coefficient|each|time)\b|[gεημ]|"
    r"_?\d(?= ?=))*-?\d"
)
"""A gradient, a rate or a coefficient with a number right behind."""
LASTS: Final = 16
"""For how many sentences without a given an example is gone on with."""
_SMALL: Final = 1e-4
"""Below this an ε is there against a division by 0, and no learning rate."""
_ITEMS: Final = {
    "momentum": "momentum-steps", "adagrad": "adagrad-steps", "rmsprop": "rmsprop-steps", "adam": "adam-steps",
    "decay": "l2-update-step", "lasso": "norm-penalty-gradient", "sgd": "gradient-product-update",
}  # fmt: skip
_SHOWN: Final = {"mhat": "m̂", "vhat": "v̂", "root": "√h", "move": "Δw"}


def _key(value: Value) -> str | None:
    key = key_of(_KEYS, value.label)
    if key == "move" and _COUNTS_STEP.search(value.label):
        return None
    if (value.vector and key != "g") or (key == "w" and not _OF_WEIGHT.search(value.label[-24:])):
        return None
    return key


def method_in(text: str) -> Method | None:
    """The one method that a text names; None where it names none, or several.

    >>> method_in("AdaGradで勾配3"), method_in("Adam と RMSProp")
    ('adagrad', None)
    """
    found = {one.lastgroup for one in _METHODS.finditer(text)}
    if found == {"momentum", "sgd"}:
        found = {"momentum"}
    name = found.pop() if len(found) == 1 else None
    return next((one for one in get_args(Method) if one == name), None)


class StepValueReader:
    """Judges the values of an optimizer's steps; remembers the setting and which step was spoken of last."""

    present = (_GIVES_STEP,)

    def __init__(self) -> None:
        self._setting = Setting()
        self._said: dict[str, int] = {}
        self._age = 0
        self._group = 0

    def forget(self) -> None:
        """A new section begins."""
        self._setting, self._said, self._age = Setting(), {}, 0

    def may_judge(self, raw: str) -> bool:
        """Whether a sentence may give a setting or, where a gradient is given, state a step."""
        if _GIVES_STEP.search(raw):
            self._age = 0
            return True
        if not self._setting.gradients:
            return False
        self._age += 1
        if self._age > LASTS:
            self.forget()
            return False
        return True

    def judge(self, sentence: Sentence) -> Iterator[Verdict]:
        """Yield what becomes of every value that a sentence states of a step."""
        named = method_in(sentence.text)
        values = [(value, _key(value)) for value in sentence.values]
        if not any(key for _, key in values):
            return
        if _METHODS.search(sentence.text) is None:
            named = self._setting.method or next((one for text in sentence.above if (one := method_in(text))), None)
        elif named is None:
            self._setting, self._said = Setting(), {}
            return
        if named != self._setting.method or (_METHODS.search(sentence.text) and any(key == "g" for _, key in values)):
            kept = {} if self._setting.method is not None else self._setting.numbers
            kept = kept if not self._said else {}
            gradients = [] if self._said else self._setting.gradients
            self._setting, self._said = Setting(named, kept, gradients, self._setting.constant and bool(gradients)), {}
        keys = {key for _, key in values}
        if {"w", "g"} <= keys and ("w" in self._setting.numbers or self._said):  # another example
            kept = {name: number for name, number in self._setting.numbers.items() if name in ("mu", "rho", "lr")}
            above = next((one for text in (sentence.text, *sentence.above[1:]) if (one := method_in(text))), None)
            method = above if above is not None or "penalty" not in keys else "decay"
            self._setting, self._said = Setting(method, kept if above == self._setting.method else {}), {}
        setting = self._setting
        if setting.method is None:
            keys = {key for _, key in values}
            setting.method = "momentum" if "mu" in keys else "adam" if {"beta1", "beta2"} <= keys else None
            if setting.method is None and {"w", "lr", "g"} <= keys and not any(map(_METHODS.search, (sentence.text,))):
                setting.method = "sgd"
        if any(key == "penalty" for _, key in values) and setting.method in (None, "sgd"):
            setting.method = "decay" if method_in(" ".join((sentence.text, *sentence.above))) != "lasso" else "lasso"
        self._learn_ahead(sentence, values)
        own = any(key == "g" for _, key in values)
        previous = ""
        in_rates = _IN_RATES.search(sentence.text)
        for place, (value, key) in enumerate(values):
            if in_rates is not None and in_rates.start() < value.start < in_rates.end():
                if value.end >= in_rates.end() or value.end + 1 >= in_rates.end():
                    previous = "move"
                    told = self._part_of_rate(in_rates, value, sentence)
                    if told is not None and sentence.claims:
                        yield told
                continue
            goes_on = key is None and previous and GOES_ON.fullmatch(value.label)
            again = key is None and previous and _AGAIN.fullmatch(value.label)
            if goes_on or again:
                key = previous
            if key is None:
                previous = ""
                continue
            previous = key
            if key in _GIVES or key == "beta":
                continue
            if key == "g":
                self._gradient(value, sentence, fresh=not goes_on)
                continue
            key = "V" if key == "v" and setting.method == "momentum" else key
            index = self._index(key, value, place, values, again=bool(again))
            if key == "w" and index is None and not (goes_on or again or _RENEWED.search(value.label)):
                if not self._starts(key, value, index):
                    previous = ""
                continue
            if self._starts(key, value, index):
                continue
            # Under a gradient that stays, any step may be meant by a value that isn't called the next one.
            placed = index is not None or goes_on or not (setting.constant and self._said.get(key))
            found = self._verdict(key, value, index, sentence)
            if found is None or not sentence.claims:
                continue
            if found.holds != "wrong" or (placed and (own or self._is_meant(sentence))):
                yield found

    def _is_meant(self, sentence: Sentence) -> bool:
        """Whether a sentence that gives no gradient surely speaks of the example given before."""
        return sentence.group == self._group and speaks_only_of(sentence.text, STEP_WORDS)

    def _learn_ahead(self, sentence: Sentence, values: list[tuple[Value, str | None]]) -> None:
        """Take the numbers that a sentence gives, wherever in it they stand."""
        numbers = self._setting.numbers
        for value, key in values:
            if key is None or key not in _GIVES | {"beta"} or value.vector:
                continue
            number = value.number
            if key == "lr" and number < _SMALL:
                continue
            if key == "beta":
                key = {"rmsprop": "rho", "momentum": "mu", "adam": "beta1"}.get(self._setting.method or "", "")
            if key == "rho" and "α" in value.label[-8:] and self._setting.method not in ("rmsprop", None):
                key = "lr"
            if key == "rho" and self._setting.method in ("decay", "lasso"):
                key = "penalty"
            if key and numbers.get(key) not in (None, number) and self._said:
                self._said = {}  # another example
            if key:
                numbers[key] = number

    def _gradient(self, value: Value, sentence: Sentence, *, fresh: bool) -> None:
        setting = self._setting
        self._group = sentence.group
        index = _INDEX.search(value.label)
        entries = [entry.value for entry in value.entries]
        near = sentence.text[max(value.start - 30, 0) : value.end + 24]
        if (
            index is None
            and fresh
            and not re.search(r"次の|next|(?:2|二|3|三)(?:回|歩|ステップ)目|second|third", value.label)
        ):
            setting.gradients, self._said = [], {}
            setting.constant = bool(_REPEATED.search(near)) and len(entries) == 1
        if index is not None and int(index[1]) == 1:
            setting.gradients, self._said, setting.constant = [], {}, False
        setting.gradients = [*setting.gradients, *entries]

    def _part_of_rate(self, told: re.Match[str], value: Value, sentence: Sentence) -> Verdict | None:
        """Judge a step that is told as a part of the learning rate."""
        setting = self._setting
        ordinal = _ORDINAL.search(sentence.text[max(told.start() - 30, 0) : told.start()] + told[0][:4])
        word = next((one for one in ordinal.groups() if one), "") if ordinal is not None else ""
        place = (_COUNTED.get(word.lower()) or int(word)) if word else self._said.get("move", 0) + 1
        steps = values_after(setting, place)
        true = steps[place - 1].get("unit") if len(steps) >= place else None
        if true is None or setting.method is None:
            return None
        self._said["move"] = place
        below = float(told["below"] or 1)
        if below == 0:
            return None
        part = float(told["above"] or 1) / (sqrt(below) if told["root"] else below)
        right = abs(part - abs(true)) <= 1e-3 * abs(true)
        if not right and abs(part - abs(true)) <= 0.1 * abs(true):
            return None
        working = Text(
            f"{place} 回目の更新量は学習率の {shown(abs(true))} 倍です",
            f"step {place} is {shown(abs(true))} learning rates",
        )
        return Verdict(value, "right" if right else "wrong", "worked-step-claim", _ITEMS[setting.method], working)

    def _index(
        self, key: str, value: Value, place: int, values: list[tuple[Value, str | None]], *, again: bool
    ) -> int | None:
        """Which step a value is of, where that is said; None where it is the next one."""
        if again:
            return self._said.get(key)
        label = value.label[-60:]
        index = _INDEX.search(label)
        if index is not None and key not in ("beta1", "beta2"):
            return int(index[1])
        ordinal = _ORDINAL.search(label)
        if ordinal is not None:
            word = next(one for one in ordinal.groups() if one)
            return _COUNTED.get(word.lower()) or int(word)
        if place and re.search(
            r"(?:ステップ|step|(?<![A-Za-z])t|回数|epoch)\s*=?\s*\Z", values[place - 1][0].label, re.I
        ):
            return int(values[place - 1][0].number)
        return None

    def _starts(self, key: str, value: Value, index: int | None) -> bool:
        """Whether a value is where the example starts."""
        setting = self._setting
        if key == "w":
            first = "w" not in setting.numbers and not self._said.get("w")
            if first and index in (0, 1, None) and not _RENEWED.search(value.label[-16:]):
                if index == 1 and any(self._said.get(other) for other in ("V", "h", "m", "v")):
                    return False
                setting.numbers["w"], setting.first = value.number, index or 0
                return True
            if index == 0:
                setting.numbers["w"], setting.first, self._said = value.number, 0, {}
                return True
            return False
        if key in ("V", "h", "m", "v") and (
            index == 0 or (index is None and value.number == 0.0 and not self._said.get(key))
        ):
            setting.numbers[key] = value.number
            return True
        return False

    def _verdict(self, key: str, value: Value, index: int | None, sentence: Sentence) -> Verdict | None:
        setting = self._setting
        if setting.method is None or not setting.gradients:
            return None
        if key == "w" and index is not None:
            index -= setting.first
        last = len(setting.gradients) if not setting.constant else max(index or 1, self._said.get(key, 0) + 1)
        told = [step.get(key) for step in values_after(setting, max(index or 0, last))]
        place = index if index is not None else self._said.get(key, 0) + 1
        if not 0 < place <= len(told):
            return None
        self._said[key] = place
        true = told[place - 1]
        if true is None:
            return None
        also = [[other] for other in other_readings(setting, key, place)]
        if index is None:
            end = told[-1] if not setting.constant else None
            if end is not None and value_holds(value, [true]) != "right" and value_holds(value, [end]) == "right":
                place, true = len(told), end
                self._said[key] = place
            also += [[other] for other in told if other is not None and other != true]
        if key == "move" and value_holds(value, [-true]) == "right":
            true = -true  # a length, or what is taken away
        verdict = judged(value, [true], also)
        if verdict is None:
            return None
        if verdict == "wrong" and index is None and place == 1 and told[-1] is not None:
            place, true = len(told), told[-1]  # no step is named: the end is what was to be worked out
        name = f"{_SHOWN.get(key, key)}"
        working = Text(f"{place} 回目の {name} は {shown(true)} です", f"{name} after step {place} is {shown(true)}")
        return Verdict(value, verdict, "worked-step-claim", _ITEMS[setting.method], working)
