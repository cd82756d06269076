"""A sentence -> what it says that an experiment showed: nothing learned, learned, a value, a step, sooner, better."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from quiz.reading.late_patterns import late
from quiz.report.claims.guards import claims_nothing
from quiz.report.cued import Cued

Trend = Literal["flat", "learns", "reaches", "starts", "sooner", "better"]
Measure = Literal["train", "test"]


@dataclass(frozen=True, slots=True)
class Showed:
    """What a clause says that an experiment showed.

    ``value`` is a share that is reached (``measure`` says on which set, None on both), ``step`` the update at which the
    accuracy begins to rise. ``subject`` is the part of the clause that speaks of this run, ``before`` what the clauses
    before it say of it, ``than`` the part that speaks of the run that it is compared with.
    """

    trend: Trend
    subject: str
    before: str
    start: int
    than: str | None = None
    value: float | None = None
    measure: Measure | None = None
    step: int | None = None

    @property
    def on_training(self) -> bool:
        """Whether a share is one of the training set, or so high a one of both sets as only its last batch may have."""
        if self.measure is not None or self.value is None:
            return self.measure == "train"
        sets = {found.lastgroup for found in _SET.finditer(f"{self.before} {self.subject}")}
        return self.value >= ALL and "train" in sets


ALL = 0.98
"""A share from this one on is said to be everything."""
_ACCURACY = r"(?:精度|正解率|正答率|認識率|accuracy)"
_LEARNING = r"(?:学習|訓練|トレーニング)"
_LOSS = r"(?:誤差|損失|ロス|loss|error)"
_NEAR = r"[^。.]{0,16}?"
_NOT = r"(?:ない|な(?:かっ|く|い)|ず|ぬ|ません)"
_FLAT = late(
    rf"{_LEARNING}{_NEAR}(?:進ま|進んで(?:い|は)|でき|出来|行われ|起き|収束し)(?:て(?:い|は))?{_NOT}"
    rf"|{_ACCURACY}{_NEAR}(?:上がら|上がって(?:い|は)|向上し(?:て(?:い)?)?|上昇し(?:て(?:い)?)?|改善し(?:て(?:い)?)?|伸び){_NOT}"
    rf"|{_LOSS}{_NEAR}(?:減ら|減って(?:い)?|下がら|下がって(?:い)?|減少し(?:て(?:い)?)?|小さくなら){_NOT}"
    rf"|{_ACCURACY}{_NEAR}(?:横ばい|変わらな|低いまま)"
    r"|\b(?:did|does|do|could|can)(?: not|n'?t)(?: \w+)? (?:learn|train|improve|converge)\b"
    rf"|\b{_ACCURACY}\b{_NEAR}(?:not|n'?t|never|hardly|barely) (?:rise|rose|improved?|increased?|go up)\b"
    rf"|\b{_LOSS} (?:stops?|stopped) (?:falling|decreasing)\b|\b(?:fails?|failed) to learn\b|\blearns? nothing\b"
    r"|\b(?:stays?|stayed|stuck|remain(?:s|ed)?) (?:at|near|around) (?:about )?10 ?%"
)
_NO_LONGER = late(
    r"(?:なる|なった|[るたい])?(?:という|といった)?(?:こと|の|現象|問題)?(?:は|が|も)?\s*"
    r"(?:無くな|なくな|無い|ない(?!と)|解消|解決|改善)|\W{0,2}no longer"
)
_LEARNS = late(
    rf"{_LEARNING}(?:が|は|も){_NEAR}(?:進ん(?!でい[なま])|進むように|進行し|できた|できてい[るた]|うまくい)"
    rf"|{_ACCURACY}{_NEAR}(?:向上(?!し(?:てい)?な)|上が(?:っ(?!てい?な)|り|る)|上昇(?!し(?:てい)?な)|高くな)"
    rf"|\b{_ACCURACY} (?:rises|rose|improves|improved|increases|increased|goes up|went up|climbs|climbed)\b"
    r"|\b(?:it|network|model|sigmoid|relu) (?:learns|learned|learnt|does learn|did learn)\b"
)
_ONLY_WHILE = late(rf"{_LEARNING}が(?:進む|進んでいく)(?:に|と|ほど)")
_SHARE = late(
    r"(?P<percent>\d{1,3}(?:\.\d{1,4})?)\s*(?:%|パーセント|percent)|(?<![\d.])(?P<share>0\.\d{1,4}|1\.0{1,2})(?![\d%])"
)
_SET = late(r"(?P<train>訓練|学習データ|学習用|トレーニング|training|train)|(?P<test>テスト|検証|test|validation)")
_BOTH = late(r"(?:共に|ともに|どちらも|両方|both)")
_STEP = late(
    r"(?P<step>\d{2,5})\s*(?:回|イテレーション|ステップ|iterations?|steps?|iters?)(?:目|め)?\s*"
    r"(?:あたり|辺り|付近|くらい|ぐらい|前後|頃|ごろ|程度)?(?:から|で|を?過ぎ|以降)"
    r"|\b(?:from|at|after) (?:about |around |roughly )?(?:(?:step|iteration) )?(?P<at>\d{2,5})\b(?! ?%)"
)
_RISES = late(r"上昇|上が|向上|伸び|学習が進|ris(?:e|es|ing)|rose|improv|increas|climb|learn")
_ARRIVES = late(rf"{_RISES.pattern}|収束|近|reach|converg|rise")
_SOONER = late(
    r"(?:早[くい]|速[くい]|急[にな]|急激|早期|早い段階|すぐ|素早"
    r"|\bfaster\b|\bsooner\b|\bearlier\b|\bmore (?:quickly|steeply)\b)"
)
_BETTER = late(r"緩和|改善|向上|良[くい]|よくな|高[くい]|\bbetter\b|\bhigher\b|\bimprove")
_THAN = Cued(
    late(
        r"(?P<ja>(?:\[[\d,\s]{1,30}\]|[^、,。\[\]]){1,40}?)(?:\s*の?(?:とき|時|場合))?"
        r"(?:より(?!も?よ)も?|(?:に|と)比べて?|(?:に|と)比較して|に対して)"
        r"|\bthan (?:with |for |at |in |the )*(?P<en>[^,.;]{2,40})|\bcompared (?:with|to) (?P<to>[^,.;]{2,40})"
    ),
    *("より", "比べ", "比較して", "に対して", "than ", "compared "),
)
_ESPECIALLY = late(r"特に\s*(?P<who>[^、,。はがも]{1,20})[はがも]")
_OBSERVED = late(
    r"[たっだ](?:[。、,.)]|\Z)|[たっ]が|ました|ている|ていた|確認|わか|分か|結果|[見み]られ|考えられ|考察|となり|になり|\b(?:was|were|did|rose|reached|improved|stayed|stopped|learned|learnt|failed|climbed"
    r"|ended|began|started|could|we see|can be seen|shows|showed|turned out|not)\b|に(?:近く)?なる|上昇していき"
)
_CUT = late(
    r"(?<!比べ)(?<!比較し)(?<!対し)(?<=[しりきがてずくれ])[、,]\s*|[。;；]|,\s*(?:but|while|whereas|and)\s|\s(?:but|whereas)\s"
)


def showed(sentence: str) -> Iterator[Showed]:
    """Yield what a sentence says that an experiment showed, clause by clause.

    >>> [(each.trend, each.step, each.value) for each in showed("300回目あたりから精度が上昇し、最後は85%になった。")]
    [('starts', 300, None), ('reaches', None, 0.85)]
    >>> [each.trend for each in showed("学習が進まないとどうなるか？")]
    []
    """
    lower = sentence.lower()
    if not _OBSERVED.search(lower) or claims_nothing(lower):
        return
    place, before = 0, ""
    for cut in [*_CUT.finditer(lower), None]:
        end = len(lower) if cut is None else cut.start()
        compared = _THAN.search(lower, place, end)
        than = None if compared is None else next(part for part in compared.groups() if part)
        own = (
            lower[place:end] if compared is None else f"{lower[place : compared.start()]} {lower[compared.end() : end]}"
        )
        yield from _of_clause(own, than, before, place)
        place, before = end if cut is None else cut.end(), f"{before} {own}"


def _of_clause(own: str, than: str | None, before: str, start: int) -> Iterator[Showed]:
    """Yield what a clause says; what it compares with has been taken out of it."""
    flat = _FLAT.search(own)
    if flat is not None:
        yield Showed("learns" if _NO_LONGER.match(own, flat.end()) else "flat", own, before, start)
        return
    sooner = _SOONER.search(own)
    if than is not None:
        if sooner and _ARRIVES.search(own):
            yield Showed("sooner", own, before, start, than)
        elif _BETTER.search(own):
            yield Showed("better", own, before, start, than)
        return
    shares = list(_shares(own, before))
    if sooner and (especially := _ESPECIALLY.search(own)):
        yield Showed("sooner", especially["who"], "", start, before)
        for value, measure in shares:
            yield Showed("reaches", especially["who"], before, start, value=value, measure=measure)
        return
    step = _STEP.search(own)
    if step is not None and not shares and _RISES.search(own, step.end()):
        yield Showed("starts", own, before, start, step=int(step["step"] or step["at"]))
    for value, measure in shares:
        yield Showed("reaches", own, before, start, value=value, measure=measure)
    if step is None and not shares and _LEARNS.search(_ONLY_WHILE.sub("", own)):
        yield Showed("learns", own, before, start)


def _shares(clause: str, spoken: str) -> Iterator[tuple[float, Measure | None]]:
    """Yield the accuracies that a clause states, each with the set that was named last before it."""
    about = re.search(_ACCURACY, f"{spoken} {clause}") or _SET.search(clause)
    if about is None or re.search(_LOSS, clause):
        return
    for found in _SHARE.finditer(clause):
        value = float(found["percent"]) / 100 if found["percent"] else float(found["share"])
        if value > 1:
            continue
        before = list(_SET.finditer(clause, 0, found.start()))
        both = _BOTH.search(clause, 0, found.start()) or len({each.lastgroup for each in before[-2:]}) == 2
        joined = both and not any(_SHARE.search(clause, each.end(), found.start()) for each in before[-1:])
        last = before[-1].lastgroup if before else None
        between = clause[before[-2].end() : before[-1].start()] if len(before) > 1 else ""
        if joined and (_BOTH.search(clause) or re.fullmatch(r"\W{0,2}\w{0,4}?(?:、|,|と|も| and )\s*", between)):
            yield value, None
        else:
            yield value, "train" if last == "train" else "test" if last == "test" else None
