"""What happens if something is changed: "the larger λ, the smaller the weights", in whatever words it is said.

A relation names a thing, what grows with it and what shrinks. The sentence is right or wrong by the two directions that
it speaks of: which way the thing is changed, and which way the outcome goes. Where a clause changes several things,
speaks of both outcomes, doubts or denies, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from quiz.bank.claim_entries import Judgement, Relation
from quiz.reading.late_patterns import late
from quiz.report.claims.altering import IN_EVERY_CASE, is_tendency
from quiz.report.claims.canonical import literal
from quiz.report.claims.cue_words import Lexicon, Words
from quiz.report.claims.cues import Sighting
from quiz.report.claims.guards import clauses, is_doubted
from quiz.report.claims.polarity import denials

_UP = (
    "増や|増え|増加|増し|大き[くいなめす]|上げ|上が|高[くいめす]|高ま|強[くいめす]|強ま|広[くげ]|深[くいめす]|長[くい]|多[くいめす]|伸ば"
    r"|\d+倍|1に近|重ね|積[むみめ]|積ん|大(?=[→でな,のと]|\Z)"
)
_DOWN = (
    "減ら|減っ|減る|減り|減少|小さ[くいなめす]|下げ|下が|低[くいめす]|弱[くいめす]|弱ま|狭[くめ]|浅[くいめす]|短[くい]|少な|縮め"
    r"|半分|\d*分の1|0に|0に近|0と|0だ|絞|小(?=[→でな,のと]|\Z)"
)
_LEVEL = f"(?P<up>{_UP})|(?P<down>{_DOWN})"
_AFTER = late(
    r"(?:の(?:値|数|枚数|大きさ|サイズ|率|強さ|幅|個数|量))?(?:数|率|量|幅|サイズ)?(?:を|が|は|も|:|→)?"
    r"(?:もっと|さらに|より|あまりに?|極端に|かなり|とても|少し|単純に|どんどん)?"
    r"(?:\d{1,2}(?:つ|層|段|個|枚)(?:だけ|ほど)?)?"
    rf"(?:{_LEVEL}|(?P<from>\d+(?:\.\d+)?)(?:x\d+)?から(?P<to>\d+(?:\.\d+)?)(?:x\d+)?(?:[にへ](?:(?P<raised>{_UP})|(?P<cut>{_DOWN})))?)"
)
_TAKEN = late(
    r"(?:層|の層|の処理|化)?(?:を|が|は)?(?:(?P<down>外|抜[いきけ]|なく[すしせ]|やめ|使わ(?!れ)|入れな|入れず|しない|無し|なし|な[いけ]|取り除|0に)"
    r"|(?P<up>入れ(?!な|ず|る前)|使(?:う|え|い|っ)|用い|加え|付け|追加|導入|あ[るれり]|する|すれ|した))"
)
_EN_UP = (
    "larger|bigger|higher|more|increas(?:e|es|ing|ed)|rais(?:e|es|ing|ed)|greater|stronger|deeper|wider|doubling|large"
    "|big|high|strong|deep|adding|growing|turning up|turn up|enlarging|boosting|longer"
)
_EN_DOWN = (
    "smaller|lower(?:ing|s|ed)?|less|fewer|decreas(?:e|es|ing|ed)|reduc(?:e|es|ing|ed)|weaker|shallower|halving|small"
    "|tiny|low|weak|shallow|little|turning down|turn down|cutting|cut|shorter"
)
_EN_BEFORE = late(
    rf"(?a)\b(?:(?P<up>{_EN_UP})|(?P<down>{_EN_DOWN}))"
    r"(?: (?:a|an|the|of|too|very|your|our|its|value|values|number|size))*(?:, | )?\Z"
)
_EN_AFTER = late(
    r"(?a)(?:es|s)? ?(?:(?:(?:is|are|gets|becomes|made) )?(?:(?:much|too|very|made) )*"
    rf"(?:(?P<up>{_EN_UP})|(?P<down>{_EN_DOWN}))|(?P<more>grows?)|(?P<fewer>shrinks?))\b"
)
_EN_TAKEN = late(
    r"(?a)\b(?:(?P<down>without|remov(?:e|es|ing)|no|dropping|omit(?:s|ting)?|leaving out)"
    r"|(?P<up>with|us(?:e|es|ing)|add(?:s|ing)?|insert(?:s|ing)?))(?: (?:a|an|the|any|more|much))* ?\Z"
)
_OPEN = late(
    "すぎな|過ぎな|なくて(?:も|は)|ても(?:よ|い|大丈夫|問題)|程度|ほどほど|適度|適切|どちら|とき以外|限り|ものの|調整|かによ"
)
"""What changes a thing within bounds, or either way."""
_AGAIN = late("(?:て|で)も|even (?:if|with|though)")
_CONDITIONAL = late(
    "ほど|ると|すと|くと|うと|いと|むと|たら|れば|なら|せば|けば|ことで|場合|とき|時|ても|には|ので|ため|→|,"
)
"""What makes a change the condition of what follows."""
_JAPANESE = late("(?<!重)[ぁ-ん]")  # 「重み」 is a spelling of English weights, too
MAX_SPREAD = 60
_ANOTHER_CLAUSE = late(r"(?a), (?!with|when|if|by|as|the more|the less|for|because)")
_COMPARED = late(r"(?a)\bthan\b")
_BACK_AND_FORTH = "(?:(?:逆に|反対に|一方で?は?|今度は|ただし|しかし|でも|反面|かといって),?){0,3}"
_ELIDED = late(
    rf"(?:\A|,){_BACK_AND_FORTH}(?P<rest>(?:もっと|さらに|より|あまりに?|極端に|かなり|とても|少し)?(?:{_UP}|{_DOWN})"
    "[ぁ-ん]{0,6}?(?:と|れば|せば|たら|ほど|場合|とき))"
)
"""A change of what was changed before, which need not be named again: 「λを小さくすると…,大きくすると…」."""
_CONDITION = late(
    rf"(?P<noun>[^,をがはも]{{1,16}})(?P<particle>[をがはも])(?![はも])[ぁ-ん]{{0,6}}?(?:{_UP}|{_DOWN})[ぁ-ん]{{0,6}}?"
    "(?:と|ば|たら|ほど|場合|とき|ので|ため|ず|[てしり]?(?=,|\\Z))"
)
"""What is changed, or changes by itself, and what comes of it: 「λを大きくすると」, 「出力が小さくなるので」."""
_DONE = late(
    "する|すれ|した|減らす|減らせ|増やす|増やせ|上げ|下げ|高め|低め|強め|弱め|広げ|狭め|深め|浅め|縮め|伸ば|絞"
)
"""How a change is named that somebody makes: 「小さくすると」, and not 「小さくなると」."""
_UNDONE = late("(?:[しせさらまめげ]|く)?(?:し)?(?:な[いけかく]|ず(?!つ))|[るすくうむ]の(?:では|じゃ)なく")
"""Behind a change: it is not made, 「強めないと」, 「増やすのではなく」."""
_EN_ELIDED = late(
    r"(?a)(?:\A|, )(?:(?:and|but|while|whereas|so) )*(?P<rest>(?:(?:if|when) )?"
    r"(?:it (?:is|gets|becomes) (?:(?:much|far|made|too|very) )*|(?:an? )?(?:(?:much|far|too|very) )*)"
    rf"(?:{_EN_UP}|{_EN_DOWN})(?: one)?\b)"
)
_IS_ABOUT = late(r"[はがを]|(?a: (?:is|are)\b)")
_IT = late(r"(?a)\b(?:it|one)\b")
_SAME = late(
    "変わらな|変化しな|変化はな|同じまま|影響しな|does not change|doesnt change|stays the same|unchanged|no effect"
)


@dataclass(frozen=True, slots=True)
class ChangeReading:
    """A relation that a clause speaks of: whether it holds as it is said, and the words that said it."""

    relation: Relation
    verdict: Judgement
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Change:
    """A thing that a clause changes: where, and which way."""

    start: int
    end: int
    up: bool
    thing: str = ""


class Changes:
    """The relations of a course, made ready for looking."""

    def __init__(self, relations: Sequence[Relation], lexicon: Lexicon) -> None:
        self._patterns = [
            _Pattern(
                relation,
                tuple(map(lexicon.spelling, relation.thing)),
                Words(relation.more, lexicon),
                Words(relation.less, lexicon),
                Words(relation.about, lexicon) if relation.about else None,
                Words(relation.unless, lexicon) if relation.unless else None,
            )
            for relation in relations
        ]
        self._vocabulary = lexicon.vocabulary
        self._by_thing: dict[str, list[int]] = {}
        for place, pattern in enumerate(self._patterns):
            for thing in pattern.things:
                self._by_thing.setdefault(thing, []).append(place)
        self.things = frozenset(self._by_thing)
        self._vocabulary.add(self.things)

    def said_in(self, text: str) -> list[ChangeReading]:
        """Return the relations that a canonical sentence speaks of."""
        if self.things.isdisjoint(self._vocabulary.held_by(text)):
            return []
        found: dict[str, ChangeReading] = {}
        before: list[str] = []
        for whole in clauses(text):
            for clause in _terse(whole):
                for part in self._named_again(clause, before):
                    for reading in self._of_clause(part):
                        known = found.get(reading.relation.id)
                        if known is None or (known.verdict == "right" and reading.verdict == "wrong"):
                            found[reading.relation.id] = reading
                before.append(clause)
        return list(found.values())

    def _changed_in(self, clause: str) -> str:
        """The one thing that a clause changes, or is about; nothing where it changes several."""
        named = self._named(clause)
        things = {change.thing for pattern in named for change in pattern.changes(clause)}
        spoken_of = sorted(spoken for pattern in named for spoken in pattern.spoken_of(clause))
        things = things or {thing for _, thing in spoken_of[:1]}
        return things.pop() if len(things) == 1 else ""

    def _named_again(self, clause: str, before: Sequence[str]) -> list[str]:
        """The parts of a clause that changes a thing one way and then another, each with the name of the thing.

        Where it is not named in the clause itself, it is what the nearest of those ``before`` it changes.
        """
        parts: list[str] = []
        begun, prefix = 0, ""
        for found in (_ELIDED if _JAPANESE.search(clause) else _EN_ELIDED).finditer(clause):
            part = f"{prefix}{clause[begun : found.start()]}"
            thing = self._spoken_of([part] if found.start() else before, found["rest"])
            if not thing:
                continue
            parts += [part] if part else []
            begun, prefix = found.start("rest"), f"{thing}を"
            if not _JAPANESE.search(clause):
                named = _IT.sub(lambda _, thing=thing: thing, found["rest"], count=1)
                if named == found["rest"]:
                    return [clause]
                begun, prefix = found.end("rest"), named
        return [*parts, f"{prefix}{clause[begun:]}"]

    def _spoken_of(self, before: Sequence[str], rest: str) -> str:
        """The thing of which ``rest`` tells the other way: the last one changed as it is, by somebody or by itself."""
        if _JAPANESE.search(rest):
            said = [found for clause in before for found in _CONDITION.finditer(clause)]
            done = _DONE.search(rest) is not None
            alike = [found for found in said if (found["particle"] == "を") is done] or said
            if alike:
                noun = alike[-1]["noun"]
                return max((thing for thing in self.things if thing in noun), key=len, default="")
        return next(filter(None, map(self._changed_in, reversed(before))), "")

    def _named(self, clause: str) -> list[_Pattern]:
        """The relations of which a clause names the thing."""
        things = self.things & self._vocabulary.held_by(clause)
        places = sorted({place for thing in things for place in self._by_thing[thing]})
        return [self._patterns[place] for place in places]

    def _of_clause(self, clause: str) -> Iterator[ChangeReading]:
        named = self._named(clause)
        if not named:
            return
        held = self._vocabulary.held_by(clause)
        if not any(pattern.may_come_of_it(held) for pattern in named) or _OPEN.search(clause):
            return
        changed = [(pattern, change) for pattern in named for change in pattern.changes(clause)]
        for pattern, change in changed:
            outcome = pattern.outcome(clause, change)
            if outcome is None or sum(other is pattern for other, _ in changed) > 1:
                continue
            more, span = outcome
            start, end = min(change.start, span[0]), max(change.end, span[1])
            # What the outcome is said of is no other change: 「λを上げると正則化は弱くなる」.
            ways = {(other.end, other.up) for _, other in changed if other.end <= span[0] or other.start >= span[1]}
            sighting = Sighting(tuple(sorted(((change.start, change.end), span))), ({},))
            if end - start > MAX_SPREAD * (1 if _JAPANESE.search(clause) else 2) or denials(clause, sighting):
                continue
            if _is_condition(clause, _Change(*span, up=True), (change.start, change.end)) and _JAPANESE.search(clause):
                continue  # the outcome is said to be what the change follows from
            if _is_otherwise(clause, change, span) or _is_outcome(clause, change):
                continue
            holds = more is not None and more == change.up
            promised = holds and IN_EVERY_CASE.search(clause) is not None
            if promised and not is_tendency(clause[slice(*span)]):
                continue  # what may hold in every case, or may not
            if not holds and (
                len(ways) > 1
                or not _is_condition(clause, change, span)
                or is_doubted(clause, sighting)
                or (more is not None and _AGAIN.search(clause))
            ):
                continue
            yield ChangeReading(
                pattern.relation,
                "imprecise" if promised else "right" if holds else "wrong",
                (clause[change.start : change.end], clause[span[0] : span[1]]),
            )


def _terse(clause: str) -> list[str]:
    """The parts of a clause of notes, each with an arrow of its own: 「η大→発散,η小→遅い」."""
    parts = clause.split(",")
    return parts if len(parts) > 1 and all("→" in part for part in parts) else [clause]


def _is_otherwise(clause: str, change: _Change, outcome: tuple[int, int]) -> bool:
    """Whether a change in English is what the outcome is compared with, or what is to be done because of it."""
    if outcome[1] > change.start:
        return False
    return (
        _COMPARED.search(clause, outcome[0], change.start + 1) is not None
        or (re.match("if(?![a-z])", clause) is not None and outcome[1] <= clause.find(",") < change.start)
        or _ANOTHER_CLAUSE.search(clause, outcome[1], change.start + 1) is not None
    )


def _is_outcome(clause: str, change: _Change) -> bool:
    """Whether a change is itself what another one brings about: 「λを大きくするほど自由度が上がり,過学習する」."""
    return any(
        found.end() <= change.start and change.thing not in found["noun"]
        for found in _CONDITION.finditer(clause, 0, change.start)
        if clause[found.end() - 1] in "とばどら"
    )


def _is_condition(clause: str, change: _Change, outcome: tuple[int, int]) -> bool:
    """Return whether a change is what the outcome is said to follow from, and not the other way round."""
    if not _JAPANESE.search(clause):
        return True
    # The outcome's own words may stand on both sides: 「勾配消失は層が深いほど起きやすい」.
    begins = outcome[0] if outcome[0] >= change.end else outcome[1]
    if outcome[1] <= change.end:
        return False
    noted = "→" in clause[change.start : change.end]  # 「λ→大で」
    return noted or _CONDITIONAL.search(clause, change.end - 1, begins) is not None


@dataclass(frozen=True)
class _Pattern:
    relation: Relation
    things: tuple[str, ...]
    more: Words
    less: Words
    about: Words | None
    unless: Words | None

    @cached_property
    def _thing(self) -> re.Pattern[str]:
        return re.compile("|".join(map(literal, sorted(self.things, key=len, reverse=True))))

    def may_come_of_it(self, held: frozenset[str]) -> bool:
        """Whether a clause that holds some words has those for what comes of a change."""
        return self._outcomes is None or not self._outcomes.isdisjoint(held)

    @cached_property
    def _outcomes(self) -> frozenset[str] | None:
        """The words of which a clause has one that says what comes of a change; None where that can't be told."""
        outcomes = [words for words in (self.less, self.more, self.about) if words is not None]
        if any(words.anywhere for words in outcomes):
            return None
        return frozenset[str]().union(*(words.needed for words in outcomes))

    def changes(self, clause: str) -> Iterator[_Change]:
        """Yield where the thing is changed, or is there or not."""
        things = list(self._thing.finditer(clause))
        if not things or (self.unless is not None and self.unless.is_in(clause)):
            return
        for found in things:
            after = (_TAKEN if self.relation.present else _AFTER).match(clause, found.end())
            if after is None:
                head = clause[max(0, found.start() - 40) : found.start()]
                english = _EN_TAKEN if self.relation.present else _EN_BEFORE
                before = english.search(head) if head[-1:].isascii() else None
                if before is not None:
                    start = found.start() - (len(head) - before.start())
                    yield _Change(start, found.end(), before["up"] is not None, found[0])
                    continue
                after = None if self.relation.present else _EN_AFTER.match(clause, found.end())
            if after is not None and not _UNDONE.match(clause, after.end()) and (up := _is_up(after)) is not None:
                yield _Change(found.start(), after.end(), up, found[0])

    def spoken_of(self, clause: str) -> Iterator[tuple[int, str]]:
        """Yield where a clause is about the thing, whether or not that is changed: 「λが0なら」."""
        for found in self._thing.finditer(clause):
            if _IS_ABOUT.match(clause, found.end()):
                yield found.start(), found[0]

    def outcome(self, clause: str, change: _Change) -> tuple[bool | None, tuple[int, int]] | None:
        """Return whether the outcome is more (None: the same), and where; None where none is said, or both are."""
        masked = f"{clause[: change.start]}{'　' * (change.end - change.start)}{clause[change.end :]}"
        less = [found.span() for found in self.less.found_in(masked, clause)]
        more = [
            found.span()
            for found in self.more.found_in(masked, clause)
            if not any(found.start() < end and start < found.end() for start, end in less)
        ]
        same, about = (
            (None, None)
            if self.about is None
            else (_SAME.search(masked), next(self.about.found_in(masked, clause), None))
        )
        if same is not None and about is not None and not less and not more:
            return None, (min(about.start(), same.start()), max(about.end(), same.end()))
        if bool(more) == bool(less):
            return None
        return (True, more[0]) if more else (False, less[0])


def _is_up(found: re.Match[str]) -> bool | None:
    """Return whether a thing is made larger; None for a change from a number to the same."""
    groups = found.groupdict()
    if groups.get("from") is not None:
        low, high = float(groups["from"]), float(groups["to"])
        if (groups.get("raised") and high < low) or (groups.get("cut") and high > low):
            return None
        return None if low == high else high > low
    return groups.get("up") is not None or groups.get("more") is not None
