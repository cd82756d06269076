"""Numbers that one formula makes of the numbers beside them: factors, limits and corrections that learners work out.

- the slope of the sigmoid or tanh from its output: y(1 - y), 1 - y²; a leaky ReLU at a point
- by what weight decay shrinks a weight in a step, 1 - ηλ; what momentum comes to on a constant slope, 1/(1 - μ)
- Adam's divisor 1 - β^t; a learning rate that is multiplied again and again
- the gradient y - t of softmax with cross-entropy

Each number has to stand behind the words for it, and what it follows from in its sentence, or right above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.worked.sentence import Sentence, Verdict, shown, shown_all
from quiz.report.worked.stated_values import Holds, Value, judged, number_of

_NUM: Final = r"-?\d+(?:\.\d+)?"
_SHARE: Final = r"0?\.\d{1,6}"
_ABOUT: Final = r"(?:約|およそ|ほぼ|about |roughly |≈)?\s*+"
_END: Final = r"(?![\d.]*\d|\s*[-+×/^]\s*[\dA-Za-z(])"
_SIGMOID: Final = late(r"[Ss]igmoid|シグモイド|[Ll]ogistic|ロジスティック|(?<![A-Za-z])σ(?=\s?['(])")
_TANH: Final = late(r"[Tt]anh|双曲線正接")
_OTHER_FUNCTION: Final = late(r"[Ss]oftmax|ソフトマックス|[Rr]e[Ll][Uu]|[Ll]eaky|[Ss]wish|GELU|ELU|[Ss]oftplus")
_FROM_OUTPUT: Final = late(
    rf"(?:出力(?:の?値)?(?:が|は)?\s*(?P<ja>-?{_SHARE})(?:の(?:ユニット|ノード|ニューロン|点|ところ))?"
    r"(?:の?とき|なら(?:ば)?|の場合|だと|では|で|の)?(?:は|には|も)?[\s,、]*(?:その)?"
    r"(?:傾き|微分(?:の?値)?|勾配|導関数(?:の?値)?)(?:は|が|も)?"
    rf"|\boutput (?:of |is |equals )(?P<en>-?{_SHARE}),? (?:it |then )?(?:has |gives |means |makes )?(?:the |its |a )?"
    r"(?:slope|derivative)(?: of (?:the )?(?:[Ss]igmoid|[Tt]anh))?(?: is| of| equals)?)"
    rf"\s*+{_ABOUT}(?P<value>{_NUM}){_END}"
)
_LEAKY: Final = late(r"[Ll]eaky[- ]?[Rr]e[Ll][Uu]|リーキー(?:ReLU|レル)")
_LEAK: Final = late(
    rf"(?:slope|leak|coefficient)(?: of| is|=|\s)*\s*(?P<en>{_SHARE})|(?:傾き|係数)(?:が|は|を|=)?\s*(?P<ja>{_SHARE})"
    rf"|(?<![A-Za-z])[αa]\s*=\s*(?P<letter>{_SHARE})|(?P<factor>{_SHARE})\s*×?\s*x(?![A-Za-z])"
)
_LEAKED: Final = late(
    rf"(?:\bmaps (?P<maps>{_NUM}) (?:to|into)|\bturns (?P<turns>{_NUM}) into|"
    rf"\((?P<call>{_NUM})\)\s*[=≈]|(?P<into>{_NUM})を入(?:れる|力する|れれ|力すれ)[とば]|"
    rf"入力(?:が|は)?\s*(?P<input>{_NUM})(?:の?とき|なら(?:ば)?|の場合|だと|では|に対して)(?:は)?[\s,、]*+(?:出力は)?|"
    rf"input (?:of |is )(?P<of>{_NUM}),? (?:it |the output )?(?:gives|is|becomes))"
    rf"\s*+{_ABOUT}(?P<value>{_NUM}){_END}"
)
_SLOPE: Final = late(r"の(?:傾き|微分|勾配)は|derivative|slope (?:is|at)|'\s*\(")
_DECAYS: Final = late(
    r"重み減衰|荷重減衰|[Ww]eight decay|\(?\s*1\s*-\s*(?:ηλ|η\s?×?\s?λ|ελ|ε\s?×?\s?λ|λη)|L_?2\s?(?:正則化|regulari)"
)
_SHRINKS: Final = late(
    rf"(?P<times>{_NUM})\s*倍\s*に?(?:縮|減|小さ|な[るり]|され)|(?:multiplied by|times|by (?:a|the) factor(?: of)?) "
    rf"{_ABOUT}(?P<en>{_NUM}){_END}|(?<![A-Za-z\d.)])\(?1\s*-\s*[ηε]\s?×?\s?λ\)?\s*[=≈]\s*(?P<sum>{_NUM}){_END}"
)
_ETA: Final = late(rf"(?:(?<![A-Za-z])[ηε]|学習率|[Ll]earning rate|\blr)\s*(?:=|が|は|を|of|is)?\s*(?P<value>{_SHARE})")
_LAMBDA: Final = late(rf"(?:λ|正則化係数|減衰係数|decay coefficient)\s*(?:=|が|は|を|of|is)?\s*(?P<value>{_SHARE})")
_CONSTANT: Final = late(
    r"(?:勾配|傾き)が(?:いつも|ずっと|常に|毎回)?\s*(?:同じ|一定|変わらな|g(?![A-Za-z]))|"
    r"一定の(?:勾配|傾き)|同じ(?:勾配|傾き)が続|"
    r"(?:constant|steady|unchanging) (?:gradient|slope)|(?:gradient|slope) (?:is|stays|remains) (?:constant|the same)"
)
_INERTIA: Final = late(
    r"(?:[Mm]omentum|モメンタム|慣性)(?:の?係数)?(?: coefficient| term)?[\s(,、]*"
    rf"(?:(?:μ|mu|with|a|coefficient|of|is|が|は|を|=)[\s,]*)*(?P<value>{_SHARE})"
)
_COMES_TO: Final = late(
    rf"(?P<times>{_NUM})\s*(?:倍|times|[εη]\s?g)"
    r"(?:に(?:近づ|な|収束)|の(?:歩幅|速さ|大きさ)に|\s(?:as|the|larger|faster|that)|\Z)"
    r"|(?P<word>two|three|four|five|eight|nine|ten|twenty|hundred)(?: hundred)? times"
)
_GOES_ON: Final = late(
    r"続け|近づ|いずれ|最終|やがて|収束|何回も|in the end|ends? up|approach|eventually|finally|limit|comes? to"
)
_IN_WORDS: Final = {
    "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "eight": 8.0, "nine": 9.0, "ten": 10.0, "twenty": 20.0,
    "hundred": 100.0,
}  # fmt: skip
_DIVISOR: Final = late(r"1\s*-\s*β(?:_[12t])?\s*\^\s*t")
_BETA: Final = late(rf"β(?:_(?P<index>[12]))?\s*=\s*(?P<value>{_SHARE})")
_AT_STEP: Final = late(
    r"(?<![A-Za-z])t\s*=\s*(?P<step>\d{1,3})(?:の?とき|なら(?:ば)?|では|で|は|\s*(?:[:→=]|gives|it is|is))?\s*"
    rf"{_ABOUT}(?P<value>{_NUM}){_END}"
)
_RATE: Final = late(r"学習率|[Ll]earning rate|\blr\b|η|step size")
_SCHEDULE: Final = late(
    r"(?P<every>\d{1,3})\s*(?:エポック|回|ステップ)(?:ごと|毎|おき)に\s*(?:学習率を\s*)?"
    rf"(?:(?P<half>半分|1/2)|(?P<tenth>1/10|10分の1)|(?P<times>{_SHARE})\s*倍)|"
    r"every (?P<en>\d{1,3}) (?:epochs|steps|iterations)[^.;]{0,24}?"
    rf"(?:(?P<halved>halv|half)|(?P<tenfold>tenth|divided by 10|÷ ?10)|multiplied by (?P<by>{_SHARE}))"
    r"|(?P<halves>halv\w*|half)[^.;]{0,24}?every (?P<en2>\d{1,3}) (?:epochs|steps|iterations)"
)
_STARTS: Final = late(
    rf"(?P<ja>{_SHARE})\s*(?:で始め|から始め|でスタート|からスタート)|"
    rf"(?:初期値|最初|はじめ)(?:は|が|を|の学習率は)?\s*(?P<first>{_SHARE})|"
    rf"(?:start\w*|begin\w*) (?:at |from |with )(?P<en>{_SHARE})|"
    rf"(?:from|initial(?:ly)?)(?: rate)?(?: of| is)? (?P<from>{_SHARE})"
)
_AFTER: Final = late(
    r"(?P<when>\d{1,4})\s*(?:エポック|回|ステップ)(?:後|目の?(?:終わり|後)|が?終わ(?:ると|った(?:時点|後)))"
    rf"(?:に?は|で|の学習率は|:)?\s*{_ABOUT}(?P<value>{_SHARE}){_END}|"
    r"after (?P<en>\d{1,4}) (?:epochs|steps|iterations)(?: it is| the rate is| we have|:|,)*\s*"
    rf"{_ABOUT}(?P<en_value>{_SHARE}){_END}"
)
_SOFTMAX_LOSS: Final = late(
    r"(?:[Ss]oftmax|ソフトマックス)[^。]*(?:[Cc]ross[- ]?entropy|交差エントロピー|クロスエントロピー)|"
    r"(?:[Cc]ross[- ]?entropy|交差エントロピー|クロスエントロピー)[^。]*(?:[Ss]oftmax|ソフトマックス)"
)
_GRADIENT: Final = late(r"勾配|微分|gradient|derivative|y\s*-\s*t|p\s*-\s*t|y\s*-\s*d")
_OUTPUTS: Final = late(r"(?<![A-Za-z])[yp]\s*=\s*\Z|(?:出力|予測|output|prediction)(?:が|は|を|=|is|of|\s)*\Z")
_TARGETS: Final = late(
    r"(?<![A-Za-z])[td]\s*=\s*\Z|(?:正解|教師(?:データ)?|ラベル|target|label)(?:が|は|を|=|is|of|\s)*\Z"
)
_SO: Final = late(
    r"\A[\s,、]*(?:なら(?:ば)?|のとき(?:は)?|の場合(?:は)?|だと|とすると|では|で|→|:|then|so)?[\s,、]*"
    r"(?:(?:the )?(?:gradient|勾配|y\s*-\s*t|p\s*-\s*t)(?:\s*(?:は|が|is|=|becomes|gives|:))?|gives|we get|it is)?\s*"
    r"(?:約|about )?\Z"
)
_WIDE: Final = 40
_LASTS: Final = 3
"""For how many sentences a schedule is spoken of."""
_ANY: Final = late(
    r"出力|output|[Ll]eaky|リーキー|重み減衰|荷重減衰|[Ww]eight decay|[Mm]omentum|モメンタム|慣性|β|beta|"
    r"エポック|epoch|ステップ|step|"
    r"[Ss]oftmax|ソフトマックス|エントロピー|entropy|λ|lambda"
)


class FactorReader:
    """Judges what follows from the numbers beside it; a schedule of the learning rate holds for the next sentences."""

    present = (_ANY, late(r"\d"))

    def __init__(self) -> None:
        self._schedule: tuple[int, float, float] | None = None
        self._age = 0

    def forget(self) -> None:
        """A new section begins."""
        self._schedule = None

    def may_judge(self, raw: str) -> bool:
        """Whether a sentence may give or state something."""
        return self._schedule is not None or bool(_ANY.search(raw)) or "t=" in raw.replace(" ", "")

    def judge(self, sentence: Sentence) -> Iterator[Verdict]:
        """Yield what becomes of every number that a sentence has from one of these formulas."""
        yield from self._scheduled(sentence)
        if not sentence.claims:
            return
        yield from _slopes_from_outputs(sentence)
        yield from _leaky(sentence)
        yield from _shrinking(sentence)
        yield from _terminal(sentence)
        yield from _divisors(sentence)
        yield from _output_less_target(sentence)

    def _scheduled(self, sentence: Sentence) -> Iterator[Verdict]:
        """Judge a learning rate that is multiplied again and again."""
        text = sentence.text
        self._age += 1
        if self._age > _LASTS:
            self._schedule = None
        plan = _SCHEDULE.search(text)
        if plan is not None and _RATE.search(" ".join((text, *sentence.above[:1]))):
            every = int(plan["every"] or plan["en"] or plan["en2"])
            half = plan["half"] or plan["halved"] or plan["halves"]
            factor = 0.5 if half else 0.1 if plan["tenth"] or plan["tenfold"] else float(plan["times"] or plan["by"])
            self._schedule, self._age = (every, factor, 0.0), 0
        if self._schedule is None:
            return
        begun = _STARTS.search(text)
        if begun is not None:
            start = float(begun["ja"] or begun["first"] or begun["en"] or begun["from"])
            self._schedule = (*self._schedule[:2], start)
        every, factor, start = self._schedule
        if not sentence.claims or not start or not every:
            return
        for found in _AFTER.finditer(text):
            when = int(found["when"] or found["en"])
            if when % every:
                continue
            true = start * factor ** (when // every)
            group = "value" if found["value"] else "en_value"
            told = f"{shown(start)}·{shown(factor)}^{when // every} = {shown(true)}"
            yield from _verdict(text, found, group, true, "worked-schedule-claim", "lr-schedule-value", told)


def _verdict(
    text: str, found: re.Match[str], group: str, true: float, claim: str, practise: str, told: str
) -> Iterator[Verdict]:
    """Hold the number of a group against the true one."""
    number = number_of(found[group])
    if number is None:
        return
    label = text[max(found.start(group) - _WIDE, 0) : found.start(group)]
    value = Value(label, (number,), found.start(group), found.end(group))
    holds = judged(value, [true])
    if holds is not None:
        yield Verdict(value, holds, claim, practise, Text(f"{told} です", told))


def _function(sentence: Sentence, before: str) -> str | None:
    """The one function whose output is meant: named before, or else above."""
    for text in (before, *sentence.above):
        if _OTHER_FUNCTION.search(text):
            return None
        sigmoid, tanh = _SIGMOID.search(text) is not None, _TANH.search(text) is not None
        if sigmoid or tanh:
            return None if sigmoid and tanh else "sigmoid" if sigmoid else "tanh"
    return None


def _slopes_from_outputs(sentence: Sentence) -> Iterator[Verdict]:
    text = sentence.text
    for found in _FROM_OUTPUT.finditer(text):
        output = float(found["ja"] or found["en"])
        name = _function(sentence, text[: found.end()])
        if name is None or not (0 < output < 1 if name == "sigmoid" else -1 < output < 1):
            continue
        true = output * (1 - output) if name == "sigmoid" else 1 - output * output
        way = f"{shown(output)}·(1 − {shown(output)})" if name == "sigmoid" else f"1 − {shown(output)}²"
        told = f"{way} = {shown(true)}"
        yield from _verdict(text, found, "value", true, "worked-slope-claim", "activation-zoo-derivative", told)


def _leaky(sentence: Sentence) -> Iterator[Verdict]:
    text = sentence.text
    if not _LEAKY.search(text) or _SLOPE.search(text):
        return
    begins = _LEAKY.search(text)
    leaks = {float(next(filter(None, found.groups()))) for found in _LEAK.finditer(text)}
    if begins is None or len(leaks) != 1:
        return
    leak = leaks.pop()
    for found in _LEAKED.finditer(text, begins.start()):
        name = next(each for each in ("maps", "turns", "call", "into", "input", "of") if found[each])
        point = float(found[name])
        true = point if point > 0 else leak * point
        told = f"{shown(point)} → {shown(true)}"
        yield from _verdict(text, found, "value", true, "worked-function-claim", "activation-zoo-value", told)


def _shrinking(sentence: Sentence) -> Iterator[Verdict]:
    text = sentence.text
    eta, decay = _ETA.search(text), _LAMBDA.search(text)
    if eta is None or decay is None or not any(map(_DECAYS.search, (text, *sentence.above[:2]))):
        return
    true = 1 - float(eta["value"]) * float(decay["value"])
    told = f"1 − {eta['value']}·{decay['value']} = {shown(true)}"
    for found in _SHRINKS.finditer(text):
        group = next(each for each in ("times", "en", "sum") if found[each])
        number = number_of(found[group])
        if number is None:
            continue
        value = Value(text[max(found.start() - _WIDE, 0) : found.start(group)], (number,), *found.span(group))
        # A factor near 1 is told by what it lacks: 0.9 is no 0.99.
        rounded = abs(number.value - true) <= 0.5 * number.unit * 1.000001
        holds: Holds = "right" if abs(number.value - true) < 1e-9 else None if rounded else "wrong"
        if holds is not None:
            yield Verdict(value, holds, "worked-decay-claim", "l2-decay-equivalence", Text(f"{told} です", told))


def _terminal(sentence: Sentence) -> Iterator[Verdict]:
    text = sentence.text
    around = " ".join((text, *sentence.above))
    inertia = {found["value"] for found in _INERTIA.finditer(text)}
    if len(inertia) != 1 or not _CONSTANT.search(around) or not _GOES_ON.search(text):
        return
    share = float(inertia.pop())
    true = 1 / (1 - share)
    told = f"1/(1 − {shown(share)}) = {shown(true)}"
    claimed = list(_COMES_TO.finditer(text))
    if len(claimed) != 1:
        return
    found = claimed[0]
    if found["times"]:
        yield from _verdict(text, found, "times", true, "worked-momentum-claim", "momentum-terminal-velocity", told)
        return
    number = number_of(f"{_IN_WORDS[found['word']]:g}")
    assert number is not None
    value = Value(text[max(found.start() - _WIDE, 0) : found.start()], (number,), found.start("word"), found.end())
    holds = judged(value, [true])
    if holds is not None:
        yield Verdict(value, holds, "worked-momentum-claim", "momentum-terminal-velocity", Text(f"{told} です", told))


def _divisors(sentence: Sentence) -> Iterator[Verdict]:
    text = sentence.text
    around = (text, *sentence.above[:2])
    if not any(map(_DIVISOR.search, around)):
        return
    betas = {float(found["value"]) for one in around for found in _BETA.finditer(one)}
    if len(betas) != 1:
        return
    beta = betas.pop()
    for found in _AT_STEP.finditer(text):
        true = 1 - beta ** int(found["step"])
        told = f"1 − {shown(beta)}^{found['step']} = {shown(true)}"
        yield from _verdict(text, found, "value", true, "worked-correction-claim", "adam-bias-correction", told)


def _output_less_target(sentence: Sentence) -> Iterator[Verdict]:
    """Judge the gradient of softmax with cross-entropy with respect to what goes into the softmax."""
    text = sentence.text
    around = (text, *sentence.above[:2])
    if not any(map(_SOFTMAX_LOSS.search, around)) or not any(map(_GRADIENT.search, around)):
        return
    outputs: tuple[float, ...] | None = None
    targets: tuple[float, ...] | None = None
    for value in sentence.values:
        if not value.vector or value.open:
            continue
        entries = tuple(entry.value for entry in value.entries)
        label = value.label[-_WIDE:]
        if _OUTPUTS.search(label):
            outputs = entries
        elif _TARGETS.search(label):
            targets = entries
        elif outputs and targets and _SO.match(label) and len(entries) == len(outputs) == len(targets):
            if sorted(targets) == [*[0.0] * (len(targets) - 1), 1.0] and abs(sum(outputs) - 1) < 1e-6:
                true = [one - other for one, other in zip(outputs, targets, strict=True)]
                holds = judged(value, true)
                if holds is not None:
                    told = f"y − t = {shown_all(true)}"
                    yield Verdict(
                        value, holds, "worked-softmax-gradient-claim", "softmax-ce-gradient", Text(f"{told} です", told)
                    )
            targets = None
