"""Standard deviations and variances of initial weights for a number of nodes: Xavier 1/√n, He √(2/n); and their ratios.

The sources are Glorot and Bengio (2010) in the course's form, and He et al. (2015). Which of the two is meant is told
by the words before a value, or by what stands above: a list's entry, a column's header, a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import sqrt
from typing import Final, Literal

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.worked.sentence import Sentence, Verdict, key_of, key_pattern, shown
from quiz.report.worked.stated_values import Number, Value, holds, judged, number_of

Scheme = Literal["xavier", "he"]
_SCHEMES: Final = late(
    r"(?P<xavier>[Xx]avier|[Gg]lorot|ザビエル|グロロット)|"
    r"(?P<he>(?<![A-Za-z])He(?=\s*(?:の|なら|で|は|を|だと|も|初期|init|std|standard|variance|scale|scheme|"
    r"normal|weights|"
    r"[:→,=(|]|[0-9√約])|\s*\Z)|[Kk]aiming|カイミング|"
    r"(?:(?<=\bthe )|(?<=\bwith )|(?<=\bfor )|(?<=\bof ))He\b)"
)
_NODES: Final = key_pattern({
    "out": r"n_?\{?(?:out|2)\}?|fan_?out|(?:出力側|次の層)(?:の?ノード数?|の?ユニット数?)?",
    "nodes": r"n(?:_?\{?(?:in|prev|1|0)\}?)?|N|fan[_-]?in|(?:前の?層の?|入力側の?)?(?:ノード|ユニット|"
             r"入力)(?:の)?数?(?:\s*n)?|"
             r"前の?層|nodes|inputs|units|a layer with|layers? of|with",
})  # fmt: skip
_COUNTED: Final = late(
    r"(?<![\d.√(/])(?P<nodes>\d{1,6})\s*(?:個の?)?(?:ノード|ユニット|入力(?!画像)|次元の?入力|\b(?:input |"
    r"incoming )?(?:nodes|"
    r"inputs|units|neurons)\b)"
)
_STATED: Final = late(
    r"(?:[\s,、:→=≈|()]|=>|は|が|も|とき|場合|なら(?:ば)?|だと|で|の|標準偏差|分散|初期値|"
    r"重み|約|およそ|値|ノード|個|層|ユニット|入力|"
    r"同じ(?:く)?|n|σ(?:\^2)?|"
    r"[Xx]avier|[Gg]lorot|ザビエル|He(?![a-z])|[Kk]aiming|"
    r"\b(?:the|standard|deviation|variance|std|is|are|of|gives?|about|approximately|roughly|becomes?|equals|has|"
    r"a|init(?:iali[sz]ation)?|nodes|inputs|units|for|and|weights?|scale|so|then|get|we|var|dev|with)\b)*\Z"
)
_VARIANCE: Final = late(r"分散|variance|\bvar\b|σ\^2", re.I)
_DEVIATION: Final = late(r"標準偏差|standard deviation|\bstd\b|\bs\.?d\.?\b|(?<![A-Za-z])σ(?!\^2|\s?[('])", re.I)
_OTHER: Final = late(r"一様|uniform|正解率|精度|accuracy|損失|loss|学習率|LeakyReLU|[Ll]eaky|誤って")
_RATIO: Final = late(
    r"(?P<one>[Xx]avier|[Gg]lorot|ザビエル|He|[Kk]aiming)(?:の初期値)?(?:の|で?は|では)?(?P<what>分散|標準偏差)?(?:は|"
    r"が)[,、]?\s*(?:同じn(?:なら|では))?"
    r"(?P<other>[Xx]avier|[Gg]lorot|ザビエル|He|[Kk]aiming)(?:の初期値)?(?:の場合|のとき)?(?:の(?P<what2>分散|"
    r"標準偏差|それ|もの))?(?:の|"
    r"より)?\s*(?:ちょうど|約)?(?P<times>√?\d+(?:\.\d+)?|1/2|1/√2)\s*倍"
)
_RATIO_EN: Final = late(
    r"(?P<what>variance|standard deviation|std) of (?:the )?(?P<one>[Xx]avier|[Gg]lorot|He|"
    r"[Kk]aiming)(?: \w+)? is (?:exactly |about )?"
    r"(?P<times>√?\(?\d+(?:\.\d+)?\)?|sqrt\(2\)|half|twice|two|double|"
    r"four)(?: times)?(?: as large as)? (?:that of|the (?:variance|standard deviation|"
    r"std) of) (?:the )?(?P<other>[Xx]avier|[Gg]lorot|He|[Kk]aiming)"
)
_WORDS: Final = {"half": 0.5, "twice": 2.0, "two": 2.0, "double": 2.0, "four": 4.0}
_FORM: Final = late(
    r"√\s*\(?\s*[12]\s*/\s*(\d{1,6})\s*\)?|[12]\s*/\s*√\s*\(?\s*(\d{1,6})\s*\)?|"
    r"√\s*\(?[12]\)?\s*/\s*√\s*\(?\s*(\d{1,6})\s*\)?"
)
_OF_SCALES: Final = late(
    r"(?=[XxGgザグHKkカnNf\dノ標分vs])"  # tells at once where nothing begins
    r"(?:[Xx]avier|[Gg]lorot|ザビエル|グロロット|(?<![A-Za-z])He(?![A-Za-z])|[Kk]aiming|カイミング|"
    r"(?<![A-Za-z])[nN](?:_?\{?(?:\\mathrm\{)?(?:in|out|prev|[012])\}?\}?)?\s*=\s*\d|fan_?in|"
    r"\d\s?個?の?(?:ノード|ユニット|入力|次元)|ノード数|\d (?:input |incoming )?(?:nodes|inputs|units|neurons)|"
    r"標準偏差|分散|variance|"
    r"standard deviation)"
)
LASTS: Final = 3
"""For how many sentences the number of nodes holds that one names."""
MOST_NODES: Final = 1_000_000


class ScaleValueReader:
    """Judges scales of initial weights; the number of nodes holds for the sentences that follow in its paragraph."""

    present = (
        late(
            r"xavier|Xavier|glorot|Glorot|ザビエル|グロロット|H(?<![A-Za-z]H)e(?![A-Za-z])|kaiming|Kaiming|カイミング"
        ),
        late(
            r"\d\s?(?:倍|/)|(?<![A-Za-z])[nN](?:_\S{1,12})?\s*=|fan|ノード|ユニット|nodes|inputs|units|neurons|"
            r"\b(?:twice|half|double)\b"
        ),
    )

    def __init__(self) -> None:
        self._nodes: float | None = None
        self._age = 0

    def forget(self) -> None:
        """A new section begins."""
        self._nodes, self._age = None, 0

    def may_judge(self, raw: str) -> bool:
        """Whether a sentence may give a number of nodes, or state a scale."""
        return bool(_OF_SCALES.search(raw))

    def judge(self, sentence: Sentence) -> Iterator[Verdict]:
        """Yield what becomes of every scale, and of every ratio of scales, that a sentence states."""
        text = sentence.text
        around = (text, *sentence.above)
        if not any(_SCHEMES.search(one) for one in around):
            return
        if sentence.claims:
            yield from _ratio(sentence)
        if _OTHER.search(text):
            return
        counted = _COUNTED.findall(text)
        if len(set(counted)) == 1:
            self._nodes, self._age = float(counted[0]), 0
        self._age += 1
        if self._age > LASTS:
            self._nodes = None
        nodes, out = self._nodes, None
        for value in sentence.values:
            if value.vector:
                continue
            key = key_of(_NODES, value.label)
            plain = value.entries[0].text
            if key is not None and plain.isdigit() and 0 < int(plain) <= MOST_NODES and "=" not in value.first:
                if key == "out":
                    out = float(plain)
                else:
                    nodes, out = float(plain), None
                    if not sentence.listed:
                        self._nodes, self._age = nodes, 0
                continue
            if plain in counted:
                continue
            form = _FORM.fullmatch(value.first.strip())
            of = float(form[1] or form[2] or form[3]) if form is not None else nodes
            if of is not None and (nodes is None or of == nodes) and sentence.claims and _STATED.match(value.label):
                yield from self._verdict(value, sentence, of, out)

    @staticmethod
    def _verdict(value: Value, sentence: Sentence, nodes: float, out: float | None) -> Iterator[Verdict]:
        said = sentence.text[: value.start]
        scheme = _scheme_in(value.label, sentence.text[: value.start], *sentence.above)
        if scheme is None or (scheme != "he" and re.search(r"\bHe\b", value.label)):
            return
        squared: bool | None = None
        near = sentence.above if sentence.tabled else (*sentence.parents, *sentence.beside)
        for one in (value.label, said, *near):
            variance, deviation = bool(_VARIANCE.search(one)), bool(_DEVIATION.search(one))
            if variance or deviation:
                squared = variance if variance != deviation else _last_is_variance(one)
                break
        size = (2.0 if scheme == "he" else 1.0) / nodes
        true, other = (size, sqrt(size)) if squared else (sqrt(size), size)
        also = [] if squared is not None else [[other]]
        if out is not None:
            both = 2.0 / (nodes + out)
            mean = both if squared else sqrt(both)
            if scheme == "xavier" and judged(value, [mean]) == "right":
                true, size = mean, both
            also += [[mean], [sqrt(6.0 / (nodes + out))]]
        verdict = judged(value, [true], also)
        if verdict is None:
            return
        form = (
            f"{2 if scheme == 'he' else 1}/{nodes:.0f}"
            if size != 2.0 / (nodes + (out or 0)) or out is None
            else f"2/{nodes + out:.0f}"
        )
        form = form if squared else f"√({form})"
        ja, en = ("分散", "variance") if squared else ("標準偏差", "standard deviation")
        working = Text(f"{ja}は {form} = {shown(true)} です", f"the {en} is {form} = {shown(true)}")
        yield Verdict(value, verdict, "worked-scale-claim", "he-std" if scheme == "he" else "xavier-std", working)


def _last_is_variance(text: str) -> bool | None:
    """Which of the two a text names last."""
    variance = [found.start() for found in _VARIANCE.finditer(text)]
    deviation = [found.start() for found in _DEVIATION.finditer(text)]
    return max(variance) > max(deviation)


def _scheme_in(*texts: str) -> Scheme | None:
    """The scheme that the nearest text names: the last one of what stands before a value, the only one above."""
    for place, text in enumerate(texts):
        names = [found.lastgroup for found in _SCHEMES.finditer(text)]
        if not names:
            continue
        if place > 1 and len(set(names)) > 1:
            return None
        return "he" if names[-1] == "he" else "xavier"
    return None


def _ratio(sentence: Sentence) -> Iterator[Verdict]:
    """Judge how many times one scale is the other."""
    found = _RATIO.search(sentence.text) or _RATIO_EN.search(sentence.text)
    if found is None:
        return
    one, other = (_SCHEMES.fullmatch(name) or _SCHEMES.match(f"{name}の") for name in (found["one"], found["other"]))
    words = found.groupdict()
    what = words["what"] or words.get("what2") or ""
    if one is None or other is None or one.lastgroup == other.lastgroup:
        return
    squared = "分散" in what or what == "variance"
    if not squared and not ("標準" in what or what.startswith("st")):
        return
    number = number_of(words["times"].replace("sqrt", "√")) if words["times"] not in _WORDS else None
    times = _WORDS.get(words["times"], number.value if number is not None else None)
    if times is None:
        return
    true = (2.0 if squared else sqrt(2.0)) ** (1 if one.lastgroup == "he" else -1)
    close = number is not None and "." in number.text and holds(number, true) != "wrong"
    right = close or abs(times - true) < 1e-6
    told = "2" if squared else "√2"
    ja = f"He の{'分散' if squared else '標準偏差'}は Xavier の {told} 倍です"
    en = f"He's {'variance' if squared else 'standard deviation'} is {told} times Xavier's"
    span = Value(
        sentence.text[found.start() : found.start("times")],
        (number or Number("2", 2.0, 1.0),),
        found.start("times"),
        found.end("times"),
    )
    yield Verdict(span, "right" if right else "wrong", "worked-scale-claim", "he-std", Text(ja, en))
